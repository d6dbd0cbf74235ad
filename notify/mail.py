"""E-mails: French text and HTML from `templates/`, and the invitation of an interview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.headerregistry import Address, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import idna
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from phonenumbers import NumberParseException

from booking import french
from booking.contact import spoken_phone
from booking.model import Interview
from notify.invitation import Attendee, Invitation, Method
from notify.message import Channel, Kind, Message, Snapshot, Topic
from notify.text import one_line
from notify.transport import Transport
from notify.video import VideoRooms

TEMPLATES = Path(__file__).parent / "templates"
_RETENTION = timedelta(days=90)

# Taken for prose, a long identity would be encoded, and mail programs would not know it again.
_HEADERS = HeaderRegistry()
for _name in ("in-reply-to", "references"):
    _HEADERS.map_to_type(_name, MessageIDHeader)  # type: ignore[arg-type]  # typeshed errs
_POLICY = SMTP.clone(header_factory=_HEADERS)


class Composer:
    """Writes the e-mail of a message owed.

    `school_email` is the sender, the organizer of the interview, and where visitors' answers go;
    `retention` is how long after an interview its visitor's details are kept. `manage_link` makes,
    from uid, address and end, the page on which visitors change their interview.
    """

    def __init__(
        self,
        school_name: str,
        school_email: str,
        rooms: VideoRooms,
        retention: timedelta = _RETENTION,
        manage_link: Callable[[str, str, datetime], str] | None = None,
    ) -> None:
        self._school = Attendee(school_name, school_email)
        self._rooms = rooms
        self._retention = retention
        self._manage_link = manage_link
        self._templates = _environment()

    def compose(self, message: Message, now: datetime) -> EmailMessage:
        """Write a message; all of it but the Date follows from the message alone."""
        if message.topic is Topic.QUESTION:
            return self._of_question(message, now)
        told = message.snapshot
        values = self._values(message, told)
        visitor = _mailbox(told.visitor_name, told.visitor_email)
        answers_to = visitor if message.kind is Kind.STAFF else None
        mail = self._letter(message, values, now, told.recipient_name, answers_to)
        if told.first_message_id:
            mail["In-Reply-To"] = told.first_message_id
            mail["References"] = told.first_message_id
        self._invite(mail, self._invitation(message, told, values))
        return mail

    def calendar_file(self, interview: Interview) -> bytes:
        """Write an interview for its visitor's own calendar: the same entry as by e-mail."""
        told = Snapshot(
            reference=interview.reference,
            uid=interview.uid,
            sequence=interview.sequence,
            start=interview.start,
            end=interview.end,
            visitor_name=interview.visitor.name,
            visitor_email=interview.visitor.email,
            visitor_phone=interview.visitor.phone,
        )
        message = Message(
            id=0,
            kind=Kind.VISITOR,
            topic=Topic.BOOKED,
            channel=Channel.EMAIL,
            recipient=interview.visitor.email,
            message_id="",
            created_at=interview.created_at,
            attempts=0,
            claimed_until=interview.created_at,
            payload=told.to_json(),
        )
        invitation = self._invitation(message, told, self._values(message, told))
        return replace(invitation, method=Method.PUBLISH, attendees=()).to_ical()

    def _of_question(self, message: Message, now: datetime) -> EmailMessage:
        told = message.question
        values: dict[str, object] = {
            "topic": message.topic.value,
            "question": one_line(told.text),
            "email": told.email,
            "asked_at": told.asked_at,
        }
        answers_to = _mailbox("", told.email) if told.email else None
        return self._letter(message, values, now, told.recipient_name, answers_to)

    def _letter(
        self,
        message: Message,
        values: dict[str, object],
        now: datetime,
        recipient_name: str | None,
        answers_to: Address | None,
    ) -> EmailMessage:
        """Write text and HTML from the message's templates; answers go to the school by default."""
        name = f"{message.kind}_{message.topic}"
        text = self._templates.get_template(f"{name}.txt")
        html = self._templates.get_template(f"{name}.html")
        school = _mailbox(self._school.name, self._school.email)
        subject = one_line(_block(text, "subject", values))
        mail = EmailMessage(policy=_POLICY)
        mail["From"] = school
        mail["To"] = _mailbox(recipient_name or self._school.name, message.recipient)
        mail["Reply-To"] = answers_to or school
        mail["Subject"] = subject
        mail["Date"] = now
        mail["Message-ID"] = message.message_id
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = "fr"
        mail.set_content(text.render(values), cte="quoted-printable")
        mail.add_alternative(
            html.render(values, subject=subject), subtype="html", cte="quoted-printable"
        )
        return mail

    def _values(self, message: Message, told: Snapshot) -> dict[str, object]:
        return {
            "topic": message.topic.value,
            "school": self._school.name,
            "name": one_line(told.visitor_name),
            "email": told.visitor_email,
            "phone": told.visitor_phone,
            "questions": [one_line(question) for question in told.questions],
            "interviewer": one_line(told.interviewer_name or ""),
            "start": told.start,
            "end": told.end,
            "previous_start": told.previous_start,
            "minutes": (told.end - told.start) // timedelta(minutes=1),
            "reference": told.reference,
            "link": self._rooms.link(told.uid),
            "manage_link": (
                self._manage_link(told.uid, told.visitor_email, told.end)
                if self._manage_link
                else None
            ),
            "retention_days": self._retention.days,
        }

    def _invitation(
        self, message: Message, told: Snapshot, values: dict[str, object]
    ) -> Invitation:
        texts = self._templates.get_template(f"{message.kind}_invitation.txt")
        cancelled = message.topic is Topic.CANCELLED
        for_visitor = message.kind is Kind.VISITOR
        visitor = Attendee(told.visitor_name, told.visitor_email, is_asked=for_visitor)
        staff = Attendee(told.recipient_name or self._school.name, message.recipient)
        return Invitation(
            method=Method.CANCEL if cancelled else Method.REQUEST,
            uid=told.uid,
            sequence=told.sequence,
            stamp=message.created_at,
            start=told.start,
            end=told.end,
            summary=one_line(_block(texts, "summary", values)),
            description=_block(texts, "description", values),
            link=self._rooms.link(told.uid),
            organizer=self._school,
            # Visitors are not shown the addresses of the school's people.
            attendees=(visitor,) if for_visitor else (visitor, staff),
            reminder=(
                one_line(_block(texts, "reminder", values))
                if for_visitor and not cancelled
                else None
            ),
        )

    def _invite(self, mail: EmailMessage, invitation: Invitation) -> None:
        """Add the invitation twice: for Gmail and Outlook in the body, for the others as a file."""
        calendar = invitation.to_ical()
        mail.add_alternative(
            calendar.decode(),
            subtype="calendar",
            cte="base64",
            params={"method": invitation.method.value},
        )
        mail.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")


class MailCourier:
    """Carries messages as e-mails."""

    def __init__(self, composer: Composer, transport: Transport) -> None:
        self._composer = composer
        self._transport = transport

    async def deliver(self, message: Message, now: datetime) -> None:
        """Write and send the e-mail. Raises DeliveryFailure."""
        await self._transport.deliver(self._composer.compose(message, now))


def _environment() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        day=french.day,
        hour=french.hour,
        moment=french.moment,
        short_moment=french.short_moment,
        spoken_phone=_spoken_phone,
        mailto=lambda address: "mailto:" + quote(address, safe="@+"),
    )
    return templates


def _block(template: Template, name: str, values: dict[str, object]) -> str:
    """Render one block of a template alone."""
    return "".join(template.blocks[name](template.new_context(values))).strip()


def _spoken_phone(phone: str) -> str:
    """Write a number as people do; one that no plan knows, as it is."""
    try:
        return spoken_phone(phone)
    except NumberParseException:
        return phone


def _mailbox(name: str, email: str) -> Address:
    local, _, domain = email.rpartition("@")
    ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    return Address(one_line(name), local, ascii_domain)
