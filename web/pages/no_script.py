"""What the pages that work without JavaScript share: templates, days of slots, headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from sanic import HTTPResponse, html

from booking.model import NotBookable, Slot
from booking.rules_in_words import refusal_variables
from french import speak
from french.paris import PARIS
from knowledge import School
from runtime.wiring import Services
from web.context import Request
from web.responses import response_text
from web.texts import templates
from web.unbroken import unbroken

_DAYS = 10
"""How many days of free slots one page shows."""
_NEAREST = 6
"""How many other slots are offered instead of one that cannot be had."""

_YEARS = range(2000, 2100)  # beyond, some calendar or other gives up

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # the address of these pages may be a secret
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class Day:
    """A day with its free slots."""

    date: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Calendar:
    """The days that a page shows; `later` is where the next page begins, if there is one."""

    days: tuple[Day, ...]
    later: date | None
    is_first: bool


def render_page(request: Request, template: str, status: int = 200, **values: Any) -> HTTPResponse:
    """Answer with a page."""
    if "school" not in values:
        values |= school_values(request.app.ctx.services.school)
    body = templates().get_template(template).render(**values)
    if not template.startswith("equipe/"):  # whose rows lay out their words one by one
        body = unbroken(body)
    return html(body, status=status, headers=_HEADERS)


def school_values(school: School) -> dict[str, str]:
    """Give what every page says of the school."""
    return {
        "school": school.name,
        "controller": school.controller,
        "policy_url": school.policy_url,
    }


def read_calendar(
    services: Services,
    since: date | None,
    now: datetime,
    moving: int | None = None,
    who: int | None = None,
) -> Calendar:
    """Read the free slots of the next days that have some, from `since` on.

    `moving` is the id of an interview that is to be moved; `who`, of the one who is to receive.
    """
    start = datetime.combine(since, time(), PARIS) if since else None
    days: list[Day] = []
    slots_to_come = services.free_slots.upcoming(now, start, moving=moving, who=who)
    by_day = groupby(slots_to_come, key=lambda slot: slot.start.date())
    for day, slots in by_day:
        if len(days) == _DAYS:
            return Calendar(tuple(days), day, since is None)
        days.append(Day(day, tuple(slots)))
    return Calendar(tuple(days), None, since is None)


def refusal_text(services: Services, error: NotBookable, start: datetime) -> str:
    """Say why a time cannot be had, as the assistant does."""
    terms = refusal_variables(services.free_slots.schedule(), speak.moment(start))
    return response_text(f"utter_refused_{error.reason.value}", **terms)


def nearest_slots(
    services: Services,
    start: datetime,
    now: datetime,
    moving: int | None = None,
    count: int = _NEAREST,
    who: int | None = None,
) -> Sequence[Slot]:
    """Find the free slots closest to one that cannot be had."""
    return services.free_slots.nearest(start, now, count, moving, who)


def read_moment(value: str | None) -> datetime | None:
    """Read a time that a radio button carries; None for anything else."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in _YEARS else None


def read_date(value: str | None) -> date | None:
    """Read a day that a button carries; None for anything else."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return None
    return day if day.year in _YEARS else None
