"""What the command itself knows to have happened, and so what every figure must say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bench.month.calendar import MONTH
from bench.visitors.changing import MOVED
from bench.visitors.checks import Played
from bench.visitors.seen import Bubble, Seen, Turn
from bench.visitors.talk import Tells
from booking.model import Status
from conversations.turns import Outcome
from french.paris import PARIS
from staff.figure import Count, Figure, Name, Percent, Row

_STEPS = {"slots": "visits_slots", "recap": "visits_held", "booked": "visits_booked"}
_VISITS = ("visits_opened", "visits_spoke", *_STEPS.values())
_DELAYS = (  # the most days, and what they are called
    *((0, "same_day"), (1, "next_day"), (3, "2_to_3"), (7, "4_to_7"), (14, "8_to_14")),
    (10_000, "15_or_more"),
)
_ATTENDANCE = {Status.ATTENDED: "attended", Status.NO_SHOW: "missed"}
_READ = (Outcome.TOLD, Outcome.LEFT_OPEN, Outcome.NOT_UNDERSTOOD, Outcome.OTHER)


class Known:
    """Adds up what was seen from outside, by day where a figure tells days apart."""

    def __init__(self, tells: Tells) -> None:
        self._tells = tells
        self.counts: Counter[tuple[str, str]] = Counter()
        """By measure and topic, as nightly totals name them."""
        self.by_day: Counter[tuple[date, str]] = Counter()
        self.references: set[str] = set()
        self._starts: dict[str, datetime] = {}
        self._cancelled: set[str] = set()
        self._outcomes: dict[str, tuple[Status, bool]] = {}

    def add(self, played: Played, now: datetime) -> None:
        """Count a visitor who came at `now`, in Paris."""
        for turns in _conversations(played):
            reached = {"visits_opened"} | ({"visits_spoke"} if turns else set())
            reached |= {_STEPS[kind] for turn in turns for kind in _kinds(turn) if kind in _STEPS}
            for step in reached:
                self._count(now, step)
            for turn in turns:
                self._count(now, "said")
                self.counts["hour", f"{now.hour:02}"] += 1
                self._take_changes(turn, now)

    def close(self, reference: str, outcome: Status, reminded: bool) -> None:
        """Take note of what was noted of an interview, instead of what was before."""
        before = self._outcomes.get(reference)
        if before is not None:
            self._attend(reference, *before, -1)
        self._outcomes[reference] = (outcome, reminded)
        self._attend(reference, outcome, reminded, 1)

    def count_turns(self, day: date, rows: list[tuple[str, str | None]]) -> None:
        """Count the day's turns by outcome and topic, read one by one."""
        for outcome, topic in rows:
            if outcome != Outcome.OPENING:
                self.counts[f"turn_{outcome}", topic or ""] += 1
                self.by_day[day, f"turn_{outcome}"] += 1

    def deliver(self, way: str, arrived: int, refused: int) -> None:
        """Take note of what the mail server had taken, and had refused, in all."""
        self.counts["delivered", way] = arrived
        self.counts["undelivered", way] = refused

    def _attend(self, reference: str, outcome: Status, reminded: bool, number: int) -> None:
        topic = "reminded" if reminded else "not_reminded"
        if outcome in _ATTENDANCE:
            self.counts[_ATTENDANCE[outcome], topic] += number
        if outcome is Status.ATTENDED and reference in self.references:
            self.counts["attended_of_visitors", ""] += number

    def _count(self, now: datetime, measure: str) -> None:
        self.counts[measure, ""] += 1
        self.by_day[now.date(), measure] += 1

    def _take_changes(self, turn: Turn, now: datetime) -> None:
        """Count what was done with interviews: each once, however often it is said."""
        for bubble in turn.seen.bubbles:
            data = bubble.data or {"kind": None}
            kind = data["kind"]
            if kind == "booked":
                self._take_booking(bubble, now)
            elif kind == "interview" and self._tells(MOVED, Seen((bubble,))):
                self._take_move(bubble)
            elif kind == "cancelled" and data["reference"] not in self._cancelled:
                self._cancelled.add(data["reference"])
                self.counts["cancelled", "visitor"] += 1

    def _take_booking(self, bubble: Bubble, now: datetime) -> None:
        reference, start = _interview(bubble)
        if reference in self.references:
            return
        self.references.add(reference)
        self._starts[reference] = start
        self.counts["booked", "visitor"] += 1
        wait = (start.date() - now.date()).days
        self.counts["delay", next(name for most, name in _DELAYS if wait <= most)] += 1

    def _take_move(self, bubble: Bubble) -> None:
        """Count a move; one to where the interview is already is none."""
        reference, start = _interview(bubble)
        self.counts["moved", "visitor"] += self._starts.get(reference) != start
        self._starts[reference] = start

    # ── The figures ──────────────────────────────────────────────────────────────────────────────

    def figures(self) -> Iterator[Figure]:
        """Say what each figure of the month must be."""
        counts = self.counts
        yield self._over_days(
            Name.CONVERSATIONS,
            ("opened", "spoke"),
            lambda n: (Count.of(n["visits_opened"]), Count.of(n["visits_spoke"])),
        )
        yield self._over_days(Name.LEFT_OPEN, ("left_open", "share"), _left_open)
        yield self._over_days(Name.UNDERSTOOD, ("said", "share"), _understood)
        yield self._topics()
        hours = [f"{hour:02}" for hour in range(24)]
        yield _one_column(Name.HOURS, "messages", {hour: counts["hour", hour] for hour in hours})
        delays = {name: counts["delay", name] for _, name in _DELAYS}
        yield _one_column(Name.DELAY, "interviews", delays)
        steps = (*_VISITS, "attended_of_visitors")
        yield _one_column(Name.FUNNEL, "number", {step: counts[step, ""] for step in steps})
        yield self._shared(
            Name.ATTENDANCE, ("attended", "missed"), ("reminded", "not_reminded"), of="missed"
        )
        yield self._shared(
            Name.MESSAGES, ("delivered", "undelivered"), ("staff_email", "visitor_email")
        )

    def _over_days(self, name: Name, columns: tuple[str, ...], values: Any) -> Figure:
        days = [MONTH.first + timedelta(days=number) for number in range(MONTH.last.day)]
        counted = {
            day: Counter({what: n for (on, what), n in self.by_day.items() if on == day})
            for day in days
        }
        return Figure(name, columns, tuple(Row(day, values(counted[day])) for day in days))

    def _topics(self) -> Figure:
        measures = f"turn_{Outcome.TOLD}", f"turn_{Outcome.LEFT_OPEN}"
        topics = {topic for measure, topic in self.counts if measure in measures and topic}
        numbers = {topic: [self.counts[each, topic] for each in measures] for topic in topics}
        ordered = sorted(topics, key=lambda topic: (-sum(numbers[topic]), topic))
        rows = tuple(Row(topic, tuple(map(Count.of, numbers[topic]))) for topic in ordered)
        return Figure(Name.TOPICS, ("told", "left_open"), rows)

    def _shared(
        self, name: Name, measures: tuple[str, str], topics: tuple[str, ...], of: str = ""
    ) -> Figure:
        rows = []
        for topic in topics:
            numbers = [self.counts[measure, topic] for measure in measures]
            part = numbers[measures.index(of or measures[0])]
            share = Percent.of(part, sum(numbers))
            rows.append(Row(topic, (*map(Count.of, numbers), share)))
        return Figure(name, (*measures, "share"), tuple(rows))


def _conversations(played: Played) -> list[list[Turn]]:
    """Divide a visitor's turns: without words he opens another conversation."""
    found: list[list[Turn]] = [[]] if played.tokens else []
    for turn in played.turns:
        if not turn.acts and not turn.said:
            found.append([])
        else:
            found[-1].append(turn)
    return found


def _interview(bubble: Bubble) -> tuple[str, datetime]:
    """Read the reference of an interview, and when it begins, in Paris."""
    assert bubble.data is not None
    start = datetime.fromisoformat(bubble.data["start"])
    return bubble.data["reference"], start.astimezone(PARIS)


def _kinds(turn: Turn) -> set[str]:
    return {bubble.data["kind"] for bubble in turn.seen.bubbles if bubble.data}


def _left_open(n: Counter[str]) -> tuple[Count | Percent, ...]:
    left, told = n[f"turn_{Outcome.LEFT_OPEN}"], n[f"turn_{Outcome.TOLD}"]
    return Count.of(left), Percent.of(left, left + told)


def _understood(n: Counter[str]) -> tuple[Count | Percent, ...]:
    said = n["said"]
    return Count.of(said), Percent.of(said - n[f"turn_{Outcome.NOT_UNDERSTOOD}"], said)


def _one_column(name: Name, column: str, numbers: dict[str, int]) -> Figure:
    rows = tuple(Row(key, (Count.of(number),)) for key, number in numbers.items())
    return Figure(name, (column,), rows)
