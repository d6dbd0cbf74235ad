"""The notifier as it runs: one process that tells every tool and reads calendars."""

from __future__ import annotations

import json
import time
from datetime import datetime

import pytest

from booking.model import Refusal
from notify.calendars.accounts import Account
from notify.webhooks.sender import new_secret
from testing.web_server import NOW, WebServer
from tests.builders import a_request, paris
from tests.conftest import a_database
from tests.radicale import PASSWORD, USER
from tests.receiver import Receiver

TODAY = datetime.fromisoformat(NOW)
MORNING = paris(2026, 12, 1, 9)
A_LESSON = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//un agenda//FR
BEGIN:VEVENT
UID:cours@ecole.example
DTSTAMP:20261101T080000Z
DTSTART:20261201T080000Z
DTEND:20261201T090000Z
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def calendar(radicale):
    return radicale


@pytest.fixture
def notifier(request, tmp_path):
    started = WebServer(
        tmp_path / "home", a_database("sqlite", request, tmp_path), parts=["notifier"]
    )
    yield started
    started.stop()


def wait_until(happened, log):
    deadline = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < deadline, log()
        time.sleep(0.2)


def test_one_booking_reaches_mail_webhook_and_calendar_and_busy_times_come_back(notifier, calendar):
    services, receiver = notifier.services, Receiver()
    services.endpoints.add(receiver.url, new_secret(), TODAY)
    with services.engine.begin() as connection:
        services.calendars.put(connection, 1, Account(calendar.url, USER, PASSWORD), TODAY)
    calendar.put("cours", A_LESSON)

    with receiver.serve():
        notifier.start()
        booked = services.desk.book(a_request(), TODAY)
        wait_until(lambda: receiver.received, notifier.log)
        wait_until(lambda: f"{booked.uid}.ics" in calendar.entries(), notifier.log)
        wait_until(
            lambda: services.free_slots.refusal(MORNING, TODAY) is Refusal.TAKEN, notifier.log
        )
        mails = services.settings.home / "mail"
        wait_until(lambda: len(list(mails.glob("*.eml"))) == 2, notifier.log)

    [one] = receiver.received
    assert json.loads(one.body)["data"]["reference"] == booked.reference
    assert booked.visitor.email not in notifier.log()
    assert str(receiver.port) not in notifier.log()
