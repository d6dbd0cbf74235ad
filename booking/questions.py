"""The question box: questions that the page leaves open are kept for the school to answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from booking.schema import school_question
from booking.transactions import Note, unnoted
from french.callback import CallBack
from french.letters import fold

LONGEST = 500
"""How many characters a question may have."""

MOST = 3
"""How many questions a conversation may ask; more are a matter for an interview.

So many calls may be asked for at a number in a day, too: whoever asks may not be its owner.
"""

LONGEST_WHEN = 200
"""How many characters may say when to call."""

_question = school_question.c
_DAY = timedelta(days=1)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Question:
    """A question as stored; times are aware and in UTC.

    `email` is where the visitor wants the answer; None: nowhere. `answered_at` is when the school
    marked it as answered; None: it is still open. With a `callback` the visitor wants to be called,
    and `text` says what about; it may be empty.
    """

    id: int
    text: str
    email: str | None
    created_at: datetime
    answered_at: datetime | None = None
    callback: CallBack | None = None


class QuestionRefused(Exception):
    """A question cannot be taken."""


class QuestionTooLong(QuestionRefused):
    """It has more characters than LONGEST."""


class TooManyQuestions(QuestionRefused):
    """The conversation has asked MOST questions already."""


class AlreadyAsked(QuestionRefused):
    """The conversation has asked the same question already."""


class QuestionBox:
    """Keeps questions; `announce` writes the messages about each, in the same transaction."""

    def __init__(self, engine: Engine, announce: Callable[[Connection, Question], None]) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._announce = announce

    def check(self, text: str, conversation: str) -> None:
        """Check beforehand that `put` would take a question. Raises QuestionRefused."""
        with self._reader.connect() as connection:
            if _kept(connection, _key(text, conversation)):
                raise AlreadyAsked
            _check_limits(connection, text, conversation)

    def put(
        self,
        text: str,
        email: str | None,
        conversation: str,
        now: datetime,
        callback: CallBack | None = None,
    ) -> Question:
        """Keep a question and tell the school; asked again, returns the one that is kept.

        Raises QuestionTooLong, TooManyQuestions.
        """
        when = callback and callback.when and callback.when[:LONGEST_WHEN]
        called = f" {callback.phone} {when or ''}" if callback else ""
        key = _key(text + called, conversation)
        row = {
            "key": key,
            "conversation_id": conversation,
            "text": text,
            "email": email,
            "created_at": now,
            "phone": callback and callback.phone,
            "call_when": when,
        }
        try:
            with self._engine.begin() as connection:
                kept = _kept(connection, key)
                if kept:
                    return kept
                _check_limits(connection, text, conversation)
                if callback:
                    _check_calls(connection, callback.phone, now)
                insertion = insert(school_question).values(row).returning(school_question)
                question = _read(connection.execute(insertion).one())
                self._announce(connection, question)
                return question
        except IntegrityError:  # the same message came twice at once, and this one lost
            with self._reader.connect() as connection:
                kept = _kept(connection, key)
            if kept is None:
                raise
            return kept

    def email_given(self, conversation: str) -> str | None:
        """Read the address last given with a question of a conversation."""
        query = (
            select(_question.email)
            .where(_question.conversation_id == conversation, _question.email.is_not(None))
            .order_by(_question.id.desc())
            .limit(1)
        )
        with self._reader.connect() as connection:
            return connection.execute(query).scalar()

    def questions(self, only_open: bool = False) -> Sequence[Question]:
        """List the questions, oldest first."""
        query = select(school_question).order_by(_question.id)
        if only_open:
            query = query.where(_question.answered_at.is_(None))
        with self._reader.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def mark_answered(self, number: int, now: datetime, note: Note = unnoted) -> bool:
        """Mark a question as answered; False if there is none of that number.

        Marked again, it keeps its first time.
        """
        with self._engine.begin() as connection:
            noted = connection.execute(
                update(school_question)
                .where(_question.id == number)
                .values(answered_at=func.coalesce(_question.answered_at, now))
            )
            if noted.rowcount:
                note(connection)
        return noted.rowcount == 1


def close(connection: Connection, number: int, now: datetime) -> Question | None:
    """Mark an open question as answered, in a transaction; None where it is not open any more."""
    closed = connection.execute(
        update(school_question)
        .where(_question.id == number, _question.answered_at.is_(None))
        .values(answered_at=now)
        .returning(school_question)
    ).one_or_none()
    return None if closed is None else _read(closed)


def correct_email(connection: Connection, number: int, email: str) -> None:
    """Keep another address to answer to, in a transaction."""
    change = update(school_question).where(_question.id == number)
    connection.execute(change.values(email=email))


def lock_open(connection: Connection, number: int) -> Question | None:
    """Keep a question as it is until the transaction ends; None where it is not open any more."""
    row = connection.execute(_open(number).with_for_update()).first()
    return None if row is None else _read(row)


def is_open(connection: Connection, number: int) -> bool:
    """Tell whether a question waits for an answer."""
    return connection.execute(_open(number)).first() is not None


def _open(number: int) -> Select[Any]:
    return select(school_question).where(_question.id == number, _question.answered_at.is_(None))


def subject(number: int) -> str:
    """Name a question, as what was done about it is noted."""
    return f"question {number}"


def _kept(connection: Connection, key: str) -> Question | None:
    row = connection.execute(select(school_question).where(_question.key == key)).first()
    return _read(row) if row else None


def _check_limits(connection: Connection, text: str, conversation: str) -> None:
    if len(text) > LONGEST:
        raise QuestionTooLong
    asked = select(func.count()).where(_question.conversation_id == conversation)
    if connection.execute(asked).scalar_one() >= MOST:
        raise TooManyQuestions


def _check_calls(connection: Connection, phone: str, now: datetime) -> None:
    asked = select(func.count()).where(_question.phone == phone, _question.created_at > now - _DAY)
    if connection.execute(asked).scalar_one() >= MOST:
        raise TooManyQuestions


def _key(text: str, conversation: str) -> str:
    """Identify a question by its words: « combien » is the same as « Combien ? »."""
    words = _BETWEEN_WORDS.sub(" ", fold(text)).strip()
    return hashlib.sha256(f"{conversation} {words}".encode()).hexdigest()


def _read(row: Row[Any]) -> Question:
    callback = CallBack(row.phone, row.call_when) if row.phone else None
    return Question(row.id, row.text, row.email, row.created_at, row.answered_at, callback)
