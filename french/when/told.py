"""When a visitor is busy, which is not wanted: « je finis à 16 h », « je bosse le matin »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from french.when.day_hours import Hours
from french.when.mentions import Item
from french.when.vocabulary import WEEKDAY_RE

_FREE = (
    r"dispos?|disponib\w+|libre\w*|creneaux?|trous?|temps|moments?|places?|possibilites?|pauses?|repos"
    r"|conges?|rien|(?:rdv|rendez-vous|entretiens?|visios?|reservations?)(?! (?:chez|medic|pro|au))"
    r"|questions?|demandes?|preferences?|besoin|envie|droit|idees?|choix|mails?|messages?"
)
_SAID = (
    r"dit|vu|mis|pris|note|reserve|demande|propose|choisi|confirme|ecrit|parle|voulu|pense|eu|fait|recu"
    r"|prevu|valide|repondu|envoye|fini|termine|bloque|garde|selectionne|trouve|oublie|rate|manque|pu|du|ete"
)
_HAVING = (
    r"(?:\bai|\b(?:il|elle|on|qui|(?:mon|ma|notre)\s[a-z]+)\sa|\bavons|\bont)\s"
    r"(?:(?:aussi|deja|toujours|encore|quand meme)\s)?"
    r"(?:(?:mon|ma|mes|son|sa|ses|notre|nos|leur|un|une|des|du|le|la|les|de la)\s|l'|d')?"
    rf"(?!(?:{_FREE}|{_SAID}|pas|plus|jamais|que|qu|tou[ts]\w*|bien|beaucoup|trop|peu|au|aux|a|en|par"
    rf"|pour|vers|mon|ma|mes|un|une|des|du|le|la|les|besoin|autre|autres)\b|{WEEKDAY_RE})[a-z][a-z'-]+"
)
"""« j'ai un shooting », « elle a danse »: what one has at an hour keeps one busy then."""

_UNTIL = re.compile(
    r"\b(?:je\s|j'|il\s|elle\s|on\s)(?!(?:suis|serai|est|sera|reste)\s(?:dispo|libre|la)|pe?u|ai\s(?:que\s)?(?:le|mon)"
    rf"|(?:ai|a)\s(?:$|(?:[a-z']+\s){{0,3}}(?:{_FREE})\b))"
    r"[a-z]+(?:\s(?!dispo|libre)[a-z]+){0,3}\s$"
)
"""« je dors jusqu'à 14 h »: before an hour that something lasts until."""
_TILL = re.compile(r"jusqu'(?:au?\s|en\s|a\s)?(?:le\s|la\s)?$")
_BUSY_AFTER = re.compile(rf"\s(?:j')?{_HAVING}\b")
"""« mardi j'ai mon permis », « mercredi mon fils a foot »."""

_BUSY = re.compile(
    r"(?:\b(?P<ends>termine|finis|finit|(?<!ai )fini|sors|sort|debauche|quitte)\b"
    r"|\b(?:je |j')(?P<begins>commence|embauche|reprends|pars|prends mon poste|attaque)\b"
    r"|(?<!on )(?<!qui )(?<!vous )\b(?:bosse|travaille|taffe?)\b(?! (?:pas|plus)\b)"
    r"|\b(?:suis|serai) (?:pris|prise|occupee?|absente?|indisponible|pas la|au travail|au boulot"
    r"|en (?:cours|stage|reunion|vacances|deplacement))\b"
    rf"|{_HAVING}\b"
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
_SEEN_BEFORE = 60  # letters
_BESIDE = 40


@dataclass
class Told:
    """Items that are wanted, and items that are refused, since the visitor is busy then."""

    wanted: list[Item] = field(default_factory=list)
    refused: list[Item] = field(default_factory=list)


def read_told(items: Sequence[Item], plain: str) -> Told:
    """Part what is wanted from when the visitor is busy.

    The end of being busy is wanted only where no other hour is: « je finis à 16 h » is from 16:00.
    """
    busy = [_busy_with(item, items, plain) for item in items]
    items, busy = _without_another_day(items, busy)
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
        elif _near(item, list(zip(items, busy, strict=True))):
            told.wanted.append(item)  # « jusqu'à midi demain »: the day is that of what follows
        elif item.days is not None and item.days.bound is None:
            told.refused.append(item)
        elif item.days is not None and item.days.bound == "until" and all(busy):
            told.wanted.append(replace(item, days=replace(item.days, bound="after")))
    return told


def _without_another_day(
    items: Sequence[Item], busy: Sequence[re.Match[str] | None]
) -> tuple[list[Item], list[re.Match[str] | None]]:
    """Leave out the day and hours of being busy, where another day is wanted.

    « j'ai cours demain matin, plutôt vendredi 16 h » says nothing of Friday's morning.
    """
    told = list(zip(items, busy, strict=True))
    wants_a_day = any(item.days and not match for item, match in told)
    days_beside = [item for item, match in told if match and item.days and _near(item, told)]
    if not wants_a_day or not days_beside:
        return list(items), list(busy)
    hours = [each for day in days_beside for each in _near(day, told)]
    kept = [(item, match) for item, match in told if item not in (*days_beside, *hours)]
    return [item for item, _ in kept], [match for _, match in kept]


def _near(day: Item, told: Sequence[tuple[Item, re.Match[str] | None]]) -> list[Item]:
    """Give the hours of being busy beside a day."""
    return [
        other
        for other, match in told
        if match and other.hours is not None and abs(other.start - day.start) < _BESIDE
    ]


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
    elif hours.exact and _tells(match, "ends"):
        free = Hours(hours.first, None)
    elif hours.exact and _tells(match, "begins"):
        busy, free = Hours(hours.first, None), Hours(None, hours.first)
    if free is None or (_tells(match, "begins") and free_hours):
        told.refused.append(replace(item, hours=busy))
    elif not free_hours:
        told.wanted.append(replace(item, hours=free))


def _tells(match: re.Match[str], edge: str) -> bool:
    """Tell whether it is when being busy « begins » or « ends » that is told."""
    return bool(match.groupdict().get(edge))


def _busy_with(item: Item, items: Sequence[Item], plain: str) -> re.Match[str] | None:
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
    if _is_until(item, plain) and (until := _UNTIL.search(_TILL.sub("", before[begin:]))):
        return until
    after = _BUSY_AFTER.match(plain, item.end) if item.days is not None else None
    return _BUSY.search(before[begin:]) or after


def _is_until(item: Item, plain: str) -> bool:
    if item.days is not None:
        return item.days.bound == "until"
    is_open = item.hours is not None and item.hours.first is None
    return is_open and plain.startswith("jusqu'", item.start)
