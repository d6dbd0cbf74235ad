"""How near what is booked and held now comes to what is odd: before, nobody is asked anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from booking import store
from booking.confirming import MANY, MANY_LAPSED
from booking.holding import MOST_OF_A_SOURCE

NEAR = 0.75
"""From which part of a limit on one is near it: a class of thirty is not yet."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pressure:
    """Who comes near a limit: the school as a whole, or some sources by their digests."""

    is_on_all: bool = False
    near_sources: frozenset[str] = frozenset()

    def is_on(self, source: str | None) -> bool:
        """Tell whether somebody who comes from there takes part in what looks odd."""
        return self.is_on_all or source in self.near_sources


def read_pressure(engine: Engine, now: datetime) -> Pressure:
    """Read what is booked, held and left unconfirmed; reads the database."""
    with engine.connect() as connection:
        is_on_all = (
            store.count_all_made(connection, now - _HOUR) >= NEAR * MANY
            or store.count_lapsed(connection, now - _DAY) >= NEAR * MANY_LAPSED
        )
        near = store.sources_holding(connection, round(NEAR * MOST_OF_A_SOURCE), now)
    return Pressure(is_on_all, frozenset(near))
