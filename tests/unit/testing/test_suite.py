"""Tests run in several processes, two at a time, and their outcome is that of all."""

from __future__ import annotations

import sys

import pytest

from testing.running import free_ports, two_ports_in_a_row
from testing.suite import side_by_side


def a_command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.parametrize("codes", [[0, 0, 0], [3, 0, 0], [0, 4, 5]])
def test_each_process_ends_with_its_own_code(codes):
    commands = [a_command(f"raise SystemExit({code})") for code in codes]

    assert side_by_side(commands) == codes


def test_two_processes_run_at_once_and_the_others_are_shown_after_the_first(capfd, tmp_path):
    said = tmp_path / "said"
    first = a_command(
        f"import pathlib, time\nwhile not pathlib.Path({str(said)!r}).exists(): time.sleep(0.01)\n"
        "print('the first')"
    )
    second = a_command(f"import pathlib\nprint('the second')\npathlib.Path({str(said)!r}).touch()")
    third = a_command("print('the third')")

    side_by_side([first, second, third])

    assert capfd.readouterr().out.split("\n")[:3] == ["the first", "the second", "the third"]


def test_no_port_is_given_out_twice():
    ports = [port for _ in range(50) for port in free_ports(2)]

    assert len(set(ports)) == 100


def test_two_ports_in_a_row_are_both_free():
    port = two_ports_in_a_row()

    assert not {port, port + 1} & set(free_ports(10))
