"""The values of booking: slots, visitors, interviews, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from booking.rules import Exceptionally

TICK = timedelta(minutes=5)
"""Slots begin and end on this grid, so that occupied time is counted in ticks."""


class Status(StrEnum):
    """The state of an interview; integrations rely on the values."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class Change(StrEnum):
    """What happened to an interview, for those who must be told."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    """The visitor confirmed the address, as was asked."""
    LAPSED = "lapsed"
    """The visitor did not: the place is free again."""
    NOTED = "noted"


class Refusal(StrEnum):
    """Why a time cannot be booked."""

    PAST = "past"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    HOLIDAY = "holiday"
    CLOSED_DAY = "closed_day"
    CLOSED_PERIOD = "closed_period"
    OUTSIDE_HOURS = "outside_hours"
    OFF_GRID = "off_grid"
    TAKEN = "taken"


@dataclass(frozen=True)
class Slot:
    """A time that can be booked; both ends are aware, in Europe/Paris."""

    start: datetime
    end: datetime

    def __hash__(self) -> int:
        """Hash the start alone, which a datetime does once: thousands of slots are looked up."""
        return hash(self.start)

    @cached_property
    def span(self) -> tuple[float, float]:
        """Both ends in seconds since 1970, which are compared ten times faster."""
        return self.start.timestamp(), self.end.timestamp()


class Place(NamedTuple):
    """A slot of one interviewer; a tuple, for thousands are made to find a free one."""

    interviewer_id: int
    slot: Slot

    def ticks(self) -> list[datetime]:
        """List the starts of the ticks that it covers."""
        count = -(-(self.slot.end - self.slot.start) // TICK)
        return [self.slot.start + TICK * step for step in range(count)]


@dataclass(frozen=True)
class Visitor:
    """Who comes to the interview; `phone` is E.164, or None if it was declined."""

    name: str
    email: str
    phone: str | None = None


@dataclass(frozen=True)
class Interviewer:
    """Who holds the interview; one without a name stands for the whole team."""

    id: int
    name: str | None
    email: str | None


@dataclass(frozen=True)
class Holder:
    """Who has a place kept: a conversation, and a digest of the network that it comes from.

    Without a `source`, nobody knows where it comes from.
    """

    name: str
    source: str | None = None


@dataclass(frozen=True)
class BookingRequest:
    """What a visitor asks for when confirming.

    `key` is an idempotency key: a confirmation sent again with it books nothing more.
    `holder` held the place while the visitor filled in the form; None: nobody did.
    `questions` were asked in the chat before booking, oldest first. `zone` is the visitor's own
    time zone, as the zone database names it; None: not known. `is_doubtful` is one that came
    without the work that the hour asks for: its address is to be confirmed, if it is not known.
    `note` is what the visitor wants the interviewer to know beforehand.
    """

    visitor: Visitor
    start: datetime
    consented_at: datetime
    key: str
    questions: tuple[str, ...] = ()
    holder: str | None = None
    zone: str | None = None
    is_doubtful: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Interview:
    """An interview as stored; times are aware and in UTC."""

    id: int
    reference: str
    uid: str
    sequence: int
    status: Status
    start: datetime
    end: datetime
    interviewer: Interviewer
    visitor: Visitor
    created_at: datetime
    changed_at: datetime
    questions: tuple[str, ...] = field(default=())
    confirm_by: datetime | None = None
    """Until when the visitor is to confirm the address; None: there is nothing to confirm."""
    zone: str | None = None
    """The visitor's own time zone, as the zone database names it; None: not known."""
    note: str | None = None
    """What the visitor wants the interviewer to know beforehand."""
    coming_at: datetime | None = None
    """When the visitor said to be coming; None: not since it was booked or moved."""
    answer_asked_at: datetime | None = None
    """When the school moved it here and asked its visitor whether that suits; None: nobody did."""
    accepted_at: datetime | None = None
    """When the visitor accepted that; None: not yet, or there was nothing to accept."""

    def is_open(self, now: datetime) -> bool:
        """Tell whether it is confirmed and has not begun: only then can it be changed."""
        return self.status is Status.CONFIRMED and self.start > now

    @property
    def has_lapsed(self) -> bool:
        """Tell whether it is cancelled because its visitor did not confirm the address."""
        return self.status is Status.CANCELLED and self.confirm_by is not None

    @property
    def awaits_answer(self) -> bool:
        """Tell whether the school moved it, and its visitor has not said that this suits."""
        said = self.accepted_at or self.coming_at
        return self.answer_asked_at is not None and said is None

    def is_on(self, now: datetime) -> bool:
        """Tell whether it is confirmed and not over: still to come, or taking place now."""
        return self.status is Status.CONFIRMED and self.end > now


class Booked(NamedTuple):
    """What a change may hit: an interview's place; a tuple, for there are thousands."""

    id: int
    interviewer_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class InterviewEvent:
    """A change, made at `at` (UTC), that others must be told of."""

    change: Change
    interview: Interview
    at: datetime
    exceptionally: Exceptionally | None = None
    """The choice by which staff took a time that the rules do not offer."""


class BookingError(Exception):
    """What a person asked of the desk cannot be done."""


class NotBookable(BookingError):
    """No interview can begin at that time, for the `reason` given."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class SlotTaken(NotBookable):
    """The time is taken."""

    def __init__(self) -> None:
        super().__init__(Refusal.TAKEN)


class TooManyOpen(BookingError):
    """The e-mail address has as many open interviews as it may have: `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooManyToday(TooManyOpen):
    """The address booked as often within a day as it may, what it cancelled included."""


class NotHeld(BookingError):
    """The place is free, but is not kept for this visitor any longer, or at all."""


class AddressBlocked(BookingError):
    """Staff have blocked the address: it may not book."""


class TooManyGuesses(BookingError):
    """There were too many wrong guesses; no more are taken for a while."""


class UnknownReference(BookingError):
    """No interview has this reference, or not with this e-mail address."""


class NotOpen(BookingError):
    """The interview is cancelled, has begun or was changed too often: nothing more is changed."""


class MovedMeanwhile(BookingError):
    """The interview is not any more as whoever changes it saw it."""


class ChangedTooOften(NotOpen):
    """Its visitor changed it as often as visitors may; the school still can."""


class TooLateToChange(NotOpen):
    """It begins so soon that its visitor cannot change it any more; the school still can."""
