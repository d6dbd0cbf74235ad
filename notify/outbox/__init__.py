"""The outbox: messages are written in the transaction of a change, and sent until they arrive."""
