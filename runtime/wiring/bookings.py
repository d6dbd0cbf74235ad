"""Booking, changing and asking, in whoever’s name."""

from __future__ import annotations

from functools import cached_property

from booking.attendance import Attendance
from booking.blocking import Blocking
from booking.confirming import AddressPolicy, Confirmations
from booking.desk import Announce, BookingDesk
from booking.free_slots import FreeSlots
from booking.planning import Planning
from booking.proof import Proof
from booking.questions import QuestionBox
from booking.register import Register
from booking.replies import Replies
from booking.waiting_list import WaitingList
from runtime.wiring.ground import Ground
from staff.audit import VISITOR, Actor
from staff.desks import (
    announce,
    announce_earlier,
    attendance_of,
    confirmations_of,
    desk_of,
    planning_of,
    replies_of,
    visitors_desk,
)


class Bookings(Ground):
    """What books interviews and changes them."""

    @cached_property
    def desk(self) -> BookingDesk:
        """The booking desk, whose every change writes the messages that it owes."""
        policy = AddressPolicy(self.settings.confirm_addresses)
        return visitors_desk(self.engine, self.outbox, policy)

    @cached_property
    def confirmations(self) -> Confirmations:
        """What takes the confirmations of visitors' addresses."""
        return self.confirmations_of(VISITOR)

    def confirmations_of(self, actor: Actor) -> Confirmations:
        """What takes them in somebody's name."""
        return confirmations_of(self.engine, self.outbox, actor)

    @cached_property
    def replies(self) -> Replies:
        """What takes what visitors reply to the school's e-mails."""
        return self.replies_of(VISITOR)

    def replies_of(self, actor: Actor) -> Replies:
        """What takes that in somebody's name."""
        return replies_of(self.engine, actor)

    @cached_property
    def blocking(self) -> Blocking:
        """The addresses that may not book."""
        return Blocking(self.engine)

    def desk_of(self, actor: Actor, untold_because: str | None = None) -> BookingDesk:
        """The desk in somebody's name, noted with all that they change.

        With a reason, the visitor is not told of it.
        """
        return desk_of(self.engine, self.outbox, actor, untold_because)

    def announcing(self, actor: Actor) -> Announce:
        """What writes all that a change of somebody's calls for."""
        return announce(self.outbox, actor)

    def attendance_of(self, actor: Actor) -> Attendance:
        """What notes, in somebody's name, whether visitors came."""
        return attendance_of(self.engine, actor)

    def planning_of(self, actor: Actor) -> Planning:
        """What changes the schedule, in somebody's name, and finds other places for interviews."""
        return planning_of(self.engine, self.outbox, actor)

    @cached_property
    def register(self) -> Register:
        """The interviews, as staff look for them."""
        return Register(self.engine)

    @cached_property
    def free_slots(self) -> FreeSlots:
        """What finds free slots."""
        return FreeSlots(self.engine)

    @cached_property
    def proof(self) -> Proof:
        """What gives an interview to a visitor who proves that it is theirs."""
        return Proof(self.engine, self.desk, self.settings.signing_key)

    @cached_property
    def waiting_list(self) -> WaitingList:
        """The visitors who wish for an earlier time."""
        return WaitingList(self.engine, self.desk, announce_earlier(self.outbox))

    @cached_property
    def questions(self) -> QuestionBox:
        """The question box, which writes the messages that a question owes."""
        return QuestionBox(self.engine, announce=self.outbox.announce_question)
