"""French dates and times: from what a visitor types to the stretch of time that is meant."""

from booking.when.reading import read_when, spans
from booking.when.refining import refine
from booking.when.window import DEFAULT, DayHours, Window, as_json

__all__ = ["DEFAULT", "DayHours", "Window", "as_json", "read_when", "refine", "spans"]
