"""Which place is offered to an interview that cannot stay where it is.

The same hour with a colleague comes first, else the nearest place; no place is offered twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.model import Interview
from booking.schedule import Place


@dataclass(frozen=True)
class Proposal:
    """An interview that is hit, and the place offered for it; None: there is none near."""

    interview: Interview
    place: Place | None

    @property
    def is_same_hour(self) -> bool:
        """Tell whether only the person changes."""
        return self.place is not None and self.place.slot.start == self.interview.start


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
