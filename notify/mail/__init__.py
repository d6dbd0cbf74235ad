"""E-mails: how they are written and how they are sent."""
