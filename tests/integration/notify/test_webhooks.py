"""Webhooks, received by a real server and verified by a library that is not ours."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime
from itertools import islice

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook, WebhookVerificationError

from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from notify import (
    Channel,
    Endpoints,
    Notifier,
    Outbox,
    PermanentFailure,
    Seal,
    State,
    WebhookEvents,
    WebhookSender,
    list_undelivered,
    schema,
)
from notify.webhooks.endpoints import UnknownEndpoint
from notify.webhooks.sender import new_secret
from tests.builders import STAFF_EMAIL, TEXTS, HandClock, a_request
from tests.receiver import Receiver


class NoMail:
    """Takes every e-mail: these tests are about webhooks."""

    async def deliver(self, message, now):
        return None


class House:
    """A database, its desk, and a notifier that tells the endpoints."""

    def __init__(self, engine):
        self.engine = engine
        # Receivers refuse what is old by their own clock, and a whole run takes longer than that.
        self.today = datetime.now(UTC).replace(microsecond=0)
        self.clock = HandClock(self.today)
        self.outbox = Outbox(STAFF_EMAIL)
        self.desk = BookingDesk(engine, announce=self.outbox.announce_change)
        self.endpoints = Endpoints(engine, Seal("a key for tests"))
        self.slot, self.later = islice(FreeSlots(engine).upcoming(self.today), 2)

    def add(self, receiver):
        """Tell a receiver from now on; returns its secret."""
        secret = new_secret()
        self.endpoints.add(receiver.url, secret, self.today)
        return secret

    def book(self, **request):
        return self.desk.book(a_request(start=self.slot.start, **request), self.today)

    def sender(self, timeout=5.0):
        return WebhookSender(self.endpoints, WebhookEvents(TEXTS), timeout)

    def deliver_due(self, **options):
        senders = {Channel.EMAIL: NoMail(), Channel.WEBHOOK: self.sender(**options)}
        notifier = Notifier(self.engine, self.outbox, senders, self.clock)
        return asyncio.run(notifier.deliver_due())

    def undelivered(self):
        with self.engine.connect() as connection:
            entries = list_undelivered(connection, self.clock())
        return [entry for entry in entries if entry.channel is Channel.WEBHOOK]


@pytest.fixture
def house(engine):
    return House(engine)


@pytest.fixture
def receiver():
    return Receiver()


def events(receiver, secret):
    """What was received, each verified as any receiver would."""
    return [Webhook(secret).verify(one.body, one.headers) for one in receiver.received]


def identities(receiver):
    return [one.headers["webhook-id"] for one in receiver.received]


def test_booking_moving_and_cancelling_are_told_with_signatures_that_others_verify(house, receiver):
    secret = house.add(receiver)
    interview = house.book(name="Zoë Ñandú", questions=("le salaire ?",))
    house.desk.move(interview.reference, house.later.start, house.today)
    house.desk.cancel(interview.reference, house.today)

    with receiver.serve():
        house.deliver_due()

    booked, moved, cancelled = events(receiver, secret)
    assert [event["type"] for event in (booked, moved, cancelled)] == [
        "interview.booked",
        "interview.moved",
        "interview.cancelled",
    ]
    assert booked["text"].startswith("Zoë Ñandú a réservé un entretien en ligne pour le ")
    assert booked["data"]["reference"] == interview.reference
    assert booked["data"]["email"] == "camille@visiteur.example"
    assert booked["data"]["questions"] == ["le salaire ?"]
    assert datetime.fromisoformat(booked["data"]["start"]) == house.slot.start
    assert datetime.fromisoformat(booked["timestamp"]) == house.today
    assert datetime.fromisoformat(moved["data"]["previous_start"]) == house.slot.start
    assert datetime.fromisoformat(moved["data"]["start"]) == house.later.start
    assert [event["data"]["sequence"] for event in (booked, moved, cancelled)] == [0, 1, 2]
    assert cancelled["data"]["status"] == "cancelled"
    assert len(set(identities(receiver))) == 3


def test_a_correction_is_told(house, receiver):
    secret = house.add(receiver)
    interview = house.book()
    visitor = a_request(name="Camille Martineau").visitor
    house.desk.correct(interview.reference, visitor, house.today)

    with receiver.serve():
        house.deliver_due()

    last = events(receiver, secret)[-1]
    assert (last["type"], last["data"]["name"]) == ("interview.corrected", "Camille Martineau")


def test_what_was_changed_on_its_way_or_signed_for_another_is_not_believed(house, receiver):
    secret = house.add(receiver)
    house.book()

    with receiver.serve():
        house.deliver_due()

    [one] = receiver.received
    for body, key in ((one.body.replace(b"Camille", b"Camilla"), secret), (one.body, new_secret())):
        with pytest.raises(WebhookVerificationError):
            Webhook(key).verify(body, one.headers)


def test_every_endpoint_is_told_with_a_secret_and_an_identity_of_its_own(house):
    receivers = [Receiver(), Receiver()]
    secrets = [house.add(receiver) for receiver in receivers]
    house.book()

    with receivers[0].serve(), receivers[1].serve():
        house.deliver_due()

    for receiver, secret in zip(receivers, secrets, strict=True):
        assert len(events(receiver, secret)) == 1
    assert identities(receivers[0]) != identities(receivers[1])


def test_a_receiver_that_is_down_is_told_when_it_is_back_and_once(house, receiver):
    secret = house.add(receiver)
    house.book()

    house.deliver_due()
    [waiting] = house.undelivered()
    with receiver.serve():
        house.deliver_due()
        assert receiver.received == [], "it is not yet time to try again"
        house.clock.advance(minutes=1)
        house.deliver_due()
        house.clock.advance(hours=1)
        house.deliver_due()

    assert (waiting.state, waiting.recipient) == (State.WAITING, "webhook 1")
    assert waiting.reason == "no connection to the endpoint, or it was cut"
    assert len(events(receiver, secret)) == 1
    assert house.undelivered() == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (500, "500: the endpoint did not take it"),
        (404, "404: the endpoint did not take it"),
        (307, "307: the endpoint is elsewhere; redirects are not followed"),
    ],
)
def test_a_repeat_has_the_same_identity_and_a_time_of_its_own(house, receiver, status, reason):
    house.add(receiver)
    receiver.statuses = [status]
    house.book()

    with receiver.serve():
        house.deliver_due()
        [waiting] = house.undelivered()
        house.clock.advance(minutes=1)
        house.deliver_due()

    first, second = receiver.received
    assert waiting.reason == reason
    assert house.undelivered() == []
    assert (first.path, second.path) == ("/entretiens", "/entretiens")
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    first_time, second_time = (int(one.headers["webhook-timestamp"]) for one in receiver.received)
    assert second_time - first_time == 60


def test_what_a_killed_notifier_had_sent_comes_again_under_the_same_identity(house, receiver):
    house.add(receiver)
    house.book()

    with receiver.serve():
        with house.engine.begin() as connection:
            claimed = house.outbox.claim(connection, house.clock(), 10)
        [sent] = [message for message in claimed if message.channel is Channel.WEBHOOK]
        asyncio.run(house.sender().deliver(sent, house.clock()))  # and then it died
        house.clock.advance(minutes=3)
        house.deliver_due()

    assert len(receiver.received) == 2
    assert len(set(identities(receiver))) == 1


def test_a_slow_receiver_is_not_waited_for_long(house, receiver):
    house.add(receiver)
    house.book()
    receiver.seconds_before_answer = 1.0

    with receiver.serve():
        house.deliver_due(timeout=0.2)

    [waiting] = house.undelivered()
    assert waiting.reason == "the endpoint did not answer in time"


def test_a_notifier_takes_only_what_it_has_senders_for(house, receiver):
    house.add(receiver)
    house.book()

    mails = Notifier(house.engine, house.outbox, {Channel.EMAIL: NoMail()}, house.clock)

    assert asyncio.run(mails.deliver_due()) == 2
    assert [entry.attempts for entry in house.undelivered()] == [0]


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
