"""The words of the trade: slots, interviews, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """Where an interview stands; the values are part of the outside contract."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class Change(StrEnum):
    """What has just happened to an interview, for those who must be told."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"


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
    """A bookable stretch of time; both ends are aware, in Europe/Paris."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Visitor:
    """Who comes to the interview; `phone` is E.164, or None when it was declined."""

    name: str
    email: str
    phone: str | None = None


@dataclass(frozen=True)
class Interviewer:
    """Who holds the interview; without a name of its own it speaks for the whole team."""

    id: int
    name: str | None
    email: str | None


@dataclass(frozen=True)
class Request:
    """What a visitor asks for when confirming.

    `key` makes a repeated confirmation harmless: the same key books once.
    `holder` is who held the place while the visitor finished the form, if anybody did.
    `questions` are the questions asked in the chat before booking, oldest first.
    """

    visitor: Visitor
    start: datetime
    consented_at: datetime
    key: str
    questions: tuple[str, ...] = ()
    holder: str | None = None


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

    def is_open(self, now: datetime) -> bool:
        """Tell whether it is confirmed and has not begun: only then can it be changed."""
        return self.status is Status.CONFIRMED and self.start > now

    def is_on(self, now: datetime) -> bool:
        """Tell whether it is confirmed and not over: still to come, or taking place now."""
        return self.status is Status.CONFIRMED and self.end > now


@dataclass(frozen=True)
class InterviewEvent:
    """A change that others must be told of, at `at` (UTC)."""

    change: Change
    interview: Interview
    at: datetime


class BookingError(Exception):
    """Something that a person asked of the desk could not be done."""


class NotBookable(BookingError):
    """The school does not receive at that time, for the `reason` given."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class SlotTaken(NotBookable):
    """Somebody else holds the place."""

    def __init__(self) -> None:
        super().__init__(Refusal.TAKEN)


class TooManyOpen(BookingError):
    """The e-mail address has as many interviews to come as one may have: `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooManyGuesses(BookingError):
    """So many wrong guesses were made that no more are taken for a while."""


class UnknownReference(BookingError):
    """No interview carries this reference, or not for this e-mail address."""


class NotOpen(BookingError):
    """The interview is cancelled or over: it can no longer be changed."""
