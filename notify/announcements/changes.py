"""What is sent when an interview changes: to the staff, to the visitor and to other tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from booking.model import Change, InterviewEvent
from notify import schema
from notify.announcements import reminders
from notify.announcements.integrations import integration_drafts
from notify.announcements.recipients import Recipient, staff_recipients
from notify.outbox.message import Audience, Channel, Draft, Snapshot, Topic, email_message_id

_APART = reminders.TOPICS | {Topic.TO_CONFIRM}  # what may be sent beside another of a change

type _EarlierEmail = Row[str, str, str, Any]


def change_drafts(connection: Connection, event: InterviewEvent, staff_email: str) -> list[Draft]:
    """Write all messages of a change, with the reminders that it makes due later.

    Called in the transaction of the change, as earlier messages are read.
    """
    earlier = _earlier_emails(connection, event.interview.id)
    was_moved = bool(earlier) and event.change is Change.MOVED
    previous_start = datetime.fromisoformat(earlier[-1].payload["start"]) if was_moved else None
    return [
        *_email_drafts(connection, event, staff_email, earlier, previous_start),
        *integration_drafts(connection, event, previous_start),
    ]


def _email_drafts(
    connection: Connection,
    event: InterviewEvent,
    staff_email: str,
    earlier: Sequence[_EarlierEmail],
    previous_start: datetime | None,
) -> list[Draft]:
    interview, change = event.interview, _visitors_topic(event)
    details = interview.visitor
    visitor = Recipient(Audience.VISITOR, details.email, details.name, "visitor")
    staff = staff_recipients(connection, staff_email)

    corrected = _corrected(event, earlier)

    def message_id(recipient: Recipient, topic: Topic) -> str:
        about = f"{interview.uid} {interview.sequence} {recipient.key}"
        about += f" {topic}" if topic in _APART else ""
        return email_message_id(about, staff_email)

    def draft(recipient: Recipient, topic: Topic, due_at: datetime) -> Draft:
        first = _first_message_id(recipient, earlier)
        if first is None and topic is not change:  # a reminder replies to the confirmation
            first = message_id(recipient, change)
        snapshot = Snapshot.of(
            interview,
            recipient_name=recipient.name,
            previous_start=previous_start,
            corrected=corrected,
            first_message_id=first,
        )
        return recipient.draft(
            topic,
            message_id(recipient, topic),
            snapshot.to_json(),
            event.at,
            due_at=due_at,
            interview_id=interview.id,
        )

    if event.change is Change.CONFIRMED:  # staff were told of the booking, and reminders wait
        return [draft(visitor, change, event.at)]
    due_times = _reminders_due(event)
    knows_it = event.change is Change.NOTED  # who wrote a note
    return [
        *(draft(member, Topic(event.change), event.at) for member in staff),
        *([] if knows_it else [draft(visitor, change, event.at)]),
        *(draft(visitor, topic, due_at) for topic, due_at in due_times.items()),
    ]


def _visitors_topic(event: InterviewEvent) -> Topic:
    """Say what the visitor is written to about: what is not confirmed is to be confirmed first."""
    if event.change is Change.CONFIRMED:
        return Topic.BOOKED
    is_open = event.change not in (Change.CANCELLED, Change.LAPSED)
    waits = is_open and event.interview.confirm_by is not None
    return Topic.TO_CONFIRM if waits else Topic(event.change)


def _corrected(
    event: InterviewEvent, earlier: Sequence[_EarlierEmail]
) -> tuple[tuple[str, str | None], ...]:
    """List which details were corrected, with what the last e-mail said of them."""
    if event.change is not Change.CORRECTED or not earlier:
        return ()
    before, now = earlier[-1].payload, asdict(event.interview.visitor)
    return tuple(
        (detail, before[f"visitor_{detail}"])
        for detail, value in now.items()
        if before.get(f"visitor_{detail}", value) != value
    )


def _reminders_due(event: InterviewEvent) -> dict[Topic, datetime]:
    """Say which reminders are due after a change; a note takes none away that is still to come."""
    if event.change is not Change.NOTED:
        return reminders.due_times(event.interview, event.at)
    due_times = reminders.due_times(event.interview, event.interview.created_at)
    return {topic: due_at for topic, due_at in due_times.items() if due_at > event.at}


def _earlier_emails(connection: Connection, interview_id: int) -> Sequence[_EarlierEmail]:
    """Read which e-mails were written about an interview before, without the reminders."""
    outbox = schema.outbox.c
    return connection.execute(
        select(outbox.kind, outbox.recipient, outbox.message_id, outbox.payload)
        .where(
            outbox.interview_id == interview_id,
            outbox.topic.not_in(reminders.TOPICS),
            outbox.channel == Channel.EMAIL,
        )
        .order_by(outbox.id)
    ).all()


def _first_message_id(recipient: Recipient, earlier: Sequence[_EarlierEmail]) -> str | None:
    to_the_same = (
        row.message_id
        for row in earlier
        if (row.kind, row.recipient) == (recipient.audience, recipient.email)
    )
    return next(to_the_same, None)
