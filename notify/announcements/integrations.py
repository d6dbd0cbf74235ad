"""What staff's other tools must be told of a change: outbox rows for webhooks and calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from booking.model import Change, InterviewEvent
from notify.calendars import accounts
from notify.outbox import schema
from notify.outbox.message import Channel, Kind, Snapshot, Topic, identity
from notify.webhooks import endpoints


def rows(
    connection: Connection, event: InterviewEvent, previous_start: datetime | None
) -> list[dict[str, Any]]:
    """Make the outbox rows of a change; in its transaction, for earlier rows are read."""
    told = Snapshot.of(event.interview, previous_start=previous_start)
    return [*_for_webhooks(connection, event, told), *_for_calendars(connection, event, told)]


def entry_row(event: InterviewEvent, topic: Topic, told: Snapshot, number: int) -> dict[str, Any]:
    """Owe a calendar an interview's entry; or, with the topic CANCELLED, its removal."""
    return _row(
        event,
        topic=topic,
        channel=Channel.CALDAV,
        recipient=accounts.recipient(number),
        payload=told.to_json() | {"calendar": number},
    )


def _for_webhooks(
    connection: Connection, event: InterviewEvent, told: Snapshot
) -> list[dict[str, Any]]:
    return [
        _row(
            event,
            topic=Topic(event.change),
            channel=Channel.WEBHOOK,
            recipient=endpoints.recipient(number),
            payload=told.to_json() | {"endpoint": number},
        )
        for number in endpoints.told(connection)
    ]


def _for_calendars(
    connection: Connection, event: InterviewEvent, told: Snapshot
) -> list[dict[str, Any]]:
    """Owe the interviewer's calendar the change, and another that had the entry its removal."""
    current = accounts.number_of(connection, event.interview.interviewer.id)
    is_new = event.change is Change.BOOKED  # and no calendar has it yet
    holding = [] if is_new else _holding(connection, event.interview.id)
    removals = [entry_row(event, Topic.CANCELLED, told, n) for n in holding if n != current]
    if current is None:
        return removals
    return [*removals, entry_row(event, Topic(event.change), told, current)]


def _holding(connection: Connection, interview_id: int) -> list[int]:
    """List the calendars, still kept, that were last told to have an interview's entry."""
    outbox = schema.outbox.c
    earlier = connection.execute(
        select(outbox.topic, outbox.payload)
        .where(outbox.interview_id == interview_id, outbox.channel == Channel.CALDAV)
        .order_by(outbox.id)
    )
    last = {row.payload["calendar"]: row.topic for row in earlier}
    kept = set(connection.execute(select(schema.calendar.c.id)).scalars())
    return [number for number, topic in last.items() if number in kept and topic != Topic.CANCELLED]


def _row(
    event: InterviewEvent, *, topic: Topic, channel: Channel, recipient: str, payload: Any
) -> dict[str, Any]:
    interview = event.interview
    return {
        "interview_id": interview.id,
        "kind": Kind.STAFF,
        "topic": topic,
        "channel": channel,
        "recipient": recipient,
        "message_id": f"msg_{identity(interview.uid, interview.sequence, recipient)}",
        "payload": payload,
        "created_at": event.at,
        "due_at": event.at,
        "attempts": 0,
    }
