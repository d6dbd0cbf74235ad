"""Putting each hour with its day, where a phrase names several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise

from french.when.calendar import Days, day_of_month_on, single_day
from french.when.day_hours import Hours
from french.when.mentions import Item
from french.when.named_days import NamedDays, narrowed
from french.when.occupations import TOO

_OR = re.compile(r"\b(?:ou|sinon)\b")
_SAME_HOUR = re.compile(r"\s?,?\s?(?:mais\s)?(?:a\s|au\s)?(?:la\s)?meme\s(?:heure|horaire)\b")
_SAID_AGAIN = re.compile(r"\s*[,(]?\s*(?:c'est-a-dire|c'est|soit|donc|le|un)?\s*(?:le|un)?\s*")
_IS_THAT = re.compile(r"\(|\bun\b|\bc'est")


@dataclass
class Group:
    """A day with its hours; `tight`: in one breath; `hours_first`: the hours before the day."""

    days: NamedDays | None = None
    hours: Hours | None = None
    tight: bool = False
    hours_first: bool = False


def group(items: Sequence[Item], plain: str, found: Sequence[Item] = ()) -> list[Group]:
    """Put each hour with its day: a second day, or a second hour, begins another group.

    « lundi ou mardi à 14 h » means 14:00 for both; « lundi 10 h ou 11 h » Monday for both.
    `found` are all times that were said, of which « la même heure » may be one that is not wanted.
    """
    groups: list[Group] = []
    end = 0
    for item in items:
        between = plain[end : item.start]
        if item.days is not None:
            _add_days(groups, item.days, between)
            if _SAME_HOUR.match(plain, item.end):
                groups[-1].hours = _hour_before(groups[:-1], found, item) or groups[-1].hours
            elif TOO.match(plain, item.end) and groups[:-1] and groups[-1].hours is None:
                groups[-1].hours = groups[-2].hours  # « jeudi matin, vendredi aussi »
        elif item.hours is not None:
            _add_hours(groups, item.hours, between)
        end = item.end
    return _inherit(groups)


def _hour_before(groups: Sequence[Group], found: Sequence[Item], item: Item) -> Hours | None:
    """Give the hour that « la même heure » is: of the group before it, else the last one said."""
    if groups and groups[-1].hours and groups[-1].hours.exact:
        return groups[-1].hours
    said = [each.hours for each in found if each.hours and each.end <= item.start]
    return next((hours for hours in reversed(said) if hours.exact), None)


def _add_days(groups: list[Group], days: NamedDays, between: str) -> None:
    current = groups[-1] if groups else None
    if current is not None:
        is_whole = current.tight and current.days is not None and current.days.bound is not None
        joined = None if is_whole else _joined(current.days, days, between)
        if joined is not None:
            current.days = joined
            return
        said_or = _OR.search(between) is not None
        if current.days is None and not (current.hours and groups[:-1] and said_or):
            current.days = days
            current.hours_first = current.hours is not None
            return
    groups.append(Group(days))


def _add_hours(groups: list[Group], hours: Hours, between: str) -> None:
    current = groups[-1] if groups else None
    if between.strip() == "," and not hours.exact and None in (hours.first, hours.last):
        for other in groups[:-1]:  # « lundi matin ou mardi aprem, pas avant 10 h »
            if other.hours is not None and other.hours.part:
                other.hours = _one_of(other.hours, hours, between) or other.hours
    joined = None
    if current is not None:
        joined = hours if current.hours is None else _one_of(current.hours, hours, between)
    if current is None or joined is None:
        current = Group()
        groups.append(current)
    current.tight = between.strip() in ("", "a", "au", "vers")
    current.hours = joined or hours


def _joined(first: NamedDays | None, second: NamedDays, between: str) -> NamedDays | None:
    """Join two namings of one day: « la semaine prochaine, jeudi », « aujourd'hui, jeudi »."""
    if first is None or _OR.search(between) or second.bound:
        return None
    if first.bound:
        keeps_to_it = _is_beyond(first, second.days.first) and _is_beyond(first, second.days.last)
        return second if keeps_to_it else None
    if first.days.is_one and second.days.is_one:
        return _said_again(first, second, between)
    outer, inner = (second, first) if first.days.is_one else (first, second)
    if outer.days.is_one or inner.disagrees or not inner.days.is_one:
        return None
    if outer.days.first <= inner.days.first <= outer.days.last:  # « …, le mardi 20 avril »
        return replace(inner, within=outer.days)
    if inner.weekday is None and not inner.by_number:
        return None
    number = inner.days.first.day if inner.by_number else None
    days = narrowed(outer.days, inner.weekday, number)
    return None if days is None else replace(inner, days=days, within=outer.days)


def _is_beyond(bound: NamedDays, day: date) -> bool:
    """« après Noël, le 6 janvier »: days that keep to the bound say what is meant."""
    if bound.bound in ("from", "after", "each"):
        return day >= bound.days.first
    return day <= bound.days.last


def _said_again(first: NamedDays, second: NamedDays, between: str) -> NamedDays | None:
    """« demain, jeudi » is one day; where it is none, the visitor has to be asked."""
    if not _SAID_AGAIN.fullmatch(between):
        return None
    if (first.weekday is None) != (second.weekday is None) and first.ahead == second.ahead:
        return _dated(first, second, between)
    if (first.ahead is None) == (second.ahead is None):
        return None
    counted, other = (second, first) if first.ahead is None else (first, second)
    day = counted.days.first
    same = day.weekday() == other.weekday if other.weekday is not None else day == other.days.first
    if not same and counted.ahead and other.weekday is not None and "," in between:
        return None  # « demain, vendredi ou lundi » are several days
    return replace(counted, disagrees=not same or other.disagrees)


def _dated(first: NamedDays, second: NamedDays, between: str) -> NamedDays | None:
    """« le 8 décembre (mardi) », « vendredi (le 4) »: the date, whose weekday is said as well.

    Where they differ, « le 8, lundi » may be two days; « le 8, un lundi » is one, to be asked.
    """
    dated, other = (first, second) if first.weekday is None else (second, first)
    day, weekday = dated.days.first, other.days.first.weekday()
    if dated.by_number:
        dated = replace(dated, days=single_day(day_of_month_on(weekday, day.day, day) or day))
    differs = dated.days.first.weekday() != weekday
    if differs and not _IS_THAT.search(between):
        return None
    return replace(dated, disagrees=differs or dated.disagrees)


def _one_of(first: Hours, second: Hours, between: str) -> Hours | None:
    """Join hours that belong together; None where they are alternatives."""
    if not (first.part or second.part):
        return _bounds_of(first, second) if not _OR.search(between) else None
    if first.part and second.part:
        return None if _OR.search(between) or "mais" in between else second
    part, other = (first, second) if first.part else (second, first)
    if other.exact and other.first and part.first:
        return _placed(other, other.first, part.first)
    if other.first and other.last and part.first and part.first > time(11) > other.first:
        later = other.last <= time(12)  # « ce soir entre 8 h et 9 h »
        ends = (_half_later(other.first), _half_later(other.last)) if later else None
        return replace(other, first=ends[0], last=ends[1]) if ends else other
    if other.first is None and other.last and part.first and part.first < other.last:
        return replace(part, last=min(other.last, part.last or other.last), part=False)
    if other.last is None and other.first and part.last and other.first < part.last:
        return replace(part, first=max(other.first, part.first or other.first), part=False)
    return other


def _placed(hours: Hours, hour: time, begins: time) -> Hours:
    """A part of the day makes an hour clearer: « le matin, à 7 h », « le soir, à 8 h »."""
    if begins > time(11) > hour:
        return replace(hours, first=_half_later(hour))
    if hour > time(18) and begins < time(10):
        return replace(hours, first=hour.replace(hour=hour.hour - 12))
    return hours


def _half_later(hour: time) -> time:
    return hour.replace(hour=(hour.hour + 12) % 24)


def _bounds_of(first: Hours, second: Hours) -> Hours | None:
    """« après 10 h et avant 12 h » is a range; « à partir de 10 h, disons 11 h » is 11:00."""
    exact, other = (first, second) if first.exact else (second, first)
    is_bound = not other.exact and None in (other.first, other.last)
    if exact.exact and is_bound and exact.first and exact.first in other:
        return exact
    if first.last is None and not first.exact and second.first is None:
        begins, ends = first.first, second.last
    elif second.last is None and not second.exact and first.first is None:
        begins, ends = second.first, first.last
    else:
        return None
    return Hours(begins, ends) if begins and ends and begins < ends else None


def _in_the_same_week(groups: list[Group]) -> None:
    """« jeudi ou vendredi de la semaine prochaine », « la semaine prochaine, mardi ou jeudi »."""
    for before, after in pairwise(groups):
        if before.days and after.days and before.days.within and after.days.weekday is not None:
            after.days = _moved_into(before.days.within, after.days)
    for before, after in reversed(list(pairwise(groups))):
        if before.days and after.days and after.days.within and before.days.weekday is not None:
            moved = _moved_into(after.days.within, before.days)
            if moved.days.first < after.days.days.first:  # « vendredi ou mardi de la semaine … »
                before.days = moved


def _moved_into(week: Days, named: NamedDays) -> NamedDays:
    days = None if named.bound else narrowed(week, named.weekday, None)
    return named if days is None else replace(named, days=days, within=week)


def _inherit(groups: list[Group]) -> list[Group]:
    _in_the_same_week(groups)
    for index in range(len(groups) - 2, -1, -1):
        if groups[index].hours is None:
            groups[index].hours = groups[index + 1].hours
    for before, after in pairwise(groups):
        after.days = after.days or before.days
        if before.hours_first and after.hours is None:
            after.hours, after.hours_first = before.hours, True
    for before, after in reversed(list(pairwise(groups))):
        before.days = before.days or after.days
    return groups
