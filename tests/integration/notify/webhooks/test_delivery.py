"""Webhooks, received by a real server and verified by a library that is not ours."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from notify import (
    Channel,
    Notifier,
    State,
)
from notify.webhooks.sender import new_secret
from tests.builders import a_request
from tests.mailboxes import NoMail
from tests.receiver import Receiver
from tests.webhook_house import events, identities


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
