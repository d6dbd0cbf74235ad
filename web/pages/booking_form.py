"""The form of `/rendez-vous`: what was typed into it, what is wrong with that, what it asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sanic.request import RequestParameters

from booking.model import BookingRequest, Visitor
from french.contact import read_email, read_phone
from french.names import read_name
from web.pages.no_script import read_moment
from web.responses import response_text

_LONGEST = 200  # characters of a field


@dataclass(frozen=True)
class BookingForm:
    """What was typed, as it was typed."""

    name: str = ""
    email: str = ""
    phone: str = ""
    slot: str = ""
    consent: bool = False
    since: str = ""

    @classmethod
    def read(cls, sent: RequestParameters) -> BookingForm:
        """Read what a browser sent."""

        def field(name: str) -> str:
            return " ".join((sent.get(name) or "").split())[:_LONGEST]

        return cls(
            name=field("nom"),
            email=field("email"),
            phone=field("telephone"),
            slot=field("creneau"),
            consent="accord" in sent,
            since=field("depuis"),
        )

    @property
    def start(self) -> datetime | None:
        """The time chosen, if it is one."""
        return read_moment(self.slot)

    def problems(self) -> dict[str, str]:
        """Say what is wrong with each field, as the assistant does."""
        problems = {}
        if self.start is None:
            problems["slot"] = response_text("utter_slot_missing")
        if read_name(self.name, asked=True) is None:
            problems["name"] = response_text("utter_name_unclear")
        if read_email(self.email).value is None:
            problems["email"] = response_text("utter_email_invalid")
        if self.phone and read_phone(self.phone).value is None:
            problems["phone"] = response_text("utter_phone_invalid_on_page")
        if not self.consent:
            problems["consent"] = response_text("utter_consent_needed")
        return problems

    def confirmation(self, start: datetime, identity: str, now: datetime) -> BookingRequest:
        """Make the request for the desk, of a form without problems."""
        visitor = Visitor(
            name=read_name(self.name, asked=True) or self.name,
            email=read_email(self.email).value or self.email,
            phone=read_phone(self.phone).value if self.phone else None,
        )
        # One form books once, however often it is sent; its fields are part of what it is, so that
        # going back to choose another hour is another booking, and counts as one.
        content = f"page {identity} {start.isoformat()} {visitor}"
        return BookingRequest(visitor, start, now, hashlib.sha256(content.encode()).hexdigest())
