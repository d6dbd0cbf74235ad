"""Endpoints of webhooks: added, tried, gone, removed, and never shown."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from sqlalchemy import select

from booking.desk import BookingDesk
from notify import (
    Endpoints,
    PermanentFailure,
    Seal,
    State,
    schema,
)
from notify.webhooks.endpoints import UnknownEndpoint
from tests.builders import a_request
from tests.webhook_house import events


def test_a_receiver_that_is_gone_is_told_no_more(house, receiver):
    house.add(receiver)
    receiver.statuses = [410]
    interview = house.book()

    with receiver.serve():
        house.deliver_due()
        house.desk.cancel(interview.reference, house.today)
        house.deliver_due()

    assert len(receiver.received) == 1
    [failed] = house.undelivered()
    assert failed.state is State.FAILED
    assert failed.reason == "410: the endpoint is gone, and is told no more"
    assert house.endpoints.everything()[0].gone_at == house.today


def test_who_is_removed_is_owed_nothing_any_more(house, receiver):
    house.add(receiver)
    house.book()

    house.endpoints.remove(1)

    assert house.undelivered() == []
    with receiver.serve():
        house.deliver_due()
    assert receiver.received == []
    with pytest.raises(UnknownEndpoint):
        house.endpoints.remove(1)


def test_a_number_is_never_given_twice(house, receiver):
    house.add(receiver)
    house.endpoints.remove(1)
    house.add(receiver)

    assert [endpoint.id for endpoint in house.endpoints.everything()] == [2]


def test_a_booking_that_fails_tells_nobody(house, receiver):
    def announce(connection, event):
        house.outbox.announce_change(connection, event)
        raise RuntimeError

    house.add(receiver)

    with pytest.raises(RuntimeError):
        BookingDesk(house.engine, announce).book(a_request(start=house.slot.start), house.today)

    assert house.undelivered() == []


def test_an_event_can_be_sent_for_a_test(house, receiver):
    secret = house.add(receiver)

    with receiver.serve():
        asyncio.run(house.sender().test(1, "msg_essai", house.today))

    [event] = events(receiver, secret)
    assert event["type"] == "test"
    assert event["text"] == "Conseiller est bien relié\u00a0: ceci est un essai."
    with pytest.raises(PermanentFailure):
        asyncio.run(house.sender().test(2, "msg_essai", house.today))


def test_the_database_alone_tells_no_secret_and_needs_its_key(house, receiver):
    secret = house.add(receiver)
    house.book()
    with house.engine.connect() as connection:
        kept = connection.execute(select(schema.webhook_endpoint.c.secret)).scalar_one()
    house.endpoints = Endpoints(house.engine, Seal("another key"))

    with receiver.serve():
        house.deliver_due()

    assert secret not in kept
    assert receiver.received == []
    [waiting] = house.undelivered()
    assert waiting.state is State.WAITING
    assert "SECRET_KEY" in waiting.reason


def test_neither_addresses_nor_people_are_logged(house, receiver, caplog):
    caplog.set_level(logging.INFO, "notify")
    house.add(receiver)
    receiver.statuses = [500]
    house.book()

    with receiver.serve():
        house.deliver_due()

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("notify")]
    assert any("the endpoint did not take it" in line for line in ours)
    assert not [line for line in ours if "127.0.0.1" in line or "amille" in line]
    assert json.loads(receiver.received[0].body)["data"]["name"] == "Camille Martin"
