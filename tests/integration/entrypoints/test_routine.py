"""What is older than visitors were told is forgotten by itself, every night, by one process."""

import asyncio
import hashlib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import func, insert, select

from booking import privacy
from booking import schema as booking_schema
from booking.confirming import AddressPolicy
from booking.model import Status, UnknownReference
from conversations.transcript import VISITOR, Bubble, Transcript
from entrypoints.routine import Routine
from notify import Audience, FileTransport, Topic, schema
from notify.announcements import summary
from notify.outbox.owing import owing_interviews
from runtime.spent_work import SpentWork, spent_work
from staff.desks import visitors_desk
from tests.builders import NOON, STAFF_EMAIL, HandClock, a_request, paris


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def services(open_services, database_url, clock):
    made = open_services(clock, database_url)
    Routine(made).do_due()  # its first day
    return made


def write_mail(services, written_at):
    mail = EmailMessage()
    mail["Date"] = written_at
    mail["Message-ID"] = f"<{written_at:%d}@ecole.example>"
    asyncio.run(FileTransport(services.mail_folder).deliver(mail))


@pytest.mark.parametrize("is_by_address", [True, False])
def test_nothing_is_erased_before_everybody_is_told_of_its_end(services, clock, is_by_address):
    booked = services.desk.book(a_request(), clock())
    services.desk.cancel(booked.reference, clock())
    if is_by_address:
        assert (
            privacy.erase(services.engine, booked.visitor.email, clock(), owing_interviews()) == 1
        )
    else:
        owing = owing_interviews()
        assert privacy.erase_over(services.engine, [booked.reference], clock(), owing) == []

    told = []
    while messages := claim_all(services, clock):
        Routine(services).do_due()
        assert services.desk.get(booked.reference)  # the staff still read who does not come
        with services.engine.begin() as connection:
            for message in messages:
                told.append((message.audience, message.topic))
                services.outbox.mark_sent(connection, message, clock())
    Routine(services).do_due()

    assert (Audience.STAFF, Topic.CANCELLED) in told
    with pytest.raises(UnknownReference):
        services.desk.get(booked.reference)


def claim_all(services, clock):
    with services.engine.begin() as connection:
        return services.outbox.claim(connection, clock(), 100)


def test_interviews_conversations_and_e_mails_are_forgotten_in_time(services, clock):
    services.desk.book(a_request(), clock())
    transcript = Transcript(services.engine)
    conversation = transcript.open(NOON, "responsable-ecommerce")
    transcript.add(conversation, "1", [Bubble(VISITOR, "bonjour")], NOON)

    clock.set(paris(2026, 12, 24, 4))
    Routine(services).do_due()
    assert transcript.exists(conversation)
    clock.set(paris(2026, 12, 26, 4))
    Routine(services).do_due()
    assert not transcript.exists(conversation)
    assert len(services.desk.interviews()) == 1
    clock.set(paris(2026, 12, 1, 15) + privacy.RETENTION + timedelta(days=1))
    Routine(services).do_due()

    assert services.desk.interviews() == []


def test_lapsed_holds_and_guesses_are_forgotten(services, clock):
    services.desk.hold(paris(2026, 12, 1, 14), "a conversation", clock())
    with pytest.raises(UnknownReference):
        services.proof.check("ACDE-FGH2", "ines@example.com", "a conversation", clock())

    def kept():
        with services.engine.connect() as connection:
            return [
                [value for row in connection.execute(select(table)) for value in row]
                for table in (booking_schema.hold, booking_schema.guess, booking_schema.occupancy)
            ]

    told = str(kept())
    assert all(kept())
    assert "a conversation" not in told
    assert "ines@example.com" not in told
    unsalted = hashlib.sha256(b"email ines@example.com").hexdigest()
    assert unsalted not in told

    clock.set(clock() + timedelta(days=2))
    Routine(services).do_due()

    assert not any(kept())


def test_files_of_e_mails_are_not_kept_for_longer(services, clock):
    write_mail(services, NOON)
    write_mail(services, NOON + timedelta(days=2))

    clock.set(NOON + privacy.RETENTION + timedelta(days=1))
    Routine(services).do_due()

    assert len(list(services.mail_folder.iterdir())) == 1


def test_work_that_is_worth_nothing_any_more_is_forgotten(services, clock):
    until = clock() + timedelta(hours=30)
    SpentWork(services.engine).spend("lasts", "somebody", until, clock())
    SpentWork(services.engine).spend("lapses", "somebody", clock() + timedelta(hours=1), clock())

    clock.set(clock() + timedelta(days=1))
    Routine(services).do_due()

    with services.engine.connect() as connection:
        assert connection.scalars(select(spent_work.c.challenge)).all() == ["lasts"]


def test_messages_of_no_interview_are_forgotten_and_those_that_wait_are_not(services, clock):
    def a_row(number, sent_at):
        return {
            "kind": "staff",
            "topic": "summary",
            "channel": "email",
            "recipient": STAFF_EMAIL,
            "message_id": f"<{number}@ecole.example>",
            "payload": {},
            "created_at": NOON,
            "due_at": NOON,
            "attempts": 1,
            "sent_at": sent_at,
        }

    with services.engine.begin() as connection:
        connection.execute(insert(schema.outbox), [a_row(1, NOON), a_row(2, None)])

    clock.set(NOON + timedelta(days=31))
    Routine(services).do_due()

    with services.engine.connect() as connection:
        left = connection.execute(
            select(schema.outbox.c.message_id).where(schema.outbox.c.created_at == NOON)
        )
        assert left.scalars().all() == ["<2@ecole.example>"]


def test_of_two_processes_one_forgets_and_once_a_night(services, clock, caplog):
    caplog.set_level("INFO")
    clock.set(paris(2026, 11, 26, 3, 29))
    for _ in range(2):
        Routine(services).do_due()
    assert "purge" not in caplog.text
    clock.set(paris(2026, 11, 26, 3, 30))

    for _ in range(2):
        Routine(services).do_due()
    clock.set(paris(2026, 11, 26, 12))
    Routine(services).do_due()

    assert caplog.text.count("purge: ") == 1


def test_the_routine_writes_the_morning_summary(services, clock):
    services.desk.book(a_request(), clock())
    clock.set(paris(2026, 11, 26, 7))

    for _ in range(2):
        Routine(services).do_due()

    with services.engine.connect() as connection:
        count = select(func.count()).where(schema.outbox.c.topic == "summary")
        assert connection.execute(count).scalar_one() == 1


def test_the_routine_frees_the_place_of_who_did_not_confirm_and_the_morning_tells_of_it(
    services, clock
):
    desk = visitors_desk(services.engine, services.outbox, AddressPolicy.ALWAYS)
    booked = desk.book(a_request(), clock())
    clock.advance(minutes=29)
    Routine(services).do_due()
    assert services.desk.get(booked.reference).status is Status.CONFIRMED

    clock.advance(minutes=1)
    for _ in range(2):
        Routine(services).do_due()

    assert services.desk.get(booked.reference).has_lapsed
    with services.engine.connect() as connection:
        written = connection.execute(select(schema.outbox.c.kind, schema.outbox.c.topic)).all()
        told = sorted(tuple(row) for row in written if row.topic == "lapsed")
        assert told == [("staff", "lapsed"), ("visitor", "lapsed")]
        news = summary.read(connection, summary.Request(NOON, clock() + timedelta(hours=1))).news
        assert [line.change for line in news] == ["cancelled"]


def test_what_goes_wrong_keeps_nothing_else_of_the_day_waiting(
    services, clock, monkeypatch, caplog
):
    def fail(*_):
        raise KeyError("camille@visiteur.example")

    done = []
    monkeypatch.setattr(services.confirmations, "lapse", fail)
    monkeypatch.setattr(services.outbox, "announce_summary", fail)
    monkeypatch.setattr(services.waiting_list, "offer_due", done.append)
    clock.set(paris(2026, 11, 26, 7))

    Routine(services).do_due()

    assert done == [clock()]
    assert "KeyError" in caplog.text
    assert "camille" not in caplog.text
