"""What visitors typed, as staff decide of it: the assistant learns from their decisions alone."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, case, func, insert, or_, select, update

from conversations import phrases
from conversations.schema import phrase
from conversations.turns import Outcome
from french.paris import PARIS
from staff import audit
from staff.accounts import Account
from staff.audit import Action
from staff.meanings import Meaning

KEPT = timedelta(days=30)
"""How long a phrase is kept that nobody approved: as long as the conversation that it was in."""

UNSURE = 0.6
"""A reading that is less sure, or leads by less than `CLOSE`, is doubtful."""
CLOSE = 0.35

_phrase = phrase.c


class Decision(StrEnum):
    """What staff say of a phrase; the values are in the database."""

    RIGHT = "right"
    """It was read rightly."""
    OTHER = "other"
    """It meant something else."""
    IGNORED = "ignored"
    """Nothing is to be learnt from it."""


APPROVED = frozenset({Decision.RIGHT, Decision.OTHER})
"""The decisions of which the assistant learns, and which keep a phrase."""


class Doubt(StrEnum):
    """Why a phrase comes before others."""

    NOT_UNDERSTOOD = "not_understood"
    UNHELPED = "unhelped"
    """Somebody said that the answer did not help."""
    LEFT_OPEN = "left_open"
    UNSURE = "unsure"
    NONE = "none"


class UnknownPhrase(Exception):
    """There is no such phrase any more."""


@dataclass(frozen=True)
class Phrase:
    """A masked phrase, how it was read last, and what was decided of it."""

    id: str
    job: str
    said: str
    text: str
    read: Meaning
    doubt: Doubt
    asked: int
    first_on: date
    last_on: date
    decision: Decision | None
    meant: Meaning | None


class Phrases:
    """The phrases of visitors, for staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def waiting(self, count: int, jobs: Collection[str]) -> Sequence[Phrase]:
        """List what nobody has decided yet, the doubtful first, then what is asked most."""
        query = (
            select(phrase)
            .where(_phrase.decision.is_(None), _phrase.job.in_(jobs))
            .order_by(_rank(), _phrase.asked.desc(), _phrase.margin, _phrase.id)
            .limit(count)
        )
        return self._read(query)

    def decided(self, count: int) -> Sequence[Phrase]:
        """List what was decided last, the latest first."""
        decided = select(phrase).where(_phrase.decision.is_not(None))
        return self._read(decided.order_by(_phrase.decided_at.desc(), _phrase.id).limit(count))

    def count_waiting(self, jobs: Collection[str]) -> int:
        """Count them."""
        query = select(func.count()).where(_phrase.decision.is_(None), _phrase.job.in_(jobs))
        with self._reader.connect() as connection:
            return connection.execute(query).scalar_one()

    def approved(self) -> Sequence[Phrase]:
        """List what the assistant is to know, the oldest decision first."""
        with self._reader.connect() as connection:
            return approved(connection)

    def left_open(self) -> Sequence[Phrase]:
        """List what the page left open, or nobody understood, that is not to be ignored."""
        open_ones = _phrase.outcome.in_((Outcome.LEFT_OPEN, Outcome.NOT_UNDERSTOOD))
        not_ignored = or_(_phrase.decision.is_(None), _phrase.decision != Decision.IGNORED)
        return self._read(
            select(phrase).where(open_ones, not_ignored).order_by(_phrase.asked.desc(), _phrase.id)
        )

    def get(self, number: str) -> Phrase:
        """Give a phrase. Raises UnknownPhrase."""
        found = self._read(select(phrase).where(_phrase.id == number))
        if not found:
            raise UnknownPhrase
        return found[0]

    def decide(
        self,
        number: str,
        decision: Decision,
        meant: Meaning | None,
        person: Account,
        now: datetime,
        text: str = "",
    ) -> None:
        """Decide of a phrase, or decide anew; `meant` is needed for OTHER alone.

        `text` is what is to be learnt instead: a person may know the word that was hidden.
        Raises UnknownPhrase.
        """
        with self._engine.begin() as connection:
            row = connection.execute(select(phrase).where(_phrase.id == number)).first()
            if row is None:
                raise UnknownPhrase
            if decision is Decision.RIGHT:
                meant = Meaning(row.intent, tuple(row.points))
            connection.execute(
                update(phrase)
                .where(_phrase.id == number)
                .values(
                    decision=decision,
                    meant_intent=meant.intent if meant else None,
                    meant_points=list(meant.points) if meant else None,
                    decided_at=now,
                    text=text or row.text,
                )
            )
            audit.note(connection, person.actor, Action.PHRASE_DECIDED, now)

    def teach(
        self, job: str, ways: Sequence[tuple[str, Meaning]], person: Account, now: datetime
    ) -> None:
        """Approve phrases that staff thought of, each with what it means; no visitor typed them."""
        with self._engine.begin() as connection:
            teach(connection, job, ways, person, now)

    def take_back(self, number: str, person: Account, now: datetime) -> None:
        """Have a phrase decided anew. Raises UnknownPhrase."""
        nothing = {"decision": None, "meant_intent": None, "meant_points": None}
        change = update(phrase).where(_phrase.id == number).values(**nothing, decided_at=None)
        with self._engine.begin() as connection:
            if not connection.execute(change).rowcount:
                raise UnknownPhrase
            audit.note(connection, person.actor, Action.PHRASE_TAKEN_BACK, now)

    def _read(self, query: Any) -> Sequence[Phrase]:
        with self._reader.connect() as connection:
            return [_phrase_in(row) for row in connection.execute(query)]


def approved(connection: Connection) -> Sequence[Phrase]:
    """List what the assistant is to know, the oldest decision first."""
    query = select(phrase).where(_phrase.decision.in_(APPROVED))
    rows = connection.execute(query.order_by(_phrase.decided_at, _phrase.id))
    return [_phrase_in(row) for row in rows]


def teach(
    connection: Connection,
    job: str,
    ways: Sequence[tuple[str, Meaning]],
    person: Account,
    now: datetime,
) -> None:
    """Approve phrases in a transaction, each with what it means."""
    for text, meant in ways:
        digest = phrases.digest_of(job, "", text)
        means = {"meant_intent": meant.intent, "meant_points": list(meant.points)}
        decided = {"decision": Decision.OTHER, "decided_at": now, **means}
        again = update(phrase).where(_phrase.digest == digest).values(decided)
        if not connection.execute(again).rowcount:
            row = {"id": secrets.token_hex(16), "digest": digest, "job": job, "said": ""}
            read = {"intent": meant.intent, "points": list(meant.points)}
            sure = {"confidence": 1.0, "margin": 1.0, "outcome": Outcome.TOLD}
            when = {"asked": 0, "last_on": now.astimezone(PARIS).date(), "text": text}
            values = {**row, **read, **sure, **when, **decided}
            connection.execute(insert(phrase).values(values))
        audit.note(connection, person.actor, Action.PHRASE_DECIDED, now)


def forget(engine: Engine, now: datetime, kept: Collection[Decision] = APPROVED) -> None:
    """Delete the phrases typed longer ago than KEPT that nobody approved."""
    with engine.begin() as connection:
        phrases.forget(connection, now - KEPT, kept)


def _rank() -> Any:
    return case(
        (_phrase.outcome == Outcome.NOT_UNDERSTOOD, 0),
        (_phrase.unhelped > 0, 1),
        (_phrase.outcome == Outcome.LEFT_OPEN, 2),
        (or_(_phrase.confidence < UNSURE, _phrase.margin < CLOSE), 3),
        else_=4,
    )


def _phrase_in(row: Any) -> Phrase:
    return Phrase(
        row.id,
        row.job,
        row.said,
        row.text,
        Meaning(row.intent, tuple(row.points)),
        _doubt(row),
        row.asked,
        row.first_on or row.last_on,
        row.last_on,
        Decision(row.decision) if row.decision else None,
        Meaning(row.meant_intent, tuple(row.meant_points or ())) if row.meant_intent else None,
    )


def _doubt(row: Any) -> Doubt:
    if row.outcome == Outcome.NOT_UNDERSTOOD:
        return Doubt.NOT_UNDERSTOOD
    if row.unhelped > 0:
        return Doubt.UNHELPED
    if row.outcome == Outcome.LEFT_OPEN:
        return Doubt.LEFT_OPEN
    return Doubt.UNSURE if row.confidence < UNSURE or row.margin < CLOSE else Doubt.NONE
