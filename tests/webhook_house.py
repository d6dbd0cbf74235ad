"""A school that tells other tools of its interviews, for tests of webhooks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import islice

from standardwebhooks import Webhook

from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from notify import (
    Channel,
    Endpoints,
    Notifier,
    Outbox,
    Outward,
    Seal,
    WebhookEvents,
    WebhookSender,
    list_undelivered,
)
from notify.webhooks.sender import new_secret
from tests.builders import STAFF_EMAIL, TEXTS, HandClock, a_request
from tests.mailboxes import NoMail


class WebhookHouse:
    """A database, its desk, and a notifier that tells the endpoints."""

    def __init__(self, engine):
        self.engine = engine
        # Receivers refuse what is old by their own clock, and a whole run takes longer than that.
        self.today = datetime.now(UTC).replace(microsecond=0)
        self.clock = HandClock(self.today)
        self.outbox = Outbox(STAFF_EMAIL)
        self.desk = BookingDesk(engine, announce=self.outbox.announce_change)
        self.outward = Outward(own_network=True)
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
        return WebhookSender(self.endpoints, WebhookEvents(TEXTS), self.outward, timeout)

    def deliver_due(self, **options):
        senders = {Channel.EMAIL: NoMail(), Channel.WEBHOOK: self.sender(**options)}
        notifier = Notifier(self.engine, self.outbox, senders, self.clock)
        return asyncio.run(notifier.deliver_due())

    def undelivered(self):
        with self.engine.connect() as connection:
            entries = list_undelivered(connection, self.clock())
        return [entry for entry in entries if entry.channel is Channel.WEBHOOK]


def events(receiver, secret):
    """What was received, each verified as any receiver would."""
    return [Webhook(secret).verify(one.body, one.headers) for one in receiver.received]


def identities(receiver):
    return [one.headers["webhook-id"] for one in receiver.received]
