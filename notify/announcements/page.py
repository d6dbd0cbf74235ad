"""What tells staff that the school's page no longer says what the assistant tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from notify.announcements.recipients import staff_recipients
from notify.outbox.message import Draft, Topic, email_message_id


def page_drafts(
    connection: Connection,
    changes: Sequence[tuple[str, str]],
    url: str,
    staff_email: str,
    now: datetime,
) -> list[Draft]:
    """Write an e-mail to each of the staff: sentences that are gone, and what is in their place."""
    payload = {
        "topic": Topic.PAGE.value,
        "url": url,
        "changes": [{"before": before, "now": after} for before, after in changes],
    }
    return [
        member.draft(
            Topic.PAGE,
            email_message_id(f"page {now.isoformat()} {payload} {member.key}", staff_email),
            payload,
            now,
        )
        for member in staff_recipients(connection, staff_email)
    ]
