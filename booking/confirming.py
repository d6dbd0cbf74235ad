"""Confirming an address: whether a visitor is asked to, until when, and what follows.

A stranger can type anybody's address. Where many do, the place is kept only once the visitor has
opened the link of the first e-mail; an ordinary hour asks nothing of anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from booking import store
from booking.model import Change, Interview, InterviewEvent, NotOpen, UnknownReference
from booking.transactions import in_transaction

logger = logging.getLogger(__name__)

WAIT = timedelta(minutes=30)
"""How long a place is kept for a visitor who is asked to confirm."""

MANY = 40
"""How many bookings in an hour are odd: more than a class books that is told to do so at once."""

MANY_LAPSED = 5
"""How many places that nobody confirmed, within a day, show that strangers book."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class AddressPolicy(StrEnum):
    """When visitors are asked to confirm; the values are those of CONFIRM_ADDRESSES."""

    NEVER = "never"
    WHEN_ODD = "when_odd"
    ALWAYS = "always"


@dataclass(frozen=True)
class VisitorRules:
    """What holds for bookings of visitors, who may be anybody; staff are free of it.

    `most_changes` is how often one interview can be moved, corrected and given another note.
    """

    policy: AddressPolicy
    most_changes: int


@dataclass(frozen=True)
class Circumstances:
    """What is known of an address and of the hour in which it books."""

    is_known: bool
    """It was confirmed before, its visitor came, or an earlier booking of it has stood a day."""
    booked_this_hour: int
    lapsed_today: int

    @property
    def is_odd(self) -> bool:
        """Tell whether more is booked than people book."""
        return self.booked_this_hour >= MANY or self.lapsed_today >= MANY_LAPSED


def deadline(
    policy: AddressPolicy, about: Circumstances, start: datetime, now: datetime
) -> datetime | None:
    """Say until when a visitor is to confirm the address; None: there is no need."""
    if policy is AddressPolicy.NEVER or about.is_known:
        return None
    if policy is AddressPolicy.WHEN_ODD and not about.is_odd:
        return None
    return min(now + WAIT, start)


def deadline_for(
    connection: Connection, policy: AddressPolicy, email: str, start: datetime, now: datetime
) -> datetime | None:
    """Say the same for a booking in a transaction."""
    if policy is AddressPolicy.NEVER:
        return None
    about = Circumstances(
        is_known=store.is_known(connection, email, booked_before=now - _DAY),
        booked_this_hour=store.count_all_made(connection, now - _HOUR),
        lapsed_today=store.count_lapsed(connection, now - _DAY),
    )
    return deadline(policy, about, start, now)


class Confirmations:
    """Takes confirmations, and frees the places of those that do not come."""

    def __init__(
        self, engine: Engine, announce: Callable[[Connection, InterviewEvent], None]
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._announce = announce

    @in_transaction
    def confirm(
        self, connection: Connection, uid: str, now: datetime, email: str | None = None
    ) -> Interview:
        """Note that the visitor reads what we write. Raises UnknownReference, NotOpen.

        `email` is where the proof was read; corrected meanwhile, the interview has another.
        Confirming again changes nothing and tells nobody.
        """
        interview = store.interview_by_uid(connection, uid, lock=True)
        if interview is None:
            raise UnknownReference(uid)
        if not interview.is_open(now) or _is_late(interview, now):
            raise NotOpen(interview.reference)
        if email is not None and email != interview.visitor.email:
            raise NotOpen(interview.reference)
        if interview.confirm_by is None:
            return interview
        confirmed = store.confirm_address(connection, interview.id, now)
        self._announce(connection, InterviewEvent(Change.CONFIRMED, confirmed, now))
        return confirmed

    def lapse(self, now: datetime) -> int:
        """Free the places that were not confirmed in time; returns how many."""
        with self._reader.connect() as connection:  # so that looking keeps no booking waiting
            late = store.list_unconfirmed(connection, now)
        return sum(self._lapsed(interview, now) for interview in late)

    def _lapsed(self, interview: Interview, now: datetime) -> bool:
        try:
            return self._lapse(interview.uid, now)
        except Exception as error:  # one that cannot be freed keeps no other place waiting
            logger.error("%s could not lapse (%s)", interview.reference, type(error).__name__)
            return False

    @in_transaction
    def _lapse(self, connection: Connection, uid: str, now: datetime) -> bool:
        interview = store.interview_by_uid(connection, uid, lock=True)
        if interview is None or not interview.is_on(now) or not _is_late(interview, now):
            return False  # confirmed, moved by staff or cancelled meanwhile
        lapsed = store.cancel_interview(connection, interview.id, now, lapsed=True)
        store.free_up(connection, interview)
        self._announce(connection, InterviewEvent(Change.LAPSED, lapsed, now))
        return True


def _is_late(interview: Interview, now: datetime) -> bool:
    return interview.confirm_by is not None and interview.confirm_by <= now
