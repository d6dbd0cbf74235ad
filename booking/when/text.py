"""French as people type it, made plain: no accents, capitals, typos or digits that are no times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rapidfuzz.distance import OSA

LONGEST = 200
"""Characters that are read; a time is said in fewer."""

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_CORRECTED = (*WEEKDAYS, *(month for month in MONTHS if len(month) > 5), "demain", "prochain")
_RIGHT = frozenset((*_CORRECTED, "prochaine", "prochaines", "prochains", "jeux", "mardis"))

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NUMBERS = {word: value for value, word in enumerate(_UNITS.split(), 1)}
_TENS = {"dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_TENS_WORDS = "|".join(_TENS)
_UNIT_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"\b(?:({_TENS_WORDS})(?:[ -](?:et[ -])?(une?|{_UNIT_WORDS}))?|({_UNIT_WORDS})|zero|(une))\b"
)

_SHORT = (
    (r"\b(?:2m1|dmain|2main|dem)\b\.?", "demain"),
    (r"\b(?:apres|ap|apre)[ -]?demain\b", "apres-demain"),
    (r"\b(?:auj|ajd|ojd|aujourd ?' ?hui|aujourd hui|aujourdhui|aujourdui)\b", "aujourd'hui"),
    (r"\b(?:apres|ap|aprs|apr)[ -]?mi?di\b|\b(?:aprem|aprm|apm|aprems|aprèm)\b", "apres-midi"),
    (r"\b(?:we|wk|week ?end|wkend|weekend|week-ends?|fin de semaine a venir)\b", "week-end"),
    (r"\b(?:sem|smaine|semane|semaines)\b\.?", "semaine"),
    (r"\b(?:proch|pro|prochin|prochaines?|prochains)\b\.?", "prochain"),
    (r"\b(?:1er|1ere|premiere?)\b", "1er"),
    (r"\bmat\b\.?", "matin"),
    (r"\b(?:mn|min|minutes?)\b", " "),
)
_SHORT_DAYS = {day[:3]: day for day in WEEKDAYS}
_SHORT_MONTHS = {
    "janv": "janvier",
    "jan": "janvier",
    "fevr": "fevrier",
    "fev": "fevrier",
    "avr": "avril",
    "juil": "juillet",
    "oct": "octobre",
    "nov": "novembre",
    "dec": "decembre",
}

_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(?::[\d.]+)?(?:z|[+-]\d\d:?\d\d)?\b")

# Digits that tell no time: addresses, telephone numbers, ages, amounts, marks, levels, children…
_NO_TIMES = re.compile(
    r"""
      \S+@\S+
    | \+\d[\d .()-]{7,}\d
    | \b0\d(?:[ .-]?\d{2}){4}\b
    | \b(?:rue|avenue|av|place|bd|boulevard|quai|allee)\s(?:de\s|du\s|des\s)?[\w' -]*?\d{4}\b
    | \b\d+\s*(?:bis\s+)?(?:rue|avenue|boulevard|bd|quai|allee|place)\b
    | \b\d{5}\b(?:\s+[a-z]+)?
    | \b\d+(?:[.,]\d+)?\s*(?:%|k?€|euros?\b|eur\b|k\b|balles\b|francs?\b|fcfa\b)
    | \b\d+\s*(?:ans?|annees?|enfants?|filles?|fils|garcons?|personnes?|places?|points?|fois|mails?
        |questions?|creneaux?|options?|choix|km|credits?|eleves?|etudiants?|stages?)\b
    | \bbac\s*(?:\+|plus)?\s*\d\b
    | \b\d+(?:[.,]\d+)?\s*(?:/\s*20\b|de\s+moyenne)
    | \b(?:en|ma|sa|la|de|d')\s*(?:\d(?:e|eme|nde|de|ere|er)|1er)\b(?!\s*(?:semaine|lundi|mardi
        |mercredi|jeudi|vendredi|samedi|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre
        |novembre|decembre))
    | \b(?:niveau|n°|no|numero|article|chapitre|top|rncp)\s*\d+
    | \b(?:le|la|les|mon|ton|son|au)\s+(?:1er|deuxieme|seconde?|troisieme)
        (?!\s*(?:semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars
        |avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|du\smois|a\s\d|vers\s\d|\d))
    """,
    re.X,
)


@dataclass(frozen=True)
class PlainText:
    """Plain text, and for each of its letters where it stood in what was typed."""

    plain: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the plain text into one of what was typed."""
        return self.origin[start], self.origin[end - 1] + 1


def make_plain(text: str) -> PlainText:
    """Make typed text plain. Linear in its length, of which LONGEST characters are read."""
    made = _without_accents(text[:LONGEST])
    made = _replace(made, _ISO, lambda match: f"{match[1]} {match[2]}")
    made = _replace(made, re.compile(r"\b[a-z]{4,11}\b"), _correct)
    for pattern, word in _SHORT:
        made = _replace(made, re.compile(pattern), partial(_always, word))
    days = "|".join(_SHORT_DAYS)
    made = _replace(
        made,
        re.compile(rf"\b({days})(?:\.|(?=\s*(?:le\s)?\d))"),
        lambda match: _SHORT_DAYS[match[1]] + " ",
    )
    months = "|".join(_SHORT_MONTHS)
    made = _replace(made, re.compile(rf"\b({months})\b\.?"), lambda match: _SHORT_MONTHS[match[1]])
    # « sept » is a month only after a number: « 11 sept. », but « vingt-sept ».
    made = _replace(made, re.compile(r"(?<=\d )sept\b\.?|\bsept\."), lambda _: "septembre")
    made = _replace(made, _NUMBER, _number)
    return _replace(made, _NO_TIMES, lambda match: "~" * len(match[0]))


def _without_accents(text: str) -> PlainText:
    letters: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter.lower()):
            if not unicodedata.combining(part):
                letters.append(_LIKE.get(part, " " if part.isspace() else part))
                origin.append(index)
    return PlainText("".join(letters), tuple(origin))


_LIKE = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-"}


def _replace(
    text: PlainText, pattern: re.Pattern[str], word: Callable[[re.Match[str]], str]
) -> PlainText:
    """Replace what a pattern finds; the new letters stand where the old ones stood."""
    letters: list[str] = []
    origin: list[int] = []
    done = 0
    for match in pattern.finditer(text.plain):
        start, end = match.span()
        letters.append(text.plain[done:start])
        origin.extend(text.origin[done:start])
        new = word(match)
        letters.append(new)
        last = end - 1 - start
        origin.extend(text.origin[start + min(index, last)] for index in range(len(new) - 1))
        if new:
            origin.append(text.origin[end - 1])
        done = end
    letters.append(text.plain[done:])
    origin.extend(text.origin[done:])
    return PlainText("".join(letters), tuple(origin))


def _always(word: str, match: re.Match[str]) -> str:
    return word


def _correct(match: re.Match[str]) -> str:
    """Mend one typing error in the name of a day or a month; the first letter must be right."""
    word = match[0]
    if word in _RIGHT:
        return word
    for right in _CORRECTED:
        if word[0] == right[0] and OSA.distance(word, right, score_cutoff=1) <= 1:
            return right
    return word


def _number(match: re.Match[str]) -> str:
    tens, unit, alone, une = match.groups()
    if une:
        return "1" if re.match(r" (?:heure|semaine|h)\b", match.string[match.end() :]) else "une"
    if alone == "un":
        return "un"
    if alone:
        return str(_NUMBERS[alone])
    if tens:
        return str(_TENS[tens] + (_NUMBERS.get(unit or "", 0) if unit != "une" else 1))
    return "0"
