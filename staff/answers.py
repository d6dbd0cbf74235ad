"""Answering questions: the question is closed, the answer owed and noted, in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine

from booking import questions
from booking.questions import Question
from notify.outbox.message import AnswerSnapshot
from notify.outbox.queue import Outbox
from staff import audit
from staff.accounts import Account
from staff.audit import Action, Actor

LONGEST = 5000
"""How many characters an answer may have."""


class AlreadyAnswered(Exception):
    """Somebody else was faster, or there is no such question any more."""


class NoAddress(Exception):
    """The visitor left no address to answer to."""


class Answers:
    """Answers questions. Of two who answer the same one, the second learns of the first."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine = engine
        self._outbox = outbox

    def send(self, number: int, text: str, person: Account, now: datetime) -> None:
        """Answer a question by e-mail; a reply goes to the person who answered.

        Raises AlreadyAnswered, NoAddress.
        """
        with self._engine.begin() as connection:
            question = _close(connection, number, now)
            if question.email is None:
                raise NoAddress
            answer = AnswerSnapshot(
                question.text, text, question.created_at, person.email, person.name
            )
            self._outbox.announce_answer(connection, number, question.email, answer, now)
            audit.note(connection, person.actor, Action.QUESTION_ANSWERED, now, _subject(number))

    def close(self, number: int, actor: Actor, now: datetime) -> None:
        """Close a question that needs no answer from here. Raises AlreadyAnswered."""
        with self._engine.begin() as connection:
            _close(connection, number, now)
            audit.note(connection, actor, Action.QUESTION_CLOSED, now, _subject(number))


def _close(connection: Connection, number: int, now: datetime) -> Question:
    question = questions.close(connection, number, now)
    if question is None:
        raise AlreadyAnswered
    return question


def _subject(number: int) -> str:
    return f"question {number}"
