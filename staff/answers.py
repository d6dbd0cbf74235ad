"""Answering questions: the question is closed, the answer owed and noted, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Together:
    """What became of one answer to several questions.

    `left_out` are the questions that somebody had closed meanwhile: nothing is sent about them.
    """

    people: int
    left_out: tuple[int, ...]


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
            self._send(connection, [_close(connection, number, now)], text, person, now)

    def send_together(
        self, numbers: Collection[int], text: str, person: Account, now: datetime
    ) -> Together:
        """Answer several questions alike: whoever asked gets one e-mail, for all that they asked.

        Raises AlreadyAnswered where none is open any more; NoAddress, and then none is answered.
        """
        by_address: dict[str, list[Question]] = {}
        left_out = []
        with self._engine.begin() as connection:
            for number in sorted(set(numbers)):  # in one order, so that colleagues wait in turn
                question = questions.close(connection, number, now)
                if question is None:
                    left_out.append(number)
                elif question.email is None or question.callback:
                    raise NoAddress
                else:
                    by_address.setdefault(question.email.lower(), []).append(question)
            if not by_address:
                raise AlreadyAnswered
            for theirs in by_address.values():
                self._send(connection, theirs, text, person, now)
        return Together(len(by_address), tuple(left_out))

    def close(self, number: int, actor: Actor, now: datetime) -> None:
        """Close a question that needs no answer from here. Raises AlreadyAnswered."""
        with self._engine.begin() as connection:
            _close(connection, number, now)
            _note(connection, number, actor, Action.QUESTION_CLOSED, now)

    def _send(
        self,
        connection: Connection,
        theirs: Sequence[Question],
        text: str,
        person: Account,
        now: datetime,
    ) -> None:
        """Put in what answers the questions of one visitor; it quotes the first. Raises NoAddress.

        Of the others it keeps the numbers alone: each goes when its own conversation is erased.
        """
        first, *others = theirs
        if first.email is None:
            raise NoAddress
        answer = AnswerSnapshot(
            first.text,
            text,
            first.created_at,
            person.email,
            person.name,
            others=tuple(question.id for question in others),
        )
        self._outbox.announce_answer(connection, first.id, first.email, answer, now)
        for question in theirs:
            _note(connection, question.id, person.actor, Action.QUESTION_ANSWERED, now)


def _close(connection: Connection, number: int, now: datetime) -> Question:
    question = questions.close(connection, number, now)
    if question is None:
        raise AlreadyAnswered
    return question


def _note(connection: Connection, number: int, actor: Actor, action: Action, now: datetime) -> None:
    audit.note(connection, actor, action, now, questions.subject(number))
