"""The public chat API, and the conversation behind it."""
