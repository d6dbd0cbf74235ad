"""The rules of booking: the school's, what is otherwise for one person, and leaving them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple


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
    notice: timedelta | None = None
    horizon: timedelta | None = None


class Rule(StrEnum):
    """A rule that a time can leave; the values are in the audit."""

    HOURS = "hours"
    BETWEEN_SLOTS = "between_slots"
    """It is within the hours, but no slot begins then."""
    HOLIDAY = "holiday"
    NOTICE = "notice"
    HORIZON = "horizon"
    DAY_LIMIT = "day_limit"
    ABSENCE = "absence"


class Departure(NamedTuple):
    """A rule that a time leaves; of absences, which one."""

    rule: Rule
    period_id: int | None = None


@dataclass(frozen=True)
class Exceptionally:
    """The explicit choice of staff: with whom, whatever the hours, and leaving which rules."""

    interviewer_id: int
    leaving: frozenset[Departure] = frozenset()
