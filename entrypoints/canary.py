"""The canary: a booking walked from the page to the e-mails, and taken back before it is one.

The form is opened and sent as a visitor does, which reads the booking back; then it is booked, and
all that it owes is written, in a transaction that is never committed. So nobody sees it, no figure
counts it, and a visitor who wants the same place waits for some milliseconds at most.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Sequence
from datetime import datetime

import httpx
from sqlalchemy import Connection, select

from booking.confirming import AddressPolicy
from booking.desk import BookingDesk
from booking.model import BookingRequest, InterviewEvent, NotBookable, SlotTaken, Visitor
from notify import DeliveryFailure, schema
from notify.outbox.message import Audience, Channel, Message
from runtime.wiring import Services
from staff.audit import VISITOR
from staff.desks import visitor_rules

_SECONDS = 10.0
_TRIES = 3
_SLOT = re.compile(r'<input type="radio" name="creneau" value="([^"]+)"')
_KEY = re.compile(r'<input type="hidden" name="cle" value="([^"]+)"')
_READ_BACK = 'name="relu"'
_NAME = "Claire Canari"


class CanaryFell(Exception):
    """The walk came to an end before its time; the text says where."""


class _TakenBack(Exception):
    """Ends the transaction: what it owed is all that is left of it."""

    def __init__(self, owed: Sequence[Message]) -> None:
        super().__init__()
        self.owed = owed


def walk(services: Services) -> None:
    """Walk the whole way. Raises CanaryFell."""
    owed = _walk_to_the_end(services)
    if owed is None:
        return  # every place is taken, and visitors are told so
    for audience in Audience:
        if not any(message.audience is audience for message in owed):
            raise CanaryFell(f"no message would be sent to the {audience}")
    now = services.now()
    for message in owed:
        if message.channel is Channel.EMAIL:
            services.composer.compose(message, now)
    try:
        asyncio.run(services.transport.check())
    except DeliveryFailure as failure:
        raise CanaryFell(f"e-mails would not leave: {failure.reason}") from failure


def _walk_to_the_end(services: Services) -> Sequence[Message] | None:
    """Book a time that is free, as a visitor does who finds the first one taken meanwhile."""
    site = f"http://127.0.0.1:{services.settings.web_port}"
    for _ in range(_TRIES):
        try:
            start = _fill_in(site, _address(services))
            return None if start is None else _book(services, start)
        except SlotTaken:
            continue
    raise CanaryFell("every time that was chosen was taken meanwhile")


def _fill_in(site: str, email: str) -> datetime | None:
    """Fill in the form of the page; returns the time that is read back, None where none is free.

    Raises SlotTaken.
    """
    try:
        with httpx.Client(base_url=site, timeout=_SECONDS, trust_env=False) as visitor:
            page = visitor.get("/rendez-vous/")
            key, slots = _KEY.search(page.text), _SLOT.findall(page.text)
            if not page.is_success or key is None:
                raise CanaryFell(f"the page of the form answers {page.status_code}")
            if not slots:
                return None
            form = {
                "cle": html.unescape(key[1]),
                "creneau": html.unescape(slots[-1]),
                "nom": _NAME,
                "email": email,
                "accord": "oui",
            }
            answer = visitor.post("/rendez-vous/", data=form)
    except httpx.HTTPError as error:
        raise CanaryFell(f"the page does not answer ({type(error).__name__})") from error
    if answer.status_code == httpx.codes.CONFLICT:
        raise SlotTaken
    if not answer.is_success or _READ_BACK not in answer.text:
        raise CanaryFell(f"the form reads nothing back ({answer.status_code})")
    return datetime.fromisoformat(form["creneau"])


def _book(services: Services, start: datetime) -> Sequence[Message]:
    """Book, and take it back; returns the messages that would have been sent. Raises SlotTaken."""
    now = services.now()
    announce = services.announcing(VISITOR)

    def announce_and_take_back(connection: Connection, event: InterviewEvent) -> None:
        announce(connection, event)
        ours = schema.outbox.c.interview_id == event.interview.id
        rows = connection.execute(select(schema.outbox).where(ours)).all()
        raise _TakenBack([Message.from_row(row) for row in rows])

    rules = visitor_rules(AddressPolicy(services.settings.confirm_addresses))
    desk = BookingDesk(services.engine, announce_and_take_back, rules)
    visitor = Visitor(_NAME, _address(services))
    try:
        desk.book(BookingRequest(visitor, start, now, f"canary {now.isoformat()}"), now)
    except _TakenBack as back:
        return back.owed
    except SlotTaken:
        raise
    except NotBookable as error:
        raise CanaryFell(f"a time that the page shows is refused ({error})") from error
    raise CanaryFell("nothing was announced")


def _address(services: Services) -> str:
    """An address that is the school's own: should a message ever leave, no stranger gets it."""
    return f"canari@{services.settings.staff_email.rpartition('@')[2]}"
