"""Names of days and months, their short forms, and numbers in words; all in plain text."""

from __future__ import annotations

import re

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
W = "|".join(WEEKDAYS)
"""The weekdays, for an expression; in groups, since the names end where another may begin."""
M = "|".join(MONTHS)

CORRECTED = (*WEEKDAYS, *(month for month in MONTHS if len(month) > 5), "demain", "prochain")
RIGHT = frozenset((*CORRECTED, *MONTHS, "jeux", "mardis", "main", "mains", "samia", "samir"))

_SHORT_DAYS = {
    "lundi": "lun",
    "mardi": "mar",
    "mercredi": "mer|mercr",
    "jeudi": "jeu|jeud",
    "vendredi": "ven|vend|vendr",
    "samedi": "sam",
    "dimanche": "dim",
}
_SHORT_MONTHS = {
    "janvier": "janv|jan",
    "fevrier": "fevr|fev",
    "avril": "avr",
    "juillet": "juil|juill",
    "octobre": "oct",
    "novembre": "nov",
    "decembre": "dec|dece",
}
# « mar », « mer », « sam » are words or names too: a point, a number or a part of the day follows.
_AFTER_SHORT_DAY = (
    r"(?:\.|(?=,?\s*(?:le\s)?(?:\d|1er|midi|matin|apres-midi|soir|prochain|vers\s\d|a\s\d)))"
)

SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(?:2m1|dmain|2main|dem|dm1)\b\.?", "demain"),
        (r"\b(?:apres|ap|apre|aprs|apr)[ -]?(?:demain|demin)\b", "apres-demain"),
        (
            r"\b(?:auj|ajd|ojd|ajrd|aujourd ?' ?hui|aujourd hui|aujourdhui|aujourdui|aujordui)\b",
            "aujourd'hui",
        ),
        (
            r"\b(?:apres|ap|apre|aprs|apr)[ -]?mi?di\b"
            r"|\b(?:aprem|aprems|aprm|apm|apremidi|apresmidi|apres midis)\b",
            "apres-midi",
        ),
        (r"\b(?:we|wk|wkend|week ?-?ends?|fin de semaine a venir)\b", "week-end"),
        (r"\b(?:sem|smaine|semane|semaines|semiane)\b\.?", "semaine"),
        (r"\b(?:proch|pro|prochin|prochaines?|prochains|procahine?)\b\.?", "prochain"),
        (r"\b(?:1er|1ere|premiere?s?)\b", "1er"),
        (rf"(?<=\b[2-5])(?:i?eme|e|nde?)(?=\s(?:{W}|semaine|quinzaine)\b)", ""),
        (r"\b(?:mat|matin ?nee|mattin)\b\.?", "matin"),
        (r"\b(?:mn|min|mins|minutes?)\b", "min"),
        (r"(?<=[\d ])a\s?\.\s?m\b\.?", "am"),
        (r"(?<=[\d ])p\s?\.\s?m\b\.?", "pm"),
        (r"\b(?:noel)s?\b", "noel"),
        *((rf"\b(?:{short}){_AFTER_SHORT_DAY}", f"{day} ") for day, short in _SHORT_DAYS.items()),
        *((rf"\b(?:{short})\b\.?", month) for month, short in _SHORT_MONTHS.items()),
        # « sept » is a month only after a number: « 11 sept. », but « vingt-sept ».
        (r"(?<=\d )sept\b\.?|(?<=\d)sept\b\.?|\bsept\.", "septembre"),
    )
)

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NUMBERS = {word: value for value, word in enumerate(_UNITS.split(), 1)}
_TENS = {"dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_TENS_WORDS = "|".join(_TENS)
_UNIT_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
NUMBER = re.compile(
    rf"\b(?:({_TENS_WORDS})(?:[ -](?:et[ -])?(une?|{_UNIT_WORDS}))?|({_UNIT_WORDS})"
    rf"|zero(?: ({_UNIT_WORDS}))?|(une))\b"
)
_COUNTED = re.compile(r" (?:heure|h|minute|min)\b")


def read_number(match: re.Match[str]) -> str:
    """Write a number in words as digits; « un » and « une » only before an hour."""
    tens, unit, alone, after_zero, une = match.groups()
    if une:
        return "1" if _COUNTED.match(match.string, match.end()) else "une"
    if alone == "un":
        return "un"
    if alone:
        return str(_NUMBERS[alone])
    if tens:
        return str(_TENS[tens] + (_NUMBERS.get(unit or "", 0) if unit != "une" else 1))
    return f"0{_NUMBERS[after_zero]}" if after_zero else "0"
