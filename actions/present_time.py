"""The time that is settled, where it is named again only to be left for another."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

from french.corrections import changes_mind
from french.letters import fold
from french.paris import PARIS
from french.when import Window, points_to_time, read_when, spans

_JOINED = re.compile(r"\s*(?:à|a|vers|le|de|du)?\s*", re.IGNORECASE)
_OR = re.compile(r"\s*,?\s*(?:ou|soit|sinon)\b", re.IGNORECASE)
# What is said of a time that cannot be had: « j'ai un TD », « je ne peux plus », « non ».
_IS_LEFT = re.compile(
    r"[\s,]*(?:finalement |en fait |ben |bah )*(?:non\b|j ?'?ai (?!bien|note)|on a |nous avons "
    r"|(?:il|elle|(?:mon|ma|notre) \w+) a |(?:je )?(?:ne |n')?(?:peux|pourrai|serai|suis) "
    r"(?:pas|plus|pris|prise|occup)|(?:c'est|ce sera|ca) .{0,12}(?:pas|plus|trop|mort|impossible)"
    r"|(?:pas |im)possible|trop )"
)


def without_present(said: str, present: datetime, now: datetime, *, is_moving: bool = False) -> str:
    """Leave out of a message the settled time and what is said of it, where another follows.

    « jeudi 14 h j'ai un client, mets vendredi », « mardi 14 h j'ai cours, plutôt 16 h 30 ». Unless
    it is known to be moved, it has to be said that it can't be had: « oui, lundi, et non mardi ».
    """
    named = [(end, _named(said[:end], present, now)) for end in _ends_of_times(said, now)]
    rests = [(said[end:], window) for end, window in named if window is not None]
    for rest, window in rests:
        after = read_when(rest, now)
        if after is None or _OR.match(rest):
            continue
        is_other_day = bool(after.days) and not after.days_bound and (is_moving or _is_left(rest))
        if is_other_day or (_is_left(rest) and _is_other_hour(rest, window, after)):
            return rest
    last = rests[-1][0] if rests else said
    counts_on = points_to_time(last) and (is_moving or _is_left(last))
    return last if counts_on and not _OR.match(last) else said


def _is_left(rest: str) -> bool:
    """Tell whether what follows a time says that it can't be had."""
    return _IS_LEFT.match(fold(rest)) is not None


def _ends_of_times(said: str, now: datetime) -> list[int]:
    """Tell where each time ends that is said in one: « vendredi soir », « jeudi à 14 h »."""
    found = spans(said, now)
    joined = [_JOINED.fullmatch(said[end:start]) for (_, end), (start, _) in pairwise(found)]
    said_on = zip(found, [*joined, None], strict=False)
    return [end for (_, end), goes_on in said_on if not goes_on]


def _named(said: str, moment: datetime, now: datetime) -> Window | None:
    """Read a time that is the settled one, as far as it goes; None for another.

    A weekday that stands alone is that of the settled time, in whichever week this is.
    """
    named = read_when(said, now)
    if named is None or named.days is None:
        return None
    day = moment.astimezone(PARIS).date()
    is_on = named.days.first <= day <= named.days.last
    is_weekday = named.weekday == day.weekday() and named.days.first < day
    return named if is_on or is_weekday else None


def _is_other_hour(rest: str, named: Window, after: Window) -> bool:
    """Tell « j'ai un TD, mettez 16 h 30 », after the settled day, from any other hour."""
    is_one_day = named.days is not None and named.days.is_one
    is_new = after.hours is not None and after.hours.exact and after.hours != named.hours
    return is_one_day and is_new and changes_mind(rest)
