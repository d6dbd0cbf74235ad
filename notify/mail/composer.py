"""E-mails: French text and HTML from `templates/`, and the invitation of an interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urljoin

import idna

from booking.staff_links import StaffLinks
from french.letters import one_line
from french.templates import render_block
from notify.announcements import summary
from notify.calendars.entry import Attendee, CalendarEntry
from notify.calendars.interview_entries import StaffEntries, VisitorEntries
from notify.calendars.web_links import WebLinks
from notify.mail.transport import Transport
from notify.outbox.message import Audience, Message, Snapshot, Topic
from notify.texts import InterviewTexts, templates

_INVITING = frozenset(
    {Topic.BOOKED, Topic.MOVED, Topic.CANCELLED, Topic.CORRECTED, Topic.NOTED, Topic.LAPSED}
)
_REMOVING = frozenset({Topic.CANCELLED, Topic.LAPSED})

# Treated as text, a long message id would be encoded, and mail programs would not recognise it.
_HEADERS = HeaderRegistry()
for _name in ("in-reply-to", "references"):
    _HEADERS.map_to_type(_name, MessageIDHeader)  # type: ignore[arg-type]  # typeshed errs
_POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True)
class _Content:
    """What an e-mail says, besides the headers that every e-mail has."""

    values: dict[str, object]
    reply_to: Attendee
    recipient_name: str | None = None
    follows: str | None = None
    entry: CalendarEntry | None = None


class Composer:
    """Writes the e-mail of a message.

    The school is the sender; answers go to `staff_email`. `retention` is how long after an
    interview its visitor's details are kept; on `booking_page` one books again. `ways_in` gives
    what the e-mail that lets a member of the staff in says, by the id that is all the outbox knows
    of it; with `staff_links` staff do something without signing in.
    """

    def __init__(
        self,
        texts: InterviewTexts,
        staff_email: str,
        retention: timedelta,
        booking_page: str,
        ways_in: Callable[[str], Mapping[str, object]],
        staff_links: StaffLinks,
    ) -> None:
        self._texts = texts
        self._staff_email = staff_email
        self._retention = retention
        self._booking_page = booking_page
        self._ways_in = ways_in
        self._staff_links = staff_links
        self._visitor_entries = VisitorEntries(texts)
        self._staff_entries = StaffEntries(texts)
        self._templates = templates()

    @property
    def _school(self) -> Attendee:
        return self._texts.school

    @property
    def _office(self) -> Attendee:
        return Attendee(self._school.name, self._staff_email)

    def compose(self, message: Message, now: datetime) -> EmailMessage:
        """Write an e-mail. All but its Date depends on the message and the school's texts."""
        content = self._content_of(message)
        name = f"{message.audience}_{message.topic}"
        text = self._templates.get_template(f"{name}.txt")
        subject = one_line(render_block(text, "subject", content.values))
        mail = EmailMessage(policy=_POLICY)
        mail["From"] = _mailbox(self._school)
        to = content.recipient_name or self._school.name
        mail["To"] = _mailbox(Attendee(to, message.recipient))
        mail["Reply-To"] = _mailbox(content.reply_to)
        mail["Subject"] = subject
        mail["Date"] = now
        mail["Message-ID"] = message.message_id
        if content.follows:
            mail["In-Reply-To"] = content.follows
            mail["References"] = content.follows
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # Exchange heeds no other header
        mail["Content-Language"] = "fr"
        html = self._templates.get_template(f"{name}.html")
        mail.set_content(text.render(content.values), cte="quoted-printable")
        mail.add_alternative(
            html.render(content.values, subject=subject), subtype="html", cte="quoted-printable"
        )
        if content.entry is not None:
            _invite(mail, content.entry)
        return mail

    def preview(self, topic: Topic, snapshot: Snapshot, secret: str) -> tuple[str, str]:
        """Write what a visitor would read: the subject and the text.

        `secret` stands in place of the links, which are for the visitor alone.
        """
        values = {
            "topic": topic.value,
            **self._texts.values(snapshot),
            "link": secret,
            "manage_link": secret,
            "confirm_link": secret,
            "calendars": WebLinks(secret, secret),
            "booking_page": self._booking_page,
            "privacy_page": urljoin(self._booking_page, "vos-donnees"),
            "retention_days": self._retention.days,
        }
        text = self._templates.get_template(f"{Audience.VISITOR}_{topic}.txt")
        return one_line(render_block(text, "subject", values)), text.render(values)

    def _content_of(self, message: Message) -> _Content:
        match message.topic:
            case Topic.SUMMARY:
                return self._summary(message)
            case Topic.QUESTION | Topic.ASSIGNED:
                return self._about_question(message)
            case Topic.ANSWER:
                return self._answer(message)
            case Topic.PARAGRAPH:
                return self._paragraph(message)
            case Topic.ON_PAGE:
                return self._on_page(message)
            case Topic.SIGN_IN:
                return self._way_in(message)
            case Topic.DISK | Topic.PAGE | Topic.QUESTIONS:
                return _Content(message.payload, reply_to=self._office)
            case _:
                return self._about_interview(message)

    def _about_question(self, message: Message) -> _Content:
        question = message.question
        values: dict[str, object] = {
            "topic": message.topic.value,
            "question": one_line(question.text),
            "email": question.email,
            "asked_at": question.asked_at,
            "phone": question.phone,
            "call_when": one_line(question.call_when or ""),
            "given_by": one_line(question.given_by or ""),
            "was_of": one_line(question.was_of or ""),
            "done_link": self._staff_links.question(
                message.question_id or 0, question.asked_at, message.recipient
            ),
        }
        asker = Attendee("", question.email) if question.email else self._office
        return _Content(values, reply_to=asker, recipient_name=question.recipient_name)

    def _about_interview(self, message: Message) -> _Content:
        snapshot = message.snapshot
        is_for_staff = message.audience is Audience.STAFF and message.topic is not Topic.BOUNCED
        visitor = Attendee(snapshot.visitor_name, snapshot.visitor_email)
        was_invited = message.topic is not Topic.LAPSED or message.audience is Audience.STAFF
        invites = message.topic in _INVITING and was_invited
        return _Content(
            self._values(message, snapshot),
            reply_to=visitor if is_for_staff else self._office,
            recipient_name=snapshot.recipient_name,
            follows=snapshot.first_message_id,
            entry=self._entry(message, snapshot) if invites else None,
        )

    def _answer(self, message: Message) -> _Content:
        answer = message.answer
        values: dict[str, object] = {
            "topic": message.topic.value,
            "school": self._school.name,
            "question": one_line(answer.question),
            "paragraphs": [one_line(line) for line in answer.answer.splitlines() if line.strip()],
            "asked_at": answer.asked_at,
            "answered_by": one_line(answer.answered_by),
            "others": len(answer.others),
        }
        replies = Attendee(one_line(answer.answered_by), answer.reply_to)
        return _Content(values, reply_to=replies, recipient_name=message.recipient)

    def _paragraph(self, message: Message) -> _Content:
        said = message.payload
        by = Attendee(one_line(said["proposed_by"]), said["reply_to"])
        paragraphs = [line.strip() for line in said["text"].splitlines() if line.strip()]
        values = {**said, "school": self._school.name, "paragraphs": paragraphs}
        return _Content(values, reply_to=by, recipient_name=message.recipient)

    def _on_page(self, message: Message) -> _Content:
        asked_at = datetime.fromisoformat(message.payload["asked_at"])
        values = {**message.payload, "school": self._school.name, "asked_at": asked_at}
        return _Content(values, reply_to=self._office, recipient_name=message.recipient)

    def _way_in(self, message: Message) -> _Content:
        name = one_line(message.payload["name"])
        values: dict[str, object] = {
            "topic": message.topic.value,
            "school": self._school.name,
            "name": name,
            "is_invited": message.payload.get("is_invited", False),
            **self._ways_in(message.payload["sign_in"]),
        }
        return _Content(values, reply_to=self._office, recipient_name=name)

    def _summary(self, message: Message) -> _Content:
        values: dict[str, object] = {
            "topic": message.topic.value,
            "summary": summary.from_json(message.payload),
            "link": self._texts.link,
            "attendance_link": lambda line: self._staff_links.attendance(
                line.uid, line.start, message.recipient
            ),
            "one_line": one_line,
        }
        return _Content(values, reply_to=self._office)

    def _values(self, message: Message, snapshot: Snapshot) -> dict[str, object]:
        return {
            "topic": message.topic.value,
            **self._texts.values(snapshot),
            "offers": snapshot.offers,
            "calendars": self._visitor_entries.web_links(snapshot),
            "failed_topic": snapshot.failed_topic,
            "failure_code": snapshot.failure_code,
            "retention_days": self._retention.days,
            "booking_page": self._booking_page,
            "privacy_page": urljoin(self._booking_page, "vos-donnees"),
        }

    def _entry(self, message: Message, snapshot: Snapshot) -> CalendarEntry:
        stamp, is_cancelled = message.created_at, message.topic in _REMOVING
        if message.audience is Audience.VISITOR:
            return self._visitor_entries.invitation(snapshot, stamp, is_cancelled=is_cancelled)
        return self._staff_entries.invitation(
            snapshot, stamp, message.recipient, is_cancelled=is_cancelled
        )


class EmailSender:
    """Sends messages as e-mails."""

    def __init__(self, composer: Composer, transport: Transport) -> None:
        self._composer = composer
        self._transport = transport

    async def deliver(self, message: Message, now: datetime) -> None:
        """Write and send the e-mail. Raises DeliveryFailure."""
        await self._transport.deliver(self._composer.compose(message, now))


def _invite(mail: EmailMessage, entry: CalendarEntry) -> None:
    """Add the invitation twice: for Gmail and Outlook in the body, for the others as a file."""
    method = entry.email_method
    calendar = entry.to_ical(method)
    mail.add_alternative(
        calendar.decode(), subtype="calendar", cte="base64", params={"method": method.value}
    )
    mail.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")


def _mailbox(person: Attendee) -> Address:
    local, _, domain = person.email.rpartition("@")
    ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    return Address(one_line(person.name), local, ascii_domain)
