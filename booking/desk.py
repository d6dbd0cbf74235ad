"""The desk: the only way to book, hold, move, correct or cancel an interview."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from booking import store
from booking.confirming import VisitorRules
from booking.desk_rules import DeskRules
from booking.exceptional import LeavesRules
from booking.holding import PlaceKeeper
from booking.lookup import open_interview
from booking.mailbox import mailbox_of
from booking.model import (
    BookingRequest,
    Change,
    Interview,
    InterviewEvent,
    SlotTaken,
    TooManyOpen,
    TooManyToday,
    Visitor,
)
from booking.places import check_free, take_place
from booking.rules import Exceptionally
from booking.schedule import Schedule
from booking.transactions import in_transaction, read_first

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes the messages that a change calls for, in the transaction of the change itself."""

_DAY = timedelta(days=1)
_BOOKINGS_PER_PLACE = 2  # in a day, for each open interview that an address may have


class BookingDesk(PlaceKeeper):
    """Books interviews so that no place is ever given twice and everybody concerned is told.

    Every method takes `now` (aware); datetimes given must be aware, those returned are in UTC.
    Methods that change something do it in one transaction, or not at all.
    """

    def __init__(
        self,
        engine: Engine,
        announce: Announce,
        visitors: VisitorRules | None = None,
        *,
        keeps_notice: bool = True,
        asks_visitors: bool = False,
    ) -> None:
        """`visitors` is what holds for all that is done here; None: the desk is for staff.

        `keeps_notice`: what begins soon cannot be changed here, as visitors cannot.
        `asks_visitors`: whether the hour suits to which their interviews are moved here.
        """
        super().__init__(engine)
        self._announce = announce
        self._rules = DeskRules(visitors, keeps_notice=keeps_notice)
        self._asks_visitors = asks_visitors

    def _booked_already(
        self, request: BookingRequest, now: datetime, exceptionally: Exceptionally | None = None
    ) -> Interview | None:
        """Find what a repeated request booked. Raises NotBookable for a new one without a chance.

        A time found taken may have been taken by the same request, between two queries.
        """
        with self._reader.connect() as connection:
            already = store.interview_by_request_key(connection, request.key)
            if already is not None:
                return already
            schedule = store.read_schedule(connection)
            try:
                check_free(
                    connection,
                    schedule,
                    request.start,
                    now,
                    request.holder,
                    exceptionally=exceptionally,
                )
            except (SlotTaken, LeavesRules):  # perhaps by itself: it may have filled the day
                already = store.interview_by_request_key(connection, request.key)
                if already is None:
                    raise
                return already
            return None

    @read_first(_booked_already)
    @in_transaction
    def book(
        self,
        connection: Connection,
        request: BookingRequest,
        now: datetime,
        exceptionally: Exceptionally | None = None,
    ) -> Interview:
        """Book an interview and write the messages it calls for.

        A repeated `request.key` returns the interview that it booked. Raises NotBookable for a
        time that the school does not offer, SlotTaken if every interviewer is taken then,
        TooManyOpen for an address that has as many open interviews as it may, TooManyToday for one
        that books and cancels without end: each time, somebody is written to. Raises AddressBlocked
        for one that staff have blocked. Staff take `exceptionally` what the school does not offer;
        raises LeavesRules where that leaves other rules than they chose to leave.
        """
        self._rules.check_exception(exceptionally)
        schedule = store.schedule_to_book_by(connection)
        email, limit = request.visitor.email, schedule.rules.open_per_email
        has_enough = (
            store.count_open(connection, email, now) >= limit
        )  # first: it locks the address
        already = store.interview_by_request_key(connection, request.key)
        if already is not None:
            return already
        self._rules.check_admitted(connection, email)
        if has_enough:
            raise TooManyOpen(limit)
        if store.count_made(connection, email, now - _DAY) >= _BOOKINGS_PER_PLACE * limit:
            raise TooManyToday(_BOOKINGS_PER_PLACE * limit)
        confirm_by = self._rules.confirm_by(
            connection, email, request.start, now, is_doubtful=request.is_doubtful
        )
        try:
            interview = take_place(
                connection,
                schedule,
                request.start,
                now,
                request.holder,
                lambda place: store.add_interview(connection, request, place, now, confirm_by),
                exceptionally=exceptionally,
            )
        except SlotTaken:
            return _booked_by_itself(connection, request)
        self._announce(connection, InterviewEvent(Change.BOOKED, interview, now, exceptionally))
        return interview

    @in_transaction
    def move(
        self,
        connection: Connection,
        reference: str,
        start: datetime,
        now: datetime,
        holder: str | None = None,
        exceptionally: Exceptionally | None = None,
        version: int | None = None,
    ) -> Interview:
        """Move an open interview to another time; its old place is free again at once.

        Once staff have moved it, nobody has to confirm it. `version`: its sequence as it was seen.
        Raises UnknownReference, NotOpen, MovedMeanwhile, TooLateToChange, ChangedTooOften,
        NotBookable or SlotTaken, and LeavesRules as `book`; then it stays.
        Moving it to where it is changes nothing and tells nobody.
        """
        self._rules.check_exception(exceptionally)
        interview = open_interview(connection, reference, now, version)
        if interview.start == start and _stays_with(interview, exceptionally):
            return interview
        self._rules.check_notice(interview, store.read_schedule(connection), now)
        self._rules.check_changes(interview)
        store.vacate(connection, interview.id)
        store.free_up(connection, interview)
        moved = take_place(
            connection,
            store.schedule_to_book_by(connection),
            start,
            now,
            holder,
            lambda place: store.move_interview(
                connection,
                interview.id,
                place,
                now,
                settled=self._rules.is_for_staff,
                asked=self._asks_visitors,
            ),
            exceptionally=exceptionally,
        )
        self._announce(connection, InterviewEvent(Change.MOVED, moved, now, exceptionally))
        return moved

    @in_transaction
    def cancel(
        self, connection: Connection, reference: str, now: datetime, version: int | None = None
    ) -> Interview:
        """Cancel an open interview and free its place; `version`: its sequence as it was seen.

        Raises UnknownReference, NotOpen, MovedMeanwhile, TooLateToChange.
        """
        interview = open_interview(connection, reference, now, version)
        self._rules.check_notice(interview, store.read_schedule(connection), now)
        cancelled = store.cancel_interview(connection, interview.id, now)
        store.free_up(connection, interview)
        self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))
        return cancelled

    @in_transaction
    def correct(
        self,
        connection: Connection,
        reference: str,
        visitor: Visitor,
        now: datetime,
        version: int | None = None,
    ) -> Interview:
        """Replace the visitor's details in an open interview, and tell everybody concerned.

        Another mailbox is nobody's who is known to read it, and may have to be confirmed in turn.
        `version`: its sequence as it was seen. Raises UnknownReference, NotOpen, MovedMeanwhile,
        ChangedTooOften, or TooManyOpen or AddressBlocked for the new address.
        """
        interview = open_interview(connection, reference, now, version)
        if interview.visitor == visitor:
            return interview
        self._rules.check_changes(interview)
        if visitor.email != interview.visitor.email:
            self._rules.check_admitted(connection, visitor.email)
            limit = store.read_schedule(connection).rules.open_per_email
            if store.count_open(connection, visitor.email, now) >= limit:
                raise TooManyOpen(limit)
        confirm_by, is_same = interview.confirm_by, _same_mailbox(visitor, interview.visitor)
        if not is_same:
            confirm_by = self._rules.confirm_by(connection, visitor.email, interview.start, now)
        corrected = store.correct_interview(
            connection, interview.id, visitor, now, confirm_by, is_proved=is_same
        )
        self._announce(connection, InterviewEvent(Change.CORRECTED, corrected, now))
        return corrected

    @in_transaction
    def write_note(
        self, connection: Connection, reference: str, note: str | None, now: datetime
    ) -> Interview:
        """Replace the visitor's note in an open interview, and tell who receives; None: no note.

        Raises UnknownReference, NotOpen, ChangedTooOften.
        """
        interview = open_interview(connection, reference, now)
        if interview.note == note:
            return interview
        self._rules.check_changes(interview)
        noted = store.note_interview(connection, interview.id, note, now)
        self._announce(connection, InterviewEvent(Change.NOTED, noted, now))
        return noted

    @in_transaction
    def replace_busy_times(
        self,
        connection: Connection,
        interviewer_id: int,
        source: str,
        spans: Collection[tuple[datetime, datetime]],
        now: datetime,
    ) -> None:
        """Replace what `source` said before about when an interviewer is busy elsewhere.

        Places that overlap are not free from now on; interviews that are booked stay. Spans that
        are over, or empty, are left out.
        """
        to_come = [(start, end) for start, end in spans if end > now and end > start]
        store.replace_busy_times(connection, interviewer_id, source, to_come)

    def can_change(self, interview: Interview, now: datetime) -> bool:
        """Tell whether an interview can still be moved or cancelled here."""
        if not interview.is_open(now):
            return False
        with self._reader.connect() as connection:
            return not self._rules.is_soon(interview, store.read_schedule(connection), now)

    def would_move(self, interview: Interview, schedule: Schedule, now: datetime) -> bool:
        """Tell whether `move` would take an interview, if the time is free."""
        return (
            interview.is_open(now)
            and not self._rules.is_soon(interview, schedule, now)
            and not self._rules.is_worn(interview)
        )


def _same_mailbox(some: Visitor, other: Visitor) -> bool:
    return mailbox_of(some.email) == mailbox_of(other.email)


def _stays_with(interview: Interview, exceptionally: Exceptionally | None) -> bool:
    return exceptionally is None or exceptionally.interviewer_id == interview.interviewer.id


def _booked_by_itself(connection: Connection, request: BookingRequest) -> Interview:
    """Find what the same request, sent twice at once, has just booked. Raises SlotTaken."""
    already = store.interview_by_request_key(connection, request.key)
    if already is None:
        raise SlotTaken
    return already
