"""Booking and moving for somebody to a time that the rules do not offer, by an explicit choice."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from sqlalchemy import update

from booking import schedule_editing
from booking.rules import Rules
from booking.rules_changes import NewRules
from notify import Topic, list_entries
from notify.calendars.accounts import Account as Calendar
from notify.schema import calendar
from staff import audit
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.desks import planning_of
from testing.pages import hidden_fields
from tests.bookings import at, request
from tests.equipe import NOW_THERE, nearest_of, words

NEW = "/equipe/entretiens/nouveau"
PERSON = {
    "nom": "Inès Marchetti",
    "email": "ines@example.com",
    "telephone": "06 39 98 11 22",
    "accord": "oui",
    "prevenir": "oui",
}
EVENING = {"creneau": "autre", "jour": "2026-12-01", "heure": "20:00"}  # a Tuesday
SLOT = "2026-12-10T10:00:00+01:00"
LEAVES_HOURS = "ce créneau est hors de vos horaires du mardi"


def send(browser, path, seen=None, **typed):
    """Send a form as the page showed it; returns the page, or where it leads."""
    form = hidden_fields((seen or browser.get(path)).text)
    return browser.client.post(path, data=form | typed)


def agree(browser, path, asked, **typed):
    """Tick the box that a page shows, and send the form again."""
    value = re.search(r'name="quand_meme" value="([^"]*)"', asked.text)[1]
    return send(browser, path, asked, **typed, quand_meme=unescape(value))


def take(browser, path, **typed):
    return agree(browser, path, send(browser, path, **typed), **typed)


@pytest.fixture
def booked(server):
    return server.services.desk.book(request(at("2026-11-26T14:30")), NOW_THERE)


@pytest.fixture
def move(booked):
    return f"/equipe/entretien/{booked.reference}/deplacer"


def test_the_page_says_which_rule_is_left_and_books_once_it_is_agreed_to(server, secretary):
    asked = send(secretary, NEW, **PERSON, **EVENING)

    assert asked.status_code == 200
    assert "<title>À décider" in asked.text
    assert f"mardi 1er décembre 2026 à 20 h : {LEAVES_HOURS}".lower() in words(asked).lower()
    assert 'value="Inès Marchetti"' in asked.text
    assert 'value="20:00"' in asked.text
    assert server.interviews() == []

    done = agree(secretary, NEW, asked, **PERSON, **EVENING)

    assert "fait=reserve" in done.headers["Location"]
    [interview] = server.interviews()
    assert interview.start == at("2026-12-01T20:00")


def test_the_visitor_gets_the_ordinary_messages_and_the_history_says_the_choice(server, secretary):
    done = take(secretary, NEW, **PERSON, **EVENING)

    with server.services.engine.connect() as connection:
        entries = list_entries(connection, NOW_THERE)
    told = sorted(e.audience.value for e in entries if e.topic is Topic.BOOKED)
    assert told == ["staff", "visitor"]
    sentence = "Secretariat a choisi exprès mardi 1er décembre 2026 à 20 h, hors de vos horaires"
    assert f"{sentence} du mardi." in words(secretary.get(done.headers["Location"]))


def test_an_interview_is_moved_there(server, secretary, booked, move):
    asked = send(secretary, move, **EVENING)
    assert LEAVES_HOURS in words(asked).lower()
    assert server.interviews()[0].start == booked.start

    done = agree(secretary, move, asked, **EVENING)

    assert "fait=deplace" in done.headers["Location"]
    assert server.interviews()[0].start == at("2026-12-01T20:00")
    assert "a choisi exprès mardi" in words(secretary.get(done.headers["Location"]))


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("2026-12-01", "09:15", "entre deux créneaux de vos horaires"),
        ("2026-12-25", "10:00", "sur un jour férié"),
        ("2026-11-25", "11:00", "plus proche que votre délai de réservation"),
        ("2027-03-02", "10:00", "plus loin que vos réservations ne vont"),
        ("2027-03-02", "21:00", "du mardi, et plus loin que vos réservations ne vont"),
    ],
)
def test_each_rule_has_its_words(server, secretary, day, hour, said):
    asked = send(secretary, NEW, **PERSON, creneau="autre", jour=day, heure=hour)

    assert f"{said}." in words(asked)
    assert server.interviews() == []


def test_an_hour_that_leaves_no_rule_is_taken_at_once(server, secretary):
    done = send(secretary, NEW, **PERSON, jour="2026-12-01", heure="09:00")

    assert done.status_code == 303
    assert "exprès" not in words(secretary.get(done.headers["Location"]))


def test_what_was_agreed_to_for_one_hour_holds_for_no_other(server, secretary):
    asked = send(secretary, NEW, **PERSON, **EVENING)

    again = agree(secretary, NEW, asked, **PERSON, **{**EVENING, "heure": "21:00"})

    assert again.status_code == 200
    assert "à 21 h : ce créneau est hors" in words(again)
    assert 'name="quand_meme"' in again.text
    assert "checked" not in re.search(r"<input[^>]*quand-meme[^>]*>", again.text)[0]
    assert server.interviews() == []


@pytest.mark.parametrize("forged", ["oui", "2026-12-01 20:00 1 ", "hours"])
def test_a_box_that_was_never_shown_agrees_to_nothing(server, secretary, forged):
    answer = send(secretary, NEW, **PERSON, **EVENING, quand_meme=forged)

    assert answer.status_code == 200
    assert server.interviews() == []


def test_an_absence_is_named_and_one_that_is_new_is_shown_first(server, secretary):
    asked = send(secretary, NEW, **PERSON, **EVENING)
    day = at("2026-12-01T00:00"), at("2026-12-02T00:00")
    schedule_editing.add_period(server.services.engine, *day, is_open=False, label="Grève <b>")

    again = agree(secretary, NEW, asked, **PERSON, **EVENING)

    assert again.status_code == 200
    assert "hors de vos horaires du mardi, et pendant l’absence « Grève <b> »" in words(again)
    assert "<b>" not in again.text
    done = agree(secretary, NEW, again, **PERSON, **EVENING)
    history = words(secretary.get(done.headers["Location"]))
    assert "hors de vos horaires du mardi, et pendant une absence." in history
    assert "Grève" not in history
    assert "Grève" not in str(audit.latest(server.services.engine, 9))


def test_a_days_limit_is_said_and_left(server, secretary, booked):
    planning = planning_of(server.services.engine, server.services.outbox, COMMAND_LINE)
    planning.publish(NewRules(Rules(per_day=1)), {}, NOW_THERE)
    hour = {"creneau": "autre", "jour": "2026-11-26", "heure": "09:00"}
    person = {**PERSON, "email": "paul@example.com"}
    try:
        asked = send(secretary, NEW, **person, **hour)
        assert "au-delà de la limite de la journée" in words(asked)
        assert agree(secretary, NEW, asked, **person, **hour).status_code == 303
    finally:
        planning.publish(NewRules(Rules()), {}, NOW_THERE)


def test_of_several_people_one_is_chosen_and_named(server, secretary):
    engine = server.services.engine
    schedule_editing.add_interviewer(engine, "Ada", None)
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    try:
        nobody = send(secretary, NEW, **PERSON, **EVENING)
        asked = send(secretary, NEW, **PERSON, **EVENING, avec=str(paul))
        other = agree(secretary, NEW, asked, **PERSON, **EVENING, avec="1")
        done = agree(secretary, NEW, asked, **PERSON, **EVENING, avec=str(paul))
        moving = secretary.get(done.headers["Location"].replace("?", "/deplacer?"))
    finally:
        schedule_editing.retire_interviewer(engine, paul)

    assert (nobody.status_code, other.status_code, done.status_code) == (422, 200, 303)
    assert "Choisissez qui reçoit" in words(nobody)
    assert "avec Paul : ce créneau est hors" in words(asked)
    assert "avec Ada : ce créneau est hors" in words(other)
    [interview] = server.interviews()
    assert interview.interviewer.name == "Paul"
    assert f'<option value="{paul}" selected>' in moving.text


def test_it_is_never_put_over_another_interview_and_near_slots_are_shown(server, secretary, booked):
    hour = {"creneau": "autre", "jour": "2026-11-26", "heure": "14:45"}
    person = {**PERSON, "email": "paul@example.com"}

    lost = take(secretary, NEW, **person, **hour)

    assert lost.status_code == 409
    assert "déjà pris" in words(lost)
    assert "créneaux libres les plus proches" in words(lost)
    assert "2026-11-26T15:00:00+01:00" in lost.text
    assert len(server.interviews()) == 1
    near = send(secretary, NEW, lost, **person, creneau="2026-11-26T15:00:00+01:00")
    assert near.status_code == 303


def test_of_two_who_take_one_such_hour_one_wins_and_the_other_sees_near_slots(server, desk):
    pairs = [(1, desk(Role.SECRETARIAT)), (2, desk(Role.ADMINISTRATION))]
    asked = [
        send(browser, NEW, **{**PERSON, "email": f"v{number}@example.com"}, **EVENING)
        for number, browser in pairs
    ]

    def confirm(number):
        person = {**PERSON, "email": f"v{number}@example.com"}
        return agree(pairs[number - 1][1], NEW, asked[number - 1], **person, **EVENING)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(confirm, (1, 2)))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(server.interviews()) == 1
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "créneaux libres les plus proches" in words(lost)
    assert len(nearest_of(lost)) == 3
    assert 'value="Inès Marchetti"' in lost.text


@pytest.mark.parametrize(
    "typed",
    [
        {"jour": "", "heure": ""},
        {"jour": "", "heure": "20:00"},
        {"jour": "2026-12-01", "heure": ""},
        {"jour": "hier", "heure": "25:00"},
        {"jour": "2026-12-01", "heure": "20:02"},
        {"jour": "2026-12-01", "heure": "20:00", "creneau": "2026-12-01T09:00:00+01:00"},
    ],
)
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "move"])
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(
    server, secretary, booked, move, typed, is_new
):
    more = {**PERSON, "email": "paul@example.com"} if is_new else {}

    answer = send(secretary, NEW if is_new else move, **{"creneau": "autre", **more, **typed})

    assert answer.status_code == 422
    assert 'id="probleme-other"' in answer.text
    assert 'href="#jour"' in answer.text
    assert f'value="{typed["heure"]}"' in answer.text
    assert [i.start for i in server.interviews()] == [booked.start]


def test_an_hour_that_is_over_is_said_beside_its_field(server, secretary):
    answer = send(secretary, NEW, **PERSON, creneau="autre", jour="2026-11-25", heure="09:00")

    assert answer.status_code == 409
    assert "c’est déjà passé" in words(answer)
    assert 'id="probleme-other"' in answer.text
    assert 'value="09:00"' in answer.text


def test_the_e_mail_can_be_read_before_and_what_was_agreed_to_stays(server, secretary):
    asked = send(secretary, NEW, **PERSON, **EVENING)

    read = agree(secretary, NEW, asked, **PERSON, **EVENING, relire="oui")

    assert "L’e-mail que recevra ines@example.com" in words(read)
    assert "mardi 1er décembre 2026 Heure : 20 h" in words(read)
    assert "checked" in re.search(r"<input[^>]*quand-meme[^>]*>", read.text)[0]
    assert server.interviews() == []


def test_other_days_are_turned_to_and_the_hour_is_kept(secretary):
    turned = send(secretary, NEW, **PERSON, **EVENING, depuis="2026-12-10")

    assert turned.status_code == 200
    assert 'value="20:00"' in turned.text


def test_the_button_of_the_first_days_books_nothing(server, secretary):
    page = secretary.get(f"{NEW}?depuis=2026-12-08")
    button = re.search(r'name="depuis" value="([^"]*)"[^>]*>Les premiers', page.text)

    shown = send(secretary, NEW, page, **PERSON, creneau=SLOT, depuis=button[1])

    assert shown.status_code == 200
    assert server.interviews() == []


def test_the_e_mail_that_is_shown_first_names_who_was_chosen(server, secretary, booked, move):
    engine = server.services.engine
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    try:
        asked = send(secretary, move, **EVENING, avec=str(paul))
        read = agree(secretary, move, asked, **EVENING, avec=str(paul), relire="oui")
    finally:
        schedule_editing.retire_interviewer(engine, paul)

    assert "Avec : Paul" in words(read)


def test_who_receives_no_more_leaves_their_interviews_to_who_does(server, secretary):
    engine = server.services.engine
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    try:
        take(secretary, NEW, **PERSON, **EVENING, avec=str(paul))
    finally:
        schedule_editing.retire_interviewer(engine, paul)
    [interview] = server.interviews()
    path = f"/equipe/entretien/{interview.reference}/deplacer"

    asked = send(secretary, path, creneau="autre", jour="2026-12-02", heure="20:00")

    assert 'name="quand_meme"' in asked.text


@pytest.fixture
def link_calendar(server):
    """Links a calendar to who receives, read at a time or never."""
    services = server.services
    known = [person.id for person in schedule_editing.interviewers(services.engine)]
    [whose] = known or [schedule_editing.add_interviewer(services.engine, "Ada", None)]

    def link(read_at):
        account = Calendar("https://agenda.example", "login", "password")
        with services.engine.begin() as connection:
            services.calendars.put(connection, whose, account, NOW_THERE)
            connection.execute(update(calendar).values(read_at=read_at))

    yield link
    services.calendars.remove(whose)


FAR = {"creneau": "autre", "jour": "2027-01-26", "heure": "10:00"}
READ_UNTIL = "n’est lu que jusqu’au lundi 25 janvier 2027"


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "move"])
def test_a_calendar_that_is_not_read_so_far_ahead_is_said_and_agreed_to(
    server, secretary, booked, move, link_calendar, is_new
):
    link_calendar(NOW_THERE)
    page = NEW if is_new else move
    person = {**PERSON, "email": "paul@example.com"} if is_new else {"prevenir": "oui"}

    asked = send(secretary, page, **person, **FAR)

    assert asked.status_code == 200
    assert READ_UNTIL in words(asked)
    assert [i.start for i in server.interviews()] == [booked.start]
    done = agree(secretary, page, asked, **person, **FAR)
    assert done.status_code == 303
    assert at("2027-01-26T10:00") in [i.start for i in server.interviews()]


def test_the_agreement_to_leave_the_horizon_is_none_to_an_unread_calendar(
    server, secretary, link_calendar
):
    asked = send(secretary, NEW, **PERSON, **FAR)
    assert "agenda relié" not in words(asked)
    link_calendar(NOW_THERE)

    again = agree(secretary, NEW, asked, **PERSON, **FAR)

    assert READ_UNTIL in words(again)
    assert server.interviews() == []


def test_within_what_is_read_nothing_is_said_of_the_calendar(server, secretary, link_calendar):
    link_calendar(NOW_THERE)

    asked = send(secretary, NEW, **PERSON, **EVENING)

    assert "agenda relié" not in words(asked)
    assert agree(secretary, NEW, asked, **PERSON, **EVENING).status_code == 303


def test_a_calendar_that_was_never_read_is_said_at_any_hour_that_is_chosen(
    server, secretary, link_calendar
):
    link_calendar(None)
    within = {"creneau": "autre", "jour": "2026-12-01", "heure": "10:00"}

    asked = send(secretary, NEW, **PERSON, **within)

    assert "n’a pas encore pu être lu" in words(asked)
    assert "ce créneau est" not in words(asked)
    assert server.interviews() == []
    assert agree(secretary, NEW, asked, **PERSON, **within).status_code == 303
