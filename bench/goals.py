"""What was measured of both assistants, held against the goals of the project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.measure import Times
from bench.report import Line
from bench.steady import Steady


@dataclass
class Measured:
    """What was measured of one assistant; None where it was not."""

    train: float | None = None
    start: float | None = None
    memory: float | None = None
    nlu: Times | None = None
    one: Times | None = None
    many: Times | None = None
    long: tuple[float, float] | None = None
    accuracy: float | None = None
    web: Times | None = None
    one_of_two: Times | None = None
    two: Times | None = None
    one_of_two_asked: Times | None = None
    two_asked: Times | None = None
    two_on_the_web: Times | None = None
    steady: Steady | None = None


@dataclass(frozen=True)
class _Goal:
    """A figure that both have: how they may compare, and where ours must be in any case."""

    what: str
    unit: str
    of: str
    goal: str = ""
    at_most: float | None = None
    at_least: float | None = None
    below: float | None = None

    def line(self, stock: Measured, ours: Measured) -> Line:
        """Hold the figures against the goal, as far as they are known."""
        theirs, own = _number(stock, self.of), _number(ours, self.of)
        return Line(self.what, self.unit, theirs, own, self.goal, self._is_met(theirs, own))

    def _is_met(self, theirs: float | None, own: float | None) -> bool | None:
        if not self.goal or not theirs or own is None:
            return None
        ratio = own / theirs
        return (
            (self.at_most is None or ratio <= self.at_most)
            and (self.at_least is None or ratio >= self.at_least)
            and (self.below is None or own < self.below)
        )


_GOALS = (
    _Goal("Turn, median, one visitor", "ms", "one.median", "≤ 1/5", at_most=1 / 5),
    _Goal("Turn, 95th percentile, one visitor", "ms", "one.p95"),
    _Goal("Turn, median, 16 visitors", "ms", "many.median"),
    _Goal("Turn, 95th percentile, 16 visitors", "ms", "many.p95"),
    _Goal("Turns a second, 16 visitors", "/s", "many.per_second", "≥ 5", at_least=5),
    _Goal("NLU alone, median", "ms", "nlu.median", "≤ 1/4", at_most=1 / 4),
    _Goal("NLU alone, 95th percentile", "ms", "nlu.p95", "≤ 1/2", at_most=1 / 2),
    _Goal("Memory, all processes", "MB", "memory", "≤ 1/2", at_most=1 / 2),
    _Goal("Start to first answer", "s", "start", "≤ 1/3, < 15 s", at_most=1 / 3, below=15),
    _Goal("Training", "s", "train", "≤ 1/2, < 60 s", at_most=1 / 2, below=60),
    _Goal("Accuracy, by intent", "", "accuracy", "above stock", at_least=1),
)


def lines_of(stock: Measured, ours: Measured) -> list[Line]:
    """Make the table: every goal of the project, and whether it is met."""
    return [*(goal.line(stock, ours) for goal in _GOALS), *_growth_lines(stock, ours)]


def _growth_lines(stock: Measured, ours: Measured) -> list[Line]:
    theirs, own = (m.long[1] / m.long[0] if m.long else None for m in (stock, ours))
    met = None if own is None else own <= 1.3
    lines = [Line("Last turn of a long conversation / 5th", "×", theirs, own, "ours ≤ 1.3", met)]
    for what, two, one, goal in (
        ("Two rasa processes / one of them", ours.two, ours.one_of_two, 1.6),
        ("The same, visitors who only ask", ours.two_asked, ours.one_of_two_asked, 1.6),
        ("Two of all processes / one, through the web", ours.two_on_the_web, ours.web, None),
    ):
        if two and one:
            gain = two.per_second / one.per_second
            met = gain >= goal if goal else None
            lines.append(Line(what, "×", None, gain, f"≥ {goal}" if goal else "", met))
    if ours.steady:
        lines += _steady_lines(ours.steady)
    return [*lines, *_web_lines(ours)]


def _web_lines(ours: Measured) -> Iterator[Line]:
    """What the web server adds, which stock Rasa does not have."""
    for what, times in (("one", ours.web), ("two", ours.two_on_the_web)):
        if times:
            label = f"Turns a second through the web, {what} of each process"
            yield Line(label, "/s", None, times.per_second, "")
    if ours.web:
        for part in ("rasa", "actions", "web", "notifier"):
            label = f"Processor time of a turn through the web: {part}"
            yield Line(label, "ms", None, ours.web.cpu.get(part), "")


def _steady_lines(steady: Steady) -> list[Line]:
    bad = steady.unanswered + steady.lost_or_disordered
    flat = steady.memory_after / steady.memory_before
    return [
        Line("Steady load, process killed: lost or disordered", "", None, bad, "0", bad == 0),
        Line("Steady load: messages in all", "", None, steady.said, ""),
        Line("Steady load: memory at end / before", "×", None, flat, "≤ 1.1", flat <= 1.1),
    ]


def _number(measured: Measured, path: str) -> float | None:
    value: object = measured
    for name in path.split("."):
        value = getattr(value, name, None)
    return value if isinstance(value, int | float) else None


def processor_time(stock: Measured, ours: Measured) -> list[str]:
    """Tell how much processor time a turn takes in each process: rows of a Markdown table."""
    loads = {
        "stock, one visitor": stock.one,
        "stock, 16 visitors": stock.many,
        "ours, one visitor": ours.one,
        "ours, 16 visitors": ours.many,
        "ours, 16 visitors, through the web": ours.web,
        "ours, one of two of Rasa's processes": ours.one_of_two,
        "ours, two of Rasa's processes": ours.two,
        "ours, one of two, visitors who only ask": ours.one_of_two_asked,
        "ours, two, visitors who only ask": ours.two_asked,
        "ours, two of Rasa's processes, through the web": ours.two_on_the_web,
    }
    measured = {name: times.cpu for name, times in loads.items() if times}
    parts = sorted({part for cpu in measured.values() for part in cpu})
    return _table(
        ["ms of processor time a turn", *parts, "all"],
        [
            [name, *(f"{cpu.get(part, 0):.1f}" for part in parts), f"{sum(cpu.values()):.1f}"]
            for name, cpu in measured.items()
        ],
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
