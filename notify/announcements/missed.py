"""What is sent, if staff wish, to a visitor who did not come: other times, without reproach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.model import Interview
from notify.announcements.recipients import Recipient
from notify.outbox.message import Audience, Draft, Snapshot, Topic, email_message_id


def missed_draft(
    interview: Interview,
    offers: Sequence[tuple[datetime, str]],
    now: datetime,
    staff_email: str,
) -> Draft:
    """Write the e-mail; `offers` are free times, each with the address that books it.

    Its message id is the same for an interview: it is sent once.
    """
    visitor = Recipient(
        Audience.VISITOR, interview.visitor.email, interview.visitor.name, "visitor"
    )
    snapshot = Snapshot.of(interview, recipient_name=interview.visitor.name, offers=tuple(offers))
    return visitor.draft(
        Topic.MISSED,
        email_message_id(f"{interview.uid} missed", staff_email),
        snapshot.to_json(),
        now,
        interview_id=interview.id,
    )
