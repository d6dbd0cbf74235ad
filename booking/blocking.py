"""Blocking: an address that may not book any more, by staff's decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from booking import schema, store
from booking.mailbox import mailbox_of
from booking.transactions import Note, unnoted

KEPT = timedelta(days=365)
"""How long an address stays blocked, unless staff let it book again before."""

LONGEST_REASON = 500
"""How many characters a reason may have."""

_blocked = schema.blocked_address.c


@dataclass(frozen=True)
class BlockedAddress:
    """A mailbox that may not book; `by` is who blocked it, None for the command line."""

    id: int
    mailbox: str
    reason: str
    at: datetime
    by: str | None


class Blocking:
    """Keeps the list; `now` is aware. What is done is noted in the same transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def block(
        self, email: str, reason: str, by: str | None, now: datetime, note: Note = unnoted
    ) -> bool:
        """Keep an address, with whatever tag, from booking; False if it is blocked already."""
        try:
            with self._engine.begin() as connection:
                store.block(connection, mailbox_of(email), reason, now, by)
                note(connection)
        except IntegrityError:
            return False
        return True

    def unblock(self, number: int, note: Note = unnoted) -> bool:
        """Let an address book again; False if it is not on the list."""
        with self._engine.begin() as connection:
            is_done = store.unblock(connection, _blocked.id == number) > 0
            if is_done:
                note(connection)
        return is_done

    def is_blocked(self, email: str) -> bool:
        """Tell whether an address may not book."""
        with self._reader.connect() as connection:
            return store.is_blocked(connection, email)

    def addresses(self) -> Sequence[BlockedAddress]:
        """List the blocked addresses, the latest first."""
        with self._reader.connect() as connection:
            return [
                BlockedAddress(row.id, row.mailbox, row.reason, row.blocked_at, row.blocked_by)
                for row in store.list_blocked(connection)
            ]

    def forget(self, now: datetime) -> None:
        """Let those book again who were blocked longer ago than KEPT."""
        with self._engine.begin() as connection:
            store.unblock(connection, _blocked.blocked_at < now - KEPT)
