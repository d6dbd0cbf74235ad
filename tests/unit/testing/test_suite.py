"""The model is taught beside the first tests; the outcome is that of all."""

from __future__ import annotations

import sys

import pytest

from testing.running import free_ports, two_ports_in_a_row
from testing.suite import one_after_another


def ends_with(code: int) -> list[str]:
    return [sys.executable, "-c", f"raise SystemExit({code})"]


@pytest.mark.parametrize(
    ("meanwhile", "first", "others", "codes"),
    [
        (0, 0, [0, 0], [0, 0, 0, 0]),
        (0, 3, [0, 4], [0, 3, 0, 4]),  # what fails keeps no other from running
        (2, 3, [0, 4], [2, 3]),  # without a model, they have nothing to work with
        (0, 130, [0, 4], [0, 130]),
    ],
    ids=["all pass", "some fail", "nothing to work with", "interrupted"],
)
def test_each_process_ends_with_its_own_code(meanwhile, first, others, codes):
    commands = map(ends_with, others)

    assert one_after_another(ends_with(meanwhile), ends_with(first), list(commands)) == codes


def test_the_first_runs_beside_what_the_others_wait_for(tmp_path):
    waits = "import pathlib, time\nwhile not pathlib.Path({!r}).exists(): time.sleep(0.01)\n"
    touches = "pathlib.Path({!r}).touch()"
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    meanwhile = f"{waits.format(one)}time.sleep(0.3)\n{touches.format(two)}"
    first = f"import pathlib\n{touches.format(one)}"
    other = f"import pathlib\nraise SystemExit(not pathlib.Path({two!r}).exists())"
    commands = [[sys.executable, "-c", code] for code in (meanwhile, first, other)]

    assert one_after_another(commands[0], commands[1], commands[2:]) == [0, 0, 0]


def test_no_port_is_given_out_twice():
    ports = [port for _ in range(50) for port in free_ports(2)]

    assert len(set(ports)) == 100


def test_two_ports_in_a_row_are_both_free():
    port = two_ports_in_a_row()

    assert not {port, port + 1} & set(free_ports(10))
