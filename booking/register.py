"""The register: interviews as staff look for them, by time or by what they know of a visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine, and_, or_, select, true

from booking import schema, store
from booking.model import Interview, Status
from french.letters import fold

_columns = schema.interview.c
_NO_DIGIT = re.compile(r"\D")
_BETWEEN_WORDS = re.compile(r"[\s,;]+")
_ASKED = timedelta(days=14)  # for how long it is asked; nobody remembers for longer
_AT_ONCE = 500
_FEWEST_DIGITS = 4  # with fewer, a part of every telephone number would be found


class Register:
    """Reads interviews; `interviewer_id` narrows what is read to those of one interviewer."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.execution_options(read_only=True)

    def between(
        self,
        start: datetime,
        end: datetime,
        interviewer_id: int | None = None,
        statuses: Sequence[Status] = tuple(Status),
    ) -> Sequence[Interview]:
        """List the interviews of which some part lies within [start, end), in order of time."""
        return self._list(*_within(start, end), _columns.status.in_(statuses), *_of(interviewer_id))

    def each_between(self, start: datetime, end: datetime) -> Iterator[Interview]:
        """Give the same of everybody, reading some hundreds at a time, however many there are."""
        after: Any = true()
        while True:
            read = self._list(*_within(start, end), after, limit=_AT_ONCE)
            yield from read
            if len(read) < _AT_ONCE:
                return
            last = read[-1]
            at_once_but_later = and_(_columns.starts_at == last.start, _columns.id > last.id)
            after = or_(_columns.starts_at > last.start, at_once_but_later)

    def part(
        self,
        start: datetime,
        end: datetime,
        interviewer_id: int | None = None,
        skipped: int = 0,
        limit: int = 100,
    ) -> Sequence[Interview]:
        """List `limit` of the interviews within [start, end), after those that are skipped."""
        which = (*_within(start, end), *_of(interviewer_id))
        return self._list(*which, skipped=skipped, limit=limit)

    def to_close(self, now: datetime, interviewer_id: int | None = None) -> Sequence[Interview]:
        """List those of the last two weeks of which nobody has noted whether the visitor came."""
        return self._list(
            _columns.status == Status.CONFIRMED,
            _columns.starts_at <= now,
            _columns.starts_at > now - _ASKED,
            *_of(interviewer_id),
        )

    def unanswered(self, now: datetime, interviewer_id: int | None = None) -> Sequence[Interview]:
        """List those to come that the school moved, and whose visitor has not said a word."""
        return self._list(
            _columns.status == Status.CONFIRMED,
            _columns.starts_at > now,
            _columns.answer_asked_at.is_not(None),
            _columns.accepted_at.is_(None),
            _columns.coming_at.is_(None),
            *_of(interviewer_id),
        )

    def search(
        self, typed: str, interviewer_id: int | None = None, limit: int = 50
    ) -> Sequence[Interview]:
        """Find by name, address, telephone or reference, or parts of them; latest first.

        Accents and capitals do not matter: « zoe lam » finds Zoé Lambert.
        """
        words = [word for word in _BETWEEN_WORDS.split(fold(typed)) if word]
        if not words:
            return []
        digits = _NO_DIGIT.sub("", typed).removeprefix("33").removeprefix("0")
        query = select(
            _columns.id, _columns.reference, _columns.name, _columns.email, _columns.phone
        ).where(*_of(interviewer_id))
        with self._reader.connect() as connection:
            rows = connection.execute(query.order_by(_columns.starts_at.desc())).yield_per(_AT_ONCE)
            matches = (row.id for row in rows if _matches(row, words, digits))
            found = list(islice(matches, limit))
        return sorted(self._list(_columns.id.in_(found)), key=lambda i: i.start, reverse=True)

    def _list(self, *which: Any, skipped: int = 0, limit: int | None = None) -> Sequence[Interview]:
        query = store.interviews_query().where(*which).offset(skipped).limit(limit)
        with self._reader.connect() as connection:
            rows = connection.execute(query.order_by(_columns.starts_at, _columns.id))
            return [store.read_interview(row) for row in rows]


def _within(start: datetime, end: datetime) -> tuple[Any, ...]:
    return _columns.starts_at < end, _columns.ends_at > start


def _of(interviewer_id: int | None) -> tuple[Any, ...]:
    return () if interviewer_id is None else (_columns.interviewer_id == interviewer_id,)


def _matches(row: Any, words: Sequence[str], digits: str) -> bool:
    _, reference, name, email, phone = row
    reference = reference.lower()
    known = f"{_plain(name)} {_plain(email)} {reference} {reference.replace('-', '')}"
    if all(word in known for word in words):
        return True
    return len(digits) >= _FEWEST_DIGITS and digits in (phone or "")


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else fold(text)  # the same, but faster
