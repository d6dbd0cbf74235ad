"""From a phrase to the time that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from french.paris import PARIS
from french.when.asides import with_its_bound, without_asides
from french.when.bounds import joined_bounds
from french.when.calendar import Days
from french.when.correcting import read_corrections
from french.when.day_hours import DEFAULT, DayHours
from french.when.days import read_missing
from french.when.elsewhere import is_left_out, without_elsewhere, zone_beside, zone_told
from french.when.grouping import Group, group
from french.when.later import LATER, read_later
from french.when.making import in_zone, make_window
from french.when.mentions import Item, read_items
from french.when.named_days import NamedDays
from french.when.only import read_only
from french.when.plain_text import PlainText, make_plain
from french.when.questions import without_questions
from french.when.reasons import without_reasons
from french.when.refusing import read_refusals
from french.when.told import read_told
from french.when.window import Refusals, Window
from french.when.zones import FoundZone, SaidZone, find_zone

_SOON = re.compile(
    r"\b(?:(?:le|au) plus (?:tot|vite|rapidement)(?: possible)?(?! que| le matin)|asap"
    r"|des que possible|des que (?:vous|tu) (?:pouvez|peux|etes|avez)|n'importe quand|peu importe"
    r"|quand vous voulez|(?:le )?plus rapide|rapidement|(?:tot|vite) possible|tout de suite"
    r"|immediatement|n'importe (?:quel|quelle) (?:jour|heure)"
    r"|n'importe (?:lequel|laquelle)"
    r"|(?:le |au )?1er creneau (?:dispo\w*|libre|possible)"
    r"|prochain (?:creneau|dispo\w*))\b|^\W*maintenant\W*$"
)
_LATEST = re.compile(r"\b(?:le|au) plus tard possible\b|\btard possible\b")


def read_when(text: str, now: datetime, hours: DayHours = DEFAULT) -> Window | None:
    """Read the time that a phrase means, seen from `now` (aware); None where it means none.

    Days and hours are of Paris. What has no year, or no day, is moved to its next occurrence; a
    date with a year that is over stays there, as « hier » does, for the caller to refuse. A day
    that there is not means none: see `missing_day`. Takes time linear in the length of the text,
    of which excerpts.LONGEST characters are looked at.
    """
    local = now.astimezone(PARIS)
    made = make_plain(text)
    zone = find_zone(made.plain)
    plain = made.plain if zone is None else _covered(made.plain, zone)
    later = read_later(plain, local)
    if later:
        return later
    found = read_items(plain, local, hours)
    items = without_elsewhere(found, made.plain)
    if zone is not None and is_left_out(zone, found, items):
        zone = None
    if zone is None or not zone.zone.is_known:
        zone = zone_told(items, made.plain) or zone or zone_beside(items, plain)
    kept = without_asides(without_questions(items, plain), plain, local.date())
    told = read_told(kept, plain if len(kept) == len(items) else _cut_at(plain, items, kept))
    said = read_corrections(told.wanted, plain)
    wanted, refusals = read_refusals(said, plain, local.date(), told.refused)
    wanted, others = read_only(wanted, plain)
    refusals |= others
    wanted = with_its_bound(without_reasons(wanted, plain), found, plain)
    groups = group(wanted, plain, found)
    if groups and all(one.days is None for one in groups) and read_missing(plain, local.date()):
        return None
    latest = _LATEST.search(plain) is not None
    if groups:
        windows = [_window(one, local, refusals, latest_first=latest) for one in groups]
        windows = _each_once(windows)
        if zone is not None:
            in_words = SaidZone(zone.zone.key, _said(text, made, zone))
            windows = [in_zone(window, in_words, local) for window in windows]
        whole = joined_bounds(windows, wanted, plain, local)
        return whole or replace(windows[0], others=tuple(windows[1:]))
    soon = _SOON.search(plain)
    if soon is not None:
        return Window(local, None, "minute", "special", refusals=refusals)
    if refusals != Refusals():
        return Window(local, None, "minute", "open", refusals=refusals)
    return None


def missing_day(text: str, now: datetime) -> tuple[date, date] | None:
    """Give the days nearest to one that a phrase names and that is not, as « le 31 avril ».

    None where no such day is named. `now` is aware.
    """
    missing = read_missing(make_plain(text).plain, now.astimezone(PARIS).date())
    return missing[0][2].nearest if missing else None


def spans(text: str, now: datetime) -> list[tuple[int, int]]:
    """Give the parts of a text that speak of time: offsets in what was typed, in order.

    A day that there is not speaks of time as well.
    """
    made = make_plain(text)
    found = [made.original_span(start, end) for start, end in _plain_spans(made, now)]
    return _apart(found)  # « ¼ » is three letters of the plain text, which two parts may share


def _cut_at(plain: str, items: Sequence[Item], kept: Sequence[Item]) -> str:
    """End the clause of each time that is left out with it: its verb tells of no other time."""
    letters = list(plain)
    for item in items:
        if item not in kept:
            letters[item.start : item.end] = "," * (item.end - item.start)
    return "".join(letters)


def _each_once(windows: Sequence[Window]) -> list[Window]:
    """« jeudi en huit, donc le 17, à 16 h » is one time, said twice."""
    apart: dict[object, Window] = {}
    for window in windows:
        apart.setdefault((window.start, window.end, window.days, window.hours), window)
    return list(apart.values())


def _covered(plain: str, zone: FoundZone) -> str:
    return plain[: zone.start] + "~" * (zone.end - zone.start) + plain[zone.end :]


def _said(text: str, made: PlainText, zone: FoundZone) -> str:
    start, end = made.original_span(zone.start, zone.end)
    return text[start:end].strip(" ()")


def _plain_spans(made: PlainText, now: datetime) -> list[tuple[int, int]]:
    zone = find_zone(made.plain)
    plain = made.plain if zone is None else _covered(made.plain, zone)
    local = now.astimezone(PARIS)
    items = read_items(plain, local, DEFAULT)
    found = [(item.start, item.end) for item in items]
    found += [(start, end) for start, end, _ in read_missing(plain, local.date())]
    found += [match.span() for pattern in (_SOON, LATER) for match in pattern.finditer(plain)]
    if zone is not None and items:
        found.append((zone.start, zone.end))
    return _apart(found)


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one of the parts that overlap."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        elif start < end:
            apart.append((start, end))
    return apart


def _window(
    one: Group, local: datetime, refusals: Refusals, *, latest_first: bool = False
) -> Window:
    named = one.days
    if named is None:
        return make_window(None, one.hours, local, refusals=refusals, latest_first=latest_first)
    hour_bound = named.bound not in (None, "each") and one.tight and one.hours is not None
    days, bound = _bounded(named, hour_bound)
    return make_window(
        days,
        one.hours,
        local,
        weekday=named.weekday,
        refusals=refusals,
        by_number=named.by_number,
        disagrees=named.disagrees,
        year_unsure=named.year_unsure,
        days_bound=bound,
        hour_bound=hour_bound,
        latest_first=latest_first,
    )


def _bounded(named: NamedDays, hour_bound: bool) -> tuple[Days, str | None]:
    """Give the days and « from » or « until »; « après lundi » begins on Tuesday."""
    if named.bound == "after":
        later = named.days.last + timedelta(days=0 if hour_bound else 1)
        return Days(later, later, named.days.grain), "from"
    if named.bound == "before":
        sooner = named.days.first - timedelta(days=0 if hour_bound else 1)
        return Days(sooner, sooner, named.days.grain), "until"
    return named.days, "from" if named.bound == "each" else named.bound
