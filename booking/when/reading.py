"""From a phrase to the time that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from booking.model import PARIS
from booking.when.calendar import Days, one
from booking.when.days import NamedDays, read_days
from booking.when.hours import read_hours
from booking.when.text import make_plain
from booking.when.window import Hours, Refusals, Window, make_window

_SOON = re.compile(
    r"\b(?:(?:le |au )plus (?:tot|vite|rapidement)(?: possible)?|des que possible|asap"
    r"|des que (?:vous|tu) (?:pouvez|peux)|n'importe quand|peu importe|quand vous voulez"
    r"|(?:le )?plus rapide|rapidement|vite possible|n'importe (?:quel|quelle) (?:jour|heure))\b"
)
_IN_HOURS = re.compile(r"\bdans\s(\d+|une?)\s*(?:h|heures?)\b(?:\s*(\d\d)|\s(et demie?|et quart))?")
_NOT = re.compile(
    r"\b(?:pas|sauf|hors|excepte|evite[zr]?)\s*(?:a\s|le\s|les\s|l'|en\s|de\s|vers\s)*$"
)


@dataclass(frozen=True)
class _Item:
    start: int
    end: int
    days: NamedDays | None = None
    hours: Hours | None = None


@dataclass
class _Group:
    """A day with its hours, of which a phrase may name several."""

    days: NamedDays | None = None
    hours: Hours | None = None


def read_when(text: str, now: datetime) -> Window | None:
    """Read the time that a phrase means, seen from `now` (aware); None where it means none.

    Reads at most `text.LONGEST` characters, in time linear in their number.
    """
    local = now.astimezone(PARIS)
    plain = make_plain(text).plain
    later = _IN_HOURS.search(plain)
    if later:
        return _in_hours(later, local)
    items = _items(plain, local)
    wanted = [item for item in items if not _is_refused(item, plain)]
    refusals = _refusals([item for item in items if item not in wanted])
    groups = _inherit(_grouped(wanted))
    if groups:
        windows = [_window(group, local, refusals) for group in groups]
        return replace(windows[0], others=tuple(windows[1:]))
    if _SOON.search(plain):
        return Window(local, None, "minute", "special", refusals=refusals)
    if refusals != Refusals():
        return Window(local, None, "minute", "open", refusals=refusals)
    return None


def refine(previous: Window, text: str, now: datetime) -> Window | None:
    """Read a phrase that completes or corrects an earlier one.

    « 14h30 » after « jeudi après-midi » is on Thursday; « plutôt vendredi » keeps an hour that was
    fixed. None where the phrase means no time.
    """
    new = read_when(text, now)
    if new is None or new.kind == "special":
        return new
    local = now.astimezone(PARIS)
    if new.days is None and new.hours is not None and previous.days is not None:
        merged = make_window(
            previous.days,
            new.hours,
            local,
            weekday=previous.weekday,
            refusals=previous.refusals,
            days_bound=previous.days_bound,
        )
        return replace(merged, others=())
    if new.days is not None and new.hours is None:
        days = _weekday_within(previous, new) or new.days
        if previous.hours is not None or days is not new.days:
            return make_window(
                days, previous.hours, local, weekday=new.weekday, days_bound=new.days_bound
            )
    return new


def spans(text: str, now: datetime) -> list[tuple[int, int]]:
    """Give the parts of a text that speak of time: offsets in what was typed."""
    plain = make_plain(text)
    items = _items(plain.plain, now.astimezone(PARIS))
    found = [(item.start, item.end) for item in items]
    found += [match.span() for match in _SOON.finditer(plain.plain)]
    found += [match.span() for match in _IN_HOURS.finditer(plain.plain)]
    return [plain.original_span(start, end) for start, end in sorted(found) if end > start]


def _items(plain: str, local: datetime) -> list[_Item]:
    hours = read_hours(plain)
    rest = list(plain)
    for start, end, found in hours:
        if not found.part:  # the name of a part stays: « ce matin » names a day by it
            rest[start:end] = "~" * (end - start)
    days = read_days("".join(rest), local.date())
    items = [_Item(start, end, hours=found) for start, end, found in hours]
    items += [_Item(start, end, days=found) for start, end, found in days]
    return sorted(items, key=lambda item: item.start)


def _is_refused(item: _Item, plain: str) -> bool:
    if item.days is not None:
        return item.days.refused
    return bool(_NOT.search(plain[max(0, item.start - 24) : item.start]))


def _refusals(items: list[_Item]) -> Refusals:
    weekdays = {item.days.days.first.weekday() for item in items if item.days}
    return Refusals(frozenset(weekdays), tuple(item.hours for item in items if item.hours))


def _grouped(items: list[_Item]) -> list[_Group]:
    """Put each hour with its day: a second day, or a second hour, begins another group."""
    groups: list[_Group] = []
    for item in items:
        current = groups[-1] if groups else None
        if item.days is not None:
            if current is None or current.days is not None:
                current = _Group()
                groups.append(current)
            current.days = item.days
        elif item.hours is not None:
            if current is None or (
                current.hours is not None and not _one_hour(current, item.hours)
            ):
                current = _Group()
                groups.append(current)
            current.hours = _merged(current.hours, item.hours)
    return groups


def _one_hour(group: _Group, hours: Hours) -> bool:
    """Tell whether another hour only makes the group's more precise: « le matin, vers 10 h »."""
    return group.hours is not None and (group.hours.part or hours.part)


def _merged(first: Hours | None, second: Hours) -> Hours:
    if first is None:
        return second
    part, other = (first, second) if first.part else (second, first)
    if other.exact and other.first and part.first and part.first > time(12) > other.first:
        return replace(other, first=other.first.replace(hour=other.first.hour + 12))
    if other.part and not first.exact:
        return first
    return other


def _inherit(groups: list[_Group]) -> list[_Group]:
    """« lundi ou mardi à 14 h » means 14:00 for both; « lundi 10 h ou 11 h » Monday for both."""
    for index in range(len(groups) - 2, -1, -1):
        if groups[index].hours is None:
            groups[index].hours = groups[index + 1].hours
    for before, group in pairwise(groups):
        group.days = group.days or before.days
    for group, after in reversed(list(pairwise(groups))):
        group.days = group.days or after.days
    return groups


def _window(group: _Group, local: datetime, refusals: Refusals) -> Window:
    named = group.days
    if named is None:
        return make_window(None, group.hours, local, refusals=refusals)
    return make_window(
        named.days,
        group.hours,
        local,
        weekday=named.weekday,
        refusals=refusals,
        disagrees=named.disagrees,
        days_bound=named.bound,
    )


def _in_hours(match: re.Match[str], local: datetime) -> Window:
    hours = 1 if match[1] in ("un", "une") else int(match[1])
    minutes = int(match[2] or 0) or (0 if not match[3] else 30 if "demi" in match[3] else 15)
    start = (local + timedelta(hours=hours, minutes=minutes)).replace(second=0, microsecond=0)
    exact = Hours(start.time(), exact=True)
    return Window(start, None, "minute", "instant", one(start.date()), exact)


def _weekday_within(previous: Window, new: Window) -> Days | None:
    """« jeudi » after « la semaine prochaine » is the Thursday of that week."""
    if previous.days is None or previous.days.is_one or new.weekday is None:
        return None
    for ahead in range((previous.days.last - previous.days.first).days + 1):
        day = previous.days.first + timedelta(days=ahead)
        if day.weekday() == new.weekday:
            return one(day)
    return None
