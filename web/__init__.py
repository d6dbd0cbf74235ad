"""All that is served over HTTP to people: the chat API, the widget and the page."""
