"""Parts of the day, as the school keeps them: « le matin », « en fin d'après-midi »."""

from __future__ import annotations

import re
from datetime import time

from french.when.day_hours import DayHours, Hours

_OF = r"d(?:'|e l'|e l |e la |e |u |\s)?\s*"
_MORNING = r"mat(?:inee|in)s?\b"
_LUNCH = r"(?:le |la |l')?(?:pause )?(?:dejeuner|dej|repas(?: de midi)?|manger)\b"

PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"\b(?:en )?fin {_OF}{_MORNING}", "late morning"),
        (
            rf"\b(?:en )?(?:tout )?debut {_OF}(?:{_MORNING}|journee\b)"
            rf"|\btot (?:le|dans la|en) {_MORNING}|\b(?:a |des )?(?:la )?1er heure\b"
            r"|(?:(?<=demain )|(?<=di ))(?:assez |tres |plutot )?tot\b(?! que| possible)",
            "early morning",
        ),
        (rf"\b(?:en |au )?milieu {_OF}{_MORNING}", "middle of the morning"),
        (
            rf"\b(?:en )?fin {_OF}(?:apres-midi|journee)\b|\btard (?:dans |en )?l'apres-midi\b",
            "late afternoon",
        ),
        (rf"\b(?:en )?tout debut {_OF}apres-midi\b", "first hour of the afternoon"),
        (rf"\b(?:en )?debut {_OF}apres-midi\b", "early afternoon"),
        (rf"\b(?:en |au )?milieu {_OF}apres-midi\b", "middle of the afternoon"),
        (
            rf"\b(?:en |au )?(?:milieu {_OF}|mi-? ?)journee\b"
            r"|(?:(?<=\bce )|(?<!passe )(?<!avant )(?<!apres )\bles? )midis?\b(?!\s?(?:\d|et\s))"
            rf"|\b(?:pendant |a )?(?:l'heure d[eu] |(?:le )?temps d[eu] |la pause (?:de |du )?)"
            r"(?:dejeuner|midi)\b"
            rf"|\bpause dej\b|\ba l'heure du dej\b",
            "middle of the day",
        ),
        (rf"\b(?:en )?debut {_OF}soiree\b", "early evening"),
        (rf"\bapres {_LUNCH}", "afternoon"),
        (rf"\bavant (?:de )?{_LUNCH}", "morning"),
        (r"\bapres-midis?\b|\btantot\b", "afternoon"),
        (rf"\b{_MORNING}|\bavant-midis?\b", "morning"),
        (r"\b(?:soirs?|soirees?)\b", "evening"),
        (r"\b(?:dans la|pendant la|en|toute la|reste de la) journee\b", "day"),
    )
)
"""What is said, and the name of the part in part_of_day; an earlier row wins."""
A_PART = re.compile(r"mat|midi|soir|jour|tot|tard|dej|repas|manger|1er")
"""What every part of the day has."""

AFTER_A_DAY = r"(?:(?<=demain )|(?<=hui )|(?<=di )|(?<=manche )|(?<=prochain ))"
"""Right after the name of a day, where a number alone is an hour."""
AFTER_A_PART = r"(?:(?<=matin )|(?<=midi )|(?<=soir ))"
"""Right after a part of the day, where it is one as well."""


def part_of_day(name: str, day: DayHours) -> Hours:
    """Give the hours of a part of the day, as the school keeps them."""
    first, last = {
        "morning": (day.opens, day.lunch),
        "early morning": (day.opens, _later(day.opens, 1)),
        "middle of the morning": (_later(day.opens, 1), _later(day.lunch, -1)),
        "late morning": (_later(day.lunch, -1), day.lunch),
        "middle of the day": (day.lunch, day.resumes),
        "afternoon": (day.resumes, day.closes),
        "first hour of the afternoon": (day.resumes, _later(day.resumes, 1)),
        "early afternoon": (day.resumes, _later(day.resumes, 2)),
        "middle of the afternoon": (_later(day.resumes, 1), _later(day.closes, -1)),
        "late afternoon": (_later(day.closes, -2), day.closes),
        "evening": (day.closes, time()),
        "early evening": (day.closes, _later(day.closes, 2)),
        "day": (day.opens, day.closes),
    }[name]
    return Hours(first, last, part=True)


def _later(hour: time, hours: int) -> time:
    return hour.replace(hour=(hour.hour + hours) % 24)
