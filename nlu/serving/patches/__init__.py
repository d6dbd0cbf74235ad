"""What is replaced in Rasa and spaCy, so that a turn costs less and gives the same."""
