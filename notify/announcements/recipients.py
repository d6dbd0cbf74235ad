"""The staff who get a message about every interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from booking.transactions import Note, unnoted
from notify import schema
from notify.outbox.message import Audience, Channel, Draft, Topic

_staff = schema.staff.c


@dataclass(frozen=True)
class Person:
    """A member of the staff who is told of interviews."""

    email: str
    name: str | None


@dataclass(frozen=True)
class Recipient:
    """Someone who gets a message; `key` tells apart those who get the same one."""

    audience: Audience
    email: str
    name: str | None
    key: str

    def draft(
        self,
        topic: Topic,
        message_id: str,
        payload: dict[str, Any],
        written_at: datetime,
        *,
        due_at: datetime | None = None,
        interview_id: int | None = None,
        question_id: int | None = None,
    ) -> Draft:
        """Draft an e-mail to this person, due as soon as it is written unless `due_at` is given."""
        return Draft(
            audience=self.audience,
            topic=topic,
            channel=Channel.EMAIL,
            recipient=self.email,
            message_id=message_id,
            payload=payload,
            created_at=written_at,
            due_at=due_at or written_at,
            interview_id=interview_id,
            question_id=question_id,
        )


def staff_recipients(connection: Connection, staff_email: str) -> list[Recipient]:
    """List the staff or, if nobody was added, the one address given."""
    people = connection.execute(select(schema.staff).order_by(_staff.id)).all()
    added = [Recipient(Audience.STAFF, row.email, row.name, f"staff {row.id}") for row in people]
    return added or [Recipient(Audience.STAFF, staff_email, None, "staff")]


def everybody(engine: Engine) -> Sequence[Person]:
    """List the staff, in the order in which they were added."""
    with engine.execution_options(read_only=True).connect() as connection:
        rows = connection.execute(select(schema.staff).order_by(_staff.id))
        return [Person(row.email, row.name) for row in rows]


def add(engine: Engine, email: str, name: str | None, now: datetime, note: Note = unnoted) -> bool:
    """Add a person; False if the address is there already."""
    with engine.begin() as connection:
        if connection.execute(select(_staff.id).where(_staff.email == email)).first():
            return False
        row = {"email": email, "name": name, "created_at": now}
        connection.execute(insert(schema.staff).values(row))
        note(connection)
        return True


def remove(engine: Engine, email: str, note: Note = unnoted) -> bool:
    """Remove a person; False if nobody has that address."""
    with engine.begin() as connection:
        removed = connection.execute(delete(schema.staff).where(_staff.email == email)).rowcount > 0
        if removed:
            note(connection)
        return removed
