"""The form of `/rendez-vous`: what was typed into it, what is wrong with that, what it asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sanic.request import RequestParameters

from booking.model import BookingRequest, Visitor
from french import addresses, phones, typed_names
from french.contact import read_phone
from french.own_time import read_zone
from web.pages.no_script import read_moment
from web.responses import response_text

_LONGEST_NAME = 120  # characters, as the database keeps it: refused beyond, never cut


@dataclass(frozen=True)
class BookingForm:
    """What was typed, as it was typed."""

    name: str = ""
    email: str = ""
    phone: str = ""
    slot: str = ""
    consent: bool = False
    since: str = ""
    zone: str = ""
    """The visitor's own time zone, as a script names it; nothing without one."""
    read_back: str = ""
    """The seal of what was read back to the visitor, if it was."""
    altcha: str | None = None
    """The work that the browser did for it; « - » where it did none, None where none was asked."""

    @classmethod
    def read(cls, sent: RequestParameters) -> BookingForm:
        """Read what a browser sent; nothing is cut, so that no part is taken for the whole."""

        def field(name: str) -> str:
            return " ".join((sent.get(name) or "").split())

        return cls(
            name=field("nom"),
            email=field("email"),
            phone=field("telephone"),
            slot=field("creneau"),
            consent="accord" in sent,
            since=field("depuis"),
            zone=field("fuseau"),
            read_back=field("relu"),
            altcha=field("altcha") if "altcha" in sent else None,
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
        if typed_names.read_whole(self.name) is None or len(self.name) > _LONGEST_NAME:
            problems["name"] = response_text("utter_name_unclear")
        if addresses.read_whole(self.email) is None:
            several = self.email.count("@") > 1
            name = "utter_email_several_on_page" if several else "utter_email_invalid"
            problems["email"] = response_text(name)
        if self.phone and phones.are_several(self.phone):
            problems["phone"] = response_text("utter_phone_several_on_page")
        elif self.phone and read_phone(self.phone).value is None:
            problems["phone"] = response_text("utter_phone_invalid_on_page")
        if not self.consent:
            problems["consent"] = response_text("utter_consent_needed_on_page")
        return problems

    def visitor(self) -> Visitor:
        """Who books, of a form without problems."""
        return Visitor(
            name=typed_names.read_whole(self.name) or self.name,
            email=addresses.read_whole(self.email) or self.email,
            phone=read_phone(self.phone).value if self.phone else None,
        )

    def confirmation(self, start: datetime, identity: str, now: datetime) -> BookingRequest:
        """Make the request for the desk, of a form without problems."""
        key = self.request_key(identity)
        return BookingRequest(self.visitor(), start, now, key, zone=read_zone(self.zone))

    def request_key(self, identity: str) -> str:
        """Identify what a form without problems books: sent twice, it books once."""
        return self._digest("page", identity, self.visitor())

    def read_back_digest(self, visitor: Visitor) -> str:
        """Identify what is read back to the visitor: a change since is to be read again."""
        return self._digest("read back", "", visitor)

    def _digest(self, kind: str, identity: str, visitor: Visitor) -> str:
        # One form books once, however often it is sent; its fields are part of what it is, so that
        # going back to choose another hour is another booking, and counts as one.
        start = self.start.isoformat() if self.start else ""
        content = f"{kind} {identity} {start} {visitor}"
        return hashlib.sha256(content.encode()).hexdigest()
