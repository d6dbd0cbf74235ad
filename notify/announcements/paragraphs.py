"""What asks a webmaster for a paragraph of the page, and tells visitors that it is there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from booking.questions import Question
from french.letters import one_line
from notify.announcements.recipients import Recipient
from notify.outbox.message import Audience, Draft, Topic, email_message_id


@dataclass(frozen=True)
class Paragraph:
    """A paragraph for the page at `url`; a reply goes to who proposed it.

    `asked` is how often it was asked for; None: so few that it is not told outside the school.
    """

    heading: str
    text: str
    asked: int | None
    url: str
    proposed_by: str
    reply_to: str


def paragraph_draft(
    number: int, paragraph: Paragraph, webmaster: str, now: datetime, staff_email: str
) -> Draft:
    """Write the e-mail with a paragraph."""
    recipient = Recipient(Audience.STAFF, webmaster, None, "webmaster")
    message_id = email_message_id(f"paragraph {number} {now.isoformat()}", staff_email)
    payload = {"topic": Topic.PARAGRAPH.value, **asdict(paragraph)}
    return recipient.draft(Topic.PARAGRAPH, message_id, payload, now)


def on_page_draft(
    number: int, question: Question, quote: str, url: str, now: datetime, staff_email: str
) -> Draft:
    """Write the e-mail that tells a visitor what the page says now. Their address must be known."""
    assert question.email is not None
    payload = {
        "topic": Topic.ON_PAGE.value,
        "question": one_line(question.text),
        "asked_at": question.created_at.isoformat(),
        "quote": one_line(quote),
        "url": url,
    }
    about = f"on page {number} {question.id} {question.created_at.isoformat()}"
    visitor = Recipient(Audience.VISITOR, question.email, None, "visitor")
    message_id = email_message_id(about, staff_email)
    return visitor.draft(Topic.ON_PAGE, message_id, payload, now, question_id=question.id)
