"""French dates and times: from what a visitor types to the stretch of time that is meant.

A phrase passes through these modules, in this order:

| module | reads, or does |
|---|---|
| plain_text, vocabulary | short forms, numbers in words and typing errors become plain text |
| not_times | numbers and words that tell no time are covered up |
| refusing | « pas lundi », « sauf le matin » |
| days: dates | « le 30 », « mardi 1er décembre », « 03/02 » |
| days: weeks | « la semaine prochaine », « dans 3 jours », « fin mars » |
| hours: clocks | « matin », « avant 11h »; « 14h30 », « midi et demi » |
| mentions, parsing, window | the pieces are put together into one window of time |
| refining | what completes or corrects a window said before |

`days.py` tries FIXED, DATES, WEEKDAY, WEEKS and ALONE in turn; what an earlier one has read, no
later one reads. A new phrase goes into the table of the module that reads its kind.
"""

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
