"""How French messages are understood. Knows nothing of Rasa."""
