"""What is sent to the staff's other tools when an interview changes: webhooks and calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from booking.model import Change, InterviewEvent
from notify import schema
from notify.calendars import accounts
from notify.outbox.message import Audience, Channel, Draft, Snapshot, Topic, stable_id
from notify.webhooks import endpoints


def integration_drafts(
    connection: Connection, event: InterviewEvent, previous_start: datetime | None
) -> list[Draft]:
    """Write a change's messages to other tools, in its transaction: earlier ones are read.

    They keep an interview that is still to be confirmed as they keep any other.
    """
    if event.change is Change.CONFIRMED:
        return []
    snapshot = Snapshot.of(event.interview, previous_start=previous_start)
    return [
        *_webhook_drafts(connection, event, snapshot),
        *_calendar_drafts(connection, event, snapshot),
    ]


def calendar_draft(
    event: InterviewEvent, topic: Topic, snapshot: Snapshot, calendar_id: int
) -> Draft:
    """Have an interview written to a calendar or, with the topic CANCELLED, removed from it."""
    payload = snapshot.to_json() | {"calendar": calendar_id}
    return _draft(event, topic, Channel.CALDAV, accounts.recipient(calendar_id), payload)


def _topic(change: Change) -> Topic:
    return Topic.CANCELLED if change is Change.LAPSED else Topic(change)


def _webhook_drafts(
    connection: Connection, event: InterviewEvent, snapshot: Snapshot
) -> list[Draft]:
    return [
        _draft(
            event,
            _topic(event.change),
            Channel.WEBHOOK,
            endpoints.recipient(endpoint_id),
            snapshot.to_json() | {"endpoint": endpoint_id},
        )
        for endpoint_id in endpoints.active_ids(connection)
    ]


def _calendar_drafts(
    connection: Connection, event: InterviewEvent, snapshot: Snapshot
) -> list[Draft]:
    """Tell the interviewer's calendar of the change; remove the entry from any other calendar."""
    current = accounts.find_id(connection, event.interview.interviewer.id)
    is_new = event.change is Change.BOOKED  # and no calendar has it yet
    holding = [] if is_new else _calendars_with_entry(connection, event.interview.id)
    removals = [
        calendar_draft(event, Topic.CANCELLED, snapshot, other)
        for other in holding
        if other != current
    ]
    if current is None:
        return removals
    return [*removals, calendar_draft(event, _topic(event.change), snapshot, current)]


def _calendars_with_entry(connection: Connection, interview_id: int) -> list[int]:
    """List the calendars, if still in use, that have an interview's entry or will have it."""
    outbox = schema.outbox.c
    earlier = connection.execute(
        select(outbox.topic, outbox.payload)
        .where(outbox.interview_id == interview_id, outbox.channel == Channel.CALDAV)
        .order_by(outbox.id)
    )
    last_topics = {row.payload["calendar"]: row.topic for row in earlier}
    in_use = set(connection.execute(select(schema.calendar.c.id)).scalars())
    return [
        calendar_id
        for calendar_id, topic in last_topics.items()
        if calendar_id in in_use and topic != Topic.CANCELLED
    ]


def _draft(
    event: InterviewEvent, topic: Topic, channel: Channel, recipient: str, payload: dict[str, Any]
) -> Draft:
    interview = event.interview
    return Draft(
        audience=Audience.STAFF,
        topic=topic,
        channel=channel,
        recipient=recipient,
        message_id=f"msg_{stable_id(interview.uid, interview.sequence, recipient)}",
        payload=payload,
        created_at=event.at,
        due_at=event.at,
        interview_id=interview.id,
    )
