"""When a visitor is busy, which is not wanted: « je finis à 16 h », « je bosse le matin »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from french.when.day_hours import Hours
from french.when.mentions import Item

_BUSY = re.compile(
    r"(?:\b(?P<ends>termine|finis|finit|(?<!ai )fini|sors|sort|debauche|quitte)\b"
    r"|\b(?:je |j')(?P<begins>commence|embauche|reprends|pars|prends mon poste|attaque)\b"
    r"|(?<!on )(?<!qui )(?<!vous )\b(?:bosse|travaille|taffe?)\b(?! (?:pas|plus)\b)"
    r"|\b(?:suis|serai) (?:pris|prise|occupee?|absente?|indisponible|pas la|au travail|au boulot"
    r"|en (?:cours|stage|reunion|vacances|deplacement))\b"
    r"|\bai (?:un |des )?(?:cours|examens?|partiels?|reunion)\b"
    r"|(?:^|[,;] ?)(?:absente?|indisponible|en (?:vacances|stage|deplacement))\b"
    r"|(?:^|[,;] ?)cours\b(?! particulier))[^,;.!?]{0,30}$"
)
_CLAUSE = re.compile(
    r"[,;.!?]|\b(?:donc|alors|mais|sinon|plutot|libre|dispo\w*|possible|du coup|ensuite)\b"
)
_SO = re.compile(r"\bdonc\b|\bdu coup\b")
_JOINED = re.compile(
    r"[\s,/-]*(?:(?:et|ou|puis|de|du|des|d|a|au|aux|le|la|les|l|entre|jusque?|en|dans|vers|tou[ts]e?s?)\b"
    r"[\s,'/-]*)*"
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
    busy = [_busy_before(item, items, plain) for item in items]
    reasons = [item for item, is_busy in zip(items, busy, strict=True) if not is_busy]
    reasons = _reasons(reasons, plain)
    if not any(busy):
        return Told(wanted=[item for item in items if item not in reasons])
    free_hours = any(item.hours and not match for item, match in zip(items, busy, strict=True))
    told = Told()
    for item, match in zip(items, busy, strict=True):
        if match is None:
            told.wanted += [] if item in reasons else [item]
        elif item.hours is not None:
            _take_hours(told, item, item.hours, match, free_hours=free_hours)
        elif _has_hours_beside(item, items, busy):
            told.wanted.append(item)  # « jusqu'à midi demain »: the day is that of what follows
        elif item.days is not None and item.days.bound is None:
            told.refused.append(item)
        elif item.days is not None and item.days.bound == "until" and all(busy):
            told.wanted.append(replace(item, days=replace(item.days, bound="after")))
    return told


def _reasons(items: Sequence[Item], plain: str) -> list[Item]:
    """« mon train arrive à 10 h, donc 11 h »: the hour after « donc » is the one that is wanted."""
    so = _SO.search(plain)
    if so is None or not any(item.hours and item.start > so.start() for item in items):
        return []
    return [item for item in items if item.hours and item.start < so.start()]


def _take_hours(
    told: Told, item: Item, hours: Hours, match: re.Match[str], *, free_hours: bool
) -> None:
    busy, free = hours, None
    if not hours.part and hours.first is None:
        free = Hours(hours.last, None)
    elif hours.exact and match["ends"]:
        free = Hours(hours.first, None)
    elif hours.exact and match["begins"]:
        busy, free = Hours(hours.first, None), Hours(None, hours.first)
    if free is None or (match["begins"] and free_hours):
        told.refused.append(replace(item, hours=busy))
    elif not free_hours:
        told.wanted.append(replace(item, hours=free))


def _busy_before(item: Item, items: Sequence[Item], plain: str) -> re.Match[str] | None:
    seen_from = max(0, item.start - _SEEN_BEFORE)
    for other in items:  # « elle finit à 16 h mets 16 h 30 »: the former hour is the busy one
        if other.end <= item.start and not _JOINED.fullmatch(plain[other.end : item.start]):
            seen_from = max(seen_from, other.end)
    before = plain[seen_from : item.start]
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
