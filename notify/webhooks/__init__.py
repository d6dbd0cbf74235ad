"""Webhooks: changes of interviews are posted to the staff's other tools."""
