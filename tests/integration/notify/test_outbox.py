from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import delete, func, insert, select

from booking import schema as booking_schema
from booking.desk import BookingDesk
from notify import Audience, Outbox, State, Topic, list_undelivered, schema
from notify.outbox import by_hand
from notify.outbox.due import pause_after
from tests.builders import NOON, STAFF_EMAIL, HandClock, a_database, a_request, paris


class House:
    """A database, the desk that books in it and the outbox that it writes to."""

    def __init__(self, folder):
        self.engine = a_database(folder)
        self.outbox = Outbox(STAFF_EMAIL)
        self.desk = BookingDesk(self.engine, announce=self.outbox.announce_change)
        self.clock = HandClock()

    def claim(self, limit=100):
        with self.engine.begin() as connection:
            return self.outbox.claim(connection, self.clock(), limit)

    def call(self, method, *arguments):
        with self.engine.begin() as connection:
            return getattr(self.outbox, method)(connection, *arguments)

    def retry(self, message_id=None):
        with self.engine.begin() as connection:
            return by_hand.retry(connection, self.clock(), message_id)

    def undelivered(self):
        with self.engine.connect() as connection:
            return list_undelivered(connection, self.clock())

    def deliver_all(self):
        delivered = []
        while messages := self.claim():
            for message in messages:
                self.call("mark_sent", message, self.clock())
            delivered += messages
        return delivered

    def add_staff(self, *emails):
        with self.engine.begin() as connection:
            for email in emails:
                row = {"email": email, "name": "Prénom Nom", "created_at": NOON}
                connection.execute(insert(schema.staff).values(row))


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    yield house
    house.engine.dispose()


def test_a_clock_that_is_set_back_keeps_no_message_waiting(house):
    house.desk.book(a_request(), NOON)
    house.clock.advance(hours=-2)

    assert len(house.deliver_all()) == 2
    assert house.deliver_all() == []  # nor does it bring reminders early


def test_a_clock_that_is_set_back_keeps_no_message_waiting_that_is_tried_again(house):
    house.desk.book(a_request(), NOON)
    for message in house.claim():
        house.call("postpone", message, house.clock(), "451")
    house.clock.advance(seconds=-30)  # another machine's
    assert house.claim() == []
    house.clock.advance(hours=-2)

    assert len(house.deliver_all()) == 2


def test_a_clock_that_is_set_back_keeps_no_message_with_a_notifier_that_died(house):
    house.desk.book(a_request(), NOON)
    assert len(house.claim()) == 2
    house.clock.advance(minutes=-1)
    assert house.claim() == []
    house.clock.advance(hours=-2)

    assert len(house.deliver_all()) == 2


def test_a_booking_owes_a_message_to_the_staff_and_one_to_the_visitor(house):
    interview = house.desk.book(a_request(questions=("le salaire ?",)), NOON)

    staff, visitor = house.claim()

    assert (staff.audience, staff.topic, staff.recipient) == (
        Audience.STAFF,
        Topic.BOOKED,
        STAFF_EMAIL,
    )
    assert (visitor.audience, visitor.recipient) == (Audience.VISITOR, "camille@visiteur.example")
    assert staff.message_id != visitor.message_id
    assert staff.created_at == NOON
    assert staff.snapshot.reference == interview.reference
    assert staff.snapshot.start == interview.start
    assert staff.snapshot.questions == ("le salaire ?",)


def test_everyone_of_the_staff_is_told_when_there_are_any(house):
    house.add_staff("a@ecole.example", "b@ecole.example")

    house.desk.book(a_request(), NOON)

    messages = house.claim()
    assert [message.recipient for message in messages] == [
        "a@ecole.example",
        "b@ecole.example",
        "camille@visiteur.example",
    ]
    assert len({message.message_id for message in messages}) == 3
    assert messages[0].snapshot.recipient_name == "Prénom Nom"


def test_a_booking_that_fails_owes_nothing(house):
    def announce(connection, event):
        house.outbox.announce_change(connection, event)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        BookingDesk(house.engine, announce).book(a_request(), NOON)

    assert house.claim() == []
    assert house.desk.interviews() == []


def test_changes_follow_the_first_message_with_a_rising_sequence(house):
    interview = house.desk.book(a_request(), NOON)
    house.desk.move(interview.reference, paris(2026, 12, 2, 9), NOON)
    house.desk.cancel(interview.reference, NOON)

    messages = [m for m in house.deliver_all() if m.audience is Audience.VISITOR]

    booked, moved, cancelled = messages
    assert [m.topic for m in messages] == [Topic.BOOKED, Topic.MOVED, Topic.CANCELLED]
    assert [m.snapshot.sequence for m in messages] == [0, 1, 2]
    assert {m.snapshot.uid for m in messages} == {interview.uid}
    assert len({m.message_id for m in messages}) == 3
    assert booked.snapshot.first_message_id is None
    assert moved.snapshot.first_message_id == booked.message_id
    assert cancelled.snapshot.first_message_id == booked.message_id
    assert moved.snapshot.previous_start == interview.start


def test_nobody_reads_of_a_cancellation_before_the_booking(house):
    interview = house.desk.book(a_request(), NOON)
    house.desk.cancel(interview.reference, NOON)
    staff, visitor = house.claim()

    house.call("postpone", staff, house.clock(), "out of order")
    house.call("mark_failed", visitor, house.clock(), "no such mailbox")

    [next_one] = house.claim()
    assert (next_one.audience, next_one.topic) == (Audience.VISITOR, Topic.CANCELLED)


def test_a_claimed_message_is_given_to_no_one_else_until_its_lease_ends(house):
    house.desk.book(a_request(), NOON)
    mine = house.claim()

    assert house.claim() == []
    house.clock.advance(minutes=3)
    again = house.claim()

    assert [m.message_id for m in again] == [m.message_id for m in mine]
    assert [m.attempts for m in again] == [2, 2]


def test_who_lost_the_lease_cannot_undo_what_the_next_one_does(house):
    house.desk.book(a_request(), NOON)
    late, _ = house.claim()
    house.clock.advance(minutes=3)
    house.claim()

    house.call("postpone", late, house.clock(), "too late")
    house.call("mark_failed", late, house.clock(), "too late")

    assert [entry.reason for entry in house.undelivered()] == [None, None]
    assert house.claim() == []


def test_many_claimants_at_the_same_instant_never_share_a_message(house):
    for hour in (9, 10, 11, 12, 14, 15, 16, 17):
        house.desk.book(a_request(start=paris(2026, 12, 1, hour)), NOON)

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: house.claim(limit=3), range(16)))

    ids = [message.id for claim in claims for message in claim]
    assert len(ids) == len(set(ids)) == 16


def test_pauses_grow_to_four_hours_and_go_on_for_two_days(house):
    house.desk.book(a_request(), NOON)
    due = [house.clock()]
    while messages := house.claim():
        staff = messages[0]
        until = house.call("postpone", staff, house.clock(), "refused for now")
        for message in messages[1:]:
            house.call("mark_sent", message, house.clock())
        if until is None:
            break
        due.append(until)
        house.clock.advance(seconds=(until - house.clock()).total_seconds())

    pauses = [later - sooner for sooner, later in pairwise(due)]
    assert pauses[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert max(pauses) == timedelta(hours=4) == pause_after(500)
    assert due[-1] - due[0] >= timedelta(days=2)
    [entry] = house.undelivered()
    assert (entry.state, entry.reason) == (State.FAILED, "refused for now")


def test_what_waits_and_what_failed_is_listed_with_its_reason(house):
    interview = house.desk.book(a_request(), NOON)
    staff, visitor = house.claim()
    house.call("postpone", staff, NOON, "421: the server refused to go on")
    house.call("mark_failed", visitor, NOON, "550: the recipient was refused")

    waiting, failed, bounced = house.undelivered()

    assert (waiting.state, waiting.reason) == (State.WAITING, "421: the server refused to go on")
    assert waiting.due_at == NOON + timedelta(minutes=1)
    assert (failed.state, failed.reason) == (State.FAILED, "550: the recipient was refused")
    assert failed.recipient == "camille@visiteur.example"
    assert failed.reference == interview.reference
    assert (bounced.state, bounced.topic) == (State.WAITING, Topic.BOUNCED)


def test_a_failed_message_can_be_sent_again_from_the_start(house):
    house.desk.book(a_request(), NOON)
    for message in house.claim():
        house.call("mark_failed", message, NOON, "550: the recipient was refused")
    house.clock.advance(days=3)
    house.deliver_all()

    assert house.retry(2) == 1
    [again] = house.claim()
    assert (again.id, again.attempts) == (2, 1)
    house.call("mark_sent", again, house.clock())

    assert house.retry() == 1
    assert [entry.state for entry in house.undelivered()] == [State.WAITING]


def test_what_was_put_off_can_be_sent_at_once(house):
    house.desk.book(a_request(), NOON)
    for message in house.claim():
        house.call("postpone", message, house.clock(), "no connection to the server")

    assert house.claim() == []
    assert house.retry() == 2, "reminders are not retried before their time"
    assert [message.attempts for message in house.claim()] == [1, 1]


def test_erasing_an_interview_erases_its_messages(house):
    house.desk.book(a_request(), NOON)

    with house.engine.begin() as connection:
        connection.execute(delete(booking_schema.interview))
        left = connection.execute(select(func.count()).select_from(schema.outbox)).scalar_one()

    assert left == 0
