from datetime import timedelta

import pytest

from booking.model import Status
from tests.builders import NOON, an_interview

START = an_interview().start
END = an_interview().end
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
    assert an_interview().is_open(now) is is_open
    assert an_interview().is_on(now) is is_on


@pytest.mark.parametrize(
    ("said", "awaits"),
    [
        ({}, False),
        ({"answer_asked_at": NOON}, True),
        ({"answer_asked_at": NOON, "accepted_at": NOON}, False),
        ({"answer_asked_at": NOON, "coming_at": NOON}, False),
    ],
)
def test_an_answer_is_awaited_once_it_is_asked_and_until_it_comes(said, awaits):
    assert an_interview(**said).awaits_answer is awaits


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.CONFIRMED])
def test_only_what_is_confirmed_can_be_changed_or_is_on(status):
    interview = an_interview(status=status)

    assert not interview.is_open(START - MINUTE)
    assert not interview.is_on(START - MINUTE)
