"""The time that is settled, where it is named again only to be left for another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from french.paris import PARIS
from french.when import Window, points_to_time, read_when, spans

_JOINED = re.compile(r"\s*(?:à|a|vers|le|de|du)?\s*", re.IGNORECASE)


def without_present(said: str, present: datetime, now: datetime) -> str:
    """Leave out of a message the settled time and what is said of it, where another follows.

    « jeudi 14 h j'ai un client, mets vendredi », « mardi 14 h j'ai cours, plutôt 16 h 30 ».
    """
    rests = [said[end:] for start, end in _times(said, now) if _is(said[start:end], present, now)]
    for rest in rests:
        if not _is_alternative(rest) and _is_another(read_when(rest, now), present):
            return rest
    return rests[-1] if rests and _counts_on(rests[-1]) else said


def _is_another(after: Window | None, present: datetime) -> bool:
    if after is None:
        return False
    if after.days:
        return not after.days_bound
    hours = after.hours
    return hours is not None and hours.exact and hours.first != present.astimezone(PARIS).time()


def _times(said: str, now: datetime) -> Iterator[tuple[int, int]]:
    """Tell where each time stands that is said in one: « vendredi soir », « jeudi à 14 h »."""
    found = spans(said, now)
    begin = None
    for (start, end), after in zip_longest(found, found[1:]):
        begin = start if begin is None else begin
        if after is None or not _JOINED.fullmatch(said[end : after[0]]):
            yield begin, end
            begin = None


def _is(said: str, present: datetime, now: datetime) -> bool:
    """Tell whether a time said is the settled one, as far as it goes: its day, or its hour."""
    named = read_when(said, now)
    if named is None:
        return False
    if named.days is None:
        return named.hours is not None and named.hours.first == present.astimezone(PARIS).time()
    day = present.astimezone(PARIS).date()
    is_named = named.days.first <= day <= named.days.last
    return is_named or named.weekday == day.weekday()  # of whichever week, where it stands alone


def _counts_on(said: str) -> bool:
    """Tell « le lendemain » from a second choice: « jeudi ou le lendemain »."""
    return points_to_time(said) and not _is_alternative(said)


def _is_alternative(said: str) -> bool:
    """Tell what follows « ou », or says why the settled time is right: « parce que 15 h… »."""
    return bool(re.match(r"\s*(?:ou|parce|car|vu|puisqu\w*)\b", said))
