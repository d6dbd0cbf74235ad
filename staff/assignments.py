"""Whose a question is: somebody takes it, or is given it, and their colleagues see that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select

from booking import questions
from booking.schema import school_question
from notify.announcements.recipients import Person
from notify.outbox.queue import Outbox
from staff import audit
from staff.accounts import Account, Role, read_account
from staff.audit import Action, Actor
from staff.schema import account, question_assignment

_assigned = question_assignment.c


class QuestionClosed(Exception):
    """The question is answered, or gone."""


class CannotAnswer(Exception):
    """The person may not sign in any more, or does not see questions."""


class AssignedMeanwhile(Exception):
    """The question is somebody else's than it was for who wants to change that."""


class Assignments:
    """Keeps whose each question is; it is nobody's in particular once the person has left."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine = engine
        self._outbox = outbox
        self._reader = engine.execution_options(read_only=True)

    def all(self) -> Mapping[int, Account]:
        """Tell whose the questions are, by their numbers; those that are nobody's are not there."""
        query = select(_assigned.question_id, account).join(
            account, account.c.id == _assigned.account_id
        )
        with self._reader.connect() as connection:
            return {row.question_id: read_account(row) for row in connection.execute(query)}

    def count_open(self, account_id: int) -> int:
        """Count the open questions of a person."""
        query = (
            select(func.count())
            .select_from(question_assignment.join(school_question))
            .where(_assigned.account_id == account_id, school_question.c.answered_at.is_(None))
        )
        with self._reader.connect() as connection:
            return connection.execute(query).scalar_one()

    def assign(
        self, number: int, to: int | None, actor: Actor, now: datetime, *, before: int | None
    ) -> None:
        """Give an open question to who has an account; None: back to everybody.

        Whoever is given one by somebody else is told by e-mail.
        `before` is whose it was when that was decided, so that nobody takes a colleague's unseen.
        Raises QuestionClosed, CannotAnswer, AssignedMeanwhile.
        """
        with self._engine.begin() as connection:
            person = None if to is None else _lock_account(connection, to)
            question = questions.lock_open(connection, number)
            if question is None:
                raise QuestionClosed
            theirs = _assigned.question_id == number
            whose = connection.execute(select(_assigned.account_id).where(theirs)).scalar()
            if whose == to:
                return
            if whose != before:
                raise AssignedMeanwhile
            connection.execute(delete(question_assignment).where(theirs))
            if person is not None:
                row = {"question_id": number, "account_id": person.id, "assigned_at": now}
                connection.execute(insert(question_assignment).values(row))
            _note(connection, number, person, actor, now)
            is_told = person is not None and person.id != actor.account_id
            told = Person(person.email, person.name) if person and is_told else None
            self._outbox.announce_assignment(connection, question, told, actor.name, now)


def is_theirs(connection: Connection, number: int, email: str) -> bool:
    """Tell whether a question is that of whoever has an address, and may still answer it."""
    query = (
        select(_assigned.question_id)
        .join(account, account.c.id == _assigned.account_id)
        .where(
            _assigned.question_id == number,
            account.c.email == email.lower(),
            account.c.left_at.is_(None),
            account.c.role != Role.INTERVENANT,
        )
    )
    return connection.execute(query).first() is not None


def _lock_account(connection: Connection, identity: int) -> Account:
    """Read who is given a question; somebody who ends the account at this moment waits."""
    query = select(account).where(account.c.id == identity, account.c.left_at.is_(None))
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None or Role(row.role) is Role.INTERVENANT:
        raise CannotAnswer
    return read_account(row)


def _note(
    connection: Connection, number: int, person: Account | None, actor: Actor, now: datetime
) -> None:
    subject = questions.subject(number)
    if person is None:
        audit.note(connection, actor, Action.QUESTION_GIVEN_BACK, now, subject)
    elif person.id == actor.account_id:
        audit.note(connection, actor, Action.QUESTION_TAKEN, now, subject)
    else:
        audit.note(connection, actor, Action.QUESTION_ASSIGNED, now, subject, name=person.name)
