"""Simulated visitors: thousands of whole conversations with the assistant, each one judged."""
