"""A mail server on this machine that answers as a test wants, and a house that sends to it."""

from __future__ import annotations

import asyncio
import email
import socket
from contextlib import contextmanager
from email.policy import default

from aiosmtpd.controller import Controller

from booking.desk import BookingDesk
from notify import (
    Channel,
    EmailSender,
    Notifier,
    Outbox,
    SmtpTransport,
    list_undelivered,
)
from tests.builders import STAFF_EMAIL, HandClock, a_composer


class Mailboxes:
    """Takes every e-mail, unless a test makes it answer otherwise."""

    def __init__(self):
        self.mails = []
        self.recipient_answers = {}
        self.data_answer = None
        self.seconds_before_answer = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        refusal = self.recipient_answers.get(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(self.seconds_before_answer)
        if self.data_answer == "cut":
            server.transport.abort()
            return "451 never read"
        if self.data_answer:
            return self.data_answer
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def to(self, address):
        return [mail for mail in self.mails if mail["To"].addresses[0].addr_spec == address]


class NoMail:
    """Takes every e-mail and sends none, for tests of other channels."""

    async def deliver(self, message, now):
        return None


@contextmanager
def smtp_server(mailboxes, port):
    controller = Controller(mailboxes, hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


class House:
    """A database, a desk, and a notifier that sends to a port of this machine."""

    def __init__(self, engine):
        self.engine = engine
        self.clock = HandClock()
        self.outbox = Outbox(STAFF_EMAIL)
        self.desk = BookingDesk(self.engine, announce=self.outbox.announce_change)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.mailboxes = Mailboxes()

    def notifier(self, transport=None, composer=None):
        return Notifier(
            self.engine,
            self.outbox,
            {Channel.EMAIL: EmailSender(composer or a_composer(), transport or self.transport())},
            self.clock,
        )

    def transport(self):
        return SmtpTransport(f"smtp://127.0.0.1:{self.port}", timeout=2)

    def serve(self):
        return smtp_server(self.mailboxes, self.port)

    def deliver_due(self):
        return asyncio.run(self.notifier().deliver_due())

    def undelivered(self):
        with self.engine.begin() as connection:
            return list_undelivered(connection, self.clock())
