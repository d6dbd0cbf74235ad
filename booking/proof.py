"""Proving that an interview is one's own: reference and e-mail together, and few guesses."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, insert, select

from booking import schema
from booking.desk import BookingDesk, normal_reference
from booking.model import REFERENCE_ALPHABET, Interview, TooManyGuesses
from french.letters import fold

_WINDOW = timedelta(hours=1)
_MOST = {"session": 5, "reference": 5, "email": 10}
"""Wrong guesses within the window: of one conversation, at one reference, with one address."""

_LETTER = f"[{REFERENCE_ALPHABET.lower()}]"
_SEPARATED = r"[\s._/\-–—]*"
_GROUPS = re.compile(rf"(?<![^\W_])({_LETTER}{{4}}){_SEPARATED}({_LETTER}{{4}})(?![^\W_])")
_SPELT = re.compile(rf"(?<![^\W_])({_LETTER}(?:{_SEPARATED}{_LETTER}){{7}})(?![^\W_])")
_INTRODUCED = re.compile(
    r"^.*?\b(?:reference|ref|numero|code|c'est|c’est|est|voici|voila)\b[\s:.°#n]*"
)

# « … et mon mail c'est », before an address that was read already
_LEADS_ON = re.compile(
    r"[\s,;:]*\b(?:et|avec|puis|mon|ma|mes|l|mail|e-?mail|adresse|c'est|c’est|est|merci|svp)\b"
    r"[\s,;:.'’]*$"
)


class Proof:
    """Gives an interview to whoever knows its reference and its e-mail address."""

    def __init__(self, engine: Engine, desk: BookingDesk) -> None:
        self._engine = engine
        self._desk = desk

    def check(self, reference: str, email: str, session: str, now: datetime) -> Interview:
        """Find the interview, as typed. Raises UnknownReference, TooManyGuesses.

        A guess is noted before it is looked at, so that many at one instant all count.
        """
        subjects = {
            "session": _digest("session", session),
            "reference": _digest("reference", normal_reference(reference)),
            "email": _digest("email", email.casefold()),
        }
        attempt = self._note(subjects.values(), now)
        if self._is_used_up(subjects, now):
            raise TooManyGuesses
        interview = self._desk.find(reference, email)
        self._forget(attempt)
        return interview

    def _note(self, subjects: Iterable[str], now: datetime) -> str:
        attempt = str(uuid.uuid4())
        rows = [{"attempt": attempt, "subject": key, "guessed_at": now} for key in subjects]
        with self._engine.begin() as connection:
            connection.execute(
                delete(schema.guess).where(schema.guess.c.guessed_at < now - _WINDOW)
            )
            connection.execute(insert(schema.guess), rows)
        return attempt

    def _is_used_up(self, subjects: dict[str, str], now: datetime) -> bool:
        guess = schema.guess.c
        with self._engine.connect() as connection:
            counted = connection.execute(
                select(guess.subject, func.count().label("guesses"))
                .where(guess.subject.in_(subjects.values()), guess.guessed_at >= now - _WINDOW)
                .group_by(guess.subject)
            )
            counts = {row.subject: row.guesses for row in counted}
        return any(counts.get(key, 0) > _MOST[kind] for kind, key in subjects.items())

    def _forget(self, attempt: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(schema.guess).where(schema.guess.c.attempt == attempt))


def read_reference(text: str, asked: bool = False) -> str | None:
    """Find a reference in what a visitor typed (« ma réf : k7pd m4qx »), as it is stored.

    Many French words are made of a reference's letters (« demander »): without a digit, a hyphen
    or capitals, one counts only where it was `asked` for and little else was said.
    """
    plain = fold(text)
    if len(plain) != len(text):  # a letter that is written as two: nothing is lost by it
        text = plain
    found = [
        (
            bool(re.search(r"\d", match[0])),
            "-" in match[0],
            text[slice(*match.span())].isupper(),
            match,
        )
        for match in _GROUPS.finditer(plain)
    ]
    sure = [
        match for *signs, match in sorted(found, key=lambda f: f[:3], reverse=True) if any(signs)
    ]
    if sure:
        return normal_reference(sure[0][1] + sure[0][2])
    if not asked:
        return None
    said = _INTRODUCED.sub("", _without_end(plain)).strip(" .,;:!?«»\"'")
    spelt = _SPELT.fullmatch(said)
    return normal_reference(spelt[1]) if spelt else None


def _without_end(plain: str) -> str:
    """Leave out the last words that only lead on to what stood after them."""
    while (shorter := _LEADS_ON.sub("", plain)) != plain:
        plain = shorter
    return plain


def _digest(kind: str, value: str) -> str:
    """Name a subject without keeping what it is."""
    return hashlib.sha256(f"{kind} {value}".encode()).hexdigest()
