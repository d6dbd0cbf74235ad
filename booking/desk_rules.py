"""What holds for whoever comes to a desk: visitors are bound in more than staff are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from booking import store
from booking.confirming import AddressPolicy, VisitorRules, deadline_for
from booking.model import AddressBlocked, ChangedTooOften, Interview, TooLateToChange
from booking.rules import Exceptionally
from booking.schedule import Schedule


class DeskRules:
    """Says what may be done at a desk, and what is asked for it."""

    def __init__(self, visitors: VisitorRules | None, *, keeps_notice: bool) -> None:
        """`visitors` is what holds for them; None: the desk is for staff.

        `keeps_notice`: what begins soon cannot be changed.
        """
        self._visitors = visitors
        self._keeps_notice = keeps_notice

    @property
    def is_for_staff(self) -> bool:
        """Tell whether what is done here is done by the school itself."""
        return self._visitors is None

    def check_admitted(self, connection: Connection, email: str) -> None:
        """Raise AddressBlocked for an address that staff have blocked."""
        if self._visitors is not None and store.is_blocked(connection, email):
            raise AddressBlocked

    def confirm_by(
        self,
        connection: Connection,
        email: str,
        start: datetime,
        now: datetime,
        *,
        is_doubtful: bool = False,
    ) -> datetime | None:
        """Say until when to confirm an address; None: it is known, or staff vouch for it."""
        if self._visitors is None:
            return None
        policy = AddressPolicy.ALWAYS if is_doubtful else self._visitors.policy
        return deadline_for(connection, policy, email, start, now)

    def check_exception(self, exceptionally: Exceptionally | None) -> None:
        """Raise ValueError where somebody else than staff would leave the school's rules."""
        if exceptionally is not None and not self.is_for_staff:
            raise ValueError("only staff take a time that the rules do not offer")

    def check_changes(self, interview: Interview) -> None:
        """Raise ChangedTooOften for an interview that was changed as often as may be."""
        if self.is_worn(interview):
            raise ChangedTooOften(interview.reference)

    def is_worn(self, interview: Interview) -> bool:
        """Tell whether an interview was changed as often as may be."""
        return self._visitors is not None and interview.sequence >= self._visitors.most_changes

    def check_notice(self, interview: Interview, schedule: Schedule, now: datetime) -> None:
        """Raise TooLateToChange for an interview that begins too soon."""
        if self.is_soon(interview, schedule, now):
            raise TooLateToChange(interview.reference)

    def is_soon(self, interview: Interview, schedule: Schedule, now: datetime) -> bool:
        """Tell whether an interview begins too soon to be changed.

        One that the school has just moved never does: its visitor did not choose the hour.
        """
        if not self._keeps_notice or interview.awaits_answer:
            return False
        return interview.start < now + schedule.rules_of(interview.interviewer.id).change_notice
