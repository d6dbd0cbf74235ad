"""Interviewers' calendars in step with the bookings, on a real CalDAV server."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from booking import schedule_editing
from booking.model import Refusal
from notify import (
    CalendarSender,
    Channel,
    StaffEntries,
    State,
    schema,
)
from notify.calendars.accounts import BETWEEN_READINGS, Account, NoCalendar
from tests.builders import NOON, TEXTS, a_request, paris
from tests.calendar_house import AFTERNOON, MORNING, OWN_NETWORK, CalendarHouse, a_lesson, events
from tests.radicale import PASSWORD, USER


def test_a_booking_is_written_moved_and_removed_under_one_uid(house, server):
    house.adopt(server)
    booked = house.book(name="Zoë Ñandú")
    uid = f"{booked.uid}@conseiller"

    house.deliver_due()
    after_booking = events(server)[uid]
    moved = house.desk.move(booked.reference, paris(2026, 12, 2, 9), NOON)
    house.deliver_due()
    after_move = events(server)
    house.desk.cancel(booked.reference, NOON)
    house.deliver_due()

    assert after_booking["summary"] == "Entretien\u00a0: Zoë Ñandú"
    assert after_booking.start == booked.start
    assert list(after_move) == [uid]
    assert (after_move[uid].start, after_move[uid]["sequence"]) == (moved.start, 1)
    assert events(server) == {}
    assert house.undelivered() == []


def test_nobody_is_invited_by_the_calendar_server(house, server):
    house.adopt(server)
    house.book()
    house.deliver_due()

    [file] = server.entries().values()
    assert not [word for word in ("METHOD", "ORGANIZER", "ATTENDEE") if word in file]


def test_a_summer_interview_is_written_at_its_hour(house, server):
    house.adopt(server)
    start = paris(2027, 7, 6, 9)
    house.clock.advance(days=(start - NOON).days - 3)
    house.desk.book(a_request(start=start), house.clock())

    house.deliver_due()

    [event] = events(server).values()
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.start == start


def test_a_delivery_repeated_changes_nothing(house, server):
    house.adopt(server)
    house.book()
    sender = CalendarSender(house.calendars, StaffEntries(TEXTS), OWN_NETWORK)
    with house.engine.begin() as connection:
        messages = house.outbox.claim(connection, NOON, 10)
    [written] = [message for message in messages if message.channel is Channel.CALDAV]

    asyncio.run(sender.deliver(written, NOON))
    first = server.entries()
    asyncio.run(sender.deliver(written, NOON))

    assert len(first) == 1
    assert server.entries() == first


def test_an_invitation_that_was_accepted_from_the_mail_becomes_the_entry(house, server):
    house.adopt(server)
    booked = house.book()
    uid = f"{booked.uid}@conseiller"
    accepted = a_lesson(AFTERNOON, AFTERNOON + timedelta(minutes=30))
    server.put("accepte", accepted.replace("cours@ecole.example", uid))

    house.deliver_due()
    after_booking = server.entries()
    house.desk.cancel(booked.reference, NOON)
    house.deliver_due()

    assert list(after_booking) == ["accepte.ics"]
    assert booked.reference in after_booking["accepte.ics"]
    assert server.entries() == {}


def test_while_the_server_is_away_booking_goes_on_and_all_is_caught_up_with(house, server):
    house.adopt(server)
    server.put("cours", a_lesson(MORNING, MORNING + timedelta(hours=1)))
    house.read()
    server.stop()

    booked = house.book()
    house.deliver_due()
    house.read()
    [waiting] = house.undelivered()
    [calendar] = house.calendars.everything()
    still_busy = house.refusal(MORNING)
    server.start()
    server.put("cours", a_lesson(MORNING + timedelta(hours=1), MORNING + timedelta(hours=2)))
    house.read()
    house.deliver_due()

    assert (waiting.state, waiting.recipient) == (State.WAITING, "calendar 1")
    assert waiting.reason == calendar.problem == "no connection to the calendar's server"
    assert still_busy is Refusal.TAKEN
    assert f"{booked.uid}@conseiller" in events(server)
    assert house.undelivered() == []
    assert house.calendars.everything()[0].problem is None
    assert house.refusal(MORNING) is None
    assert house.refusal(MORNING + timedelta(hours=1)) is Refusal.TAKEN


def test_a_password_that_is_refused_is_told_without_being_shown(house, server):
    house.sync.adopt(1, Account(server.url, USER, "un autre mot"))
    house.book()

    house.deliver_due()
    house.read()

    refused = "401: user or password was refused, or may not write"
    assert house.undelivered()[0].reason == house.calendars.everything()[0].problem == refused
    assert asyncio.run(house.sync.problems()) == {1: refused}
    with house.engine.connect() as connection:
        assert "mot" not in connection.execute(select(schema.calendar.c.password)).scalar_one()
    assert "un autre mot" not in repr(house.calendars.account(1))


def test_a_move_to_another_interviewer_takes_the_entry_out_of_the_first_calendar(house, server):
    schedule_editing.add_interviewer(house.engine, "Yanis", None)  # the team's name
    schedule_editing.add_interviewer(house.engine, "Zoé", None)
    house.adopt(server)
    booked = house.book()
    house.deliver_due()
    was_written = list(events(server))
    server.put("cours", a_lesson(MORNING, MORNING + timedelta(hours=1)))
    house.read()

    moved = house.desk.move(booked.reference, MORNING, NOON)
    house.deliver_due()

    assert (booked.interviewer.id, moved.interviewer.id) == (1, 2)
    assert was_written == [f"{booked.uid}@conseiller"]
    assert list(events(server)) == ["cours@ecole.example"]

    back = house.desk.move(booked.reference, AFTERNOON, NOON)
    house.deliver_due()

    assert (f"{booked.uid}@conseiller" in events(server)) == (back.interviewer.id == 1)


def test_a_calendar_set_later_is_given_the_interviews_to_come(house, server):
    booked = house.book()
    cancelled = house.book(MORNING)
    house.desk.cancel(cancelled.reference, NOON)

    assert house.adopt(server) == 1
    house.deliver_due()
    assert list(events(server)) == [f"{booked.uid}@conseiller"]
    assert house.adopt(server) == 1, "set anew, it is written to anew"
    house.deliver_due()

    assert list(events(server)) == [f"{booked.uid}@conseiller"]
    assert house.undelivered() == []


def test_a_removed_calendar_blocks_nothing_and_is_owed_nothing(house, server):
    house.adopt(server)
    server.put("cours", a_lesson(MORNING, MORNING + timedelta(hours=1)))
    house.read()
    house.book()

    house.calendars.remove(1)

    assert house.refusal(MORNING) is None
    assert house.undelivered() == []
    with pytest.raises(NoCalendar):
        house.calendars.remove(1)


def test_calendars_are_read_by_one_notifier_at_a_time_on_both_databases(engine):
    house = CalendarHouse(engine)
    house.sync.adopt(1, Account("http://127.0.0.1:1/agenda/", USER, PASSWORD))

    assert house.calendars.take_due(NOON) == [(1, 1)]
    assert house.calendars.take_due(NOON) == []
    assert house.calendars.take_due(NOON + BETWEEN_READINGS) == [(1, 1)]


def test_every_change_is_owed_to_the_calendar_on_both_databases(engine):
    house = CalendarHouse(engine)
    house.sync.adopt(1, Account("http://127.0.0.1:1/agenda/", USER, PASSWORD))
    booked = house.book()
    house.desk.move(booked.reference, MORNING, NOON)
    house.desk.cancel(booked.reference, NOON)
    house.deliver_due()

    first, *others = house.undelivered()
    assert [entry.topic for entry in (first, *others)] == ["booked", "moved", "cancelled"]
    assert (first.attempts, first.reason) == (1, "no connection to the calendar's server")
    assert [entry.attempts for entry in others] == [0, 0], "they wait for the one before"
