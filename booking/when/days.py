"""Days, weeks and months in plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from booking.when import calendar
from booking.when.calendar import Days, one
from booking.when.text import MONTHS, WEEKDAYS

_W = "|".join(WEEKDAYS)
_M = "|".join(MONTHS)
_N = r"1er|[0-3]?\d"
_NEXT_WEEK = r"(?:(?:de|dans|pour)\s)?(?:la\s)?semaine\s(?:prochain|d'apres|suivante|qui vient)"
_OF_WEEK = r"(?:\s*(?:de\s|d')?(?:la\s)?semaine)"


@dataclass(frozen=True)
class NamedDays:
    """Days that were named; see Window for `weekday`, `bound` and `disagrees`."""

    days: Days
    weekday: int | None = None
    bound: str | None = None
    disagrees: bool = False
    refused: bool = False


Found = tuple[int, int, NamedDays]
_Maker = Callable[[re.Match[str], date], NamedDays | None]

_FROM = re.compile(r"(?:a partir d[eu']|a compter d[eu']|pas avant|des)\s*(?:le\s|la\s)?$")
_AFTER = re.compile(r"(?<!pas )\bapres\s*(?:le\s|la\s)?$")
_BEFORE = re.compile(r"(?<!pas )\bavant\s*(?:le\s|la\s)?$")
_UNTIL = re.compile(
    r"(?:d'ici|jusqu'(?:a|au)|pas apres|au plus tard|pas plus tard que)\s*(?:le\s|la\s|a\s)?$"
)
_NOT = re.compile(r"\b(?:pas|sauf|hors|excepte|evite[zr]?)\s*(?:le\s|les\s|de\s|ce\s|un\s)?$")


def read_days(plain: str, today: date) -> list[Found]:
    """Find the days in plain text: their span and value, none overlapping, in order."""
    found: list[Found] = []
    for pattern, make in _READERS:
        for match in pattern.finditer(plain):
            if any(start < match.end() and match.start() < end for start, end, _ in found):
                continue
            named = make(match, today)
            if named is not None:
                bounded = _bounded(plain[: match.start()], named)
                found.append((match.start(), match.end(), bounded))
    return sorted(found, key=lambda item: item[0])


def _bounded(before: str, named: NamedDays) -> NamedDays:
    """Apply what stands before, such as « pas avant », « d'ici » or « sauf »."""
    before = before[-24:]
    day = timedelta(days=1)
    if _FROM.search(before):
        return replace(named, bound="from")
    if _AFTER.search(before):
        later = named.days.last + day
        return replace(named, bound="from", days=Days(later, later, named.days.grain))
    if _UNTIL.search(before):
        return replace(named, bound="until")
    if _BEFORE.search(before):
        sooner = named.days.first - day
        return replace(named, bound="until", days=Days(sooner, sooner, named.days.grain))
    return replace(named, refused=bool(_NOT.search(before)))


def _some(day: date | None) -> NamedDays | None:
    return None if day is None else NamedDays(one(day))


def _number(text: str) -> int:
    return 1 if text == "1er" else int(text)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _iso(match: re.Match[str], today: date) -> NamedDays | None:
    try:
        return NamedDays(one(date.fromisoformat(match[0])))
    except ValueError:
        return None


def _nth(match: re.Match[str], today: date) -> NamedDays | None:
    rank = {"1er": 1, "2": 2, "deuxieme": 2, "3": 3, "troisieme": 3, "dernier": 0}[match[1]]
    month = calendar.next_month(MONTHS.index(match[3]) + 1, today)
    day = calendar.nth_weekday(rank, WEEKDAYS.index(match[2]), month)
    if day < today:
        month = calendar.month_of(month.first.year + 1, month.first.month)
        day = calendar.nth_weekday(rank, WEEKDAYS.index(match[2]), month)
    return _some(day)


def _from_to(match: re.Match[str], today: date) -> NamedDays | None:
    month = MONTHS.index(match[4]) + 1 if match[4] else None
    if month is None:
        last = calendar.day_of_month(_number(match[3]), today)
        first = last.replace(day=_number(match[1])) if last else None
    else:
        last = calendar.day_and_month(_number(match[3]), month, None, today)
        first_month = MONTHS.index(match[2]) + 1 if match[2] else month
        first = last and calendar.day_and_month(_number(match[1]), first_month, last.year, today)
    return NamedDays(Days(first, last)) if first and last and first <= last else None


def _weekday_and_number(match: re.Match[str], today: date) -> NamedDays | None:
    weekday, number = WEEKDAYS.index(match[1]), _number(match[2])
    month = MONTHS.index(match[3]) + 1 if match[3] else int(match[4]) if match[4] else None
    if month is None:
        day = _same_weekday(number, weekday, today) or calendar.day_of_month(number, today)
    elif 1 <= month <= 12:
        day = calendar.day_and_month(number, month, _year(match[5]), today)
    else:
        return None
    return None if day is None else NamedDays(one(day), disagrees=day.weekday() != weekday)


def _same_weekday(number: int, weekday: int, today: date) -> date | None:
    """Find « jeudi 14 » within two months: the number's next day may be of another weekday."""
    for ahead in range(62):
        day = today + timedelta(days=ahead)
        if day.day == number and day.weekday() == weekday:
            return day
    return None


def _date(match: re.Match[str], today: date) -> NamedDays | None:
    month = MONTHS.index(match[2]) + 1
    return _some(calendar.day_and_month(_number(match[1]), month, _year(match[3]), today))


def _numeric(match: re.Match[str], today: date) -> NamedDays | None:
    month = int(match[2])
    if not 1 <= month <= 12:
        return None
    return _some(calendar.day_and_month(int(match[1]), month, _year(match[3]), today))


def _in(match: re.Match[str], today: date) -> NamedDays | None:
    count = 1 if match[1] in ("un", "une") else int(match[1])
    unit = match[2]
    if unit.startswith("jour"):
        # « dans 8 jours » is a week, « dans 15 jours » two: French counts both ends.
        return _some(today + timedelta(days={8: 7, 15: 14}.get(count, count)))
    if unit.startswith("quinzaine"):
        return _some(today + timedelta(days=14))
    if unit.startswith("semaine"):
        return _some(today + timedelta(weeks=count))
    month = today.month + count - 1
    target = calendar.month_of(today.year + month // 12, month % 12 + 1)
    return _some(target.first.replace(day=min(today.day, target.last.day)))


def _part_of_week(match: re.Match[str], today: date) -> NamedDays | None:
    week = calendar.week_of(today + timedelta(weeks=1 if match[2] else 0))
    first, last = {"debut": (0, 1), "fin": (3, 4)}.get(match[1], (2, 2))
    days = Days(week.first + timedelta(days=first), week.first + timedelta(days=last))
    if days.last < today:
        days = Days(days.first + timedelta(weeks=1), days.last + timedelta(weeks=1))
    return NamedDays(days)


def _week_of_day(match: re.Match[str], today: date) -> NamedDays | None:
    number = _number(match[1])
    month = MONTHS.index(match[2]) + 1 if match[2] else None
    day = (
        calendar.day_and_month(number, month, None, today)
        if month
        else calendar.day_of_month(number, today)
    )
    return None if day is None else NamedDays(calendar.week_of(day))


def _weekday_next_week(match: re.Match[str], today: date) -> NamedDays | None:
    name = next(group for group in match.groups() if group)
    monday = calendar.week_of(today + timedelta(weeks=1)).first
    return _some(monday + timedelta(days=WEEKDAYS.index(name)))


def _weekday_later(match: re.Match[str], today: date) -> NamedDays | None:
    weeks = 1 if match[2] == "8" else 2
    return _some(calendar.next_weekday(WEEKDAYS.index(match[1]), today) + timedelta(weeks=weeks))


def _weekday(match: re.Match[str], today: date) -> NamedDays | None:
    weekday = WEEKDAYS.index(match[1])
    return NamedDays(one(calendar.next_weekday(weekday, today)), weekday=weekday)


def _weekend(match: re.Match[str], today: date) -> NamedDays | None:
    saturday = calendar.week_of(today).first + timedelta(days=5)
    if match[1] and today.weekday() >= 5:
        saturday += timedelta(weeks=1)
    return NamedDays(Days(saturday, saturday + timedelta(days=1)))


def _month(match: re.Match[str], today: date) -> NamedDays | None:
    return NamedDays(calendar.next_month(MONTHS.index(match[1]) + 1, today))


def _part_of_month(match: re.Match[str], today: date) -> NamedDays | None:
    return _cut(match[1], calendar.next_month(MONTHS.index(match[2]) + 1, today), today)


def _part_of_this_month(match: re.Match[str], today: date) -> NamedDays | None:
    month = calendar.month_of(today.year, today.month)
    if match[2]:
        month = calendar.month_of(today.year + today.month // 12, today.month % 12 + 1)
    return _cut(match[1], month, today)


def _cut(part: str, month: Days, today: date) -> NamedDays | None:
    first, last = {"debut": (1, 10), "fin": (21, month.last.day)}.get(part, (10, 19))
    days = Days(month.first.replace(day=first), month.first.replace(day=last))
    if days.last < today:
        later = calendar.month_of(
            month.first.year + month.first.month // 12, month.first.month % 12 + 1
        )
        return _cut(part, later, today)
    return NamedDays(days)


def _this_or_next_month(match: re.Match[str], today: date) -> NamedDays | None:
    if "prochain" in match[0]:
        return NamedDays(calendar.month_of(today.year + today.month // 12, today.month % 12 + 1))
    return NamedDays(Days(today, calendar.month_of(today.year, today.month).last, "month"))


def _fixed(days: int) -> _Maker:
    return lambda _, today: _some(today + timedelta(days=days))


def _week(weeks: int) -> _Maker:
    def make(_: re.Match[str], today: date) -> NamedDays:
        week = calendar.week_of(today + timedelta(weeks=weeks))
        return NamedDays(Days(max(week.first, today), week.last, "week"))

    return make


_READERS: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r"\b\d{4}-\d\d-\d\d\b", _iso),
        (
            r"\b(lundi de paques|lundi de pentecote|ascension|noel|jour de l'an)\b",
            lambda match, today: _some(calendar.feast(match[1], today)),
        ),
        (
            rf"\b(1er|2|deuxieme|3|troisieme|dernier)\s+({_W})\s+(?:d'|de\s|du mois d[e']\s?)"
            rf"\s*({_M})\b",
            _nth,
        ),
        (rf"\b(?:du|entre le)\s({_N})\s*({_M})?\s+(?:au|et le)\s+({_N})\s*({_M})?\b", _from_to),
        (
            rf"\b({_W})\s*(?:prochain\s|le\s)*({_N})(?![\dh])\s*(?:({_M})|[/.-]\s*(\d{{1,2}}))?"
            rf"(?:\s*[/.-]?\s*(\d{{4}}|(?<=[/.-])\d\d))?\b",
            _weekday_and_number,
        ),
        (rf"\bsemaine du ({_N})\s*({_M})?\b", _week_of_day),
        (rf"\b(?:le\s)?({_N})\s*({_M})\b(?:\s+(\d{{4}}))?", _date),
        (r"\b(?:le\s)?(0?[1-9]|[12]\d|3[01])[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?\b", _numeric),
        (rf"\b({_W}),?\s*{_NEXT_WEEK}\b|{_NEXT_WEEK}\b,?\s*(?:le\s)?({_W})\b", _weekday_next_week),
        (rf"\b({_W})\s+en\s(8|15)\b", _weekday_later),
        (
            r"\b(?:dans|sous|d'ici)\s(?:environ\s)?(\d+|une?)\s+(jours?|semaine|mois|quinzaine)\b",
            _in,
        ),
        (r"\b(?:apres-demain)\b", _fixed(2)),
        (r"\bdemain\b", _fixed(1)),
        (r"\bavant-hier\b", _fixed(-2)),
        (r"\bhier\b", _fixed(-1)),
        (r"\b(?:aujourd'hui|ce jour|tout a l'heure|tantot)\b", _fixed(0)),
        (r"\bce(?:t|tte)?\s(?=~*(?:matin|soir|apres-midi|midi|matinee)\b)", _fixed(0)),
        (
            rf"\b(debut|milieu|mi|fin)[ -]*{_OF_WEEK}(\s(?:prochain|d'apres|suivante|qui vient))?",
            _part_of_week,
        ),
        (rf"\b{_NEXT_WEEK}", _week(1)),
        (r"\b(?:cette|dans la|en|de la|courant) semaine\b", _week(0)),
        (r"\b(?:ce\s|le\s)?week-end(\sprochain)?", _weekend),
        (
            rf"\b(debut|milieu|mi|fin|courant)[ -]*(?:du mois d[e']\s?|de\s|d')?\s*({_M})\b",
            _part_of_month,
        ),
        (r"\b(debut|milieu|mi|fin)[ -]*(?:de\s|du\s)?mois(\sprochain)?\b", _part_of_this_month),
        (r"\b(?:le\s)?mois prochain\b|\bce mois(?:-ci)?\b", _this_or_next_month),
        (rf"\b(?:en|au mois d[e']|pour|courant|dans le mois d[e'])\s?({_M})\b", _month),
        (rf"\b({_W})s?(?:\sprochain|\squi vient|\sde cette semaine)?\b", _weekday),
        (
            rf"\ble ({_N})\b(?!\s*(?:e|eme|heures?|h)\b)",
            lambda match, today: _some(calendar.day_of_month(_number(match[1]), today)),
        ),
    )
)
