"""Rasa's custom actions: read the tracker, call the domain, choose a response of domain.yml."""
