"""The attacker: what strangers can do to the service, and what harm comes of it."""
