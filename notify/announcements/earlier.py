"""What is sent to a visitor who wishes for an earlier time, when a place is given up."""

from __future__ import annotations

from datetime import datetime

from booking.model import Interview
from booking.waiting import Offer
from notify.announcements.recipients import Recipient
from notify.outbox.message import Audience, Draft, Snapshot, Topic, email_message_id


def earlier_draft(interview: Interview, offer: Offer, staff_email: str) -> Draft:
    """Write the e-mail that offers a place."""
    details = interview.visitor
    visitor = Recipient(Audience.VISITOR, details.email, details.name, "visitor")
    snapshot = Snapshot.of(
        interview,
        recipient_name=details.name,
        offered_start=offer.start,
        offered_until=offer.until,
    )
    about = f"{interview.uid} earlier {offer.start.isoformat()}"
    return visitor.draft(
        Topic.EARLIER,
        email_message_id(about, staff_email),
        snapshot.to_json(),
        offer.offered_at,
        interview_id=interview.id,
    )


def reason_to_drop(snapshot: Snapshot, interview: Interview | None, now: datetime) -> str | None:
    """Say why an offer that is about to be sent should not be; None if it should."""
    if interview is None or not interview.is_open(now):
        return "the interview is not to take place any more"
    if snapshot.offered_until is None or now >= snapshot.offered_until:
        return "the offer is over"
    if snapshot.offered_start is None or snapshot.offered_start >= interview.start:
        return "the interview is earlier already"
    return None
