"""Moments for interviews, and how visitors say them: the value is chosen first, then the words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import holidays
from babel.dates import format_date

from bench.visitors.people import in_words
from bench.visitors.voices import Voice
from booking.rules import Rules
from french.paris import PARIS

_OPENS, _CLOSES = 9, 18
_HALF_HOUR = timedelta(minutes=30)
_NOON = time(12)
_AFTERNOON = range(13, 18)
_SOON = 21  # days, within which a weekday and its number are enough
_WEEK = 7
_FRIDAY = 4
_HOLIDAYS = holidays.country_holidays("FR")


@dataclass(frozen=True)
class Said:
    """A moment in words: the day, the hour, and both."""

    day: str
    hour: str
    whole: str


def free_moment(chance: random.Random, now: datetime) -> datetime:
    """Choose a moment at which the school receives, from tomorrow on; `now` is in Paris."""
    most = Rules().horizon.days - 2
    while True:
        soon = chance.random() < 0.6  # most people want it soon
        day = now.date() + timedelta(days=chance.randint(1, 10 if soon else most))
        if day.weekday() <= _FRIDAY and day not in _HOLIDAYS:
            half_hours = chance.randrange((_CLOSES - _OPENS) * 2)
            return at(day, time(_OPENS)) + half_hours * _HALF_HOUR


def refused_moment(chance: random.Random, now: datetime) -> datetime:
    """Choose a moment at which the school does not receive: on a Saturday, or in the evening."""
    start = free_moment(chance, now)
    if chance.random() < 0.5:
        return start + timedelta(days=5 - start.weekday())
    return at(start.date(), time(20))


def at(day: date, hour: time) -> datetime:
    """A moment in Paris."""
    return datetime.combine(day, hour, PARIS)


def is_open(moment: datetime, now: datetime) -> bool:
    """Tell whether the school receives at a moment."""
    ahead = moment.date() - now.date()
    in_time = timedelta(days=1) <= ahead <= Rules().horizon - timedelta(days=1)
    works = moment.weekday() <= _FRIDAY and moment.date() not in _HOLIDAYS
    return in_time and works and _OPENS <= moment.hour < _CLOSES


def say(moment: datetime, now: datetime, voice: Voice, chance: random.Random) -> Said:
    """Say a moment in one of the voice's ways that can mean no other."""
    day = voice.say(chance, "day", chance.choice(_day_ways(moment, now)), **_day_gaps(moment))
    hour = voice.say(chance, "hour", chance.choice(_hour_ways(moment)), **_hour_gaps(moment))
    return Said(day, hour, voice.say(chance, "when", "both", day=day, hour=hour))


def _day_ways(moment: datetime, now: datetime) -> list[str]:
    ahead = (moment.date() - now.date()).days
    ways = ["dated"]
    if ahead < _SOON:
        ways.append("soon")
    if ahead == 1:
        ways += ["tomorrow"] * 3
    elif ahead == 2:
        ways.append("after_tomorrow")
    if 1 < ahead < _WEEK:
        ways += ["weekday"] * 3
    return ways


def _day_gaps(moment: datetime) -> dict[str, str]:
    day = moment.date()
    return {
        "weekday": format_date(day, "EEEE", locale="fr"),
        "day": "1er" if day.day == 1 else str(day.day),
        "month": format_date(day, "MMMM", locale="fr"),
        "dd": f"{day.day:02}",
        "mm": f"{day.month:02}",
    }


def _hour_ways(moment: datetime) -> list[str]:
    is_half = bool(moment.minute)
    if moment.hour == _NOON.hour:
        return ["noon_half" if is_half else "noon", "half" if is_half else "full"]
    ways = ["half" if is_half else "full"]
    if moment.hour in _AFTERNOON:
        ways.append("half_afternoon" if is_half else "full_afternoon")
    return ways


def _hour_gaps(moment: datetime) -> dict[str, str]:
    h12 = moment.hour % 12 or 12
    gaps = {"h": str(moment.hour), "words": in_words(moment.hour), "h12": str(h12)}
    return gaps if h12 == 1 else {**gaps, "words12": in_words(h12)}  # « une heure » is no « un »
