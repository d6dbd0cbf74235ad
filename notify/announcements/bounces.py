"""What is sent when a visitor's e-mail does not arrive, so that staff can call."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import Connection, select

from booking import store
from notify import schema
from notify.announcements.recipients import staff_recipients
from notify.outbox.message import Audience, Draft, Message, Snapshot, Topic, email_message_id

_CODE = re.compile(r"\d{3}( \d\.\d{1,3}\.\d{1,3})?(?=:)")


def bounce_drafts(
    connection: Connection, failed: Message, staff_email: str, now: datetime, refusal: str | None
) -> list[Draft]:
    """Write the e-mails that tell staff of a message that failed for good.

    `refusal` is why it was refused, None if it was given up. Staff are told once of each address
    of an interview, and never of messages to themselves: that could go on for ever.
    """
    if failed.audience is not Audience.VISITOR or failed.interview_id is None:
        return []
    interview = store.interview_by_id(connection, failed.interview_id)
    if interview is None or interview.visitor.email != failed.recipient:
        return []  # the address was corrected since
    code = None if refusal is None else _code(refusal)
    drafts = []
    for member in staff_recipients(connection, staff_email):
        about = f"{interview.uid} {member.key} bounced {failed.recipient}"
        snapshot = Snapshot.of(
            interview, recipient_name=member.name, failed_topic=failed.topic, failure_code=code
        )
        draft = member.draft(
            Topic.BOUNCED,
            email_message_id(about, staff_email),
            snapshot.to_json(),
            now,
            interview_id=interview.id,
        )
        drafts.append(draft)
    known = _bounces(connection, interview.id)
    return [draft for draft in drafts if draft.message_id not in known]


def _bounces(connection: Connection, interview_id: int) -> set[str]:
    """Read the ids of the messages that told staff of an interview's bounces before."""
    outbox = schema.outbox.c
    query = select(outbox.message_id).where(
        outbox.interview_id == interview_id, outbox.topic == Topic.BOUNCED
    )
    return set(connection.execute(query).scalars())


def _code(refusal: str) -> str:
    """Read the code with which the visitor's server refused; empty if it was not asked."""
    match = _CODE.match(refusal)
    return match.group() if match else ""
