"""The messages owed: written with the change that owes them, sent until they arrive."""
