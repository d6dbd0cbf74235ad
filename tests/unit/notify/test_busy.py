"""When somebody is busy, as calendars of several programs say it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from notify.calendars.busy import busy_spans
from tests.builders import NOON, paris

END = NOON + timedelta(days=60)
# As Outlook names Paris.
ROMANCE = """\
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def a_file(*entries: str, zone: str = "") -> str:
    """Write a calendar's file with some entries."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:cours@ecole.example\nDTSTAMP:20261101T080000Z\n{entry}\nEND:VEVENT\n"
        for entry in entries
    )
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//un agenda//FR\n{zone}{events}END:VCALENDAR\n"
    return whole.replace("\n", "\r\n")


def busy(*entries: str, zone: str = "", ours=()):
    return busy_spans([a_file(*entries, zone=zone)], NOON, END, ours)


MORNING = (paris(2026, 12, 1, 9), paris(2026, 12, 1, 10, 30))


@pytest.mark.parametrize(
    ("entry", "zone"),
    [
        ("DTSTART:20261201T080000Z\nDTEND:20261201T093000Z", ""),
        ("DTSTART:20261201T080000Z\nDURATION:PT1H30M", ""),
        ("DTSTART;TZID=Europe/Paris:20261201T090000\nDTEND;TZID=Europe/Paris:20261201T103000", ""),
        (
            "DTSTART;TZID=Romance Standard Time:20261201T090000\n"
            "DTEND;TZID=Romance Standard Time:20261201T103000",
            ROMANCE,
        ),
        ("DTSTART:20261201T090000\nDTEND:20261201T103000", ""),
    ],
    ids=["utc", "duration", "paris", "outlook", "floating"],
)
def test_an_entry_is_busy_whichever_way_its_time_is_written(entry, zone):
    assert busy(entry, zone=zone) == [MORNING]


def test_whole_days_are_those_of_paris():
    [span] = busy("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261226")

    assert span == (paris(2026, 12, 24, 0), paris(2026, 12, 26, 0))


def test_a_repeated_entry_is_busy_each_time_but_where_it_says_not():
    weekly = (
        "DTSTART;TZID=Europe/Paris:20260901T090000\nDTEND;TZID=Europe/Paris:20260901T103000\n"
        "RRULE:FREQ=WEEKLY;COUNT=16\nEXDATE;TZID=Europe/Paris:20261208T090000"
    )
    moved_once = (
        "RECURRENCE-ID;TZID=Europe/Paris:20261215T090000\n"
        "DTSTART;TZID=Europe/Paris:20261215T140000\nDTEND;TZID=Europe/Paris:20261215T150000"
    )

    assert busy(weekly, moved_once) == [
        MORNING,
        (paris(2026, 12, 15, 14), paris(2026, 12, 15, 15)),
    ]


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change():
    weekly = (
        "DTSTART;TZID=Europe/Paris:20270302T090000\nDTEND;TZID=Europe/Paris:20270302T100000\n"
        "RRULE:FREQ=WEEKLY"
    )

    spans = busy_spans([a_file(weekly)], paris(2027, 3, 22, 0), paris(2027, 4, 5, 0), ())

    assert [start for start, _ in spans] == [paris(2027, 3, 23, 9), paris(2027, 3, 30, 9)]
    assert spans[1][0] - spans[0][0] == timedelta(days=7, hours=-1)


@pytest.mark.parametrize("mark", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_free_or_cancelled_does_not_count(mark):
    assert busy(f"DTSTART:20261201T080000Z\nDTEND:20261201T093000Z\n{mark}") == []


def test_the_interviews_themselves_do_not_count():
    entry = "DTSTART:20261201T080000Z\nDTEND:20261201T093000Z"

    assert busy(entry, ours={"cours@ecole.example"}) == []


def test_an_entry_that_cannot_be_read_hides_no_other(caplog):
    good = a_file("DTSTART:20261201T080000Z\nDTEND:20261201T093000Z")

    spans = busy_spans(["Bonjour", a_file("DTSTART:demain"), good], NOON, END, ())

    assert spans == [MORNING]
    assert "cannot be read" in caplog.text
