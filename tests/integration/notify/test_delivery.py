import asyncio
from datetime import timedelta

import icalendar
import pytest

from booking.model import Visitor
from notify import (
    Audience,
    PermanentFailure,
    SmtpTransport,
    State,
    TemporaryFailure,
    Topic,
)
from tests.builders import (
    NOON,
    STAFF_EMAIL,
    a_composer,
    a_message,
    a_request,
    paris,
)


def test_staff_and_visitor_each_receive_their_mail_and_invitation(house):
    interview = house.desk.book(a_request("Zoë Ñandú 🎓", questions=("le salaire ?",)), NOON)

    with house.serve():
        assert house.deliver_due() == 2
        assert house.deliver_due() == 0

    assert house.undelivered() == []
    [staff], [visitor] = (
        house.mailboxes.to(STAFF_EMAIL),
        house.mailboxes.to("camille@visiteur.example"),
    )
    assert "Zoë Ñandú 🎓" in staff["Subject"]
    assert "le salaire ?" in staff.get_body(("plain",)).get_content()
    assert visitor["To"].addresses[0].display_name == "Zoë Ñandú 🎓"
    for mail in (staff, visitor):
        file = next(mail.iter_attachments()).get_payload(decode=True)
        event = icalendar.Calendar.from_ical(file).events[0]
        assert event.start == interview.start
        assert event["uid"] == f"{interview.uid}@conseiller"


def test_a_change_and_a_cancellation_update_the_first_invitation(house):
    interview = house.desk.book(a_request(), NOON)
    house.desk.move(interview.reference, paris(2026, 12, 2, 9), NOON)
    house.desk.cancel(interview.reference, NOON)

    with house.serve():
        house.deliver_due()

    mails = house.mailboxes.to("camille@visiteur.example")
    calendars = [
        icalendar.Calendar.from_ical(next(mail.iter_attachments()).get_payload(decode=True))
        for mail in mails
    ]
    assert [calendar["method"] for calendar in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [calendar.events[0]["sequence"] for calendar in calendars] == [0, 1, 2]
    assert len({calendar.events[0]["uid"] for calendar in calendars}) == 1
    assert [mail["In-Reply-To"] for mail in mails] == [None] + [mails[0]["Message-ID"]] * 2


def test_while_the_server_is_down_messages_wait_and_then_arrive_once(house):
    house.desk.book(a_request(), NOON)

    assert house.deliver_due() == 0
    assert [entry.state for entry in house.undelivered()] == [State.WAITING] * 2
    assert {entry.reason for entry in house.undelivered()} == {
        "no connection to the server, or none that is secure"
    }
    with house.serve():
        assert house.deliver_due() == 0, "it is not yet time to try again"
        house.clock.advance(minutes=1)
        assert house.deliver_due() == 2
        house.clock.advance(days=1)
        assert house.deliver_due() == 0

    assert len(house.mailboxes.mails) == 2


def test_a_refusal_for_good_is_told_to_the_staff_and_not_tried_again(house):
    interview = house.desk.book(a_request(), NOON)
    visitor = "camille@visiteur.example"
    house.mailboxes.recipient_answers[visitor] = f"550 5.1.1 <{visitor}> Camille is unknown"

    with house.serve():
        assert house.deliver_due() == 2
        house.clock.advance(days=3)
        assert house.deliver_due() == 0

    [failed] = house.undelivered()
    assert failed.state is State.FAILED
    assert failed.recipient == visitor
    assert failed.reason == "550 5.1.1: the recipient was refused"
    assert failed.attempts == 1
    _, told = house.mailboxes.to(STAFF_EMAIL)
    text = told.get_body(("plain",)).get_content()
    for detail in (interview.reference, visitor, "06 39 98 12 34", "550 5.1.1"):
        assert detail in text


def test_staff_are_told_once_of_an_address_however_often_it_refuses(house):
    interview = house.desk.book(a_request(), NOON)
    house.mailboxes.recipient_answers["camille@visiteur.example"] = "550 5.1.1 unknown"

    with house.serve():
        house.deliver_due()
        house.desk.move(interview.reference, paris(2026, 12, 2, 9), house.clock())
        house.deliver_due()
        house.clock.advance(days=6)
        house.deliver_due()

    subjects = [mail["Subject"] for mail in house.mailboxes.to(STAFF_EMAIL)]
    assert len([subject for subject in subjects if "non remis" in subject]) == 1


def test_nobody_is_called_about_an_address_that_was_corrected_meanwhile(house):
    interview = house.desk.book(a_request(), NOON)
    right = Visitor("Camille Martin", "camille.martin@visiteur.example")
    house.desk.correct(interview.reference, right, NOON)
    house.mailboxes.recipient_answers["camille@visiteur.example"] = "550 5.1.1 unknown"

    with house.serve():
        house.deliver_due()

    subjects = [mail["Subject"] for mail in house.mailboxes.to(STAFF_EMAIL)]
    assert not [subject for subject in subjects if "non remis" in subject]
    assert len(house.mailboxes.to(right.email)) == 1


def test_what_is_given_up_after_two_days_is_told_to_the_staff(house):
    house.desk.book(a_request(start=paris(2026, 12, 14, 9)), NOON)
    house.mailboxes.recipient_answers["camille@visiteur.example"] = "451 4.2.1 busy"

    with house.serve():
        house.deliver_due()
        while any(entry.state is State.WAITING for entry in house.undelivered()):
            house.clock.advance(minutes=30)
            house.deliver_due()

    assert house.clock() - NOON >= timedelta(days=2)
    _, told = house.mailboxes.to(STAFF_EMAIL)
    assert "pendant plus de deux jours" in told.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("451 4.3.0 try again", "451 4.3.0: the content was refused"),
        ("cut", "the connection to the server was cut"),
    ],
)
def test_a_refusal_for_now_and_a_cut_connection_are_tried_again(house, answer, reason):
    house.desk.book(a_request(), NOON)

    with house.serve():
        house.mailboxes.data_answer = answer
        assert house.deliver_due() == 0
        assert {entry.reason for entry in house.undelivered()} == {reason}
        house.mailboxes.data_answer = None
        house.clock.advance(minutes=1)
        assert house.deliver_due() == 2

    assert len({mail["Message-ID"] for mail in house.mailboxes.mails}) == 2


@pytest.mark.parametrize(
    "answer",
    ["554 5.7.1 Relay access denied", "550 5.4.5 Daily sending quota exceeded",
     "550 relaying not permitted", "554 5.3.0 system trouble", "550 sending limit reached"],
)  # fmt: skip
def test_what_our_own_server_refuses_is_no_fault_of_the_recipient(house, answer):
    house.desk.book(a_request(), NOON)
    visitor = "camille@visiteur.example"
    house.mailboxes.recipient_answers[visitor] = answer

    with house.serve():
        house.deliver_due()
        [waiting] = house.undelivered()
        house.mailboxes.recipient_answers.clear()
        house.clock.advance(days=1)
        house.deliver_due()

    assert waiting.state is not State.FAILED
    assert "our own server" in waiting.reason
    assert len(house.mailboxes.to(visitor)) == 1


def test_a_server_that_refuses_the_content_for_good_is_believed(house):
    house.desk.book(a_request(), NOON)
    house.mailboxes.data_answer = "554 5.7.1 rejected"

    with house.serve():
        house.deliver_due()

    failed = {(entry.audience, entry.topic): entry.state for entry in house.undelivered()}
    assert failed == {
        (Audience.STAFF, Topic.BOOKED): State.FAILED,
        (Audience.VISITOR, Topic.BOOKED): State.FAILED,
        (Audience.STAFF, Topic.BOUNCED): State.FAILED,
    }, "what the staff cannot be told makes no further message"


def test_a_slow_server_is_not_waited_for_long(house):
    house.mailboxes.seconds_before_answer = 5
    mail = a_composer().compose(a_message(), NOON)
    transport = SmtpTransport(f"smtp://127.0.0.1:{house.port}", timeout=0.3)

    with house.serve(), pytest.raises(TemporaryFailure, match="in time"):
        asyncio.run(transport.deliver(mail))


def test_what_a_slow_server_did_not_take_is_tried_again_under_the_same_name(house):
    house.desk.book(a_request(), NOON)
    transport = SmtpTransport(f"smtp://127.0.0.1:{house.port}", timeout=0.5)

    with house.serve():
        house.mailboxes.seconds_before_answer = 1.5
        assert asyncio.run(house.notifier(transport).deliver_due()) == 0
        assert {entry.reason for entry in house.undelivered()} == {
            "the server did not answer in time"
        }
        house.mailboxes.seconds_before_answer = 0
        house.clock.advance(minutes=1)
        assert house.deliver_due() == 2

    assert house.undelivered() == []
    assert len({mail["Message-ID"] for mail in house.mailboxes.mails}) == 2


def test_an_address_that_the_server_cannot_take_fails_for_good(house):
    message = a_message(visitor_email="zoë@visiteur.example")
    mail = a_composer().compose(message, NOON)

    with house.serve(), pytest.raises(PermanentFailure, match="accents"):
        asyncio.run(house.transport().deliver(mail))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("smtp://127.0.0.1:{port}?starttls=required", "the server offers no STARTTLS or no login"),
        ("smtp://user:word@127.0.0.1:{port}", "the server offers no STARTTLS or no login"),
        ("smtps://127.0.0.1:{port}", "no connection to the server, or none that is secure"),
    ],
)
def test_what_the_address_demands_and_the_server_lacks_stops_the_mail_for_now(house, url, reason):
    mail = a_composer().compose(a_message(), NOON)
    transport = SmtpTransport(url.format(port=house.port), timeout=2)

    with house.serve(), pytest.raises(TemporaryFailure, match=reason):
        asyncio.run(transport.deliver(mail))
    assert house.mailboxes.mails == []


def test_the_server_can_be_checked_without_sending(house):
    with pytest.raises(TemporaryFailure):
        asyncio.run(house.transport().check())
    with house.serve():
        asyncio.run(house.transport().check())

    assert house.mailboxes.mails == []
