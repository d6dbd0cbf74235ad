"""A school whose interviewers have calendars, for tests of the two kept in step."""

from __future__ import annotations

import asyncio
from datetime import UTC

import icalendar

from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from notify import (
    Calendars,
    CalendarSender,
    CalendarSync,
    Channel,
    Notifier,
    Outbox,
    Outward,
    Seal,
    StaffEntries,
    list_undelivered,
)
from notify.calendars.accounts import BETWEEN_READINGS, Account
from tests.builders import NOON, STAFF_EMAIL, TEXTS, HandClock, a_request, paris
from tests.mailboxes import NoMail
from tests.radicale import PASSWORD, USER

OWN_NETWORK = Outward(own_network=True)
MORNING = paris(2026, 12, 1, 9)
AFTERNOON = paris(2026, 12, 1, 14, 30)


class CalendarHouse:
    """A database, its desk, a notifier that writes to calendars, and what reads them."""

    def __init__(self, engine):
        self.engine = engine
        self.clock = HandClock()
        self.outbox = Outbox(STAFF_EMAIL)
        self.desk = BookingDesk(engine, announce=self.outbox.announce_change)
        self.calendars = Calendars(engine, Seal("a key for tests"))
        self.sync = CalendarSync(
            engine, self.calendars, self.desk, self.outbox, OWN_NETWORK, self.clock
        )

    def adopt(self, server, interviewer=1):
        return self.sync.adopt(interviewer, Account(server.url, USER, PASSWORD))

    def book(self, start=AFTERNOON, **request):
        return self.desk.book(a_request(start=start, **request), NOON)

    def deliver_due(self):
        entries = StaffEntries(TEXTS)
        senders = {
            Channel.EMAIL: NoMail(),
            Channel.CALDAV: CalendarSender(self.calendars, entries, OWN_NETWORK),
        }
        asyncio.run(Notifier(self.engine, self.outbox, senders, self.clock).deliver_due())

    def read(self):
        """Read the calendars at the next time at which it is done."""
        self.clock.advance(seconds=BETWEEN_READINGS.total_seconds())
        asyncio.run(self.sync.read_due())

    def refusal(self, start):
        return FreeSlots(self.engine).refusal(start, self.clock())

    def undelivered(self):
        with self.engine.connect() as connection:
            entries = list_undelivered(connection, self.clock())
        return [entry for entry in entries if entry.channel is Channel.CALDAV]


def events(server):
    """What is in the calendar, by UID."""
    files = server.entries().values()
    found = [event for file in files for event in icalendar.Calendar.from_ical(file).events]
    return {str(event["uid"]): event for event in found}


def a_lesson(start, end, *more):
    """Write an entry of the interviewer's own."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//un agenda//FR", "BEGIN:VEVENT"),
        *("UID:cours@ecole.example", "DTSTAMP:20261101T080000Z", "SUMMARY:Cours"),
        f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{end.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *more,
        *("END:VEVENT", "END:VCALENDAR", ""),
    ]
    return "\r\n".join(lines)
