"""The desk: the one way to see free slots and to book, move or cancel an interview."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from booking import store
from booking.availability import TICK, Place, Schedule
from booking.model import (
    PARIS,
    Change,
    Interview,
    InterviewEvent,
    NotBookable,
    NotOpen,
    Refusal,
    Request,
    Slot,
    SlotTaken,
    Status,
    UnknownReference,
    new_reference,
    ticks,
)

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes the messages that a change owes, in the transaction of the change itself."""


class BookingDesk:
    """Books interviews so that no place is ever given twice and nobody is left untold.

    Every method takes `now` (aware); datetimes given must be aware, those returned are in UTC,
    slots in Europe/Paris.
    """

    def __init__(self, engine: Engine, announce: Announce) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._announce = announce

    def free_slots(
        self, now: datetime, start: datetime | None = None, end: datetime | None = None
    ) -> Iterator[Slot]:
        """Give the free slots beginning within [start, end), soonest first, each once.

        Without bounds: from `now` to the horizon. Reads the database a week at a time, and only
        as far as the caller goes on asking.
        """
        with self._reader.connect() as connection:
            schedule = store.read_schedule(connection)
        first = max(start or now, now)
        last = schedule.last_day(now)
        day = first.astimezone(PARIS).date()
        while day <= last and (end is None or _midnight(day) < end):
            week_end = min(day + timedelta(days=6), last)
            for slot in self._free_between(schedule, day, week_end, now):
                if slot.start >= first and (end is None or slot.start < end):
                    yield slot
            day = week_end + timedelta(days=1)

    def refusal(self, start: datetime, now: datetime) -> Refusal | None:
        """Say why an interview cannot begin at `start`; None where it can. Holds nothing."""
        with self._reader.connect() as connection:
            schedule = store.read_schedule(connection)
            refusal = schedule.refusal(start, now)
            if refusal is None and not self._candidates(connection, schedule, start, now):
                return Refusal.TAKEN
            return refusal

    def nearest(self, wanted: datetime, now: datetime, count: int) -> list[Slot]:
        """Give the `count` free slots closest to a wanted time, in order of time."""
        around = timedelta(days=7)
        slots = list(self.free_slots(now, wanted - around, wanted + around))
        if not slots:
            slots = [slot for slot, _ in zip(self.free_slots(now), range(count), strict=False)]
        closest = sorted(slots, key=lambda slot: abs(slot.start - wanted))[:count]
        return sorted(closest, key=lambda slot: slot.start)

    def book(self, request: Request, now: datetime) -> Interview:
        """Book an interview and write the messages it owes, in one transaction.

        A repeated `request.key` returns the interview that it booked. Raises NotBookable for a
        time that the school does not offer, SlotTaken when every interviewer is taken then.
        """
        with self._engine.begin() as connection:
            already = store.find_interview(connection, request_key=request.key)
            if already is not None:
                return already
            try:
                interview = self._take_place(
                    connection,
                    request.start,
                    now,
                    lambda place: store.add_interview(connection, **_new_row(request, place, now)),
                )
            except SlotTaken:
                # The same confirmation, sent twice at the same instant, loses to itself.
                already = store.find_interview(connection, request_key=request.key)
                if already is not None:
                    return already
                raise
            self._announce(connection, InterviewEvent(Change.BOOKED, interview, now))
            return interview

    def move(self, reference: str, start: datetime, now: datetime) -> Interview:
        """Move a confirmed interview to another time; its own place is free again at once.

        Raises UnknownReference, NotOpen, NotBookable or SlotTaken; on any of them it stays put.
        """
        with self._engine.begin() as connection:
            interview = self._open_interview(connection, reference, now)
            store.vacate(connection, interview.id)
            moved = self._take_place(
                connection,
                start,
                now,
                lambda place: store.change_interview(
                    connection,
                    interview.id,
                    interviewer_id=place.interviewer_id,
                    starts_at=place.slot.start,
                    ends_at=place.slot.end,
                    changed_at=now,
                ),
            )
            self._announce(connection, InterviewEvent(Change.MOVED, moved, now))
            return moved

    def cancel(self, reference: str, now: datetime) -> Interview:
        """Cancel a confirmed interview and free its place. Raises UnknownReference, NotOpen."""
        with self._engine.begin() as connection:
            interview = self._open_interview(connection, reference, now)
            store.vacate(connection, interview.id)
            cancelled = store.change_interview(
                connection,
                interview.id,
                status=Status.CANCELLED,
                changed_at=now,
                request_key=None,
            )
            self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))
            return cancelled

    def get(self, reference: str) -> Interview:
        """Read an interview by its reference, as typed or stored. Raises UnknownReference."""
        with self._reader.connect() as connection:
            interview = store.find_interview(connection, reference=normal_reference(reference))
        if interview is None:
            raise UnknownReference(reference)
        return interview

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

    def _free_between(
        self, schedule: Schedule, first: date, last: date, now: datetime
    ) -> list[Slot]:
        with self._reader.connect() as connection:
            taken = store.occupied_ticks(
                connection, _midnight(first), _midnight(last + timedelta(days=1))
            )
        days = (first + timedelta(days=step) for step in range((last - first).days + 1))
        free = {
            place.slot
            for day in days
            for place in schedule.bookable(day, now)
            if not _is_taken(place, taken)
        }
        return sorted(free, key=lambda slot: slot.start)

    def _candidates(
        self, connection: Connection, schedule: Schedule, start: datetime, now: datetime
    ) -> list[Place]:
        """Places free at `start`, of the interviewer with the fewest interviews to come first."""
        day = start.astimezone(PARIS).date()
        places = [place for place in schedule.bookable(day, now) if place.slot.start == start]
        if not places:
            return []
        taken = store.occupied_ticks(connection, start, max(p.slot.end for p in places))
        load = store.upcoming_load(connection, now)
        free = [place for place in places if not _is_taken(place, taken)]
        return sorted(free, key=lambda p: (load.get(p.interviewer_id, 0), p.interviewer_id))

    def _take_place(
        self,
        connection: Connection,
        start: datetime,
        now: datetime,
        write: Callable[[Place], Interview],
    ) -> Interview:
        """Write an interview at the first place whose ticks the database lets us have."""
        schedule = store.read_schedule(connection)
        refusal = schedule.refusal(start, now)
        if refusal is not None:
            raise NotBookable(refusal)
        for place in self._candidates(connection, schedule, start, now):
            try:
                with connection.begin_nested():
                    interview = write(place)
                    store.occupy(
                        connection,
                        interview.id,
                        place.interviewer_id,
                        place.slot.start,
                        place.slot.end,
                    )
                    return interview
            except IntegrityError:
                continue  # another visitor was faster, perhaps by a millisecond: try the next place
        raise SlotTaken

    def _open_interview(self, connection: Connection, reference: str, now: datetime) -> Interview:
        interview = store.find_interview(
            connection, reference=normal_reference(reference), lock=True
        )
        if interview is None:
            raise UnknownReference(reference)
        if interview.status is not Status.CONFIRMED or interview.start <= now:
            raise NotOpen(reference)
        return interview


def normal_reference(typed: str) -> str:
    """Put a reference typed by hand (« k7pd m4qx ») into the form in which it is stored."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:]}"


def _new_row(request: Request, place: Place, now: datetime) -> dict[str, object]:
    return {
        "reference": new_reference(),
        "uid": str(uuid.uuid4()),
        "sequence": 0,
        "status": Status.CONFIRMED,
        "interviewer_id": place.interviewer_id,
        "starts_at": place.slot.start,
        "ends_at": place.slot.end,
        "name": request.visitor.name,
        "email": request.visitor.email,
        "phone": request.visitor.phone,
        "questions": list(request.questions),
        "consented_at": request.consented_at,
        "created_at": now,
        "changed_at": now,
        "request_key": request.key,
    }


def _is_taken(place: Place, taken: set[tuple[int, datetime]]) -> bool:
    length = place.slot.end - place.slot.start
    return any(
        (place.interviewer_id, tick) in taken for tick in ticks(place.slot.start, length, TICK)
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)
