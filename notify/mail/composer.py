"""E-mails: French text and HTML from `templates/`, and the invitation of an interview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.headerregistry import Address, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP

import idna

from booking.model import Interview
from french.letters import one_line
from french.templates import render_block
from notify.announcements import summary
from notify.announcements.staff_texts import interview_values
from notify.calendars.invitation import Attendee, Invitation, Method
from notify.mail.transport import Transport
from notify.outbox.message import Channel, Kind, Message, Snapshot, Topic
from notify.texts import templates
from notify.video import VideoRooms

_RETENTION = timedelta(days=90)
_INVITING = frozenset({Topic.BOOKED, Topic.MOVED, Topic.CANCELLED, Topic.CORRECTED})

# Taken for prose, a long identity would be encoded, and mail programs would not know it again.
_HEADERS = HeaderRegistry()
for _name in ("in-reply-to", "references"):
    _HEADERS.map_to_type(_name, MessageIDHeader)  # type: ignore[arg-type]  # typeshed errs
_POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True)
class _Letter:
    """What an e-mail says, besides its headers of every day."""

    values: dict[str, object]
    reply_to: Attendee
    recipient_name: str | None = None
    follows: str | None = None
    invitation: Invitation | None = None


class Composer:
    """Writes the e-mail of a message owed.

    `school_email` is the sender and the organizer of the interview; answers go to `staff_email`,
    or there too where it is None. `retention` is how long after an interview its visitor's details
    are kept. `manage_link` makes, from uid, address and end, the page on which visitors change
    their interview.
    """

    def __init__(
        self,
        school_name: str,
        school_email: str,
        rooms: VideoRooms,
        retention: timedelta = _RETENTION,
        manage_link: Callable[[str, str, datetime], str] | None = None,
        staff_email: str | None = None,
    ) -> None:
        self._school = Attendee(school_name, school_email)
        self._office = Attendee(school_name, staff_email or school_email)
        self._rooms = rooms
        self._retention = retention
        self._manage_link = manage_link
        self._templates = templates()

    def compose(self, message: Message, now: datetime) -> EmailMessage:
        """Write a message; all of it but the Date follows from the message alone."""
        letter = self._letter(message)
        name = f"{message.kind}_{message.topic}"
        text = self._templates.get_template(f"{name}.txt")
        subject = one_line(render_block(text, "subject", letter.values))
        mail = EmailMessage(policy=_POLICY)
        mail["From"] = _mailbox(self._school)
        to = letter.recipient_name or self._school.name
        mail["To"] = _mailbox(Attendee(to, message.recipient))
        mail["Reply-To"] = _mailbox(letter.reply_to)
        mail["Subject"] = subject
        mail["Date"] = now
        mail["Message-ID"] = message.message_id
        if letter.follows:
            mail["In-Reply-To"] = letter.follows
            mail["References"] = letter.follows
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = "fr"
        html = self._templates.get_template(f"{name}.html")
        mail.set_content(text.render(letter.values), cte="quoted-printable")
        mail.add_alternative(
            html.render(letter.values, subject=subject), subtype="html", cte="quoted-printable"
        )
        if letter.invitation is not None:
            _invite(mail, letter.invitation)
        return mail

    def calendar_file(self, interview: Interview) -> bytes:
        """Write an interview for its visitor's own calendar: the same entry as by e-mail."""
        told = Snapshot.of(interview)
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

    def _letter(self, message: Message) -> _Letter:
        match message.topic:
            case Topic.SUMMARY:
                return self._summary(message)
            case Topic.QUESTION:
                return self._of_question(message)
            case _:
                return self._of_interview(message)

    def _of_question(self, message: Message) -> _Letter:
        told = message.question
        values: dict[str, object] = {
            "topic": message.topic.value,
            "question": one_line(told.text),
            "email": told.email,
            "asked_at": told.asked_at,
        }
        asker = Attendee("", told.email) if told.email else self._office
        return _Letter(values, reply_to=asker, recipient_name=told.recipient_name)

    def _of_interview(self, message: Message) -> _Letter:
        told = message.snapshot
        values = self._values(message, told)
        is_for_staff = message.kind is Kind.STAFF and message.topic is not Topic.BOUNCED
        visitor = Attendee(told.visitor_name, told.visitor_email)
        invites = message.topic in _INVITING
        return _Letter(
            values,
            reply_to=visitor if is_for_staff else self._office,
            recipient_name=told.recipient_name,
            follows=told.first_message_id,
            invitation=self._invitation(message, told, values) if invites else None,
        )

    def _summary(self, message: Message) -> _Letter:
        values: dict[str, object] = {
            "topic": message.topic.value,
            "summary": summary.from_json(message.payload),
            "link": self._rooms.link,
            "one_line": one_line,
        }
        return _Letter(values, reply_to=self._office)

    def _values(self, message: Message, told: Snapshot) -> dict[str, object]:
        return {
            "topic": message.topic.value,
            "school": self._school.name,
            **interview_values(told, self._rooms.link(told.uid)),
            "failed_topic": told.failed_topic,
            "failure_code": told.failure_code,
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
            summary=one_line(render_block(texts, "summary", values)),
            description=render_block(texts, "description", values),
            link=self._rooms.link(told.uid),
            organizer=self._school,
            # Visitors are not shown the addresses of the school's people.
            attendees=(visitor,) if for_visitor else (visitor, staff),
            reminder=(
                one_line(render_block(texts, "reminder", values))
                if for_visitor and not cancelled
                else None
            ),
        )


class MailCourier:
    """Carries messages as e-mails."""

    def __init__(self, composer: Composer, transport: Transport) -> None:
        self._composer = composer
        self._transport = transport

    async def deliver(self, message: Message, now: datetime) -> None:
        """Write and send the e-mail. Raises DeliveryFailure."""
        await self._transport.deliver(self._composer.compose(message, now))


def _invite(mail: EmailMessage, invitation: Invitation) -> None:
    """Add the invitation twice: for Gmail and Outlook in the body, for the others as a file."""
    calendar = invitation.to_ical()
    mail.add_alternative(
        calendar.decode(),
        subtype="calendar",
        cte="base64",
        params={"method": invitation.method.value},
    )
    mail.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")


def _mailbox(person: Attendee) -> Address:
    local, _, domain = person.email.rpartition("@")
    ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    return Address(one_line(person.name), local, ascii_domain)
