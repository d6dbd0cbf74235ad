"""How Rasa is run: its process, tracker store and locks, and what is patched."""
