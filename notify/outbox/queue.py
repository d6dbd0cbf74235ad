"""The outbox: messages are written with the booking itself, and kept until they are delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from booking.model import Change, Interview, InterviewEvent
from booking.questions import Question
from booking.waiting import Offer
from notify import schema
from notify.announcements import reminders, summary
from notify.announcements.bounces import bounce_drafts
from notify.announcements.changes import change_drafts
from notify.announcements.disk import Disk, disk_drafts
from notify.announcements.earlier import earlier_draft
from notify.announcements.questions import (
    answer_draft,
    assigned_draft,
    given_back_drafts,
    question_drafts,
)
from notify.announcements.recipients import Person, Recipient
from notify.announcements.restraint import restrained
from notify.outbox import counting
from notify.outbox.due import WAITS, is_due, pause_after
from notify.outbox.message import (
    AnswerSnapshot,
    Audience,
    Channel,
    Draft,
    Message,
    Topic,
    email_message_id,
)
from notify.outbox.readers import IsTheirs, drafts_for_others, may_read

_MOST_ATTEMPTS = 20  # with the pauses between them: a little more than two days
_LEASE = timedelta(minutes=3)
_KEPT = timedelta(days=30)

_outbox = schema.outbox.c


class Outbox:
    """Holds messages until they are delivered; gives each to one notifier at a time.

    Every method works in the transaction of the connection given, and takes `now` (aware).
    `staff_email` gets the staff's messages if the table `staff` is empty; its domain is that of all
    message ids. `is_theirs` says whose a question is: only they read that it was given to them.
    """

    def __init__(
        self,
        staff_email: str,
        lease: timedelta = _LEASE,
        is_theirs: IsTheirs = lambda *_: True,
    ) -> None:
        self._staff_email = staff_email
        self._lease = lease
        self._is_theirs = is_theirs

    def announce_change(
        self, connection: Connection, event: InterviewEvent, tell_visitor: bool = True
    ) -> None:
        """Put in the messages of a change and new reminders; reminders of before are dropped.

        A visitor who knows of the change already need not be told; reminders come all the same.
        """
        if event.change is not Change.CONFIRMED:  # which changes nothing of what they remind of
            self._drop_reminders(connection, event)
        drafts = change_drafts(connection, event, self._staff_email)
        untold = Audience.VISITOR if not tell_visitor else None
        told = [d for d in drafts if d.audience is not untold or d.topic in reminders.TOPICS]
        self.put(connection, restrained(connection, told, event))

    def _drop_reminders(self, connection: Connection, event: InterviewEvent) -> None:
        overtaken = and_(
            _outbox.interview_id == event.interview.id, _outbox.topic.in_(reminders.TOPICS), WAITS
        )
        connection.execute(
            update(schema.outbox)
            .where(overtaken)
            .values(dropped_at=event.at, last_error="the interview was changed since")
        )

    def announce_question(self, connection: Connection, question: Question) -> None:
        """Put in the messages about a question: one to each of the staff.

        Beyond MOST_AN_HOUR, one e-mail an hour says how many more there are.
        """
        self.put(connection, question_drafts(connection, question, self._staff_email))

    def announce_assignment(
        self,
        connection: Connection,
        question: Question,
        person: Person | None,
        given_by: str | None,
        now: datetime,
    ) -> None:
        """Put in what tells a person that a question is theirs now, if there is one to be told.

        What still waits to tell somebody else that it was theirs is dropped.
        """
        overtaken = and_(_outbox.question_id == question.id, _outbox.topic == Topic.ASSIGNED, WAITS)
        given_on = {"dropped_at": now, "last_error": "the question was given on since"}
        connection.execute(update(schema.outbox).where(overtaken).values(given_on))
        if person is not None:
            draft = assigned_draft(question, person, given_by, now, self._staff_email)
            self.put(connection, [draft])

    def announce_given_back(
        self, connection: Connection, question: Question, before: Person, now: datetime
    ) -> None:
        """Put in what tells the staff that nobody in particular has an open question any more.

        `before` is whose it was, who is not told: they have left, or answer no more.
        """
        self.announce_assignment(connection, question, None, None, now)
        drafts = given_back_drafts(connection, question, before, now, self._staff_email)
        self.put(connection, drafts)

    def announce_answer(
        self,
        connection: Connection,
        question_id: int,
        email: str,
        answer: AnswerSnapshot,
        now: datetime,
    ) -> None:
        """Put in the answer to a question, to the address at which it is wanted."""
        self.put(connection, [answer_draft(question_id, email, answer, now, self._staff_email)])

    def announce_earlier(self, connection: Connection, interview: Interview, offer: Offer) -> None:
        """Put in what offers a visitor an earlier place."""
        self.put(connection, [earlier_draft(interview, offer, self._staff_email)])

    def announce_summary(self, connection: Connection, now: datetime) -> bool:
        """Put in the summary of the day for each of the staff; False if it was done before."""
        drafts = summary.summary_drafts(connection, self._staff_email, now)
        self.put(connection, drafts)
        return bool(drafts)

    def announce_low_disk(self, connection: Connection, disk: Disk, now: datetime) -> None:
        """Put in what tells the staff that a machine's disk fills up; once a day."""
        self.put(connection, disk_drafts(connection, disk, self._staff_email, now))

    def announce_sign_in(
        self,
        connection: Connection,
        email: str,
        name: str,
        sign_in: str,
        now: datetime,
        *,
        is_invited: bool,
    ) -> None:
        """Put in the e-mail that lets a member of the staff in; it knows only the attempt's id.

        Who `is_invited` has asked for nothing, and is told so.
        """
        person = Recipient(Audience.STAFF, email, name, "sign-in")
        message_id = email_message_id(f"sign-in {sign_in}", self._staff_email)
        payload = {"sign_in": sign_in, "name": name, "is_invited": is_invited}
        self.put(connection, [person.draft(Topic.SIGN_IN, message_id, payload, now)])

    def put(self, connection: Connection, drafts: Iterable[Draft]) -> None:
        """Put messages in."""
        rows = [draft.to_row() for draft in drafts]
        if rows:
            connection.execute(insert(schema.outbox), rows)

    def has_due(
        self, connection: Connection, now: datetime, channels: Collection[Channel] = tuple(Channel)
    ) -> bool:
        """Say, without locking anything, whether `claim` would find a message."""
        due = (
            select(_outbox.id)
            .where(is_due(now, self._lease), _outbox.channel.in_(channels))
            .limit(1)
        )
        return connection.execute(due).first() is not None

    def claim(
        self,
        connection: Connection,
        now: datetime,
        limit: int,
        channels: Collection[Channel] = tuple(Channel),
    ) -> list[Message]:
        """Take up to `limit` due messages; nobody else is given them before the lease ends."""
        due = (
            select(_outbox.id)
            .where(is_due(now, self._lease), _outbox.channel.in_(channels))
            .order_by(_outbox.due_at, _outbox.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=schema.outbox)
        )
        ids = connection.execute(due).scalars().all()
        if not ids:
            return []
        connection.execute(
            update(schema.outbox)
            .where(_outbox.id.in_(ids))
            .values(claimed_until=now + self._lease, attempts=_outbox.attempts + 1)
        )
        claimed = select(schema.outbox).where(_outbox.id.in_(ids)).order_by(_outbox.id)
        return [Message.from_row(row) for row in connection.execute(claimed)]

    def mark_sent(self, connection: Connection, message: Message, now: datetime) -> None:
        """Note that a message was delivered, even if the lease has ended meanwhile."""
        marked = connection.execute(
            update(schema.outbox)
            .where(_outbox.id == message.id, _outbox.sent_at.is_(None))
            .values(
                sent_at=now, failed_at=None, dropped_at=None, claimed_until=None, last_error=None
            )
        )
        if marked.rowcount:
            counting.count(connection, message, now, is_delivered=True)

    def postpone(
        self, connection: Connection, message: Message, now: datetime, reason: str
    ) -> datetime | None:
        """Put a message off, longer each time; returns until when, or None if it is given up."""
        if message.attempts >= _MOST_ATTEMPTS:
            self._fail(connection, message, now, reason, refusal=None)
            return None
        due_at = now + pause_after(message.attempts)
        self._release(connection, message, due_at=due_at, last_error=reason)
        return due_at

    def mark_failed(
        self, connection: Connection, message: Message, now: datetime, reason: str
    ) -> None:
        """Note that a message was refused for good; an administrator may retry it."""
        self._fail(connection, message, now, reason, refusal=reason)

    def drop(self, connection: Connection, message: Message, now: datetime, reason: str) -> None:
        """Note that a message is no longer needed."""
        self._release(connection, message, dropped_at=now, last_error=reason)

    def may_read(self, connection: Connection, message: Message) -> bool:
        """Tell whether whoever a message is for may still have it; staff may have left."""
        return may_read(connection, message, self._staff_email, self._is_theirs)

    def hand_on(self, connection: Connection, message: Message, now: datetime, reason: str) -> None:
        """Drop what its reader may not have any more; whoever is told now gets it instead."""
        if self._release(connection, message, dropped_at=now, last_error=reason):
            self.put(connection, drafts_for_others(connection, message, self._staff_email))

    def forget(self, connection: Connection, now: datetime) -> int:
        """Delete old messages about no interview, and old ones that were dropped; returns how many.

        All others are deleted with their interview.
        """
        before = now - _KEPT
        about_none = and_(
            _outbox.interview_id.is_(None),
            or_(_outbox.sent_at < before, _outbox.failed_at < before),
        )
        deleted = connection.execute(
            delete(schema.outbox).where(or_(about_none, _outbox.dropped_at < before))
        )
        counting.forget(connection, before)
        return deleted.rowcount

    def _fail(
        self,
        connection: Connection,
        message: Message,
        now: datetime,
        reason: str,
        refusal: str | None,
    ) -> None:
        if self._release(connection, message, failed_at=now, last_error=reason):
            counting.count(connection, message, now, is_delivered=False)
            self.put(
                connection, bounce_drafts(connection, message, self._staff_email, now, refusal)
            )

    def _release(self, connection: Connection, message: Message, **values: Any) -> bool:
        # A process that has lost the lease must not undo what the next one did.
        released = connection.execute(
            update(schema.outbox)
            .where(
                _outbox.id == message.id,
                _outbox.claimed_until == message.claimed_until,
                _outbox.sent_at.is_(None),
            )
            .values(claimed_until=None, **values)
        )
        return released.rowcount > 0
