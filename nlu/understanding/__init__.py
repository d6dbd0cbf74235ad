"""How French messages are understood. Knows nothing of Rasa or spaCy: components bring both in."""
