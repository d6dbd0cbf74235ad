"""The school's figures, from nightly totals: one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.sql.elements import ColumnElement

from conversations.turns import Outcome
from staff.figure import Count, Figure, Name, Percent, Period, Row
from staff.interview_totals import DELAYS, LONGEST_DELAY, NOT_REMINDED, REMINDED
from staff.schema import count_by_day

_count = count_by_day.c
_SAID = tuple(f"turn_{each}" for each in Outcome if each is not Outcome.OPENING)
_TOLD, _LEFT_OPEN = f"turn_{Outcome.TOLD}", f"turn_{Outcome.LEFT_OPEN}"
_NOT_UNDERSTOOD = f"turn_{Outcome.NOT_UNDERSTOOD}"
_FUNNEL = (
    "visits_opened",
    "visits_spoke",
    "visits_slots",
    "visits_held",
    "visits_booked",
    "attended_of_visitors",
)


type _Numbers = Mapping[str, int]
type _Values = Callable[[_Numbers], tuple[Count | Percent, ...]]


class Figures:
    """Reads them."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.execution_options(read_only=True)

    def read(self, name: Name, period: Period) -> Figure:
        """Read a figure of a period."""
        readers = {
            Name.CONVERSATIONS: self._conversations,
            Name.TOPICS: self._topics,
            Name.LEFT_OPEN: self._left_open,
            Name.UNDERSTOOD: self._understood,
            Name.HOURS: self._hours,
            Name.DELAY: self._delay,
            Name.FUNNEL: self._funnel,
            Name.ATTENDANCE: self._attendance,
            Name.MESSAGES: self._messages,
            Name.LOOP: self._loop,
        }
        return readers[name](period)

    def first_day(self) -> date | None:
        """Tell since when is counted; None where nothing is."""
        with self._reader.connect() as connection:
            return connection.execute(select(func.min(_count.day))).scalar()

    def totals(self, period: Period, measures: Sequence[str]) -> dict[str, Count]:
        """Add up measures over a period."""
        query = select(_count.measure, func.sum(_count.number))
        query = query.where(_within(period), _count.measure.in_(measures))
        with self._reader.connect() as connection:
            rows = connection.execute(query.group_by(_count.measure))
            found = {measure: int(number) for measure, number in rows}
        return {measure: Count.of(found.get(measure, 0)) for measure in measures}

    def _conversations(self, period: Period) -> Figure:
        measures = ("visits_opened", "visits_spoke")
        return self._over_time(
            Name.CONVERSATIONS,
            period,
            ("opened", "spoke"),
            measures,
            lambda n: tuple(Count.of(n[measure]) for measure in measures),
        )

    def _left_open(self, period: Period) -> Figure:
        def values(n: _Numbers) -> tuple[Count | Percent, ...]:
            left, asked = n[_LEFT_OPEN], n[_LEFT_OPEN] + n[_TOLD]
            return Count.of(left), Percent.of(left, asked)

        measures = (_TOLD, _LEFT_OPEN)
        return self._over_time(Name.LEFT_OPEN, period, ("left_open", "share"), measures, values)

    def _understood(self, period: Period) -> Figure:
        def values(n: _Numbers) -> tuple[Count | Percent, ...]:
            said = sum(n[measure] for measure in _SAID)
            return Count.of(said), Percent.of(said - n[_NOT_UNDERSTOOD], said)

        return self._over_time(Name.UNDERSTOOD, period, ("said", "share"), _SAID, values)

    def _topics(self, period: Period) -> Figure:
        found = self._by(period, (_TOLD, _LEFT_OPEN), _count.topic)
        numbers = {
            topic: (found[topic, _TOLD], found[topic, _LEFT_OPEN])
            for topic in dict.fromkeys(topic for topic, _ in found)
        }
        ordered = sorted(numbers.items(), key=lambda each: (-sum(each[1]), each[0]))
        rows = [Row(topic, tuple(map(Count.of, each))) for topic, each in ordered if topic]
        return Figure(Name.TOPICS, ("told", "left_open"), tuple(rows))

    def _hours(self, period: Period) -> Figure:
        hours = [f"{hour:02}" for hour in range(24)]
        return self._in_order(Name.HOURS, period, "hour", hours, "messages")

    def _delay(self, period: Period) -> Figure:
        return self._in_order(
            Name.DELAY, period, "delay", [*DELAYS.values(), LONGEST_DELAY], "interviews"
        )

    def _funnel(self, period: Period) -> Figure:
        found = self._by(period, _FUNNEL, _count.measure)
        rows = [Row(step, (Count.of(found[step, step]),)) for step in _FUNNEL]
        return Figure(Name.FUNNEL, ("number",), tuple(rows))

    def _attendance(self, period: Period) -> Figure:
        found = self._by(period, ("attended", "missed"), _count.topic)
        rows = []
        for whether in (REMINDED, NOT_REMINDED):
            came, missed = found[whether, "attended"], found[whether, "missed"]
            values = (Count.of(came), Count.of(missed), Percent.of(missed, came + missed))
            rows.append(Row(whether, values))
        return Figure(Name.ATTENDANCE, ("attended", "missed", "share"), tuple(rows))

    def _messages(self, period: Period) -> Figure:
        found = self._by(period, ("delivered", "undelivered"), _count.topic)
        rows = []
        for way in sorted({way for way, _ in found}):
            sent, failed = found[way, "delivered"], found[way, "undelivered"]
            values = (Count.of(sent), Count.of(failed), Percent.of(sent, sent + failed))
            rows.append(Row(way, values))
        return Figure(Name.MESSAGES, ("delivered", "undelivered", "share"), tuple(rows))

    def _loop(self, period: Period) -> Figure:
        def values(n: _Numbers) -> tuple[Count | Percent, ...]:
            answered = n["answered_by_page"]
            days = Count(round(n["days_to_page"] / answered)) if answered else Percent(None)
            return Count.of(answered), days  # which are of the school's work, and name nobody

        measures = ("answered_by_page", "days_to_page")
        return self._over_time(Name.LOOP, period, ("answered", "days"), measures, values)

    def _in_order(
        self, name: Name, period: Period, measure: str, topics: Sequence[str], column: str
    ) -> Figure:
        found = self._by(period, (measure,), _count.topic)
        rows = tuple(Row(topic, (Count.of(found[topic, measure]),)) for topic in topics)
        return Figure(name, (column,), rows)

    def _over_time(
        self,
        name: Name,
        period: Period,
        columns: tuple[str, ...],
        measures: Sequence[str],
        values: _Values,
    ) -> Figure:
        numbers = (self._by_day if period.is_by_day else self._by_month)(period, measures)
        rows = tuple(Row(day, values(counted)) for day, counted in numbers.items())
        return Figure(name, columns, rows)

    def _by_day(self, period: Period, measures: Sequence[str]) -> Mapping[date, _Numbers]:
        found = self._by(period, measures, _count.day)
        return {day: {each: found[day, each] for each in measures} for day in _days(period)}

    def _by_month(self, period: Period, measures: Sequence[str]) -> Mapping[date, _Numbers]:
        months = {day: dict.fromkeys(measures, 0) for day in _days(period) if day.day == 1}
        # The index has the days in order: to compute each one's month takes three times as long.
        for (day, measure), number in self._by(period, measures, _count.day).items():
            month = months.get(day.replace(day=1))
            if month is not None:
                month[measure] += number
        return months

    def _by[Key](
        self, period: Period, measures: Sequence[str], key: ColumnElement[Key]
    ) -> defaultdict[tuple[Key, str], int]:
        """Add up measures by a key."""
        query = select(key, _count.measure, func.sum(_count.number))
        query = query.where(_within(period), _count.measure.in_(measures))
        found: defaultdict[tuple[Key, str], int] = defaultdict(int)
        with self._reader.connect() as connection:
            for each, measure, number in connection.execute(query.group_by(_count.measure, key)):
                found[each, measure] = int(number)
        return found


def _within(period: Period) -> ColumnElement[bool]:
    return _count.day.between(period.first, period.last)


def _days(period: Period) -> Iterable[date]:
    length = (period.last - period.first).days + 1
    return (period.first + timedelta(days=number) for number in range(length))
