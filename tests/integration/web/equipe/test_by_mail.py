"""The links of the staff's e-mails: noting who came, and that a question is answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from booking.model import Status
from french.callback import CallBack
from notify import Topic
from staff import audit
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

BEFORE = NOW_THERE - timedelta(days=2)
STAFF = "admissions@example.org"  # as the settings have it, where nothing else is said


@pytest.fixture
def nobody(desk):
    """A browser in which nobody is signed in."""
    return desk()


@pytest.fixture
def mails(server):
    """Writes the e-mails to the staff on a topic, as the notifier would."""

    def of(topic: Topic):
        services = server.services
        with services.engine.begin() as connection:
            messages = services.outbox.claim(connection, NOW_THERE + timedelta(days=2), 100)
        return [
            services.composer.compose(message, NOW_THERE)
            for message in messages
            if message.topic is topic
        ]

    return of


def link_in(mail) -> str:
    found = re.search(r"/equipe/par-e-mail/\S+", mail.get_body(("plain",)).get_content())
    assert found, mail
    return found.group()


@pytest.fixture
def interview(server):
    return server.services.desk.book(request(at("2026-11-25T09:30")), BEFORE)


@pytest.fixture
def attendance(server, interview):
    """The link to note who came, of whom the school tells of interviews."""
    url = server.services.staff_links.attendance(interview.uid, interview.start, STAFF)
    return url[url.index("/equipe") :]


def status_of(server, interview) -> Status:
    return server.services.desk.get(interview.reference).status


def test_opening_the_link_changes_nothing_and_a_button_notes(server, nobody, interview, attendance):
    asked = nobody.get(attendance)
    assert "Inès Marchetti" in words(asked)
    assert "Pas venu" in words(asked)
    assert status_of(server, interview) is Status.CONFIRMED

    noted = nobody.client.post(attendance, data={"fait": "pas-venu"})
    assert noted.headers["Location"] == attendance
    assert status_of(server, interview) is Status.NO_SHOW
    done = audit.history(server.services.engine, interview.reference)[-1]
    assert done.actor.name == STAFF

    assert "C’est noté" in words(nobody.get(attendance))
    nobody.client.post(attendance, data={"fait": "reprendre"})
    assert status_of(server, interview) is Status.CONFIRMED


def test_whoever_has_an_account_is_named_in_the_journal(server, desk, interview):
    secretary = desk(Role.SECRETARIAT).account
    services = server.services
    services.told.add(secretary.email, COMMAND_LINE, NOW_THERE)
    url = services.staff_links.attendance(interview.uid, interview.start, secretary.email)
    try:
        desk().client.post(url[url.index("/equipe") :], data={"fait": "venu"})
    finally:
        services.told.remove(secretary.email, COMMAND_LINE, NOW_THERE)
        services.told.remove(STAFF, COMMAND_LINE, NOW_THERE)

    done = audit.history(services.engine, interview.reference)[-1]
    assert (done.actor.account_id, done.actor.name) == (secretary.id, secretary.name)


def test_before_the_interview_begins_nothing_is_noted(server, nobody):
    later = server.services.desk.book(request(at("2026-11-25T14:30")), BEFORE)
    url = server.services.staff_links.attendance(later.uid, later.start, STAFF)
    path = url[url.index("/equipe") :]

    assert "n’a pas commencé" in words(nobody.get(path))
    assert nobody.client.post(path, data={"fait": "venu"}).status_code == 409
    assert status_of(server, later) is Status.CONFIRMED


def test_what_somebody_else_noted_meanwhile_stands(server, nobody, interview, attendance):
    noting = server.services.attendance_of(COMMAND_LINE)
    noting.close(interview.reference, Status.ATTENDED, NOW_THERE)

    late = nobody.client.post(attendance, data={"fait": "pas-venu"})

    assert late.status_code == 409
    assert "entre-temps" in words(late)
    assert status_of(server, interview) is Status.ATTENDED


@pytest.mark.parametrize("way", ["forged", "of somebody who is told no more", "of another site"])
def test_no_other_link_does_anything(server, nobody, interview, attendance, way):
    services, headers = server.services, {}
    path = attendance[:-2] + "xx"
    if way == "of somebody who is told no more":
        url = services.staff_links.attendance(interview.uid, interview.start, "parti@ecole.example")
        path = url[url.index("/equipe") :]
    elif way == "of another site":
        path, headers = attendance, {"Origin": "https://evil.example"}

    answer = nobody.client.post(path, data={"fait": "venu"}, headers=headers)

    assert answer.status_code in (403, 410)
    assert status_of(server, interview) is Status.CONFIRMED


def test_a_link_ends_with_the_time_in_which_anybody_remembers(server, nobody, interview):
    url = server.services.staff_links.attendance(
        interview.uid, NOW_THERE - timedelta(days=15), STAFF
    )

    assert nobody.get(url[url.index("/equipe") :]).status_code == 410


@pytest.mark.parametrize("call", [False, True], ids=["a question", "a call"])
def test_the_e_mail_of_a_question_closes_it(server, nobody, mails, call):
    asked = CallBack("+33639981122", "demain matin") if call else None
    email = None if call else "lea@example.com"
    server.services.questions.put("Y a-t-il un parking ?", email, "c", NOW_THERE, asked)
    path = link_in(mails(Topic.QUESTION)[0])

    opened = words(nobody.get(path))
    assert ("La personne est rappelée" if call else "C’est répondu") in opened
    assert len(server.services.questions.questions(only_open=True)) == 1

    nobody.client.post(path)

    assert server.services.questions.questions(only_open=True) == []
    assert "C’est noté" in words(nobody.get(path))
    assert nobody.client.post(path).status_code == 409


def test_who_was_given_a_question_closes_it_from_the_e_mail_though_told_of_nothing_else(
    server, secretary, nobody, desk, mails
):
    services = server.services
    asked = services.questions.put("Y a-t-il un parking ?", "lea@example.com", "c", NOW_THERE)
    colleague = desk(Role.SECRETARIAT, name="Max").account
    secretary.post(f"/equipe/questions/{asked.id}/confier", a=str(colleague.id), etait="")
    path = link_in(mails(Topic.ASSIGNED)[0])

    nobody.client.post(path)

    assert services.questions.questions(only_open=True) == []
    done = audit.latest(services.engine, 1)[0]
    assert (done.action, done.actor.name) == ("question_closed", "Max")
    services.accounts.leave(colleague.id, COMMAND_LINE, NOW_THERE)
    assert nobody.get(path).status_code == 410


def test_an_e_mail_that_is_answered_to_the_visitor_notes_nothing_of_them(interview, mails):
    told = mails(Topic.BOOKED)

    assert told
    assert all("par-e-mail" not in mail.as_string() for mail in told)
