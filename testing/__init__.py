"""Real servers for tests and measurements: Conseiller itself, databases, mail, calendars."""
