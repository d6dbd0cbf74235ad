"""French dates and times: from what a visitor types to the stretch of time that is meant."""

from french.when.parsing import read_when, spans
from french.when.refining import refine
from french.when.window import DEFAULT, DayHours, Window, as_json, window_at

__all__ = [
    "DEFAULT",
    "DayHours",
    "Window",
    "as_json",
    "read_when",
    "refine",
    "spans",
    "window_at",
]
