from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject

from french.letters import one_line
from notify.calendars.entry import Attendee, CalendarEntry, Method
from tests.builders import NOON, paris

SCHOOL = Attendee("HETIC", "admissions@ecole.example")
WINTER = (paris(2026, 12, 1, 14, 30), datetime(2026, 12, 1, 13, 30, tzinfo=UTC))
SUMMER = (paris(2027, 7, 6, 9), datetime(2027, 7, 6, 7, tzinfo=UTC))
DAY_AFTER_SPRING_FORWARD = (paris(2027, 3, 29, 9), datetime(2027, 3, 29, 7, tzinfo=UTC))


def an_entry(**fields) -> CalendarEntry:
    usual = {
        "uid": "6f1c1f0e",
        "sequence": 0,
        "stamp": NOON,
        "start": WINTER[0],
        "end": WINTER[0] + timedelta(minutes=30),
        "summary": "Entretien en ligne avec HETIC",
        "description": "Visio : https://meet.example/salle\nÀ bientôt, l’équipe ; merci",
        "link": "https://meet.example/salle",
        "organizer": SCHOOL,
        "attendees": (Attendee("Camille Martin", "camille@visiteur.example", is_asked=True),),
        "reminder": "Votre entretien commence dans une heure.",
    }
    return CalendarEntry(**usual | fields)


def by_icalendar(entry: CalendarEntry) -> icalendar.Event:
    return icalendar.Calendar.from_ical(entry.to_ical(entry.email_method)).walk("VEVENT")[0]


def by_vobject(entry: CalendarEntry):
    return vobject.readOne(entry.to_ical(entry.email_method).decode())


@pytest.mark.parametrize(
    ("start", "instant"),
    [WINTER, SUMMER, DAY_AFTER_SPRING_FORWARD],
    ids=["winter", "summer", "dst"],
)
def test_two_parsers_read_the_instant_that_was_meant(start, instant):
    entry = an_entry(start=start, end=start + timedelta(minutes=30))

    event, other = by_icalendar(entry), by_vobject(entry).vevent

    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.start.astimezone(UTC) == instant
    assert other.dtstart.value.astimezone(UTC) == instant
    assert other.dtend.value.astimezone(UTC) == instant + timedelta(minutes=30)


def test_the_time_zone_is_two_yearly_rules():
    zone = by_vobject(an_entry()).vtimezone

    assert [str(part.rrule.value) for part in (zone.daylight, zone.standard)] == [
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert b"RDATE" not in an_entry().to_ical(Method.REQUEST)


def test_a_request_says_who_where_and_when_to_remind():
    event = by_icalendar(an_entry())

    assert event["uid"] == "6f1c1f0e@conseiller"
    assert event["organizer"] == "mailto:admissions@ecole.example"
    assert event["organizer"].params["CN"] == "HETIC"
    assert event["attendee"] == "mailto:camille@visiteur.example"
    assert dict(event["attendee"].params) == {
        "CN": "Camille Martin",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert event["location"] == event["url"] == "https://meet.example/salle"
    assert event["status"] == "CONFIRMED"
    assert event["dtstamp"].dt == NOON
    assert event["description"] == an_entry().description
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(hours=-1)


def test_a_cancellation_strikes_out_the_same_event():
    cancellation = an_entry(is_cancelled=True, sequence=1, reminder=None)

    first, last = by_vobject(an_entry()), by_vobject(cancellation)

    assert (first.method.value, last.method.value) == ("REQUEST", "CANCEL")
    assert first.vevent.uid.value == last.vevent.uid.value
    assert int(last.vevent.sequence.value) > int(first.vevent.sequence.value)
    assert last.vevent.status.value == "CANCELLED"
    assert not hasattr(last.vevent, "valarm")


def test_lines_end_in_crlf_and_hold_at_most_75_bytes():
    name = "Élodie-Françoise de la Haute-Épinaÿ " * 3 + "🎓"
    ical = an_entry(attendees=(Attendee(name, "e@visiteur.example"),)).to_ical(Method.REQUEST)

    lines = ical.split(b"\r\n")

    assert b"\n" not in ical.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Ñandú-L’Épée 🎓",
        'Jean "Jeannot" Dupont; Fils, l’aîné: né\\1999',
        "Camille\r\nATTENDEE:mailto:intrus@mal.example\r\nSUMMARY:Piégé",
        "Camille\u2028DTSTART:19700101T000000Z\x00\x85",
    ],
)
def test_no_name_can_add_a_line_to_an_entry(name):
    entry = an_entry(
        attendees=(Attendee(name, "camille@visiteur.example"),), summary=f"Entretien : {name}"
    )

    event, other = by_icalendar(entry), by_vobject(entry).vevent

    assert event["attendee"] == "mailto:camille@visiteur.example"
    assert event["attendee"].params["CN"] == one_line(name).replace('"', "'")
    assert len(other.contents["attendee"]) == len(other.contents["summary"]) == 1
    assert event.start == WINTER[0]
