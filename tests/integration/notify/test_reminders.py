"""Visitors are reminded in time, once, and of nothing that is not so any more."""

import pytest
from sqlalchemy import update

from booking import schema as booking_schema
from booking.model import Status, Visitor
from booking.waiting_list import WaitingList
from notify import State, Topic, list_entries
from tests.builders import NOON, STAFF_EMAIL, a_request, paris
from tests.mailboxes import House

VISITOR = "camille@visiteur.example"


@pytest.fixture
def house(engine):
    return House(engine)


def subjects(house, address=VISITOR):
    return [
        mail["Subject"].replace("\N{NO-BREAK SPACE}", " ") for mail in house.mailboxes.to(address)
    ]


def dropped(house):
    with house.engine.connect() as connection:
        entries = list_entries(connection, house.clock())
    return {(entry.topic, entry.reason) for entry in entries if entry.state is State.DROPPED}


def deliver_until(house, moment, step_minutes=30):
    """Let time pass until a moment, as notifiers see it."""
    while house.clock() < moment:
        house.clock.advance(minutes=step_minutes)
        house.deliver_due()


def test_a_visitor_is_reminded_the_day_before_and_an_hour_before(house):
    house.desk.book(a_request(), NOON)

    with house.serve():
        house.deliver_due()
        house.clock.set(paris(2026, 11, 30, 14, 29))
        assert house.deliver_due() == 0
        house.clock.advance(minutes=1)
        assert house.deliver_due() == 1
        house.clock.set(paris(2026, 12, 1, 13, 30))
        assert house.deliver_due() == 1
        deliver_until(house, paris(2026, 12, 1, 18))

    confirmed, day, hour = house.mailboxes.to(VISITOR)
    assert "demain" in day.get_body(("plain",)).get_content()
    assert "commence bientôt" in hour.get_body(("plain",)).get_content()
    for reminder in (day, hour):
        assert reminder["In-Reply-To"] == confirmed["Message-ID"]
        assert not list(reminder.iter_attachments())
    assert len(house.mailboxes.to(STAFF_EMAIL)) == 1


def test_a_moved_interview_is_reminded_of_at_its_new_time_only(house):
    interview = house.desk.book(a_request(), NOON)
    house.desk.move(interview.reference, paris(2026, 12, 3, 9), NOON)

    with house.serve():
        house.deliver_due()
        deliver_until(house, paris(2026, 12, 2, 8, 30))
        assert len(subjects(house)) == 2
        deliver_until(house, paris(2026, 12, 3, 12))

    assert [s for s in subjects(house) if "Rappel" in s] == [
        "Rappel : votre entretien avec HETIC, jeudi 3 décembre 2026 à 9 h (heure de Paris)"
    ]
    assert [s for s in subjects(house) if s.startswith("À")] == [
        "À 9 h (heure de Paris) : votre entretien avec HETIC"
    ]


def test_a_cancelled_interview_is_not_reminded_of_and_its_cancellation_waits_for_nothing(house):
    interview = house.desk.book(a_request(), NOON)

    with house.serve():
        house.deliver_due()
        house.desk.cancel(interview.reference, NOON)
        assert house.deliver_due() == 2
        deliver_until(house, paris(2026, 12, 1, 18))

    assert len(subjects(house)) == 2
    assert {topic for topic, _ in dropped(house)} == {Topic.REMINDER_DAY, Topic.REMINDER_HOUR}


def test_after_a_correction_the_right_address_is_reminded_and_the_wrong_one_is_not(house):
    interview = house.desk.book(a_request(), NOON)
    right = Visitor("Camille Martin", "camille.martin@visiteur.example")
    house.desk.correct(interview.reference, right, NOON)

    with house.serve():
        house.deliver_due()
        deliver_until(house, paris(2026, 12, 1, 18))

    assert len(subjects(house, right.email)) == 3
    assert len(subjects(house)) == 1


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.ATTENDED, Status.NO_SHOW])
def test_each_reminder_is_checked_again_when_it_is_sent(house, status):
    house.desk.book(a_request(), NOON)
    with house.engine.begin() as connection:  # without the desk, which would clear up itself
        connection.execute(update(booking_schema.interview).values(status=status))

    with house.serve():
        house.deliver_due()
        deliver_until(house, paris(2026, 12, 1, 18))

    assert len(subjects(house)) == 1
    reason = "the interview is not to take place any more"
    assert dropped(house) == {(Topic.REMINDER_DAY, reason), (Topic.REMINDER_HOUR, reason)}


def test_reminders_that_are_late_are_dropped(house):
    house.desk.book(a_request(), NOON)

    with house.serve():
        house.deliver_due()
        house.clock.set(paris(2026, 12, 1, 13, 45))
        assert house.deliver_due() == 1
        assert [topic for topic, _ in dropped(house)] == [Topic.REMINDER_DAY]

    assert subjects(house)[-1].startswith("À 14 h 30")


def test_a_server_that_is_away_until_the_interview_sends_no_reminder_after_it(house):
    house.desk.book(a_request(), NOON)
    with house.serve():
        house.deliver_due()

    house.clock.set(paris(2026, 12, 1, 13, 30))
    house.deliver_due()
    deliver_until(house, paris(2026, 12, 1, 14), step_minutes=5)
    with house.serve():
        deliver_until(house, paris(2026, 12, 2, 9))

    assert len(subjects(house)) == 1
    assert (Topic.REMINDER_HOUR, "the interview has begun") in dropped(house)


def test_with_a_few_mails_a_day_reminders_stop_and_confirmations_do_not(house):
    booked = [
        house.desk.book(a_request(start=paris(2026, 12, 1, hour)), NOON) for hour in (9, 11, 14)
    ]

    with house.serve():
        deliver_until(house, paris(2026, 11, 30, 15))
        house.desk.move(booked[2].reference, paris(2026, 12, 4, 9), house.clock())
        deliver_until(house, paris(2026, 12, 1, 8))
        within_a_day = len(subjects(house)) - 3
        house.desk.cancel(booked[1].reference, house.clock())
        house.deliver_due()

    assert within_a_day == 4, "three reminders and a move: the fourth reminder is one too many"
    assert (Topic.REMINDER_HOUR, "the visitor got 4 e-mails within a day") in dropped(house)
    assert "annulé" in subjects(house)[-1]


def test_an_offer_of_an_earlier_place_is_sent_while_it_stands(house):
    waiting = WaitingList(house.engine, house.desk, house.outbox.announce_earlier)
    early = house.desk.book(a_request(email="a@x.example", start=paris(2026, 11, 27, 9)), NOON)
    late = house.desk.book(a_request(), NOON)
    waiting.ask(late, NOON)
    house.desk.cancel(early.reference, NOON)
    assert waiting.offer_due(NOON) == 1

    with house.serve():
        house.deliver_due()

    assert subjects(house)[-1].startswith("Une place plus tôt : vendredi 27 novembre 2026 à 9 h")


def test_an_offer_that_is_over_before_it_is_sent_is_dropped(house):
    waiting = WaitingList(house.engine, house.desk, house.outbox.announce_earlier)
    early = house.desk.book(a_request(email="a@x.example", start=paris(2026, 11, 27, 9)), NOON)
    late = house.desk.book(a_request(), NOON)
    waiting.ask(late, NOON)
    house.desk.cancel(early.reference, NOON)
    waiting.offer_due(NOON)
    house.clock.set(paris(2026, 11, 26, 12))

    with house.serve():
        house.deliver_due()

    assert (Topic.EARLIER, "the offer is over") in dropped(house)
    assert not any("plus tôt" in subject for subject in subjects(house))
