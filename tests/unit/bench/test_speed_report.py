"""The comparison with stock Rasa tells what it measured, and what it could not."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from bench.goals import Measured, lines_of, processor_time
from bench.measure import Times
from bench.plan import Group, Part, carry_out
from bench.report import write
from bench.steady import Steady


def times(*milliseconds: float, cpu: dict[str, float] | None = None) -> Times:
    return Times(milliseconds, sum(milliseconds) / 1000, cpu or {})


def line_about(what: str, stock: Measured, ours: Measured):
    (line,) = [line for line in lines_of(stock, ours) if line.what == what]
    return line


def fail() -> None:
    raise RuntimeError("no answer")


def test_what_fails_is_told_and_the_rest_is_measured():
    done: list[str] = []
    parts = [Part("one", 1, fail), Part("two", 1, lambda: done.append("two"))]

    failed = carry_out([Group(parts, lambda: done.append("end"))], lambda: done.append("report"))

    assert failed == ["one: RuntimeError: no answer"]
    assert done == ["report", "two", "report", "end"]


def test_what_cannot_be_measured_without_a_part_that_failed_is_left_out():
    done: list[str] = []
    first = Group(
        [Part("start", 1, fail, needed=True), Part("load", 1, lambda: done.append("load"))],
        lambda: done.append("end of the first"),
    )
    second = Group([Part("other", 1, lambda: done.append("other"))], fail)

    failed = carry_out([first, second], lambda: None)

    assert done == ["end of the first", "other"]
    assert len(failed) == 2


def test_how_far_it_is_and_how_long_it_still_takes_is_said(capsys):
    parts = [Part("training", 120, lambda: None), Part("load", 60, lambda: None)]

    carry_out([Group(parts, lambda: None)], lambda: None)

    assert "about 3 to go: training" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ours", "met"), [(Measured(start=10), True), (Measured(start=16), False), (Measured(), None)]
)
def test_a_start_must_be_a_third_of_stocks_and_below_fifteen_seconds(ours, met):
    line = line_about("Start to first answer", Measured(start=60), ours)

    assert line.met is met


def test_five_times_as_many_turns_a_second_are_enough_and_fewer_are_not():
    stock = Measured(many=times(50, 50))

    enough = line_about("Turns a second, 16 visitors", stock, Measured(many=times(10, 10)))
    too_few = line_about("Turns a second, 16 visitors", stock, Measured(many=times(11, 11)))

    assert enough.met is True
    assert too_few.met is False


def test_a_message_lost_in_the_steady_load_is_a_goal_missed():
    ours = Measured(steady=Steady(said=10, lost_or_disordered=1, memory_before=1, memory_after=1))

    line = line_about("Steady load, process killed: lost or disordered", Measured(), ours)

    assert line.met is False


def test_the_report_has_a_table_a_picture_and_the_processor_time_of_each_process(tmp_path):
    stock = Measured(start=60.0, many=times(70, 90, cpu={"rasa": 70.0}))
    ours = Measured(start=10.0, many=times(10, 12, cpu={"rasa": 9.0, "actions": 2.5}))
    when = datetime(2026, 11, 25, tzinfo=UTC)

    lines, cpu = lines_of(stock, ours), processor_time(stock, ours)
    table = write(tmp_path, lines, cpu, ["a note"], when).read_text()

    assert "| Start to first answer | 60.0 s | 10.0 s | 0.17 | ≤ 1/3, < 15 s | met |" in table
    assert "| ours, 16 visitors | 2.5 | 9.0 | 11.5 |" in table
    picture = ElementTree.parse(tmp_path / "speed.svg")
    assert "stock: 60.0 s" in "".join(picture.getroot().itertext())
