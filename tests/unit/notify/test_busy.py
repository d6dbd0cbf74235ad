"""When somebody is busy, as calendars of several programs say it."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest

from notify.calendars.apart import read_apart
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


def busy(*entries: str, zone: str = "", ours=(), owners=()):
    return busy_spans([a_file(*entries, zone=zone)], NOON, END, ours, owners).spans


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

    spans = busy_spans([a_file(weekly)], paris(2027, 3, 22, 0), paris(2027, 4, 5, 0), ()).spans

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

    assert spans.spans == [MORNING]
    assert "cannot be read" in caplog.text


PARIS_HOURS = "DTSTART;TZID=Europe/Paris:{}T090000\nDTEND;TZID=Europe/Paris:{}T103000\n"
MONDAYS = PARIS_HOURS.format("20261130", "20261130")


@pytest.mark.parametrize("until", ["20261207", "20261207T090000", "20261207T080000Z"])
def test_the_last_day_of_a_repetition_is_busy_however_it_is_written(until):
    spans = busy(f"{MONDAYS}RRULE:FREQ=WEEKLY;UNTIL={until}")

    assert [start for start, _ in spans] == [paris(2026, 11, 30, 9), paris(2026, 12, 7, 9)]


def test_the_last_day_of_whole_days_is_busy():
    spans = busy("DTSTART;VALUE=DATE:20261130\nRRULE:FREQ=WEEKLY;UNTIL=20261207")

    assert [start for start, _ in spans] == [paris(2026, 11, 30, 0), paris(2026, 12, 7, 0)]


@pytest.mark.parametrize("end", ["DTEND;VALUE=DATE:20261201", "DURATION:P1D", "CLASS:PUBLIC"])
def test_a_whole_day_is_busy_however_its_end_is_written(end):
    assert busy(f"DTSTART;VALUE=DATE:20261201\n{end}") == [
        (paris(2026, 12, 1, 0), paris(2026, 12, 2, 0))
    ]


@pytest.mark.parametrize(
    "rule", ["FREQ=SOMETIMES", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=often", "nonsense"]
)
def test_a_repetition_that_cannot_be_read_is_busy_once_and_named(rule):
    file = a_file(f"{PARIS_HOURS.format('20261201', '20261201')}RRULE:{rule}")

    found = busy_spans([file], NOON, END, ())

    assert MORNING in found.spans
    assert found.unread == ["cours@ecole.example"]


@pytest.mark.parametrize(
    ("attendee", "is_busy"),
    [
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:Prof@ecole.example", False),
        ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:prof@ecole.example", True),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:other@ecole.example", True),
    ],
)
def test_what_the_interviewer_declined_is_free(attendee, is_busy):
    entry = f"DTSTART:20261201T080000Z\nDTEND:20261201T093000Z\n{attendee}"

    assert busy(entry, owners={"prof@ecole.example"}) == ([MORNING] if is_busy else [])


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=DAILY;BYSECOND=0,1,2,3"])
def test_what_repeats_without_measure_costs_little_and_is_busy_the_first_time(rule):
    endless = a_file(f"{PARIS_HOURS.format('20261201', '20261201')}RRULE:{rule}")
    good = a_file("DTSTART:20261203T080000Z\nDTEND:20261203T093000Z")
    began = time.monotonic()

    found = asyncio.run(read_apart([endless, good], NOON, END, [], []))

    assert time.monotonic() - began < 20
    assert any(start <= MORNING[0] < MORNING[1] <= end for start, end in found.spans)
    assert (paris(2026, 12, 3, 9), paris(2026, 12, 3, 10, 30)) in found.spans
