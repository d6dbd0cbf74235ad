"""`./conseiller hours`: when the school receives, as an administrator types it."""

from __future__ import annotations

from datetime import datetime

import pytest

from french.paris import PARIS
from tests.bookings import book


def test_hours_change_at_once(conseiller, services):
    conseiller("hours", "set", "thursday", "09:00-12:00", "14:00-17:00")

    assert "jeudi      14:00-17:00" in conseiller("hours").stdout
    assert services.free_slots.refusal(datetime(2026, 11, 26, 12, 30, tzinfo=PARIS), services.now())


def test_a_day_may_be_typed_in_french(conseiller):
    assert conseiller("hours", "set", "Mardi", "10:00-12:00").stdout == "mardi\u00a0: 10:00-12:00\n"
    refused = conseiller("hours", "set", "mardredi")

    assert refused.returncode == 2
    assert "mardredi n’est pas un jour de la semaine" in refused.stderr


def test_a_closed_period_names_the_interviews_that_stand_in_it(conseiller, services):
    reference = book(services)

    closed = conseiller("hours", "close", "2026-11-26", "2026-11-27")

    assert reference in closed.stdout


@pytest.mark.parametrize(
    ("words", "first_open"),
    [
        (["2026-11-27"], "2026-11-30T09:00"),
        (["2026-11-27", "2026-11-27"], "2026-11-30T09:00"),
        (["2026-11-26", "2026-12-01"], "2026-12-02T09:00"),
        (["2026-11-26", "2026-11-27T14:00"], "2026-11-27T14:00"),
        (["2026-11-26T09:00"], "2026-11-27T09:00"),
    ],
)
def test_a_closed_period_includes_its_last_day_and_may_be_one_day(
    conseiller, services, words, first_open
):
    assert conseiller("hours", "close", *words).returncode == 0

    start = datetime.fromisoformat(words[0][:10]).replace(tzinfo=PARIS)
    slots = services.free_slots.upcoming(services.now(), start)
    assert next(iter(slots)).start == datetime.fromisoformat(first_open).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    "words",
    [
        ("hours", "set", "monday", "9-12"),
        ("hours", "close", "demain"),
        ("hours", "set", "monday", "18:00-09:00"),
        ("hours", "set", "monday", "09:02-12:00"),
        ("hours", "close", "2026-12-24", "2026-12-20"),
        ("hours", "rules", "--slot", "7"),
        ("hours", "rules", "--notice", "-5"),
    ],
)
def test_hours_that_make_no_sense_are_refused(conseiller, words):
    done = conseiller(*words)

    assert done.returncode == 1
    assert done.stderr.startswith("conseiller\u00a0: ")
