import asyncio
import logging

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from notify import (
    Composer,
    Outbox,
    Topic,
    schema,
)
from tests.builders import (
    NOON,
    STAFF_EMAIL,
    a_composer,
    a_request,
    paris,
)

PERSONAL = ("camille", "Camille", "Martin", "visiteur.example", "639981234", "salaire")


def test_several_notifiers_send_each_message_once(house):
    for hour in range(9, 18):
        for minute in (0, 30):
            who = f"visiteur{hour}{minute}@visiteur.example"  # nobody gets so many in a day
            house.desk.book(a_request(email=who, start=paris(2026, 12, 1, hour, minute)), NOON)

    async def deliver_together():
        return await asyncio.gather(*(house.notifier().deliver_due() for _ in range(3)))

    with house.serve():
        assert sum(asyncio.run(deliver_together())) == 36

    identities = [mail["Message-ID"] for mail in house.mailboxes.mails]
    assert len(identities) == len(set(identities)) == 36


def test_a_message_that_cannot_be_written_stops_no_other(house, caplog):
    class Clumsy(Composer):
        def compose(self, message, now):
            if message.audience == "staff":
                raise RuntimeError(f"stumbled over {message.payload['visitor_name']}")
            return super().compose(message, now)

    house.desk.book(a_request(), NOON)
    composer = a_composer(kind=Clumsy)

    with house.serve():
        assert asyncio.run(house.notifier(composer=composer).deliver_due()) == 1

    [entry] = house.undelivered()
    assert entry.reason.startswith("internal error: RuntimeError, test_notifier.py:")
    assert "Camille" not in caplog.text


def test_nothing_personal_is_logged(house, caplog):
    caplog.set_level(logging.DEBUG)
    house.desk.book(a_request(questions=("le salaire ?",)), NOON)
    visitor = "camille@visiteur.example"

    with house.serve():
        house.mailboxes.recipient_answers[visitor] = f"451 4.2.1 <{visitor}> is busy"
        house.deliver_due()
        house.mailboxes.recipient_answers[visitor] = f"550 5.1.1 <{visitor}> is gone"
        house.clock.advance(minutes=1)
        house.deliver_due()

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("notify")]
    assert len(ours) == 4
    assert not [line for line in ours for personal in PERSONAL if personal in line]
    assert not [entry for entry in house.undelivered() for p in PERSONAL if p in entry.reason]


def test_the_notifier_runs_until_cancelled_and_lets_arrive_what_is_on_its_way(house):
    house.desk.book(a_request(), NOON)
    house.mailboxes.seconds_before_answer = 0.5

    async def run_and_stop():
        task = asyncio.create_task(house.notifier().run(poll_seconds=0.01))
        await asyncio.sleep(0.25)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with house.serve():
        asyncio.run(run_and_stop())

    assert len(house.mailboxes.mails) == 2
    assert house.undelivered() == []


def test_the_notifier_outlives_a_database_that_goes_away(house, caplog):
    class Flaky(Outbox):
        failures = 1

        def has_due(self, connection, now, channels):
            if self.failures:
                self.failures -= 1
                raise OperationalError("SELECT", {}, Exception("gone"))
            return super().has_due(connection, now, channels)

    house.desk.book(a_request(), NOON)
    house.outbox = Flaky(STAFF_EMAIL)

    async def run_until_delivered():
        task = asyncio.create_task(house.notifier().run(poll_seconds=0.01))
        while house.undelivered():
            await asyncio.sleep(0.05)
        task.cancel()

    with house.serve():
        asyncio.run(asyncio.wait_for(run_until_delivered(), 10))

    assert "no database (OperationalError)" in caplog.text
    assert len(house.mailboxes.mails) == 2


def test_a_send_that_could_not_be_noted_at_first_is_not_repeated(house):
    class Forgetful(Outbox):
        failures = 2

        def mark_sent(self, connection, message, now):
            if self.failures:
                self.failures -= 1
                raise OperationalError("UPDATE", {}, Exception("locked"))
            super().mark_sent(connection, message, now)

    house.desk.book(a_request(), NOON)
    house.outbox = Forgetful(STAFF_EMAIL)

    with house.serve():
        assert house.deliver_due() == 2

    house.clock.advance(hours=1)
    assert house.deliver_due() == 0
    with house.engine.connect() as connection:
        sent = select(schema.outbox.c.sent_at).where(schema.outbox.c.topic == Topic.BOOKED)
        assert connection.execute(sent).scalars().all() == [NOON] * 2
