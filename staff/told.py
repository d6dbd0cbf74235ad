"""Who is told of every interview: adding somebody never ends the mail to the school's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select

from notify.announcements import recipients
from notify.announcements.recipients import Person
from notify.schema import staff
from staff import audit
from staff.audit import Action, Actor


class Told:
    """Keeps the list; while nobody is on it, `staff_email` is told."""

    def __init__(self, engine: Engine, staff_email: str) -> None:
        self._engine = engine
        self._staff_email = staff_email.lower()

    def everybody(self) -> Sequence[Person]:
        """List who is told."""
        return recipients.everybody(self._engine) or [Person(self._staff_email, None)]

    def add(self, email: str, actor: Actor, now: datetime) -> None:
        """Have an address told, beside whoever is told now; one that is told already stays so."""
        with self._engine.begin() as connection:
            known = set(connection.execute(select(staff.c.email)).scalars())
            wanted = {email} if known else {self._staff_email, email}
            for address in sorted(wanted - known):
                row = {"email": address, "name": None, "created_at": now}
                connection.execute(insert(staff).values(row))
            if email not in known:
                audit.note(connection, actor, Action.TOLD_ADDED, now, address=email)

    def remove(self, email: str, actor: Actor, now: datetime) -> bool:
        """Have an address told no more; False if it was not on the list."""
        with self._engine.begin() as connection:
            return take_off(connection, email, actor, now)


def take_off(connection: Connection, email: str, actor: Actor, now: datetime) -> bool:
    """Take an address off the list, in a transaction; False if it was not on it."""
    theirs = func.lower(staff.c.email) == email.lower()
    is_removed = connection.execute(delete(staff).where(theirs)).rowcount > 0
    if is_removed:
        audit.note(connection, actor, Action.TOLD_REMOVED, now, address=email)
    return is_removed
