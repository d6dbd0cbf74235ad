import email
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.policy import compat32
from email.utils import parseaddr

import icalendar
import pytest

from notify import Audience, Topic, VideoRooms
from tests.builders import BOOKING_PAGE, NOON, ROOMS, STAFF_EMAIL, TEXTS, a_composer, a_message
from tests.mails import COMPOSER, EVERY_KIND, NBSP, composed, html_of, text_of


def test_answers_go_to_the_staff_where_another_address_sends():
    composer = a_composer(replace(TEXTS, sender="agenda@ecole.example"))

    mail = composer.compose(a_message(Audience.VISITOR), NOON)

    event = icalendar.Calendar.from_ical(list(mail.walk())[-1].get_payload(decode=True)).events[0]
    assert mail["From"].addresses[0].addr_spec == "agenda@ecole.example"
    assert mail["Reply-To"].addresses[0].addr_spec == STAFF_EMAIL
    assert event["organizer"] == "mailto:agenda@ecole.example"


def test_a_message_has_the_same_identity_each_time_and_follows_the_first():
    message = a_message(Audience.VISITOR, Topic.MOVED, first_message_id="<premier@ecole.example>")

    once, again = (COMPOSER.compose(message, NOON) for _ in range(2))

    assert once["Message-ID"] == again["Message-ID"] == message.message_id
    assert once["In-Reply-To"] == once["References"] == "<premier@ecole.example>"
    assert once["Auto-Submitted"] == "auto-generated"
    assert once["Date"].datetime == NOON
    assert [part.get_payload(decode=True) for part in once.walk()] == [
        part.get_payload(decode=True) for part in again.walk()
    ]


def test_the_identity_survives_a_long_domain_whole():
    domain = "admissions." + "tres-longue-ecole." * 3 + "example"
    first = f"<qmzjdd2vdbxwgiq7nnfb4d6z@{domain}>"
    message = replace(a_message(first_message_id=first), message_id=first)

    raw = COMPOSER.compose(message, NOON).as_bytes()

    assert raw.count(first.encode()) == 3


@pytest.mark.parametrize(
    "name",
    [
        "Camille\r\nBcc: tout-le-monde@mal.example",
        "Camille\nSubject: Gagné !\n\n<h1>corps</h1>",
        "Camille\u2028\x85\x00Martin",
    ],
)
def test_no_name_can_add_a_header(name):
    for kind, topic in EVERY_KIND:
        mail = composed(kind, topic, visitor_name=name, recipient_name=name)
        assert mail["Bcc"] is None
        assert len(mail.get_all("Subject")) == 1
        assert len(mail["To"].addresses) == 1
        assert "\n" not in mail["To"].addresses[0].display_name


@pytest.mark.parametrize(
    "name",
    [
        "Élodie Ñandú 🎓",
        'Dupont, Élodie "Lolo" (BTS) <x@y.example>',
        "Nguyễn Thị Minh Khai",
        "王小明",
        "Marie-Françoise-Élisabeth de la Tour d’Auvergne-Lauraguais, comtesse de Saint-Paulet",
        "👩‍💻 " * 20,
        "O'Brien; Sean: \\ [test]",
    ],
)
def test_every_name_arrives_as_it_was_written(name):
    mail = COMPOSER.compose(a_message(visitor_name=name, recipient_name=name), NOON)

    # Python's newer parser puts spaces between the encoded words of long names; RFC 2047 has none.
    read = email.message_from_bytes(mail.as_bytes(), policy=compat32)
    written, address = parseaddr(read["To"])
    assert str(make_header(decode_header(written))) == name.strip()
    assert address == "camille@visiteur.example"
    assert f"Bonjour {name.strip()}," in text_of(mail)


def test_html_of_visitors_is_shown_not_obeyed():
    evil = "<script>alert(1)</script>\"'&<img src=x>"
    for kind, topic in EVERY_KIND:
        html = html_of(
            composed(kind, topic, visitor_name=evil, interviewer_name=evil, questions=(evil,))
        )
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html


def test_an_address_with_accents_is_written_in_a_way_that_servers_understand():
    mail = COMPOSER.compose(a_message(visitor_email="camille@école.example"), NOON)

    assert mail["To"].addresses[0].addr_spec == "camille@xn--cole-9oa.example"


@pytest.mark.parametrize(
    ("manage_link", "how"),
    [
        (lambda *_: "https://page.example", "l’entretien : https://page.example"),
        (None, "l’entretien, répondez à l’e-mail de confirmation."),
    ],
)
def test_the_calendar_entry_says_how_to_change_the_interview(manage_link, how):
    mail = a_composer(replace(TEXTS, manage_link=manage_link)).compose(a_message(), NOON)

    event = icalendar.Calendar.from_ical(list(mail.walk())[-1].get_payload(decode=True)).events[0]
    assert event["description"].replace(NBSP, " ").endswith(how)


def test_visitors_are_not_shown_the_addresses_of_the_schools_people():
    message = replace(a_message(Audience.STAFF), recipient="prof@ecole.example")

    visitors = COMPOSER.compose(a_message(Audience.VISITOR), NOON).as_bytes()
    staffs = COMPOSER.compose(message, NOON)
    event = icalendar.Calendar.from_ical(list(staffs.walk())[-1].get_payload(decode=True)).events[0]

    assert b"prof@" not in visitors
    assert [str(attendee) for attendee in event["attendee"]] == [
        "mailto:camille@visiteur.example",
        "mailto:prof@ecole.example",
    ]


def test_a_room_is_the_same_for_an_interview_and_no_others():
    link = ROOMS.link("a")

    assert link == VideoRooms("https://meet.example/{room}", "secret").link("a")
    assert re.fullmatch(r"https://meet\.example/entretien-[a-z2-7]{24}", link)
    assert len({link, ROOMS.link("b"), VideoRooms(ROOMS.template, "other").link("a")}) == 3
    assert "secret" not in repr(ROOMS)


def test_no_robot_of_the_recipients_answers():
    for audience, topic in EVERY_KIND:
        assert composed(audience, topic)["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_who_has_cancelled_can_book_again_with_one_link():
    mail = composed(Audience.VISITOR, Topic.CANCELLED)

    assert BOOKING_PAGE in text_of(mail)
    assert f'href="{BOOKING_PAGE}"' in html_of(mail)


def test_the_entry_of_a_cancelled_interview_asks_nothing_more():
    *_, attached = composed(Audience.VISITOR, Topic.CANCELLED).walk()
    [event] = icalendar.Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")

    assert "Cet entretien est annulé." in event["description"]
    assert "déplacer" not in event["description"]
    assert event["attendee"].params["RSVP"] == "FALSE"
