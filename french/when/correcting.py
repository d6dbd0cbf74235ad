"""A time put in another's place: « à 11 h, ou plutôt 11 h 30 », « jeudi, euh, vendredi »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from french.slips import SLIP
from french.when.day_hours import Hours
from french.when.mentions import Item
from french.when.occupations import TOO
from french.when.weekdays import THIS_WEEK

_CORRECTS = re.compile(
    rf"\b(?:{SLIP}|plutot(?!\s(?:que|qu'))|enfin|euh+|hm+|ah non|(?<=[.!;…] )non|je prefere\w*"
    r"|(?<!ou )(?:alors|disons|tiens)|en fait|donc|du coup)\b"
)

_OR = re.compile(r"\b(?:ou|et|ni|sinon)\b")
_THIS_WEEK = re.compile(THIS_WEEK)
_NEXT = re.compile(r"\b(?:prochain|qui vient)")
_CHOOSES = re.compile(
    r"\b(?:allez|va pour|mettons|disons|(?:je|j') ?(?:choisis|prends?|retiens|garde|opte|pars)"
    r"|on (?:dit|part|prend|garde))\b"
)

# « mercredi plutôt, à 14 h »; but « mardi plutôt tard » says when on Tuesday.
_CORRECTED = re.compile(r"\s*(?:plutot|de preference)\s*(?:[,.;!?…]|$)")


def read_corrections(items: Sequence[Item], plain: str) -> list[Item]:
    """Leave out what the time after it takes the place of.

    An hour takes the place of an hour, a day that of a day; a day with its hour that of both. What
    was among those said before is chosen of them all: « mardi ou jeudi, plutôt jeudi »; a day that
    is said again after others needs no such word: « lundi ou mardi… lundi à 9 h, tiens ».
    """
    kept: list[Item] = []
    for item, following in zip(items, (*items[1:], None), strict=False):
        if kept and _is_narrowed(kept[0], item, following, plain):
            kept = []
        elif kept and (later := _after_this_week(kept[-1], item, plain)):
            kept, item = kept[:-1], later
        elif kept and _CORRECTED.match(plain, item.end):
            kept = _without_all_replaced(kept, item, following)
        elif kept and (
            (_CORRECTS.search(plain, kept[-1].end, item.start) and not TOO.match(plain, item.end))
            or _is_chosen(kept, item, following, plain)
        ):
            kept = _without_replaced(kept, item, following)
        kept.append(item)
    return kept


def _without_replaced(kept: list[Item], item: Item, following: Item | None) -> list[Item]:
    *others, last = kept
    if last.days and item.days and not last.days.days.is_one and item.days.weekday is not None:
        return kept  # « la semaine du 25, plutôt jeudi »
    if any((each.days, each.hours) == (item.days, item.hours) for each in kept):
        return _without_all_replaced(kept, item, following)
    if _is_day(last) == _is_day(item):
        return others
    if not others or _is_day(others[-1]) != _is_day(item):
        return kept  # « lundi, plutôt le matin » says more of the same time
    if not _is_day(item):  # « 14 h jeudi, euh, 15 h »; but « lundi matin, mardi plutôt tard »
        return [last] if len(others) == 1 else kept
    has_hour = following is not None and not _is_day(following)
    return others[:-1] if has_hour else [*others[:-1], last]


def _without_all_replaced(kept: list[Item], item: Item, following: Item | None) -> list[Item]:
    """Leave out every day said before a day, or every hour before an hour; a day's hour, too."""
    brings_both = _is_day(item) and following is not None and not _is_day(following)
    return [] if brings_both else [each for each in kept if _is_day(each) != _is_day(item)]


def _is_narrowed(habit: Item, item: Item, following: Item | None, plain: str) -> bool:
    """Tell the very day with its hour from the weekday before it.

    « Elle est libre le mercredi après-midi. Mercredi de la semaine prochaine à 14 h 30 »
    """
    if habit.days is None or habit.days.weekday is None or item.days is None:
        return False
    brings_hour = following is not None and not _is_day(following)
    is_dated = item.days.weekday is None or item.days.within is not None
    same = item.days.days.first.weekday() == habit.days.weekday
    return brings_hour and is_dated and same and not _OR.search(plain, habit.end, item.start)


def _after_this_week(week: Item, item: Item, plain: str) -> Item | None:
    """Read « cette semaine je suis en stage, ça n'ira pas. Lundi prochain ? » as past it."""
    if item.days is None or item.days.weekday is None or item.days.bound:
        return None
    is_next = _NEXT.search(plain, item.start, item.end) is not None
    is_said_apart = plain[week.end : item.start].strip(" ,") not in ("", "ou", "et")
    if week.days is None or not (
        is_next and is_said_apart and _THIS_WEEK.match(plain, week.start, week.end)
    ):
        return None
    return replace(item, days=item.days.past(week.days.days))


def _is_chosen(kept: Sequence[Item], item: Item, following: Item | None, plain: str) -> bool:
    """Tell an hour of several that is said again, or a day with an hour or a word that chooses.

    A day alone may be said to tell why not: « mardi j'ai cours ».
    """
    said_between = plain[kept[-1].end : item.start]
    if not _is_day(item):
        hours = [each.hours for each in kept if not _is_day(each)]
        is_again = len(hours) > 1 and item.hours in hours
        return is_again or (len(hours) == 1 and _is_within(hours[0], item, said_between, plain))
    days = [each.days for each in kept if _is_day(each)]
    brings_hour = following is not None and not _is_day(following)
    has_hours = any(each.hours and each.hours.exact for each in kept)
    is_told = brings_hour or (_CHOOSES.search(said_between) is not None and not has_hours)
    return is_told and len(days) > 1 and item.days in days


def _is_within(stretch: Hours | None, item: Item, said_between: str, plain: str) -> bool:
    """Tell the very hour from the stretch before it: « entre 9 h et 11 h, je prends 11 h »."""
    if stretch is None or stretch.exact or item.hours is None or not item.hours.exact:
        return False
    hour = item.hours.first
    is_in = hour is not None and (hour in stretch or hour == stretch.last)
    is_chosen = _CHOOSES.search(said_between) or plain.startswith(" par exemple", item.end)
    return is_in and bool(is_chosen) and not _OR.search(said_between)


def _is_day(item: Item) -> bool:
    return item.days is not None
