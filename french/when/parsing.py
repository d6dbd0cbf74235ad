"""From a phrase to the time that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from french.paris import PARIS
from french.when.calendar import Days, one
from french.when.mentions import Item, read_items
from french.when.named_days import NamedDays, narrowed
from french.when.plain_text import PlainText, make_plain
from french.when.refusing import read_refusals
from french.when.window import DEFAULT, DayHours, Hours, Refusals, Window, make_window

_SOON = re.compile(
    r"\b(?:(?:le|au) plus (?:tot|vite|rapidement)(?: possible)?(?! que| le matin)|asap"
    r"|des que possible|des que (?:vous|tu) (?:pouvez|peux|etes|avez)|n'importe quand|peu importe"
    r"|quand vous voulez|(?:le )?plus rapide|rapidement|(?:tot|vite) possible|tout de suite"
    r"|immediatement|n'importe (?:quel|quelle) (?:jour|heure)"
    r"|(?:le |au )?1er creneau (?:dispo\w*|libre|possible)"
    r"|prochain (?:creneau|dispo\w*))\b|^\W*maintenant\W*$"
)
_LATER = re.compile(
    r"\b(dans|d'ici|sous)\s(?:environ\s|a peu pres\s)?(?:"
    r"(?P<hours>\d{1,3}|une?)\s?h(?:eures?)?\b"
    r"(?:\s?(?P<and>[0-5]\d)\b|\s(?P<half>et demie?|et quart))?"
    r"|(?P<joined>\d{1,2})h(?P<joined_minutes>[0-5]\d)\b"
    r"|(?P<minutes>\d{1,3})\s?min\b"
    r"|(?P<fraction>une? demi(?:e)?[ -]heure|(?:un|1) quart d'heure|3 quarts? d'heure))"
)
_OR = re.compile(r"\b(?:ou|et)\b")
_FRACTIONS = {"une": 30, "un ": 15, "1 q": 15, "3 q": 45}


@dataclass
class _Group:
    """A day with its hours, of which a phrase may name several; `tight`: said in one breath."""

    days: NamedDays | None = None
    hours: Hours | None = None
    tight: bool = False


def read_when(text: str, now: datetime, hours: DayHours = DEFAULT) -> Window | None:
    """Read the time that a phrase means, seen from `now` (aware); None where it means none.

    Days and hours are of Paris. What has no year, or no day, is moved to its next occurrence; a
    date with a year that is over stays there, as « hier » does, for the caller to refuse.
    Reads at most `text.LONGEST` characters, in time linear in their number.
    """
    local = now.astimezone(PARIS)
    plain = make_plain(text).plain
    later = _LATER.search(plain)
    if later:
        return _counted(later, local)
    items = read_items(plain, local, hours)
    wanted, refusals = read_refusals(items, plain)
    groups = _inherit(_grouped(wanted, plain))
    if groups:
        windows = [_window(group, local, refusals) for group in groups]
        return replace(windows[0], others=tuple(windows[1:]))
    if _SOON.search(plain):
        return Window(local, None, "minute", "special", refusals=refusals)
    if refusals != Refusals():
        return Window(local, None, "minute", "open", refusals=refusals)
    return None


def spans(text: str, now: datetime) -> list[tuple[int, int]]:
    """Give the parts of a text that speak of time: offsets in what was typed, in order."""
    made = make_plain(text)
    return [made.original_span(start, end) for start, end in _plain_spans(made, now)]


def _plain_spans(made: PlainText, now: datetime) -> list[tuple[int, int]]:
    items = read_items(made.plain, now.astimezone(PARIS), DEFAULT)
    found = [(item.start, item.end) for item in items]
    found += [match.span() for pattern in (_SOON, _LATER) for match in pattern.finditer(made.plain)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        elif start < end:
            apart.append((start, end))
    return apart


def _grouped(items: list[Item], plain: str) -> list[_Group]:
    """Put each hour with its day: a second day, or a second hour, begins another group."""
    groups: list[_Group] = []
    end = 0
    for item in items:
        current = groups[-1] if groups else None
        if item.days is not None:
            one_day = _joined(current, item.days, plain[end : item.start])
            if current is not None and one_day is not None:
                current.days = one_day
                end = item.end
                continue
            if current is None or current.days is not None:
                current = _Group()
                groups.append(current)
            elif current.hours is not None and groups[:-1] and "ou" in plain[end : item.start]:
                current = _Group()  # « lundi 10 h ou mardi »
                groups.append(current)
            current.days = item.days
        elif item.hours is not None:
            if current is None or (
                current.hours is not None and not (current.hours.part or item.hours.part)
            ):
                current = _Group()
                groups.append(current)
            current.tight = plain[end : item.start].strip() in ("", "a", "au", "vers")
            current.hours = _merged(current.hours, item.hours)
        end = item.end
    return groups


def _joined(group: _Group | None, second: NamedDays, between: str) -> NamedDays | None:
    """« la semaine du 7, mardi » and « mardi, en janvier » name one day between them."""
    if group is None or group.days is None or _OR.search(between):
        return None
    first = group.days
    outer, inner = (second, first) if first.days.is_one else (first, second)
    if outer.days.is_one or outer.bound or inner.bound or inner.disagrees:
        return None
    if not inner.days.is_one or (inner.weekday is None and not inner.by_number):
        return None
    number = inner.days.first.day if inner.by_number else None
    days = narrowed(outer.days, inner.weekday, number)
    return None if days is None else replace(inner, days=days)


def _merged(first: Hours | None, second: Hours) -> Hours:
    """Join hours with a part of the day, which only makes them clearer: « le matin, vers 10 h »."""
    if first is None:
        return second
    part, other = (first, second) if first.part else (second, first)
    if other.exact and other.first and part.first and part.first > time(11) > other.first:
        return replace(other, first=other.first.replace(hour=other.first.hour + 12))
    if (
        other.exact
        and other.first
        and part.first
        and other.first > time(18)
        and part.first < time(10)
    ):
        return replace(other, first=other.first.replace(hour=other.first.hour - 12))
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
    hour_bound = named.bound is not None and group.tight and group.hours is not None
    days, bound = _bounded(named, hour_bound)
    return make_window(
        days,
        group.hours,
        local,
        weekday=named.weekday,
        refusals=refusals,
        by_number=named.by_number,
        disagrees=named.disagrees,
        days_bound=bound,
        hour_bound=hour_bound,
    )


def _bounded(named: NamedDays, hour_bound: bool) -> tuple[Days, str | None]:
    """Give the days and « from » or « until »; « après lundi » begins on Tuesday."""
    if named.bound == "after":
        later = named.days.last + timedelta(days=0 if hour_bound else 1)
        return Days(later, later, named.days.grain), "from"
    if named.bound == "before":
        sooner = named.days.first - timedelta(days=0 if hour_bound else 1)
        return Days(sooner, sooner, named.days.grain), "until"
    return named.days, named.bound


def _counted(match: re.Match[str], local: datetime) -> Window:
    """« dans une heure et demie », « d'ici 48 h »."""
    if match["fraction"]:
        minutes = _FRACTIONS[match["fraction"][:3]]
    elif match["minutes"]:
        minutes = int(match["minutes"])
    elif match["joined"]:
        minutes = int(match["joined"]) * 60 + int(match["joined_minutes"])
    else:
        hours = 1 if match["hours"] in ("un", "une") else int(match["hours"])
        half = match["half"] or ""
        minutes = hours * 60 + int(match["and"] or 0)
        minutes += 30 if "demi" in half else 15 if "quart" in half else 0
    counted = local.astimezone(UTC) + timedelta(minutes=minutes)
    moment = counted.astimezone(PARIS).replace(second=0, microsecond=0)
    day = one(moment.date())
    if match[1] != "dans":
        until = Hours(None, moment.time())
        return Window(
            None, moment, "minute", "open", day, until, days_bound="until", hour_bound=True
        )
    return Window(moment, None, "minute", "instant", day, Hours(moment.time(), exact=True))
