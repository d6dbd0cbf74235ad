"""The waiting list: visitors who wish for an earlier time are offered what others give up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine

from booking import store
from booking.desk import BookingDesk
from booking.model import BookingError, Interview, NotOpen
from booking.places import could_be_free, free_places
from booking.schedule import Schedule
from booking.store import earlier_times
from booking.transactions import in_transaction
from booking.waiting import Offer, last_moment, next_in_line

Announce = Callable[[Connection, Interview, Offer], None]
"""Writes the message that an offer owes, in the transaction of the offer itself."""


class OfferOver(BookingError):
    """There is no such offer, or its last moment has passed."""


class WaitingList:
    """Keeps the wishes, and makes the offers. Times are aware; those returned are in UTC."""

    def __init__(self, engine: Engine, desk: BookingDesk, announce: Announce) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._desk = desk
        self._announce = announce

    @in_transaction
    def ask(self, connection: Connection, interview: Interview, now: datetime) -> None:
        """Put an open interview on the list; asked again, it keeps its place.

        Raises NotOpen, also for one that the desk would not move any more.
        """
        stored = store.interview_by_id(connection, interview.id)
        schedule = store.read_schedule(connection)
        if stored is None or not self._desk.would_move(stored, schedule, now):
            raise NotOpen(interview.reference)
        earlier_times.wish_for_earlier(connection, interview.id, now)

    @in_transaction
    def withdraw(self, connection: Connection, interview: Interview) -> None:
        """Take an interview off the list."""
        earlier_times.drop_wish(connection, interview.id)

    def waits(self, interview: Interview) -> bool:
        """Tell whether an interview is on the list."""
        with self._reader.connect() as connection:
            return earlier_times.has_wish(connection, interview.id)

    def offers(self, interview: Interview, now: datetime) -> Sequence[Offer]:
        """List the offers that an interview still has."""
        with self._reader.connect() as connection:
            made = earlier_times.offers(connection, [interview.id])[interview.id]
        return [offer for offer in made if offer.stands(now) and offer.start < interview.start]

    def accept(self, interview: Interview, start: datetime, now: datetime) -> Interview:
        """Move an interview to a place that it was offered; its wish is fulfilled.

        Of several who accept, one gets the place, as of several who book it. Raises OfferOver,
        NotOpen, NotBookable, SlotTaken: then the interview stays where it is, and on the list.
        """
        if all(offer.start != start for offer in self.offers(interview, now)):
            raise OfferOver
        moved = self._desk.move(interview.reference, start, now)
        self.withdraw(moved)
        return moved

    def offer_due(self, now: datetime) -> int:
        """Offer what was given up to those next in line; returns how many offers were made.

        Several processes may do it at once: each place is looked at by one of them.
        """
        with self._reader.connect() as connection:  # so that looking keeps no booking waiting
            if not earlier_times.freed_starts(connection):
                return 0
        return self._offer(now)

    @in_transaction
    def _offer(self, connection: Connection, now: datetime) -> int:
        schedule = store.read_schedule(connection)
        freed = earlier_times.freed_starts(connection, lock=True)
        return sum(
            self._offer_place(connection, schedule, start, left_by, now)
            for start, left_by in freed.items()
        )

    def _offer_place(
        self,
        connection: Connection,
        schedule: Schedule,
        start: datetime,
        left_by: set[int],
        now: datetime,
    ) -> int:
        """Offer one place, if it is free and no offer of it stands; forget it once it is taken."""
        until = last_moment(start, start - schedule.reach.notice, now)
        wishes = [w for w in earlier_times.wishes(connection, now) if w.interview_id not in left_by]
        stands = any(o.start == start and o.stands(now) for w in wishes for o in w.offers)
        if not could_be_free(connection, schedule, start, now):
            earlier_times.forget_freed(connection, start)
            return 0
        if stands or not free_places(connection, schedule, start, now):
            return 0
        if until is None or not any(wish.is_for(start) for wish in wishes):
            earlier_times.forget_freed(connection, start)
            return 0
        interviews = store.interviews_by_id(connection, [wish.interview_id for wish in wishes])
        movable = {i.id: i for i in interviews if self._desk.would_move(i, schedule, until)}
        chosen = next_in_line([w for w in wishes if w.interview_id in movable], start, now)
        for wish in chosen:
            offer = Offer(start, now, until)
            earlier_times.add_offer(connection, wish.interview_id, offer)
            self._announce(connection, movable[wish.interview_id], offer)
        return len(chosen)
