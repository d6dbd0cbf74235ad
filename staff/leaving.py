"""What ends with an account, or with a role that is less: nothing of visitors reaches who left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from booking import questions
from notify.announcements.recipients import Person
from notify.calendars.feed import Feed, renew
from notify.outbox.queue import Outbox
from staff import audit
from staff.audit import Action, Actor
from staff.schema import question_assignment

_assigned = question_assignment.c


def give_back(
    connection: Connection, outbox: Outbox, account_id: int, person: Person, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Leave a person's questions to everybody; whoever is told of questions hears of open ones."""
    theirs = _assigned.account_id == account_id
    query = select(_assigned.question_id).where(theirs).order_by(_assigned.question_id)
    numbers = connection.execute(query).scalars().all()
    connection.execute(delete(question_assignment).where(theirs))
    for number in numbers:
        question = questions.lock_open(connection, number)
        if question is not None:
            outbox.announce_given_back(connection, question, person, now)
            subject = questions.subject(number)
            audit.note(connection, actor, Action.QUESTION_GIVEN_BACK, now, subject)


def renew_feeds(
    connection: Connection, known: frozenset[Feed], actor: Actor, now: datetime
) -> None:
    """Give other addresses to feeds whose address somebody knows who may read them no more."""
    for feed in sorted(known, key=lambda each: each.interviewer_id or 0):
        renew(connection, feed, now)
        audit.note(connection, actor, Action.FEED_RENEWED, now)
