"""Who is offered a place that was freed: rules, which know of no database.

A visitor who wishes for an earlier time is offered what is freed before it, three visitors at a
time, those who asked first before the others. An offer has a last moment; who says yes first has
the place, as whoever books it first has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from french.paris import PARIS

AT_ONCE = 3
"""How many visitors are offered the same place at once."""

LASTS = timedelta(hours=4)
"""How long an offer stands, in the daytime."""

MOST_A_DAY = 3
"""How many offers a visitor gets within a day."""

_SHORTEST = timedelta(minutes=15)  # less would be no offer
_MORNING, _EVENING = time(10), time(21)  # in Paris; nobody need read e-mails at night
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Offer:
    """A place that was offered, and until when; times are aware."""

    start: datetime
    offered_at: datetime
    until: datetime

    def stands(self, now: datetime) -> bool:
        """Tell whether it can still be taken."""
        return now < self.until


@dataclass(frozen=True)
class Wish:
    """A visitor's wish to have an interview earlier than at `start`; times are aware."""

    interview_id: int
    start: datetime
    asked_at: datetime
    offers: tuple[Offer, ...] = ()

    def is_for(self, freed: datetime) -> bool:
        """Tell whether a freed place is earlier than the interview, and was not offered before."""
        return freed < self.start and all(offer.start != freed for offer in self.offers)

    def has_room(self, now: datetime) -> bool:
        """Tell whether another offer would not be too many."""
        today = [offer for offer in self.offers if offer.offered_at > now - _DAY]
        return len(today) < MOST_A_DAY and not any(offer.stands(now) for offer in self.offers)


def next_in_line(wishes: Sequence[Wish], freed: datetime, now: datetime) -> list[Wish]:
    """Choose who is offered a freed place now: at most AT_ONCE, those who asked first."""
    fitting = [wish for wish in wishes if wish.is_for(freed) and wish.has_room(now)]
    return sorted(fitting, key=lambda wish: (wish.asked_at, wish.interview_id))[:AT_ONCE]


def last_moment(freed: datetime, latest: datetime, now: datetime) -> datetime | None:
    """Say until when an offer made now stands; None where too little time is left.

    `latest` is when a place that begins at `freed` can last be booked. An offer that would end at
    night stands until the morning.
    """
    until = (now + LASTS).astimezone(PARIS)
    if until.time() >= _EVENING:
        until = datetime.combine(until.date() + _DAY, _MORNING, PARIS)
    elif until.time() < _MORNING:
        until = datetime.combine(until.date(), _MORNING, PARIS)
    until = min(until, latest, freed)
    return until if until - now >= _SHORTEST else None
