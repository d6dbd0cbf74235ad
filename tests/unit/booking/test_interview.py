from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from booking.model import Interview, Interviewer, Status, Visitor
from french.paris import PARIS

START = datetime(2026, 11, 26, 14, 30, tzinfo=PARIS)
END = START + timedelta(minutes=30)
CONFIRMED = Interview(
    id=1,
    reference="K7PD-M4QX",
    uid="a-uid",
    sequence=0,
    status=Status.CONFIRMED,
    start=START,
    end=END,
    interviewer=Interviewer(1, None, None),
    visitor=Visitor("Inès Marchetti", "ines@example.com"),
    created_at=START - timedelta(days=1),
    changed_at=START - timedelta(days=1),
)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("now", "is_open", "is_on"),
    [
        (START - MINUTE, True, True),
        (START, False, True),
        (END - MINUTE, False, True),
        (END, False, False),
    ],
)
def test_an_interview_can_be_changed_until_it_begins_and_is_on_until_it_ends(now, is_open, is_on):
    assert CONFIRMED.is_open(now) is is_open
    assert CONFIRMED.is_on(now) is is_on


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.CONFIRMED])
def test_only_what_is_confirmed_can_be_changed_or_is_on(status):
    interview = replace(CONFIRMED, status=status)

    assert not interview.is_open(START - MINUTE)
    assert not interview.is_on(START - MINUTE)
