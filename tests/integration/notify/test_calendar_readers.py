"""Calendars that are not ours read every invitation alike, and keep one entry an interview."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest

from booking.desk import BookingDesk
from booking.model import Visitor
from notify import Outbox
from tests.builders import STAFF_EMAIL, a_composer, a_database, a_request, paris
from tests.parsers import Entry, by_ical_js, by_vobject

VISITOR = "camille@visiteur.example"
WINTER = (paris(2026, 12, 1, 14, 30), paris(2026, 12, 3, 9))
SUMMER = (paris(2027, 7, 6, 14, 30), paris(2027, 7, 8, 9))
ACROSS_THE_CHANGE = (paris(2026, 10, 23, 9), paris(2026, 10, 26, 9))


class Agenda:
    """A person's calendar, which obeys invitations as RFC 5546 says."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def receive(self, entry: Entry) -> None:
        known = self.entries.get(entry.uid)
        if known is not None and entry.sequence <= known.sequence:
            return  # older than what is there, or the same
        if entry.method == "CANCEL":
            del self.entries[entry.uid]
        else:
            self.entries[entry.uid] = entry


@pytest.fixture
def house(tmp_path):
    return a_database(tmp_path)


def invitations(engine, times) -> dict[str, list[bytes]]:
    """Book, move, correct and cancel; gives what each person is sent, in order."""
    outbox = Outbox(STAFF_EMAIL)
    desk = BookingDesk(engine, announce=outbox.announce_change)
    now = times[0] - timedelta(days=20)
    interview = desk.book(a_request("Zoë « Zo » Ñandú; Martin, 🎓", VISITOR, times[0]), now)
    desk.move(interview.reference, times[1], now)
    desk.correct(interview.reference, Visitor("Zoé Martin", VISITOR), now)
    desk.cancel(interview.reference, now)
    composer = a_composer()
    sent = {STAFF_EMAIL: [], VISITOR: []}
    with engine.begin() as connection:
        while messages := outbox.claim(connection, now, 10):
            for message in messages:
                mail = composer.compose(message, now)
                (file,) = mail.iter_attachments()
                sent[message.recipient].append(file.get_content())
                outbox.mark_sent(connection, message, now)
    return sent


@pytest.mark.parametrize("parse", [by_ical_js, by_vobject])
@pytest.mark.parametrize("times", [WINTER, SUMMER, ACROSS_THE_CHANGE], ids="wsc")
def test_each_invitation_updates_the_first_and_the_last_strikes_it_out(house, times, parse):
    for files in invitations(house, times).values():
        agenda = Agenda()
        booked, moved, corrected, cancelled = parse(files)

        agenda.receive(booked)
        assert [entry.start for entry in agenda.entries.values()] == [times[0]]
        agenda.receive(moved)
        assert [entry.start for entry in agenda.entries.values()] == [times[1]]
        agenda.receive(booked)
        assert [entry.start for entry in agenda.entries.values()] == [times[1]], "sent again"
        agenda.receive(corrected)
        assert [entry.sequence for entry in agenda.entries.values()] == [2]
        agenda.receive(cancelled)
        assert agenda.entries == {}
        assert cancelled.status == "CANCELLED"


def test_all_parsers_read_the_same(house):
    for files in invitations(house, SUMMER).values():
        thunderbirds = by_ical_js(files)

        assert thunderbirds == by_vobject(files)
        ours = [icalendar.Calendar.from_ical(file).events[0] for file in files]
        assert [entry.start for entry in thunderbirds] == [event.start for event in ours]
        assert thunderbirds[0].location.startswith("https://meet.example/entretien-")
