"""Rasa components of our own, named in config.yml; each is usable in any Rasa 3.6 project."""
