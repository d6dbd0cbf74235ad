"""The desk: the only way to book, hold, move, correct or cancel an interview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random

from booking import store
from booking.model import (
    Change,
    Interview,
    InterviewEvent,
    NotOpen,
    Request,
    SlotTaken,
    Status,
    TooManyOpen,
    UnknownReference,
    Visitor,
)
from booking.places import check_free, take_place
from booking.references import normal_reference
from booking.schedule import Place

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes the messages that a change owes, in the transaction of the change itself."""

HOLD = timedelta(minutes=10)
"""How long a place is kept for a visitor who says nothing more."""

_HOLD_STEP = timedelta(minutes=1)


class BookingDesk:
    """Books interviews so that no place is ever given twice and nobody is left untold.

    Every method takes `now` (aware); datetimes given must be aware, those returned are in UTC.
    """

    def __init__(self, engine: Engine, announce: Announce) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._announce = announce

    def book(self, request: Request, now: datetime) -> Interview:
        """Book an interview and write the messages it owes, in one transaction.

        A repeated `request.key` returns the interview that it booked. Raises NotBookable for a
        time that the school does not offer, SlotTaken when every interviewer is taken then,
        TooManyOpen for an address that has as many interviews to come as it may.
        """
        return self._already(request, now) or self._transact(lambda c: self._book(c, request, now))

    def hold(self, start: datetime, holder: str, now: datetime) -> datetime:
        """Keep a place for `holder` until the time returned; it can hold one at a time.

        Raises NotBookable or SlotTaken. Held again, the place is kept for longer; but nothing is
        written for a minute, so that a visitor who answers quickly makes no other writer wait.
        """
        until = now + HOLD
        with self._reader.connect() as connection:
            held_until = store.held_until(connection, holder, start)
        if held_until is not None and held_until >= until - _HOLD_STEP:
            return held_until
        self._transact(lambda connection: self._hold(connection, start, holder, now, until))
        return until

    def release(self, holder: str, now: datetime) -> None:
        """Give up what `holder` holds, if anything."""
        with self._engine.begin() as connection:
            store.drop_holds(connection, now, holder)

    def move(
        self, reference: str, start: datetime, now: datetime, holder: str | None = None
    ) -> Interview:
        """Move a confirmed interview to another time; its own place is free again at once.

        Raises UnknownReference, NotOpen, NotBookable or SlotTaken; on any of them it stays put.
        Moving it to where it is changes nothing and tells nobody.
        """
        return self._transact(lambda c: self._move(c, reference, start, now, holder))

    def cancel(self, reference: str, now: datetime) -> Interview:
        """Cancel a confirmed interview and free its place. Raises UnknownReference, NotOpen."""
        return self._transact(lambda connection: self._cancel(connection, reference, now))

    def correct(self, reference: str, visitor: Visitor, now: datetime) -> Interview:
        """Put other details of the visitor in the place of the first, and tell everybody.

        Raises UnknownReference, NotOpen, or TooManyOpen for the new address.
        """
        return self._transact(lambda connection: self._correct(connection, reference, visitor, now))

    def get(self, reference: str) -> Interview:
        """Read an interview by its reference, as typed or stored. Raises UnknownReference."""
        with self._reader.connect() as connection:
            interview = store.interview_by_reference(connection, normal_reference(reference))
        return _known(interview, reference)

    def by_uid(self, uid: str) -> Interview:
        """Read an interview by its uid, which only signed links carry. Raises UnknownReference."""
        with self._reader.connect() as connection:
            return _known(store.interview_by_uid(connection, uid), uid)

    def find(self, reference: str, email: str) -> Interview:
        """Read an interview by what only its visitor knows. Raises UnknownReference."""
        interview = self.get(reference)
        if interview.visitor.email.casefold() != email.casefold():
            raise UnknownReference(reference)
        return interview

    def interviews(
        self,
        statuses: Sequence[Status] = tuple(Status),
        email: str | None = None,
        after: datetime | None = None,
    ) -> Sequence[Interview]:
        """List interviews in order of time: of some statuses, an e-mail, or ending after a time."""
        with self._reader.connect() as connection:
            return store.list_interviews(connection, statuses=statuses, email=email, after=after)

    def replace_busy_times(
        self,
        interviewer_id: int,
        source: str,
        spans: Iterable[tuple[datetime, datetime]],
        now: datetime,
    ) -> None:
        """Note when an interviewer is busy elsewhere, in the place of what `source` said before.

        Places that overlap are not free from now on; interviews that are booked stay. Spans that
        are over, or empty, are left out.
        """
        kept = [(start, end) for start, end in spans if end > now and end > start]
        with self._engine.begin() as connection:
            store.replace_busy_times(connection, interviewer_id, source, kept)

    # ── Each in one transaction ────────────────────────────────────────────────────────────────

    def _book(self, connection: Connection, request: Request, now: datetime) -> Interview:
        schedule = store.read_schedule(connection)
        email, limit = request.visitor.email, schedule.rules.open_per_email
        has_enough = store.count_open(connection, email, now) >= limit
        already = store.interview_by_request_key(connection, request.key)
        if already is not None:
            return already
        if has_enough:
            raise TooManyOpen(limit)

        def write(place: Place) -> Interview:
            return store.add_interview(connection, request, place, now)

        try:
            interview = take_place(connection, schedule, request.start, now, request.holder, write)
        except SlotTaken:
            # The same confirmation, sent twice at the same instant, loses to itself.
            already = store.interview_by_request_key(connection, request.key)
            if already is not None:
                return already
            raise
        self._announce(connection, InterviewEvent(Change.BOOKED, interview, now))
        return interview

    def _hold(
        self, connection: Connection, start: datetime, holder: str, now: datetime, until: datetime
    ) -> None:
        if store.prolong_hold(connection, holder, start, now, until):
            return

        def write(place: Place) -> None:
            store.add_hold(connection, holder, place, until)

        schedule = store.read_schedule(connection)
        take_place(connection, schedule, start, now, holder, write)

    def _move(
        self,
        connection: Connection,
        reference: str,
        start: datetime,
        now: datetime,
        holder: str | None,
    ) -> Interview:
        interview = self._open_interview(connection, reference, now)
        if interview.start == start:
            return interview
        store.vacate(connection, interview.id)

        def write(place: Place) -> Interview:
            return store.move_interview(connection, interview.id, place, now)

        schedule = store.read_schedule(connection)
        moved = take_place(connection, schedule, start, now, holder, write)
        self._announce(connection, InterviewEvent(Change.MOVED, moved, now))
        return moved

    def _cancel(self, connection: Connection, reference: str, now: datetime) -> Interview:
        interview = self._open_interview(connection, reference, now)
        cancelled = store.cancel_interview(connection, interview.id, now)
        self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))
        return cancelled

    def _correct(
        self, connection: Connection, reference: str, visitor: Visitor, now: datetime
    ) -> Interview:
        interview = self._open_interview(connection, reference, now)
        if interview.visitor == visitor:
            return interview
        if visitor.email != interview.visitor.email:
            limit = store.read_schedule(connection).rules.open_per_email
            if store.count_open(connection, visitor.email, now) >= limit:
                raise TooManyOpen(limit)
        corrected = store.correct_interview(connection, interview.id, visitor, now)
        self._announce(connection, InterviewEvent(Change.CORRECTED, corrected, now))
        return corrected

    def _open_interview(self, connection: Connection, reference: str, now: datetime) -> Interview:
        interview = _known(
            store.interview_by_reference(connection, normal_reference(reference), lock=True),
            reference,
        )
        if not interview.is_open(now):
            raise NotOpen(reference)
        return interview

    def _already(self, request: Request, now: datetime) -> Interview | None:
        """Answer a repeat, and turn down a lost cause, without making other writers wait."""
        with self._reader.connect() as connection:
            already = store.interview_by_request_key(connection, request.key)
            if already is None:
                schedule = store.read_schedule(connection)
                try:
                    check_free(connection, schedule, request.start, now, request.holder)
                except SlotTaken:
                    # Perhaps the same confirmation took it, between one query and the next.
                    already = store.interview_by_request_key(connection, request.key)
                    if already is None:
                        raise
            return already

    def _transact[Done](self, work: Callable[[Connection], Done]) -> Done:
        """Do some work in a transaction; again, where two transactions blocked each other."""
        for attempt in Retrying(
            retry=retry_if_exception(_is_deadlock),
            stop=stop_after_attempt(4),
            wait=wait_random(0, 0.1),
            reraise=True,
        ):
            with attempt, self._engine.begin() as connection:
                return work(connection)
        raise AssertionError("tenacity returns or raises")


def _is_deadlock(error: BaseException) -> bool:
    """Tell whether PostgreSQL ended a transaction for another's sake, so that it may be redone."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) in (
        "40001",
        "40P01",
    )


def _known(interview: Interview | None, asked: str) -> Interview:
    if interview is None:
        raise UnknownReference(asked)
    return interview
