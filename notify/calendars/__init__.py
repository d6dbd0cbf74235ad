"""Calendars: invitations, the private feed, and CalDAV both ways."""
