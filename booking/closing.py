"""Closing for a while: what that changes, shown first; then all of it at once, or nothing.

An interview that a closure hits is offered the same hour with a colleague, or else the nearest
place; no place is offered twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert
from sqlalchemy.exc import IntegrityError

from booking import schema, store
from booking.model import BookingError, Change, Interview, InterviewEvent, Status
from booking.schedule import Place, Schedule, SpecialPeriod
from booking.transactions import in_transaction
from french.paris import PARIS

_AROUND = timedelta(days=14)  # how far from an interview another place for it is looked for
_WARNING = timedelta(days=1)  # nobody is moved to an earlier hour that is nearer than this

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes what a change calls for, in its transaction."""

Note = Callable[[Connection, "Closure | None", datetime], None]
"""Notes the closure itself, in its transaction; None: one was taken back."""


@dataclass(frozen=True)
class Closure:
    """A time in which one interviewer, or nobody (None), receives; both ends are aware."""

    start: datetime
    end: datetime
    interviewer_id: int | None = None
    label: str | None = None

    @property
    def period(self) -> SpecialPeriod:
        """The closure, as the schedule keeps it."""
        return SpecialPeriod(self.interviewer_id, False, self.start, self.end)

    def takes(self, place: Place) -> bool:
        """Tell whether a place is not to be had any more because of it."""
        return self.period.concerns(place.interviewer_id) and self.period.overlaps(
            place.slot.start, place.slot.end
        )

    def hits(self, interview: Interview, now: datetime) -> bool:
        """Tell whether an interview to come cannot take place because of it."""
        return (
            interview.is_open(now)
            and self.period.concerns(interview.interviewer.id)
            and self.period.overlaps(interview.start, interview.end)
        )


@dataclass(frozen=True)
class Proposal:
    """An interview that is hit, and the place offered for it; None: there is none near."""

    interview: Interview
    place: Place | None

    @property
    def is_same_hour(self) -> bool:
        """Tell whether only the person changes."""
        return self.place is not None and self.place.slot.start == self.interview.start


@dataclass(frozen=True)
class Effect:
    """What a closure changes: free places that are lost, interviews that are hit."""

    lost: int
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Decision:
    """What becomes of an interview: moved to a place, or cancelled, or (neither) kept as it is.

    `version` is the interview's sequence when it was decided.
    """

    version: int
    place: Place | None = None
    cancel: bool = False


class ChangedMeanwhile(BookingError):
    """An interview was booked or changed, or a place taken, since the effect was shown."""


class Closing:
    """Shows what a closure changes, and publishes it in one transaction."""

    def __init__(self, engine: Engine, announce: Announce, note: Note) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._announce = announce
        self._note = note

    def effect(self, closure: Closure, now: datetime) -> Effect:
        """Look what a closure would change; nothing is written."""
        with self._reader.connect() as connection:
            before = store.read_schedule(connection)
            after = replace(before, special_periods=(*before.special_periods, closure.period))
            hit = _hit(connection, closure, now)
            days = _days(closure.start, closure.end, before, now)
            lost = sum(closure.takes(place) for place in _free(connection, before, days, now))
            around = _days(closure.start - _AROUND, closure.end + _AROUND, after, now)
            candidates = _free(connection, after, around, now) if hit else []
        return Effect(lost, propose(hit, candidates, now + _WARNING))

    @in_transaction
    def publish(
        self,
        connection: Connection,
        closure: Closure,
        decisions: Mapping[str, Decision],
        now: datetime,
    ) -> None:
        """Close, and do with each interview that is hit (by reference) what was decided.

        Raises ChangedMeanwhile; then nothing is changed. Bookings under way are waited for, and
        those that come later read the schedule anew.
        """
        store.lock_schedule(connection)
        hit = _hit(connection, closure, now)
        if {i.reference: i.sequence for i in hit} != {r: d.version for r, d in decisions.items()}:
            raise ChangedMeanwhile
        connection.execute(
            insert(schema.special_period).values(
                interviewer_id=closure.interviewer_id,
                is_open=False,
                starts_at=closure.start,
                ends_at=closure.end,
                label=closure.label,
            )
        )
        self._note(connection, closure, now)
        schedule = store.read_schedule(connection)
        store.drop_holds(connection, now)
        moved = [(i, decisions[i.reference].place) for i in hit if decisions[i.reference].place]
        for interview, _ in moved:
            store.vacate(connection, interview.id)
        for interview, place in moved:
            if place is not None:
                self._move(connection, schedule, interview, place, now)
        for interview in hit:
            if decisions[interview.reference].cancel:
                cancelled = store.cancel_interview(connection, interview.id, now)
                self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))

    def _move(
        self,
        connection: Connection,
        schedule: Schedule,
        interview: Interview,
        place: Place,
        now: datetime,
    ) -> None:
        day = place.slot.start.astimezone(PARIS).date()
        busy = store.busy_times(connection, place.slot.start, place.slot.end, now)
        if place not in schedule.bookable(day, now) or busy.overlap(place):
            raise ChangedMeanwhile
        try:
            with connection.begin_nested():
                moved = store.move_interview(connection, interview.id, place, now)
        except IntegrityError as error:
            raise ChangedMeanwhile from error
        self._announce(connection, InterviewEvent(Change.MOVED, moved, now))

    @in_transaction
    def take_back(self, connection: Connection, period_id: int, now: datetime) -> bool:
        """Remove a period that is not over; False if there is none such. Interviews stay."""
        period = schema.special_period
        removed = connection.execute(
            delete(period).where(period.c.id == period_id, period.c.ends_at > now)
        )
        if removed.rowcount:
            self._note(connection, None, now)
        return removed.rowcount > 0


def propose(
    hit: Sequence[Interview], candidates: Sequence[Place], soonest: datetime
) -> tuple[Proposal, ...]:
    """Offer each interview a place: first the same hour with a colleague, then the nearest.

    An hour earlier than the interview's own is offered only from `soonest` on.
    """
    offers = _Offers(candidates)
    given = {i.id: place for i in hit if (place := offers.take_at(i.start))}
    for interview in hit:
        if interview.id not in given:
            place = offers.take_nearest(interview, min(interview.start, soonest))
            if place is not None:
                given[interview.id] = place
    return tuple(Proposal(interview, given.get(interview.id)) for interview in hit)


class _Offers:
    """Places that can be offered, each once, and none that overlaps one that was."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._by_start: dict[datetime, list[Place]] = defaultdict(list)
        for place in places:
            self._by_start[place.slot.start].append(place)
        self._starts = sorted(self._by_start)
        self._taken: dict[int, list[Place]] = defaultdict(list)

    def take_at(self, start: datetime) -> Place | None:
        """Take a place of that very start."""
        return self._take([start], None)

    def take_nearest(self, interview: Interview, soonest: datetime) -> Place | None:
        """Take the nearest place from `soonest` on, with the same person where two are as near."""
        wanted = interview.start
        later = self._starts[bisect_left(self._starts, soonest) :]
        return self._take(
            sorted(later, key=lambda start: abs(start - wanted)), interview.interviewer.id
        )

    def _take(self, starts: Sequence[datetime], preferred: int | None) -> Place | None:
        for start in starts:
            places = self._by_start.get(start, [])
            for place in sorted(places, key=lambda p: p.interviewer_id != preferred):
                places.remove(place)
                if not any(_overlap(place, other) for other in self._taken[place.interviewer_id]):
                    self._taken[place.interviewer_id].append(place)
                    return place
            if start in self._by_start:
                del self._by_start[start]
                self._starts.remove(start)
        return None


def _overlap(one: Place, other: Place) -> bool:
    return one.slot.start < other.slot.end and other.slot.start < one.slot.end


def _hit(connection: Connection, closure: Closure, now: datetime) -> list[Interview]:
    confirmed = store.list_interviews(
        connection,
        statuses=(Status.CONFIRMED,),
        after=max(closure.start, now),
        before=closure.end,
        interviewer_id=closure.interviewer_id,
    )
    return [interview for interview in confirmed if closure.hits(interview, now)]


def _days(start: datetime, end: datetime, schedule: Schedule, now: datetime) -> list[date]:
    first = max(start, now).astimezone(PARIS).date()
    last = min(end.astimezone(PARIS).date(), schedule.last_day(now))
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _free(
    connection: Connection, schedule: Schedule, days: Sequence[date], now: datetime
) -> list[Place]:
    places = [place for day in days for place in schedule.bookable(day, now)]
    if not places:
        return []
    start = min(place.slot.start for place in places)
    busy = store.busy_times(connection, start, max(place.slot.end for place in places), now)
    return [place for place in places if not busy.overlap(place)]
