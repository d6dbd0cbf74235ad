"""Nobody's mailbox is filled: beyond a day's limit, what there is to tell is told in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.confirming import AddressPolicy, Confirmations, VisitorRules
from booking.desk import BookingDesk
from booking.questions import QuestionBox
from notify import Audience, Outbox, Topic
from notify.announcements.questions import MOST_AN_HOUR
from notify.announcements.restraint import MOST_A_DAY, MOST_OF_ONE
from notify.outbox.recheck import recheck
from tests.builders import NOON, STAFF_EMAIL, HandClock, a_database, a_request, paris


class Post:
    """A desk, its outbox, and all that is sent."""

    def __init__(self, folder):
        self.engine = a_database(folder)
        self.outbox = Outbox(STAFF_EMAIL)
        self.desk = BookingDesk(self.engine, announce=self.outbox.announce_change)
        self.clock = HandClock()
        self.sent = []

    def deliver(self):
        """Send what is due, and give it."""
        sent = []
        while True:
            with self.engine.begin() as connection:
                messages = self.outbox.claim(connection, self.clock(), 100)
                for message in messages:
                    self.outbox.mark_sent(connection, message, self.clock())
            if not messages:
                break
            sent += messages
        self.sent += sent
        return sent

    def move(self, interview, number):
        """Move an interview, each time elsewhere."""
        start = paris(2026, 12, 1 + number % 4, 9 + number % 8)
        return self.desk.move(interview.reference, start, self.clock())


@pytest.fixture
def post(tmp_path):
    made = Post(tmp_path)
    yield made
    made.engine.dispose()


def of(messages, audience):
    return [message for message in messages if message.audience is audience]


def test_sixty_rounds_of_booking_and_cancelling_write_a_dozen_e_mails_to_the_victim(post):
    for number in range(60):
        start = paris(2026, 12, 1, 9) + timedelta(minutes=30 * (number % 16))
        asked = a_request(email=f"camille+{number}@visiteur.example", start=start)
        post.desk.cancel(post.desk.book(asked, post.clock()).reference, post.clock())
        post.deliver()

    assert len(of(post.sent, Audience.VISITOR)) <= MOST_A_DAY
    booked = [m for m in of(post.sent, Audience.STAFF) if m.topic is Topic.BOOKED]
    assert len(booked) == 60  # staff are told of every booking, at once


def test_the_rest_is_told_in_one_e_mail_which_says_how_it_stands(post):
    interview = post.desk.book(a_request(), post.clock())
    for number in range(40):
        moved = post.move(interview, number)
        post.deliver()
        post.clock.advance(seconds=20)
    assert len(of(post.sent, Audience.VISITOR)) == MOST_A_DAY
    assert len(of(post.sent, Audience.STAFF)) == MOST_OF_ONE

    post.clock.advance(hours=3)
    last = post.deliver()

    assert [m.snapshot.start for m in last] == [moved.start] * 2
    assert {m.audience for m in last} == {Audience.STAFF, Audience.VISITOR}
    assert all(m.snapshot.sequence == moved.sequence for m in last)


def test_going_on_puts_off_nothing_further(post):
    interview = post.desk.book(a_request(), post.clock())
    waited = 0
    for number in range(120):
        post.move(interview, number)
        if len(post.sent) > MOST_A_DAY + MOST_OF_ONE and of(post.deliver(), Audience.VISITOR):
            waited = number
            break
        post.deliver()
        post.clock.advance(minutes=5)

    assert waited  # in spite of a change every five minutes, it was told within hours


def test_what_begins_soon_is_told_at_once(post):
    interview = post.desk.book(a_request(start=paris(2026, 12, 4, 16)), post.clock())
    for number in range(20):
        post.move(interview, number)
    post.deliver()
    post.clock.set(paris(2026, 12, 4, 9))
    soon = post.desk.move(interview.reference, paris(2026, 12, 4, 14, 30), post.clock())

    told = of(post.deliver(), Audience.VISITOR)

    assert told[-1].snapshot.start == soon.start


def test_a_booking_that_was_not_told_yet_and_is_cancelled_is_not_told_at_all(post):
    for number in range(MOST_A_DAY):
        start = paris(2026, 12, 1, 9) + timedelta(minutes=30 * number)
        post.desk.book(a_request(start=start), post.clock())
    post.deliver()
    late = post.desk.book(a_request(start=paris(2026, 12, 2, 10)), post.clock())
    post.desk.cancel(late.reference, post.clock())
    post.clock.advance(hours=4)

    assert of(post.deliver(), Audience.VISITOR) == []


def test_a_booking_that_waits_and_is_moved_is_told_as_a_booking_at_its_new_time(post):
    for number in range(MOST_A_DAY):
        start = paris(2026, 12, 1, 9) + timedelta(minutes=30 * number)
        post.desk.book(a_request(start=start), post.clock())
    post.deliver()
    late = post.desk.book(a_request(start=paris(2026, 12, 2, 10)), post.clock())
    post.desk.move(late.reference, paris(2026, 12, 3, 11), post.clock())
    post.clock.advance(hours=4)

    (told,) = of(post.deliver(), Audience.VISITOR)
    assert (told.topic, told.snapshot.start) == (Topic.BOOKED, paris(2026, 12, 3, 11))


def test_what_staff_have_not_heard_of_a_move_a_later_note_or_correction_tells_too(post):
    interview = post.desk.book(a_request(), post.clock())
    for number in range(MOST_OF_ONE - 1):
        post.desk.write_note(interview.reference, f"Mot {number}", post.clock())
    post.deliver()
    later = [paris(2026, 12, 2, 10), paris(2026, 12, 3, 11)]
    for start in later:
        post.desk.move(interview.reference, start, post.clock())
    post.desk.write_note(interview.reference, "Un dernier mot", post.clock())
    corrected = replace(interview.visitor, name="Inès Marchetti-Roux")
    post.desk.correct(interview.reference, corrected, post.clock())
    post.clock.advance(minutes=31)

    (told,) = of(post.deliver(), Audience.STAFF)

    assert told.topic is Topic.MOVED
    assert told.snapshot.previous_start == interview.start
    assert told.snapshot.start == later[-1]
    assert told.snapshot.visitor_name == "Inès Marchetti-Roux"
    assert told.snapshot.visitor_note == "Un dernier mot"


def test_what_is_moved_there_and_back_is_not_said_to_have_been_elsewhere(post):
    interview = post.desk.book(a_request(), post.clock())
    for number in range(MOST_OF_ONE - 1):
        post.desk.write_note(interview.reference, f"Mot {number}", post.clock())
    post.deliver()
    for start in (paris(2026, 12, 2, 10), interview.start):
        post.desk.move(interview.reference, start, post.clock())
    post.clock.advance(minutes=31)

    (told,) = of(post.deliver(), Audience.STAFF)

    assert (told.snapshot.start, told.snapshot.previous_start) == (interview.start, None)


def test_a_correction_that_waits_outlives_a_note(post):
    interview = post.desk.book(a_request(), post.clock())
    for number in range(MOST_OF_ONE - 1):
        post.desk.write_note(interview.reference, f"Mot {number}", post.clock())
    for name in ("Inès M.", "Inès Marchetti-Roux"):
        corrected = replace(interview.visitor, name=name)
        post.desk.correct(interview.reference, corrected, post.clock())
    post.deliver()
    post.desk.write_note(interview.reference, "Un dernier mot", post.clock())
    post.clock.advance(minutes=31)

    (told,) = of(post.deliver(), Audience.STAFF)

    assert told.topic is Topic.CORRECTED
    assert dict(told.snapshot.corrected) == {"name": interview.visitor.name}


def test_a_visitor_hears_of_a_move_that_waits_though_details_are_corrected(post):
    interview = post.desk.book(a_request(), post.clock())
    for number in range(MOST_A_DAY - 1):
        last = post.move(interview, number)
    post.deliver()
    moved = post.move(interview, MOST_A_DAY)
    corrected = replace(interview.visitor, name="Inès Marchetti-Roux")
    post.desk.correct(interview.reference, corrected, post.clock())
    post.clock.advance(hours=4)

    (told,) = of(post.deliver(), Audience.VISITOR)

    assert told.topic is Topic.MOVED
    assert (told.snapshot.previous_start, told.snapshot.start) == (last.start, moved.start)


def test_what_waits_is_overtaken_by_what_needs_not_wait(post):
    interview = post.desk.book(a_request(), post.clock())
    for number in range(MOST_OF_ONE):
        last = post.move(interview, number)
    post.deliver()
    post.clock.advance(hours=24, minutes=-10)
    post.move(interview, 20)
    for number in range(21, 21 + MOST_OF_ONE):
        post.move(interview, number)
    post.clock.advance(minutes=11)
    moved = post.move(interview, 40)
    told = of(post.deliver(), Audience.STAFF)
    post.clock.advance(hours=2)

    assert told[-1].snapshot.start == moved.start != last.start
    assert of(post.deliver(), Audience.STAFF) == []


def fill_the_mailbox(post):
    for number in range(MOST_A_DAY):
        start = paris(2026, 12, 1, 9) + timedelta(minutes=30 * number)
        post.desk.book(a_request(start=start), post.clock())
    post.deliver()


def for_visitors(post):
    rules = VisitorRules(AddressPolicy.ALWAYS, most_changes=20)
    return BookingDesk(post.engine, post.outbox.announce_change, rules)


def test_who_is_to_confirm_gets_the_link_in_time_and_then_the_invitation(post):
    fill_the_mailbox(post)
    desk = for_visitors(post)
    booked = desk.book(a_request(start=paris(2026, 12, 2, 10)), post.clock())
    (asked,) = of(post.deliver(), Audience.VISITOR)
    desk.move(booked.reference, paris(2026, 12, 3, 11), post.clock())
    post.clock.advance(minutes=5)

    announce = post.outbox.announce_change
    Confirmations(post.engine, announce).confirm(booked.uid, post.clock())
    (invited,) = of(post.deliver(), Audience.VISITOR)
    post.clock.advance(hours=4)

    assert asked.topic is Topic.TO_CONFIRM
    assert (invited.topic, invited.snapshot.start) == (Topic.BOOKED, paris(2026, 12, 3, 11))
    assert of(post.deliver(), Audience.VISITOR) == []  # what was put off is told


def test_moving_what_is_not_confirmed_fills_no_mailbox(post):
    fill_the_mailbox(post)
    desk = for_visitors(post)
    booked = desk.book(a_request(start=paris(2026, 12, 2, 10)), post.clock())
    for number in range(15):
        start = paris(2026, 12, 2 + number % 3, 9 + number % 7)
        desk.move(booked.reference, start, post.clock())

    assert len(of(post.deliver(), Audience.VISITOR)) == 1


def test_a_place_that_lapses_after_being_moved_is_said_to_have(post):
    fill_the_mailbox(post)
    desk = for_visitors(post)
    booked = desk.book(a_request(start=paris(2026, 12, 2, 10)), post.clock())
    desk.move(booked.reference, paris(2026, 12, 3, 11), post.clock())
    post.deliver()
    post.clock.advance(minutes=31)

    Confirmations(post.engine, post.outbox.announce_change).lapse(post.clock())
    post.clock.advance(hours=4)

    assert [m.topic for m in of(post.deliver(), Audience.VISITOR)] == [Topic.LAPSED]


def test_beyond_twenty_questions_an_hour_one_e_mail_says_how_many_more(post):
    box = QuestionBox(post.engine, announce=post.outbox.announce_question)
    for number in range(MOST_AN_HOUR + 7):
        box.put(f"Question {number} ?", None, f"conversation {number}", post.clock())
        post.clock.advance(seconds=1)
    assert len(post.deliver()) == MOST_AN_HOUR

    post.clock.advance(hours=1)
    (rest,) = post.deliver()

    assert rest.topic is Topic.QUESTIONS
    with post.engine.connect() as connection:
        assert recheck(connection, rest, post.clock()).payload["count"] == 7
    assert post.clock() > NOON
