"""A disk that fills up: staff are told early, conversations make way, bookings go on."""

from __future__ import annotations

import asyncio
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest

from entrypoints.routine import Routine
from notify import list_undelivered
from tests.builders import HandClock, a_request
from web.chat.chat import Chat
from web.chat.rasa import AtCapacity

_Usage = namedtuple("_Usage", "total used free")


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def services(open_services, database_url, clock):
    return open_services(clock, database_url)


@pytest.fixture
def free(monkeypatch):
    """Says how many megabytes are free."""

    def say(megabytes: int) -> None:
        monkeypatch.setattr(
            shutil, "disk_usage", lambda _: _Usage(0, 0, free=megabytes * 1_000_000)
        )

    return say


def told(services) -> list[dict[str, object]]:
    with services.engine.connect() as connection:
        waiting = list_undelivered(connection, services.now())
    return [message for message in waiting if message.topic == "disk"]


def test_staff_are_told_early_and_once_a_day(services, clock, free):
    free(5_000)
    Routine(services).do_due()
    assert told(services) == []

    free(900)
    for _ in range(3):
        Routine(services).do_due()
    assert len(told(services)) == 1
    clock.set(clock() + timedelta(days=1, minutes=1))
    Routine(services).do_due()
    assert len(told(services)) == 2

    asyncio.run(services.notifiers[0].deliver_due())
    mail = next(services.mail_folder.glob("*.eml")).read_text()
    assert "900" in mail
    assert told(services) == []


def test_at_the_end_no_conversation_begins_and_bookings_still_find_room(services, clock, free):
    free(250)

    with pytest.raises(AtCapacity):
        asyncio.run(Chat(rasa=None, services=services).open("greeting", "responsable-ecommerce"))

    assert services.desk.book(a_request(), clock())
