import pytest

from booking.model import Status
from notify import Snapshot, Topic
from notify.announcements.reminders import MOST_A_DAY, due_times, reason_to_drop
from tests.builders import NOON, an_interview, paris

START = paris(2026, 12, 1, 14, 30)
DAY_BEFORE, HOUR_BEFORE = paris(2026, 11, 30, 14, 30), paris(2026, 12, 1, 13, 30)


def unneeded(topic, interview, now, mails_today=0):
    return reason_to_drop(topic, Snapshot.of(an_interview()), interview, mails_today, now)


def test_reminders_are_a_day_and_an_hour_before():
    assert due_times(an_interview(), NOON) == {
        Topic.REMINDER_DAY: DAY_BEFORE,
        Topic.REMINDER_HOUR: HOUR_BEFORE,
    }


@pytest.mark.parametrize(
    ("booked_at", "topics"),
    [
        (paris(2026, 11, 30, 2, 30), {Topic.REMINDER_DAY, Topic.REMINDER_HOUR}),
        (paris(2026, 11, 30, 2, 31), {Topic.REMINDER_HOUR}),
        (paris(2026, 11, 30, 17), {Topic.REMINDER_HOUR}),
        (paris(2026, 12, 1, 11, 30), {Topic.REMINDER_HOUR}),
        (paris(2026, 12, 1, 11, 31), set()),
        (paris(2026, 12, 1, 14), set()),
    ],
)
def test_what_was_confirmed_a_moment_ago_needs_no_reminder(booked_at, topics):
    assert set(due_times(an_interview(), booked_at)) == topics


def test_the_day_before_a_monday_in_summer_time_is_the_same_hour_of_sunday():
    monday = an_interview(start=paris(2027, 3, 29, 9))

    reminder = due_times(monday, NOON)[Topic.REMINDER_DAY]

    assert reminder == paris(2027, 3, 28, 9)
    assert due_times(an_interview(start=paris(2027, 3, 28, 9)), NOON)[Topic.REMINDER_DAY] == paris(
        2027, 3, 27, 9
    )


def test_what_is_cancelled_is_not_reminded_of():
    assert due_times(an_interview(status=Status.CANCELLED), NOON) == {}


def test_in_time_a_reminder_is_needed():
    assert unneeded(Topic.REMINDER_DAY, an_interview(), DAY_BEFORE) is None
    assert unneeded(Topic.REMINDER_HOUR, an_interview(), HOUR_BEFORE) is None


@pytest.mark.parametrize(
    ("interview", "reason"),
    [
        (None, "not to take place"),
        (an_interview(status=Status.CANCELLED), "not to take place"),
        (an_interview(status=Status.ATTENDED), "not to take place"),
        (an_interview(status=Status.NO_SHOW), "not to take place"),
        (an_interview(sequence=1), "changed since"),
    ],
)
def test_a_reminder_of_what_is_not_so_any_more_is_not_needed(interview, reason):
    for topic, now in ((Topic.REMINDER_DAY, DAY_BEFORE), (Topic.REMINDER_HOUR, HOUR_BEFORE)):
        assert reason in unneeded(topic, interview, now)


def test_late_reminders_are_not_needed():
    assert "not tomorrow" in unneeded(Topic.REMINDER_DAY, an_interview(), paris(2026, 12, 1, 0, 1))
    assert unneeded(Topic.REMINDER_DAY, an_interview(), paris(2026, 11, 30, 23, 59)) is None
    assert unneeded(Topic.REMINDER_HOUR, an_interview(), paris(2026, 12, 1, 14, 29)) is None
    assert "begun" in unneeded(Topic.REMINDER_HOUR, an_interview(), START)


def test_a_person_gets_a_few_mails_a_day_and_no_reminder_above():
    def enough(mails):
        return unneeded(Topic.REMINDER_HOUR, an_interview(), HOUR_BEFORE, mails)

    assert enough(MOST_A_DAY - 1) is None
    assert f"{MOST_A_DAY} e-mails" in enough(MOST_A_DAY)
