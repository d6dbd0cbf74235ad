"""Read, in one message, all that a visitor gives for a booking: who, how to reach, when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from french.contact import Reading, read_email, read_phone
from french.letters import fold
from french.names import read_name, written_name
from french.when import points_to_time, spans

Detail = Literal["interview_time", "visitor_name", "visitor_email", "visitor_phone"]

_NAMED: tuple[tuple[Detail, re.Pattern[str]], ...] = (
    ("visitor_email", re.compile(r"\b(e ?-? ?mails?|mails?|courriel|adresse)\b")),
    ("visitor_phone", re.compile(r"\b(tel|telephone|portable|numero|gsm|natel|cellulaire)\b")),
    (
        "interview_time",
        re.compile(r"\b(heures?|horaires?|dates?|jours?|journee|creneaux?|plage|rdv|rendez)\b"),
    ),
    ("visitor_name", re.compile(r"\b(noms?|prenoms?|ecrit|orthographe)\b")),
)
_ORDINALS = (
    re.compile(r"\b(premiere?|1er|1ere|1)\b"),
    re.compile(r"\b(deuxieme|seconde?|2eme|2e|2)\b"),
    re.compile(r"\b(troisieme|3eme|3e|3)\b"),
    re.compile(r"\b(quatrieme|4eme|4e|4)\b"),
    re.compile(r"\b(cinquieme|5eme|5e|5)\b"),
)
_LONGEST_CHOICE = 12  # words
_THIS = re.compile(
    r"\bc(?:e|et|ette) (?:entretien|entrevue|rendez-?vous|rdv)\b(?P<to> (?:au?|pour|vers)\b)?"
)
_LAST = re.compile(r"\bdernier(e)?\b")
_CHOICE = re.compile(r"\b(le|la|l|choix|option|creneau|proposition|prends?|plutot)\b")


@dataclass(frozen=True)
class Details:
    """What one message gives; `when` is it without address and number, for `french.when`.

    `points_to_time`: it means a time only with one said before (« une heure plus tôt »).
    """

    name: str | None
    email: Reading
    phone: Reading
    when: str
    speaks_of_time: bool
    points_to_time: bool


def read_details(
    text: str, now: datetime, asked: str | None = None, *, name_known: bool = False
) -> Details:
    """Read a message given while the form asks for the slot `asked` (None: before any form)."""
    email = read_email(text)
    phone = read_phone(email.rest)
    # Digits that are no telephone number may be a date: only one who was asked meant a number.
    rest = phone.rest if phone.value or asked == "visitor_phone" else email.rest
    is_asked = asked == "visitor_name"
    whole = written_name(rest) if is_asked else None
    times = [] if whole else spans(rest, now)  # « Victor Midi » is no time
    told = rest if is_asked else _without(rest, times)
    name = read_name(told, asked=is_asked, known=name_known)
    points = whole is None and points_to_time(rest)
    return Details(name, email, phone, rest, bool(times), points)


def named_detail(text: str) -> Detail | None:
    """Tell which detail a visitor speaks of (« je me suis trompé d'adresse »)."""
    plain = _plain(text)
    return next((detail for detail, words in _NAMED if words.search(plain)), None)


def points_at_this(text: str) -> bool:
    """Tell whether words mean the interview spoken of last: « annulez cet entretien »."""
    return bool(_THIS.search(_plain(text)))


def leads_on(text: str) -> bool:
    """Tell whether the interview spoken of last is to go to the time that follows.

    « reporter cet entretien au 30 »; but « ce rendez-vous du vendredi » is the one of that day.
    """
    this = _THIS.search(_plain(text))
    return this is not None and this["to"] is not None


def chosen_place(text: str, offered: int) -> int | None:
    """Tell which of several offers is meant (« le deuxième »): an index, or None."""
    plain = _plain(text)
    if not offered or len(plain.split()) > _LONGEST_CHOICE or not _CHOICE.search(plain):
        return None
    if _LAST.search(plain):
        return offered - 1
    ranks = [rank for rank, words in enumerate(_ORDINALS[:offered]) if words.search(plain)]
    return ranks[0] if len(ranks) == 1 else None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} , {text[end:]}"
    return text


def _plain(text: str) -> str:
    letters = fold(text)
    return "".join(letter if letter.isalnum() or letter == "-" else " " for letter in letters)
