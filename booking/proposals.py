"""Which place is offered to an interview that cannot stay where it is.

The same hour with a colleague comes first, else the nearest place; no place is offered twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.model import Interview, Place, Slot


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
    hit: Sequence[Interview],
    free: Mapping[Slot, Collection[int]],
    soonest: datetime,
    has_room: Callable[[Place], bool] = lambda _: True,
    given_back: Iterable[Place] = (),
) -> tuple[Proposal, ...]:
    """Offer each interview a free place: first the same hour with a colleague, then the nearest.

    An hour earlier than the interview's own is offered only from `soonest` on. `has_room` counts a
    place as taken, unless its day is full. Nothing is offered of places that are `given_back`.
    """
    offers = _Offers(free, has_room)
    for kept in given_back:
        offers.keep(kept)
    given = {i.id: place for i in hit if (place := offers.take_at(i.start))}
    for interview in hit:
        if interview.id not in given:
            place = offers.take_nearest(interview, min(interview.start, soonest))
            if place is not None:
                given[interview.id] = place
    return tuple(Proposal(interview, given.get(interview.id)) for interview in hit)


class _Offers:
    """Places that can be offered, each once, and none that overlaps one that was."""

    def __init__(
        self, free: Mapping[Slot, Collection[int]], has_room: Callable[[Place], bool]
    ) -> None:
        self._has_room = has_room
        self._by_start: dict[datetime, list[tuple[Slot, list[int]]]] = defaultdict(list)
        for slot, people in free.items():
            if people:
                self._by_start[slot.start].append((slot, sorted(people)))
        self._starts = sorted(self._by_start)
        self._taken: dict[int, list[Place]] = defaultdict(list)

    def keep(self, place: Place) -> None:
        """Offer nothing that overlaps a place, and count it as taken."""
        self._taken[place.interviewer_id].append(place)
        self._has_room(place)

    def take_at(self, start: datetime) -> Place | None:
        """Take a place of that very start."""
        return self._take([start], None)

    def take_nearest(self, interview: Interview, soonest: datetime) -> Place | None:
        """Take the nearest place from `soonest` on, with the same person where two are as near."""
        return self._take(self._outwards(interview.start, soonest), interview.interviewer.id)

    def _outwards(self, wanted: datetime, soonest: datetime) -> Iterator[datetime]:
        """Give the starts from `soonest` on, the nearest to a time first."""
        starts = list(self._starts)  # which taking one changes
        earliest = bisect_left(starts, soonest)
        later = max(bisect_left(starts, wanted), earliest)
        earlier = later - 1
        while earlier >= earliest or later < len(starts):
            if later >= len(starts) or (
                earlier >= earliest and wanted - starts[earlier] <= starts[later] - wanted
            ):
                yield starts[earlier]
                earlier -= 1
            else:
                yield starts[later]
                later += 1

    def _take(self, starts: Iterable[datetime], preferred: int | None) -> Place | None:
        for start in starts:
            for slot, people in self._by_start.get(start, ()):
                if preferred in people:
                    people.remove(preferred)
                    people.insert(0, preferred)
                while people:
                    who = people.pop(0)
                    place = Place(who, slot)
                    taken = self._taken[who]
                    if not any(_overlap(place, other) for other in taken) and self._has_room(place):
                        taken.append(place)
                        return place
            if start in self._by_start:
                del self._by_start[start]
                self._starts.remove(start)
        return None


def _overlap(one: Place, other: Place) -> bool:
    return one.slot.start < other.slot.end and other.slot.start < one.slot.end
