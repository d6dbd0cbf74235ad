"""Writing to a visitor who did not come: once, and noted in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from booking import store
from booking.model import Interview, Status
from notify.announcements.missed import missed_draft
from notify.outbox.queue import Outbox
from staff import audit
from staff.audit import Action, Actor

OFFERED = 3
"""How many other times are offered."""


class NotMissed(Exception):
    """The visitor came, or it is not noted that they did not."""


class AlreadyWritten(Exception):
    """The visitor was written to before."""


class FollowingUp:
    """Offers other times; `staff_email` is where the school answers."""

    def __init__(self, engine: Engine, outbox: Outbox, staff_email: str) -> None:
        self._engine = engine
        self._outbox = outbox
        self._staff_email = staff_email

    def offer(
        self,
        interview: Interview,
        offers: Sequence[tuple[datetime, str]],
        actor: Actor,
        now: datetime,
    ) -> None:
        """Owe the e-mail. Raises NotMissed, AlreadyWritten."""
        try:
            with self._engine.begin() as connection:
                found = store.interview_by_reference(connection, interview.reference, lock=True)
                if found is None or found.status is not Status.NO_SHOW:
                    raise NotMissed
                self._outbox.put(connection, [missed_draft(found, offers, now, self._staff_email)])
                audit.note(connection, actor, Action.OFFERED_AGAIN, now, found.reference)
        except IntegrityError as error:
            raise AlreadyWritten from error
