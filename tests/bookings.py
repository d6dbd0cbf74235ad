"""What is booked in the tests of the desk's rules."""

from __future__ import annotations

from datetime import datetime

from booking.model import BookingRequest, Visitor
from french.paris import PARIS
from runtime.wiring import Services

INES = Visitor("Inès Marchetti", "ines@example.com", "+33639981122")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


SLOT = at("2026-11-26T14:30")


def request(start: datetime = SLOT, key: str = "a", holder: str | None = None) -> BookingRequest:
    return BookingRequest(INES, start, at("2026-11-25T10:04"), key, holder=holder)


def book(services: Services, start: str = "2026-11-26T14:30") -> str:
    """Book for Inès at a time of Paris; returns the reference."""
    asked = request(at(start), start)
    return services.desk.book(asked, services.now()).reference
