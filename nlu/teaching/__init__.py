"""Teaching a trained model what staff decided, in seconds, without learning everything anew."""
