"""When a visitor is busy, which is not wanted: « je finis à 16 h », « je bosse le matin »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from french.when.day_hours import Hours
from french.when.events import of_something_else
from french.when.mentions import Item
from french.when.named_days import NamedDays
from french.when.occupations import (
    ACTIVITY,
    ACTS,
    AWAY,
    AWAY_THAT_DAY,
    CHILD,
    EVENT,
    JOINED,
    TIME_TO_SPARE,
    TOO,
)
from french.when.reasons import before_so
from french.when.vocabulary import WEEKDAY_RE

_WHO = (
    r"(?:\bj'(?:ai|avais|aurai)|\b(?:il|elle|on|(?:mon|ma|notre)\s[a-z]+)\sa(?:vait|ura)?"
    r"|\bnous a(?:vons|vions|urons)|\b(?:ont|avaient|auront))\s"
)
_STILL = r"(?:(?:aussi|deja|toujours|encore|quand meme)\s)?"
_ITS = r"(?:(?:mon|ma|mes|son|sa|ses|notre|nos|leur|un|une|des|du|le|la|les|de la)\s|l'|d')"
_ACTIVE = rf"{_WHO}{_STILL}{_ITS}?(?:{ACTIVITY})\b"
_HAVING = (
    rf"{_WHO}{_STILL}{_ITS}?(?!(?:{TIME_TO_SPARE}|pas|plus|jamais|que|qu|tou[ts]\w*|bien|beaucoup"
    r"|trop|peu|au|aux|a|en|par|pour|vers|mon|ma|mes|un|une|des|de|du|le|la|les|autres?)\b"
    rf"|{WEEKDAY_RE})[a-z][a-z-]+\b(?! (?:de [a-z]+er|que)\b)"
)
"""« j'ai un shooting », « elle a conduite »: what one has at an hour keeps one busy then."""

# « je dors jusqu'à 14 h »: before an hour or a day that something lasts until.
_UNTIL = re.compile(
    r"\b(?:je\s|j'|il\s|elle\s|on\s)(?:(?:suis|serai|est|sera)\s"
    r"(?:en\s(?!conges?\b|repos\b|visio\b|ligne\b)|aux?\s|sur\s|de\s|dans\s|a l'(?!ecoute))"
    rf"|(?:ai|a)\s(?!(?:[a-z']+\s){{0,3}}(?:{TIME_TO_SPARE})\b|(?:que\s)?(?:le|mon)\b)(?=[a-z])"
    r"|(?!(?:suis|serai|est|sera|ai|a|pe?u\w*|pourr\w*|ve?u\w*|voudr\w*|souhait\w*|aimer\w*"
    r"|cherch\w*|prefer\w*|reste\w*|attend\w*|propos\w*|choisi\w*|demand\w*|reserv\w*|prend\w*"
    r"|decal\w*|deplac\w*|report\w*|dispos\w*|compte|pense|dois|doit)\b)[a-z]+\s)"
    r"(?:(?!dispo|libre)[a-z']+\s){0,3}$"
)
_TILL = re.compile(r"jusqu'(?:au?\s|en\s|a\s)?(?:le\s|la\s)?$")
_HAVING_AFTER = re.compile(rf"\s{_HAVING}")
_HAVING_BEFORE = re.compile(rf"{_HAVING}[^,;.!?]{{0,30}}$")

_ENGAGED = (
    rf"(?:\b(?:je\s|j'|on\s|nous\s){ACTS}|\b(?:suis|serai|sera|sommes|serons)\s{AWAY}"
    rf"|\b(?:mon|ma|mes|notre|nos)\s(?:{CHILD})\s(?:est|sont|sera|seront)\s{AWAY}"
    r"|\bc'est\s(?:(?:le|la|les|mon|ma|mes|son|sa|leur)\s|l'|~+\s)"
    rf"(?:{EVENT})\b)"
    r"(?![a-z]*\s(?:pas|plus)\b)"
)
"""What one does, or where one is, which keeps one busy: « je voyage », « je suis de garde »."""
_ENGAGED_AFTER = re.compile(
    rf"\s?,?\s(?:{_ENGAGED}|(?:je|on|nous)\s{_ENGAGED}"
    rf"|(?:je|on|nous)\s(?:suis|serai|est|sera|sommes|serons)\s(?:{AWAY}|{AWAY_THAT_DAY}))"
    r"(?![a-z]*\s(?:pas|plus)\b)"
)
_DOING_AFTER = re.compile(rf"\s{_ACTIVE}|{_ENGAGED_AFTER.pattern}")
"""The same right after a day: « lundi je voyage », « mercredi mon fils a foot »."""

_STAY = re.compile(
    r"\b(?:serai|serons|sera|suis)\s(?:en\s(?!conges?|repos|visio|ligne|tele|[a-z]+ade\b|vacances)"
    r"|aux?\s(?!chomage|telephone)|a\s(?!l'ecoute|la\smaison|domicile))[a-z' ]{2,30}$"
)
"""« je serai en Corse », before several days in a row."""
_BUSY = re.compile(
    r"(?:\b(?P<ends>termine|finis|finit|(?<!ai )fini|sors|sort|debauche|quitte"
    r"|laisse\w* (?:partir|sortir))\b"
    r"|\b(?:je |j')(?P<begins>commence|embauche|reprends|pars|prends mon (?:poste|service)"
    r"|attaque)\b"
    r"|(?<!on )(?<!qui )(?<!vous )\b(?:bosse|travaille|taffe?)\b(?! (?:pas|plus)\b)"
    r"|\b(?:suis|serai) (?:au travail|au boulot)\b"
    rf"|{_ACTIVE}|{_ENGAGED}"
    r"|(?:^|[,;] ?)(?:absente?|indisponible|en (?:vacances|stage|deplacement))\b"
    r"|(?:^|[,;] ?)cours\b(?! particulier))[^,;.!?]{0,30}$"
)

_CLAUSE = re.compile(
    r"[,;.!?]|\b(?:donc|alors|mais|sinon|plutot|libre|dispo\w*|possible|du coup|ensuite"
    r"|est.ce qu\w*|on peut(?! pas)|peut.on|pou(?:vez|rri?ez|rrait)|met(?:s|tez|tre|tons)"
    r"|annul(?:er|ez|e)|(?:de|re)(?:cal|plac|port)(?:er|ez|ons))\b"
)
_SEEN_BEFORE = 60  # letters
_SHORTEST = 5  # letters of what keeps one busy: « cours »
_BESIDE = 40
_FREE: dict[str | None, str] = {
    "until": "after",
    "after": "until",
    "from": "before",
    "before": "from",
}
"""When one is free who is busy « until » a day, or « from » it on."""
_NOT_THERE = re.compile(r"\b(?:pas|plus) la\b")
_TURNS = re.compile(r"\b(?:avant|apres)\b")  # « pas avant » is « from », as `days` reads it


@dataclass
class Told:
    """Items that are wanted, and items that are refused, since the visitor is busy then."""

    wanted: list[Item] = field(default_factory=list)
    refused: list[Item] = field(default_factory=list)


def read_told(items: Sequence[Item], plain: str) -> Told:
    """Part what is wanted from when the visitor is busy.

    The end of being busy is wanted only where no other hour is: « je finis à 16 h » is from 16:00.
    """
    apart = of_something_else(items, plain)
    items = [item for item in items if item not in apart or _busy_with(item, items, plain)]
    busy = [_busy_with(item, items, plain) for item in items]
    for place, item in enumerate(items[1:], 1):  # « lundi je bosse, mardi aussi »
        if busy[place] is None and item.days and items[place - 1].days:
            busy[place] = busy[place - 1] if TOO.match(plain, item.end) else None
    items, busy = _without_another_day(items, busy)
    reasons = [item for item, is_busy in zip(items, busy, strict=True) if not is_busy]
    reasons = before_so(reasons, plain)
    if not any(busy):
        return Told(wanted=[item for item in items if item not in reasons])
    if all(busy) and _is_one_occasion(items, busy):
        return Told()
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
        elif item.days is not None and item.days.bound in _FREE and all(busy):
            told.wanted.append(_beyond(item, item.days, match, plain))
    return told


def _beyond(item: Item, days: NamedDays, match: re.Match[str], plain: str) -> Item:
    """« pas là jusqu'au 8 » is free after it; « pas là avant le 8 » is read as from then on."""
    is_turned = _NOT_THERE.search(match[0]) and _TURNS.search(plain, item.start - 10, item.end)
    return item if is_turned else replace(item, days=replace(days, bound=_FREE[days.bound]))


def _is_one_occasion(items: Sequence[Item], busy: Sequence[re.Match[str] | None]) -> bool:
    """« j'ai mon oral le 21 juin à 8 h » says nothing of other days and hours."""
    edges = any(match and (_tells(match, "ends") or _tells(match, "begins")) for match in busy)
    hours = [item.hours for item in items if item.hours]
    return len(items) > len(hours) > 0 and all(each.exact for each in hours) and not edges


def _without_another_day(
    items: Sequence[Item], busy: Sequence[re.Match[str] | None]
) -> tuple[list[Item], list[re.Match[str] | None]]:
    """Leave out the day and hours of being busy, where another day is wanted.

    « j'ai cours demain matin, plutôt vendredi 16 h » says nothing of Friday's morning.
    """
    told = list(zip(items, busy, strict=True))
    days_beside = [
        item
        for place, (item, match) in enumerate(told)
        if item.days and _near(item, told) and (match or _is_of_being_busy(told[place + 1 :]))
    ]
    wants_a_day = any(item.days and not match and item not in days_beside for item, match in told)
    if not wants_a_day or not days_beside:
        return list(items), list(busy)
    hours = [each for day in days_beside for each in _near(day, told)]
    kept = [(item, match) for item, match in told if item not in (*days_beside, *hours)]
    return [item for item, _ in kept], [match for _, match in kept]


def _is_of_being_busy(after: Sequence[tuple[Item, re.Match[str] | None]]) -> bool:
    """Tell whether a day has only hours of being busy: « jeudi je travaille jusqu'à 17 h »."""
    if not after or after[0][0].hours is None or after[0][1] is None:
        return False
    return len(after) == 1 or after[1][0].days is not None


def _near(day: Item, told: Sequence[tuple[Item, re.Match[str] | None]]) -> list[Item]:
    """Give the hours of being busy beside a day."""
    return [
        other
        for other, match in told
        if match and other.hours is not None and abs(other.start - day.start) < _BESIDE
    ]


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
        if other.end <= item.start and not JOINED.fullmatch(plain[other.end : item.start]):
            is_day = other.days and any(
                day.days and other.end <= day.start <= item.start for day in items
            )
            its_own = _ENGAGED_AFTER.match(plain, other.end) if is_day else None
            seen_from = max(seen_from, its_own.end() if its_own else other.end)
    before = plain[seen_from : item.start]
    clauses = list(_CLAUSE.finditer(before))
    # « , cours jusqu'à midi »: the comma before belongs to it.
    begin = clauses[-1].start() if clauses else 0
    if clauses and clauses[-1][0] not in ",;":
        begin = clauses[-1].end()
    if _is_until(item, plain) and (until := _UNTIL.search(_TILL.sub("", before[begin:]))):
        return until
    if item.days and not item.days.days.is_one and (stay := _STAY.search(before[begin:])):
        return stay
    said = before[begin:] if len(before) - begin >= _SHORTEST else ""
    busy = (said and _BUSY.search(said)) or _busy_after(_DOING_AFTER, item, items, plain)
    if busy or not _another(item, items):
        return busy or None
    having = said and _HAVING_BEFORE.search(said)
    return having or _busy_after(_HAVING_AFTER, item, items, plain)


def _another(item: Item, items: Sequence[Item]) -> bool:
    """Tell whether another day is named, or another hour: « j'ai un shooting à 17 h. 11 h 30 »."""
    return any(
        (other.days is None) == (item.days is None)
        and (other.days, other.hours) != (item.days, item.hours)
        for other in items
    )


def _busy_after(
    having: re.Pattern[str], item: Item, items: Sequence[Item], plain: str
) -> re.Match[str] | None:
    """« mardi j'ai mon permis », « vendredi matin j'ai cours ».

    But « mercredi il a judo, le matin ça irait » is on Wednesday.
    """
    told = _told_in_one(item, items, plain)
    day = next((each for each in told if each.days is not None), None)
    has_hours = any(other.hours is not None for other in items)
    if day is None or (has_hours and not _another(day, items)):
        return None
    end = told[-1].end
    return having.match(plain, end) if len(plain) - end > _SHORTEST else None


def _told_in_one(item: Item, items: Sequence[Item], plain: str) -> list[Item]:
    """Give the items that are said in one with this one: « vendredi matin »."""
    told = [item]
    for other in items:
        if other.start >= told[-1].end and not plain[told[-1].end : other.start].strip():
            told.append(other)
    for other in reversed(items):
        if other.end <= told[0].start and not plain[other.end : told[0].start].strip():
            told.insert(0, other)
    return told


def _is_until(item: Item, plain: str) -> bool:
    if item.days is not None:
        lasts = plain.find("jusqu'", max(0, item.start - len("jusqu'en la ")), item.end) >= 0
        return item.days.bound == "until" and lasts
    is_open = item.hours is not None and item.hours.first is None
    return is_open and plain.startswith("jusqu'", item.start)
