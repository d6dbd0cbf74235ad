"""Webhooks: where the staff's other tools are told of interviews."""
