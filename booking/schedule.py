"""The schedule: opening hours, holidays, notice, horizon; pure functions of `now`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import chain

import holidays

from booking.model import Place, Refusal, Slot
from booking.openings import EVEN, ODD, Opening, SpecialPeriod
from booking.reach import Reach, Reaches
from booking.rules import PersonalRules, Rules
from french.paris import PARIS


@dataclass(frozen=True)
class Schedule:
    """All that decides when an interview may take place, except what is booked already."""

    rules: Rules
    openings: tuple[Opening, ...]
    special_periods: tuple[SpecialPeriod, ...] = field(default=())
    interviewers: frozenset[int] = field(default=frozenset())
    """All who hold interviews now: an exceptional opening of everybody is theirs."""
    personal: Mapping[int, PersonalRules] = field(default_factory=dict)
    """What is otherwise for some interviewers."""

    def is_public_holiday(self, day: date) -> bool:
        """Tell whether `day` is one of the public holidays of France, or of the region set."""
        return day in _public_holidays(day.year, self.rules.holiday_region)

    def rules_of(self, interviewer_id: int) -> Rules:
        """Give the rules that hold for one interviewer."""
        own = self.personal.get(interviewer_id)
        if own is None:
            return self.rules
        given = {name: value for name, value in vars(own).items() if value is not None}
        return replace(self.rules, **given)

    @cached_property
    def limits(self) -> Mapping[int, int]:
        """How many interviews a day each may have who has a limit."""
        limits = {who: self.rules_of(who).per_day for who in self.interviewers}
        return {who: limit for who, limit in limits.items() if limit is not None}

    def offers(self, day: date) -> Mapping[Slot, AbstractSet[int]]:
        """Give every slot of a day in Paris with who receives then, booked or not."""
        found = self._offered.get(day)
        if found is None:
            found = self._offered[day] = self._find_offers(day)
        return found

    @cached_property
    def _offered(self) -> dict[date, Mapping[Slot, AbstractSet[int]]]:
        """The slots of days that were asked for, as a change's effect does again and again."""
        return {}

    def _find_offers(self, day: date) -> Mapping[Slot, AbstractSet[int]]:
        midnight, next_midnight = _on(day, time()), _on(day + timedelta(days=1), time())
        periods = [p for p in self.special_periods if p.overlaps(midnight, next_midnight)]
        found: dict[Slot, set[int]] = {}
        if not self.is_public_holiday(day):
            for (start, end), who in self._hours_of(day).items():
                self._offer(found, _on(day, start), _on(day, end), who)
        for period in periods:
            if period.is_open:
                opens = max(period.start.astimezone(PARIS), midnight)
                closes = min(period.end.astimezone(PARIS), next_midnight)
                self._offer(found, opens, closes, self._present(period))
        for period in periods:
            if not period.is_open:
                for slot in filter(period.takes, found):
                    if period.interviewer_id is None:
                        found[slot].clear()
                    else:
                        found[slot].discard(period.interviewer_id)
        return {slot: who for slot, who in found.items() if who}

    def places(self, day: date) -> Iterator[Place]:
        """Give every place of a day in Paris, in no particular order, booked or not."""
        for slot, interviewers in self.offers(day).items():
            for interviewer_id in interviewers:
                yield Place(interviewer_id, slot)

    def bookable(self, day: date, now: datetime) -> Iterator[Place]:
        """Give the places of `day` that notice and horizon allow at `now`."""
        for slot, interviewers in self.bookable_offers(day, now).items():
            for interviewer_id in interviewers:
                yield Place(interviewer_id, slot)

    def bookable_offers(self, day: date, now: datetime) -> Mapping[Slot, AbstractSet[int]]:
        """Give the slots of `day` that notice and horizon allow at `now`, with who receives."""
        starts, ends = _on(day, time()), _on(day + timedelta(days=1), time())
        offers, strict = self.offers(day), self._reaches.strictest
        if now < starts and now + strict.notice <= starts and ends <= now + strict.horizon:
            return offers
        allowed = {
            slot: {who for who in people if self._reaches.of(who).holds(slot.start, now)}
            for slot, people in offers.items()
        }
        return {slot: who for slot, who in allowed.items() if who}

    def refusal(self, start: datetime, now: datetime) -> Refusal | None:
        """Say why no interview can begin at `start`; None if one can."""
        early_or_late = self.reach.refusal(start, now)
        if early_or_late:
            return early_or_late
        local = start.astimezone(PARIS)
        receive = (who for who, slot in self.places(local.date()) if slot.start == start)
        reasons = {self._reaches.of(who).refusal(start, now) for who in receive}
        if reasons:  # of several, each has their own; one who can is enough
            return None if None in reasons else reasons.pop()
        return self._closed_because(local)

    def refusal_of_days(self, first: date, last: date, now: datetime) -> Refusal | None:
        """Say why none of some days can be had at all; None where one can, or reasons differ."""
        last = min(last, max(first, self.last_day(now)))  # beyond it, all is too far
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        reasons = {self._refusal_of_day(day, now) for day in days}
        return reasons.pop() if len(reasons) == 1 else None

    def _refusal_of_day(self, day: date, now: datetime) -> Refusal | None:
        if day < now.astimezone(PARIS).date():
            return Refusal.PAST
        if day > self.last_day(now):
            return Refusal.TOO_FAR
        if any(self.bookable(day, now)):
            return None
        if any(self.places(day)):
            is_near = _on(day, time()) < now + self._reaches.strictest.notice
            return Refusal.TOO_SOON if is_near else Refusal.TOO_FAR
        if self.is_public_holiday(day):
            return Refusal.HOLIDAY
        return Refusal.CLOSED_PERIOD if self._hours_of(day) else Refusal.CLOSED_DAY

    def last_day(self, now: datetime) -> date:
        """The last day in Paris for which an interview can be booked at `now`."""
        return (now + self.reach.horizon).astimezone(PARIS).date()

    @property
    def reach(self) -> Reach:
        """How near and how far somebody at least can be booked."""
        return self._reaches.widest

    @cached_property
    def _reaches(self) -> Reaches:
        receive = self.interviewers | {opening.interviewer_id for opening in self.openings}
        own = {who: Reach.of(self.rules_of(who)) for who in receive}
        return Reaches(own, Reach.of(self.rules))

    def receives(self, interviewer_id: int, start: datetime, end: datetime) -> bool:
        """Tell whether all of a time lies within an interviewer's hours, whatever the grid is."""
        return interviewer_id in self.who_receives(start, end)

    def who_receives(self, start: datetime, end: datetime) -> AbstractSet[int]:
        """Give all whose hours hold all of a time."""
        who = self._receiving.get((start, end))
        if who is None:
            who = self._receiving[start, end] = self._find_who_receives(start, end)
        return who

    @cached_property
    def _receiving(self) -> dict[tuple[datetime, datetime], AbstractSet[int]]:
        """Who receives at times that were asked for: of thousands of interviews, many are alike."""
        return {}

    def _within(self, weeks: int, weekday: int, first: time, last: time) -> frozenset[int]:
        """Give all whose hours of a weekday hold all of a time; many days are alike."""
        key = weeks, weekday, first, last
        who = self._held.get(key)
        if who is None:
            hours = self._hours[weeks, weekday].items()
            holding = (each for (begins, ends), each in hours if begins <= first and last <= ends)
            who = self._held[key] = frozenset(chain.from_iterable(holding))
        return who

    @cached_property
    def _held(self) -> dict[tuple[int, int, time, time], frozenset[int]]:
        return {}

    def _find_who_receives(self, start: datetime, end: datetime) -> AbstractSet[int]:
        local, local_end = start.astimezone(PARIS), end.astimezone(PARIS)
        day, first, last = local.date(), local.time(), local_end.time()
        found: AbstractSet[int] = frozenset()
        if local_end.date() == day and not self.is_public_holiday(day):
            found = self._within(day.isocalendar().week % 2, day.weekday(), first, last)
        for period in self.special_periods:
            if period.is_open and period.start <= start and end <= period.end:
                found |= self._present(period)
        for period in self.special_periods:
            if not period.is_open and period.overlaps(start, end):
                found = {who for who in found if not period.concerns(who)}
        return found

    def of(self, interviewer_id: int | None) -> Schedule:
        """Narrow the schedule to one interviewer; None: to everybody, as it is."""
        if interviewer_id is None:
            return self
        return replace(
            self,
            openings=tuple(o for o in self.openings if o.interviewer_id == interviewer_id),
            special_periods=tuple(p for p in self.special_periods if p.concerns(interviewer_id)),
            interviewers=self.interviewers & {interviewer_id},
        )

    def _present(self, period: SpecialPeriod) -> frozenset[int]:
        return (
            self.interviewers
            if period.interviewer_id is None
            else frozenset({period.interviewer_id})
        )

    def _closed_because(self, local: datetime) -> Refusal:
        day = local.date()
        if self.is_public_holiday(day):
            return Refusal.HOLIDAY
        hours = self._hours_of(day)
        if not hours:
            return Refusal.CLOSED_DAY
        if not any(start <= local.time() < end for start, end in hours):
            return Refusal.OUTSIDE_HOURS
        end = local + self.rules.slot
        if any(not p.is_open and p.overlaps(local, end) for p in self.special_periods):
            return Refusal.CLOSED_PERIOD
        return Refusal.OFF_GRID

    def _hours_of(self, day: date) -> Mapping[tuple[time, time], Sequence[int]]:
        """Give the hours of a day and who has them: people with the same share their slots."""
        return self._hours[day.isocalendar().week % 2, day.weekday()]

    @cached_property
    def _hours(self) -> Mapping[tuple[int, int], Mapping[tuple[time, time], Sequence[int]]]:
        """The same, of EVEN and ODD weeks and their days."""
        found: dict[tuple[int, int], dict[tuple[time, time], list[int]]] = {
            (weeks, day): {} for weeks in (EVEN, ODD) for day in range(7)
        }
        for opening in self.openings:
            for weeks in (EVEN, ODD) if opening.weeks is None else (opening.weeks,):
                hours = found[weeks, opening.weekday].setdefault((opening.start, opening.end), [])
                hours.append(opening.interviewer_id)
        return found

    def _offer(
        self, found: dict[Slot, set[int]], start: datetime, end: datetime, who: Iterable[int]
    ) -> None:
        """Add the slots between two times for some interviewers, each with their own pause."""
        by_pause: dict[timedelta, set[int]] = {}
        for interviewer_id in who:
            by_pause.setdefault(self._pauses.get(interviewer_id, self.rules.pause), set()).add(
                interviewer_id
            )
        for pause, together in by_pause.items():
            for slot in self._cut(start, end, pause):
                found.setdefault(slot, set()).update(together)

    @cached_property
    def _pauses(self) -> Mapping[int, timedelta]:
        given = ((who, own.pause) for who, own in self.personal.items())
        return {who: pause for who, pause in given if pause is not None}

    def _cut(self, start: datetime, end: datetime, pause: timedelta) -> list[Slot]:
        slots = []
        while start + self.rules.slot <= end:
            slots.append(Slot(start, start + self.rules.slot))
            start += self.rules.slot + pause
        return slots


@lru_cache(maxsize=64)
def _public_holidays(year: int, region: str | None) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=region, years=year))


def _on(day: date, at: time) -> datetime:
    """Combine a day and a wall-clock time in Paris; 09:00 stays 09:00 when clocks change."""
    return datetime.combine(day, at, PARIS)
