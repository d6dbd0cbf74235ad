"""What a phrase refuses: « pas lundi », « sauf le matin », « jeudi je ne peux pas »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

from french.when.calendar import Days, week_of
from french.when.day_hours import Hours
from french.when.mentions import Item
from french.when.named_days import NamedDays
from french.when.occupations import TOO
from french.when.vocabulary import WEEKDAY_RE
from french.when.window import Refusals

_BEFORE = re.compile(
    r"(?:(?<!pourquoi )(?<!c'est )(?<!travaille )(?<!bosse )\bpas|\bsauf|\bhors|\bhormis"
    r"|\bexcepte|\ba part|\ben dehors d[eu]|\ba l'exception d[eu]|\bni|\bevite[zr]?|\bjamais"
    r"|\b(?:plutot|mieux) que|\bau lieu d[eu']|\bsurtout pas"
    r"|(?<!que )\b(?:peux|peut|pourrai|pourra|pouvons) plus(?: venir| vous voir| me connecter)?"
    r"|\bautre (?:(?:jour|date|heure|chose|creneau|moment) )?que"
    r"|\bannule[zr]?|\bremplace[zr]?|\ba la place d[eu]"
    r"|\b(?:c'est|serai?t|sera) (?:trop |plutot |assez |un peu )?"
    r"(?:complique|impossible|mort|difficile)(?: pour moi| pour)?"
    r"|\bavais (?:un |mon |pris )?(?:rdv|rendez-vous|entretien)(?: prevu)?|\bexclu[st]?)\s*"
    r"(?:(?:dispo|disponible|libre|possible|la|venir|etre|tres|trop)\s)?"
    r"(?:(?:a|le|les|en|de|du|vers|ce|cet|cette|un|pour|la|mes)\b\s*|l'\s*|d'\s*)*$"
)
_MAY_REFUSE = re.compile(
    r"pas|plus|hor|sauf|pt|part|ni|evit|jamais|que|lieu|deh|nul|pla|avais|exc|comp|imp|mort|dif"
)
"""What all that refuses has: quicker to look for."""
_RATHER = re.compile(
    r"\b(?:plutot|prefere\w*|mieux) (?P<first>[^,;.!?]{3,40}) que (?:a |le |la )*$"
)
_SAID_OF_IT = "|".join(
    rf"(?<={verb} {no} )"
    for verb in ("peux", "peut", "suis", "est", "va", "marche", "convient", "arrange")
    for no in ("pas", "plus", "pas la", "pas dispo", "pas possible", "pas libre")
)
"""« lundi je peux pas mardi 10 h » refuses Monday; « lundi pas mardi » does not."""
_AFTER = re.compile(
    r"[\s,]*non\b(?!\s*(?:$|[?!]|plus\s(?:tot|tard|loin)))"
    r"|[\s,:]*(?:(?:que|qui|je|j'|ca|c'est|ce|on|n'est|est|sont|ne|n'|suis|peux|peut|sera|serai|seront"
    r"|me|m'|nous|va|vont|marche|marchent|convient|conviennent|arrange|arrangent|vraiment"
    r"|malheureusement|mais|apres-midi|matin|soir)[\s']*)*"
    r"(?:(?:pas|jamais|plus)(?:\s(?:du tout|possible|dispo|disponible|libre|ok|bon|la|trop"
    r"|ouf|top|terrible|ideal|super))*\s*"
    rf"(?:$|[,.;!?]|mais\b|car\b|parce|j'ai\b|(?=(?:{WEEKDAY_RE}){TOO.pattern})|(?:{_SAID_OF_IT})(?:{WEEKDAY_RE})\b)"
    r"|(?:impossibles?|exclus?|mort|complique|bof|trop (?:tot|tard)|tombe mal)\b)"
)
_WORKDAYS = re.compile(
    r"\ben semaine\b(?!\s(?:prochain|\d))|\bjours? (?:ouvre|ouvrable)|\bpas le week-end"
)
_TOO_LATE = re.compile(r"\btrop (tard|tot)\b")
_AND = re.compile(r"\s*(?:,|ni|ou|et)\s*(?:(?:le|les|la|ce)\s|l')*$|\s*,\s*ni\s*(?:le\s)?$")

_NO_LAST = re.compile(r"[\s,]*non\W*")
_YES_BEFORE = re.compile(r"\boui\b[\s,;.]*(?:mais\s|et\s|par contre\s)*(?:le\s|la\s)?$")
_AND_LAST = re.compile(r"\s*(?:,\s*)?(?:et|ni|ou)\s*(?:(?:le|les|la|ce)\s|l')*")
_LISTED = re.compile(r"\s*(?:,|ni|ou|et)?\s*(?:(?:le|les|la|ce)\s|l')*")
_WISHED = re.compile(
    r"\b(?:dispo\w*|libres?|ok|bon|possible|peu[xt]|oui|prefere|plutot|prends|mettez)\s(?:le\s)?$"
)

# « pas ce mardi mais le suivant », « ce jeudi ou le suivant »
_NEXT_ONE = re.compile(
    r"\s*,?\s*(?:mais\s|si possible\s?,?\s?|plutot\s|par contre\s|(?P<too>ou\s|ou bien\s|sinon\s))*"
    r"(?:(?:le|la|celui|celle)\s(?:suivante?|d'apres|prochain)|le jour (?:suivant|d'apres)"
    r"|le lendemain)\b(?!\s(?:du|de|d'))"
)
# « je travaille du lundi au jeudi »: of every week.
RUN_OF_WEEKDAYS = re.compile(
    rf"(?:(?:du|de|entre)\s)?(?:le\s)?(?:{WEEKDAY_RE})\s[a-z']+\s(?:{WEEKDAY_RE})"
)
_ALL_BUT = re.compile(
    r"\b(?:tou[ts]e?s? l(?:es|a) (?:jours?|matins?|soirs?|apres-midis?|semaine)|chaque jour"
    r"|n'importe quel jour)\b"
)


def read_refusals(
    items: Sequence[Item], plain: str, today: date, busy: Sequence[Item] = ()
) -> tuple[list[Item], Refusals]:
    """Part what is wanted from what is refused; `busy` is refused as well."""
    items = _without_moments(items, plain)
    wanted: list[Item] = []
    refused: list[Item] = list(busy)
    dropped: Item | None = None
    for item in items:
        next_one = _next_one(item, plain)
        if dropped is not None and (
            _goes_on(plain[dropped.end : item.start], dropped, item)
            or (item.days is not None and TOO.match(plain, item.end))
        ):
            refused.append(item)
            dropped = item
        elif dropped is not None and _is_its_hour(plain[dropped.end : item.start], dropped, item):
            dropped = None  # « pas lundi 14 h » refuses no other day's 14:00
        elif _is_refused(item, plain, refused) or _is_worse(item, items, plain):
            if next_one is None:
                refused.append(_with_what_is_beyond(_that_day(item, plain), plain))
                if _refused_after(item, plain):
                    refused += _enumerated(wanted, item, plain)
            else:
                wanted.append(next_one)
            dropped = item
        else:
            wanted.append(item)
            if next_one is not None:
                wanted.append(next_one)
            dropped = None
    refused = [_but_for(item, wanted) for item in refused]
    wanted = [_after_refused_week(item, refused) for item in wanted]
    return [*_whole_week(wanted, refused, plain, today), *wanted], _refusals(refused, plain)


def _without_moments(items: Sequence[Item], plain: str) -> list[Item]:
    """« mardi 10 h je peux pas, jeudi 10 h oui » says nothing of other Tuesdays and other tens."""
    left_out: list[Item] = []
    for day, hour in pairwise(items):
        in_one = day.days and hour.hours and not plain[day.end : hour.start].strip(" a")
        wants_other = any(other.days and other is not day for other in items)
        if in_one and wants_other and _refused_after(hour, plain):
            left_out += (day, hour)
    return [item for item in items if item not in left_out]


def _but_for(item: Item, wanted: Sequence[Item]) -> Item:
    """« pas mardi, mardi 8 oui » refuses no Tuesday but the next."""
    if item.days is None or item.days.weekday is None:
        return item
    days = [other.days.days for other in wanted if other.days and other.days.weekday is None]
    is_wanted = any(day.is_one and day.first.weekday() == item.days.weekday for day in days)
    return replace(item, days=replace(item.days, weekday=None)) if is_wanted else item


def _after_refused_week(item: Item, refused: Sequence[Item]) -> Item:
    """« pas cette semaine, jeudi » is Thursday of the next one."""
    day = item.days
    if day is None or day.weekday is None or day.within or day.bound or not day.days.is_one:
        return item
    for each in refused:
        if each.days and each.days.days.grain == "week":
            day = day.past(each.days.days)
    return replace(item, days=day)


def _whole_week(
    wanted: Sequence[Item], refused: Sequence[Item], plain: str, today: date
) -> list[Item]:
    """« tous les jours sauf mercredi la semaine prochaine » are the others of that week."""
    if any(item.days for item in wanted) or _ALL_BUT.search(plain) is None:
        return []
    for item in refused:
        if item.days is not None and item.days.within is not None:
            week = item.days.within
            days = Days(max(today, week.first), week.last, "week")
            return [Item(item.start, item.end, NamedDays(days))]
    return []


def _next_one(item: Item, plain: str) -> Item | None:
    """Give the day or week after one, where « le suivant » is said right after it."""
    match = _NEXT_ONE.match(plain, item.end)
    if match is None or item.days is None or item.days.bound is not None:
        return None
    if not match["too"] and not _is_refused(item, plain):
        return None
    days = item.days.days
    if days.grain == "week":
        days = week_of(days.first)  # whole again: of this week, only the rest was read
    ahead = 7 if item.days.weekday is not None or not days.is_one else 1
    start = match.end("too") if match["too"] else match.start()
    return Item(start, match.end(), NamedDays(days.later(ahead)))


def _that_day(item: Item, plain: str) -> Item:
    """« pas ce mardi » refuses one Tuesday, « pas le mardi » all of them."""
    if item.days is not None and plain[: item.start].endswith("ce "):
        return replace(item, days=replace(item.days, weekday=None))
    return item


def _with_what_is_beyond(item: Item, plain: str) -> Item:
    """« 17 h c'est trop tard » refuses what is later as well."""
    too = _TOO_LATE.search(plain, item.end, item.end + 60)
    if too is None or item.hours is None or not item.hours.exact or item.hours.first is None:
        return item
    if too[1] == "tard":
        return replace(item, hours=Hours(item.hours.first, None))
    after = (item.hours.first.hour * 60 + item.hours.first.minute + 1) % (24 * 60)
    return replace(item, hours=Hours(None, time(after // 60, after % 60)))


def _is_refused(item: Item, plain: str, others: Sequence[Item] = ()) -> bool:
    """Tell whether the words before or after it refuse it, and no other before them."""
    if item.days is not None and item.days.bound is not None:
        return False  # « pas avant lundi »
    said_of_others = max(
        (_refused_after(each, plain) for each in others if each.end <= item.start), default=0
    )
    before = plain[max(0, item.start - 40) : item.start]
    if said_of_others < item.start and _MAY_REFUSE.search(before) and _BEFORE.search(before):
        return True
    return _refused_after(item, plain) > 0


def _refused_after(item: Item, plain: str) -> int:
    """Give where the words end that refuse what stands before them; 0 if there are none."""
    if _NO_LAST.fullmatch(plain, item.end) and _YES_BEFORE.search(plain, 0, item.start):
        return len(plain)  # « lundi oui mardi non »; but « mardi, non ? » asks
    match = _AFTER.match(plain[item.end : item.end + 60])
    return item.end + match.end() if match else 0


def _is_worse(item: Item, items: Sequence[Item], plain: str) -> bool:
    """Tell whether another is preferred to it: « plutôt mardi que lundi »."""
    match = _RATHER.search(plain, max(0, item.start - 60), item.start)
    if match is None:
        return False
    first, last = match.span("first")
    return any(
        first <= other.start < last and (other.days is None) == (item.days is None)
        for other in items
    )


def _goes_on(between: str, before: Item, item: Item) -> bool:
    """Tell whether a refusal goes on: « pas lundi ni mardi », but not « pas lundi, mardi »."""
    same = (before.days is None) == (item.days is None)
    return same and bool(_AND.match(between)) and between.strip() != ","


def _enumerated(wanted: list[Item], last: Item, plain: str) -> list[Item]:
    """Take what is refused with the last of a list: « lundi, mardi et jeudi je peux pas »."""
    joined: list[Item] = []
    while wanted and _is_listed(plain[wanted[-1].end : (joined or [last])[0].start], joined):
        if (wanted[-1].days is None) != (last.days is None):
            break
        joined.insert(0, wanted.pop())
    if joined and _WISHED.search(plain[max(0, joined[0].start - 30) : joined[0].start]):
        wanted += joined  # « dispo lundi et mardi je peux pas »
        return []
    return joined


def _is_listed(between: str, after: Sequence[Item]) -> bool:
    return (_LISTED if after else _AND_LAST).fullmatch(between) is not None


def _is_its_hour(between: str, before: Item, item: Item) -> bool:
    return (
        before.days is not None
        and item.hours is not None
        and between.strip() in ("", "a", "au", "vers", "le")
    )


def _refusals(refused: Sequence[Item], plain: str) -> Refusals:
    named = [item.days for item in refused if item.days]
    weekdays = {item.days.first.weekday() for item in named if item.weekday is not None}
    runs = [
        item for item in refused if item.days and RUN_OF_WEEKDAYS.fullmatch(plain, *_span(item))
    ]
    weekdays |= {day.weekday() for item in runs if item.days for day in each_of(item.days.days)}
    if _WORKDAYS.search(plain):
        weekdays |= {5, 6}
    days = tuple(item.days.days for item in refused if item.days and _is_dated(item, runs))
    return Refusals(frozenset(weekdays), tuple(item.hours for item in refused if item.hours), days)


def _span(item: Item) -> tuple[int, int]:
    return item.start, item.end


def _is_dated(item: Item, runs: Sequence[Item]) -> bool:
    return item.days is not None and item.days.weekday is None and item not in runs


def each_of(days: Days) -> list[date]:
    """Give the days of a stretch, in order."""
    return [
        days.first + timedelta(days=ahead) for ahead in range((days.last - days.first).days + 1)
    ]
