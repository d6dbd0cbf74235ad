"""An interview in iCalendar (RFC 5545, 5546), as Google, Outlook and Apple calendars accept it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

from french.letters import one_line
from french.paris import PARIS

_REMINDER = timedelta(hours=1)

# Two yearly rules. icalendar's own add_missing_timezones() lists every change there ever was,
# which ical.js (Thunderbird) and vobject read an hour wrong in summer.
_EUROPE_PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


class Method(StrEnum):
    """What a calendar file asks of its reader.

    REQUEST invites, and CANCEL withdraws an invitation: both are for e-mails. PUBLISH is for a
    file that was fetched: it asks nothing of anybody.
    """

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Attendee:
    """Someone who takes part; `is_asked` if their calendar should ask them to accept."""

    name: str
    email: str
    is_asked: bool = False


@dataclass(frozen=True)
class CalendarEntry:
    """All that a calendar needs to know of an interview; times are aware.

    The same `uid` with a higher `sequence` changes what the calendar has. `stamp` is when this
    version came to be. `reminder` is read an hour before; None for no reminder. Without an
    `organizer` nobody is asked or answered.
    """

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    description: str
    link: str
    organizer: Attendee | None
    attendees: tuple[Attendee, ...] = ()
    reminder: str | None = None
    is_cancelled: bool = False

    @property
    def email_method(self) -> Method:
        """What an e-mail that brings the entry asks."""
        return Method.CANCEL if self.is_cancelled else Method.REQUEST

    def to_ical(self, method: Method | None) -> bytes:
        """Write the entry as an iCalendar file. One that a server stores has no method."""
        calendar = new_calendar(method)
        calendar.add_component(self.event())
        written: bytes = calendar.to_ical()
        return written

    def event(self) -> Event:
        """Make the entry alone, for a calendar of several."""
        event = Event()
        event.add("uid", calendar_uid(self.uid))
        event.add("sequence", self.sequence)
        event.add("dtstamp", self.stamp)
        event.add("dtstart", self.start.astimezone(PARIS))
        event.add("dtend", self.end.astimezone(PARIS))
        event.add("summary", self.summary)
        event.add("description", self.description)
        event.add("location", self.link)
        event.add("url", self.link)
        event.add("status", "CANCELLED" if self.is_cancelled else "CONFIRMED")
        event.add("transp", "OPAQUE")
        if self.organizer is not None:
            event.add("organizer", _address(self.organizer))
        for attendee in self.attendees:
            event.add("attendee", self._attendee(attendee))
        if self.reminder is not None:
            event.add_component(_alarm(self.reminder))
        return event

    def _attendee(self, attendee: Attendee) -> vCalAddress:
        address = _address(attendee)
        presides = self.organizer is not None and attendee.email == self.organizer.email
        address.params["CUTYPE"] = vText("INDIVIDUAL")
        address.params["ROLE"] = vText("CHAIR" if presides else "REQ-PARTICIPANT")
        address.params["PARTSTAT"] = vText("NEEDS-ACTION" if attendee.is_asked else "ACCEPTED")
        address.params["RSVP"] = vText("TRUE" if attendee.is_asked else "FALSE")
        return address


def new_calendar(method: Method | None) -> Calendar:
    """Begin an iCalendar file: the time zone, and no entry yet."""
    calendar = Calendar()
    calendar.add("prodid", "-//Conseiller//Entretiens//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method is not None:
        calendar.add("method", method.value)
    calendar.add_component(Timezone.from_ical(_EUROPE_PARIS))
    return calendar


def calendar_uid(uid: str) -> str:
    """Return the UID of an interview in every calendar, however it got there."""
    return f"{uid}@conseiller"


def _address(person: Attendee) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    # Double quotes delimit parameters and cannot be in one.
    address.params["CN"] = vText(one_line(person.name).replace('"', "'"))
    return address


def _alarm(reminder: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_REMINDER)
    alarm.add("description", reminder)
    return alarm
