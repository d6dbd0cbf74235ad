"""The people of the school who are told of every interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from notify.outbox.schema import staff


@dataclass(frozen=True)
class Person:
    """Someone who is told of interviews."""

    email: str
    name: str | None


def everybody(engine: Engine) -> Sequence[Person]:
    """List who is told, in the order in which they were added."""
    with engine.execution_options(read_only=True).connect() as connection:
        rows = connection.execute(select(staff).order_by(staff.c.id))
        return [Person(row.email, row.name) for row in rows]


def add(engine: Engine, email: str, name: str | None, now: datetime) -> bool:
    """Add a person; False where the address is there already."""
    with engine.begin() as connection:
        if connection.execute(select(staff.c.id).where(staff.c.email == email)).first():
            return False
        connection.execute(insert(staff).values(email=email, name=name, created_at=now))
        return True


def remove(engine: Engine, email: str) -> bool:
    """Remove a person; False where there is none of that address."""
    with engine.begin() as connection:
        return connection.execute(delete(staff).where(staff.c.email == email)).rowcount > 0
