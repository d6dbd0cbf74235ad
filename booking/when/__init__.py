"""French dates and times: from what a visitor types to the stretch of time that is meant."""

from booking.when.reading import read_when, refine, spans
from booking.when.window import Window, as_json

__all__ = ["Window", "as_json", "read_when", "refine", "spans"]
