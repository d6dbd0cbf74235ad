"""When a visitor is busy, which is not wanted: « je finis à 16 h », « je bosse le matin »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from french.when.day_hours import Hours
from french.when.mentions import Item

_BUSY = re.compile(
    r"(?:\b(?P<ends>termine|finis|finit|fini|sors|sort|debauche|quitte)\b"
    r"|(?<!on )(?<!qui )(?<!vous )\b(?:bosse|travaille|taffe?)\b"
    r"|\b(?:suis|serai) (?:pris|prise|occupee?|absente?|indisponible|pas la|au travail|au boulot"
    r"|en (?:cours|stage|reunion|vacances|deplacement))\b"
    r"|\bai (?:un |des )?(?:cours|examens?|partiels?|reunion)\b"
    r"|(?:^|[,;] ?)cours\b(?! particulier))[^,;.!?]{0,30}$"
)
_CLAUSE = re.compile(
    r"[,;.!?]|\b(?:donc|alors|mais|sinon|plutot|libre|dispo\w*|possible|du coup|ensuite)\b"
)
_SEEN_BEFORE = 60


@dataclass
class Told:
    """Items that are wanted, and items that are refused, since the visitor is busy then."""

    wanted: list[Item] = field(default_factory=list)
    refused: list[Item] = field(default_factory=list)


def read_told(items: Sequence[Item], plain: str) -> Told:
    """Part what is wanted from when the visitor is busy.

    The end of being busy is wanted only where no other hour is: « je finis à 16 h » is from 16:00.
    """
    busy = [_busy_before(item, plain) for item in items]
    if not any(busy):
        return Told(wanted=list(items))
    free_hours = any(item.hours and not match for item, match in zip(items, busy, strict=True))
    told = Told()
    for item, match in zip(items, busy, strict=True):
        if match is None:
            told.wanted.append(item)
        elif item.hours is not None:
            _take_hours(told, item, item.hours, ends=bool(match["ends"]), free_hours=free_hours)
        elif _has_hours_beside(item, items, busy):
            told.wanted.append(item)  # « jusqu'à midi demain »: the day is that of what follows
        elif item.days is not None and item.days.bound is None:
            told.refused.append(item)
        elif item.days is not None and item.days.bound == "until" and all(busy):
            told.wanted.append(replace(item, days=replace(item.days, bound="after")))
    return told


def _take_hours(told: Told, item: Item, hours: Hours, *, ends: bool, free_hours: bool) -> None:
    end_of_it = hours.last if hours.first is None else hours.first if ends else None
    if hours.part or end_of_it is None:
        told.refused.append(item)
    elif not free_hours:
        told.wanted.append(replace(item, hours=Hours(end_of_it, None)))


def _busy_before(item: Item, plain: str) -> re.Match[str] | None:
    before = plain[max(0, item.start - _SEEN_BEFORE) : item.start]
    clauses = list(_CLAUSE.finditer(before))
    # « , cours jusqu'à midi »: the comma before belongs to it.
    begin = clauses[-1].start() if clauses else 0
    if clauses and clauses[-1][0] not in ",;":
        begin = clauses[-1].end()
    return _BUSY.search(before[begin:])


def _has_hours_beside(
    item: Item, items: Sequence[Item], busy: Sequence[re.Match[str] | None]
) -> bool:
    return any(
        match is not None and other.hours is not None and abs(other.start - item.start) < 40
        for other, match in zip(items, busy, strict=True)
    )
