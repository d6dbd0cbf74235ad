"""The rules of booking: the school's, and what is otherwise for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Rules:
    """How long interviews are and how far ahead they can be booked."""

    slot: timedelta = timedelta(minutes=30)
    pause: timedelta = timedelta(0)
    notice: timedelta = timedelta(hours=2)
    horizon: timedelta = timedelta(days=60)
    open_per_email: int = 3
    """How many interviews to come one e-mail address may have."""
    holiday_region: str | None = None
    """Region of the public holidays, as `holidays` names it; None: metropolitan France."""
    per_day: int | None = None
    """How many interviews one person holds a day at most; None: as many as the hours allow."""
    change_notice: timedelta = timedelta(0)
    """How long before an interview its visitor can still move or cancel it."""


@dataclass(frozen=True)
class PersonalRules:
    """What is otherwise for one person; None: as for all."""

    per_day: int | None = None
    pause: timedelta | None = None
    change_notice: timedelta | None = None
