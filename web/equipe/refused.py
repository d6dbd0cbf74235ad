"""Why an interview cannot be booked or moved, for who does it for somebody: and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.model import NotBookable, Slot, TooManyOpen, TooManyToday
from booking.rules_in_words import refusal_variables
from french import speak
from runtime.wiring import Services
from web.equipe.sentences import problem_sentence
from web.pages.no_script import nearest_slots

_NEAR = 3


def refused(services: Services, error: NotBookable, start: datetime) -> str:
    """Say why a time cannot be had."""
    terms = refusal_variables(services.free_slots.schedule(), speak.moment(start))
    return problem_sentence(f"refused_{error.reason.value}").format(**terms)


def too_many(error: TooManyOpen) -> str:
    """Say that an address has, or booked, as much as it may."""
    name = "too_many_today" if isinstance(error, TooManyToday) else "too_many_open"
    return problem_sentence(name).format(limit=error.limit)


def near(
    services: Services,
    lost: datetime | None,
    now: datetime,
    moving: int | None = None,
    who: int | None = None,
) -> Sequence[Slot]:
    """Find three free slots near one that somebody else was faster to take."""
    return nearest_slots(services, lost, now, moving, _NEAR, who) if lost else ()
