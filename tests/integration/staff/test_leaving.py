"""Who has left reads nothing of visitors any more, whatever waits; who is told now reads it."""

from __future__ import annotations

import asyncio
import email
from email.policy import default

import pytest

from booking import schedule_editing
from notify.calendars.feed import Feed
from notify.outbox import by_hand
from notify.schema import outbox
from staff import audit
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from tests.bookings import request
from tests.builders import NOON, paris
from tests.mails import text_of

ZOE, MAX, SCHOOL = "zoe@ecole.example", "max@ecole.example", "school@ecole.example"


@pytest.fixture
def people(house):
    roles = {"Ada": Role.ADMINISTRATION, "Zoé": Role.SECRETARIAT, "Max": Role.SECRETARIAT}
    addresses = {"Ada": "ada@ecole.example", "Zoé": ZOE, "Max": MAX}
    invited = {
        name: house.accounts.invite(addresses[name], name, role, COMMAND_LINE, NOON)
        for name, role in roles.items()
    }
    for address in (ZOE, SCHOOL):
        house.told.add(address, COMMAND_LINE, NOON)
    house.told.remove(house.settings.staff_email, COMMAND_LINE, NOON)
    return invited


@pytest.fixture
def asked(house, people):
    return house.questions.put("Y a-t-il un parking ?", "lea@exemple.fr", "here", NOON)


def arrived(house):
    """The e-mails that left by now, by whom they went to."""
    asyncio.run(house.notifiers[0].deliver_due())
    found: dict[str, list[str]] = {}
    for path in sorted(house.mail_folder.glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=default)
        text = text_of(mail).replace("\u00a0", " ")
        found.setdefault(mail["To"].addresses[0].addr_spec, []).append(text)
        path.unlink()
    return found


def assign(house, people, asked, name):
    to, by = people[name].id, people["Ada"].actor
    house.assignments.assign(asked.id, to, by, NOON, before=None)


def leave(house, people, name):
    house.accounts.leave(people[name].id, people["Ada"].actor, NOON)


def lose_the_questions(house, people, name):
    house.accounts.change(people[name].id, Role.INTERVENANT, people["Ada"].actor, NOON)


@pytest.mark.parametrize("end", [leave, lose_the_questions])
def test_a_question_of_who_answers_no_more_goes_to_those_who_are_told(house, people, asked, end):
    arrived(house)
    assign(house, people, asked, "Max")
    end(house, people, "Max")

    mails = arrived(house)

    assert mails.keys() == {ZOE, SCHOOL}
    [text] = mails[SCHOOL]
    assert text.startswith("Cette question était confiée à Max, qui ne s’en occupe plus : elle")
    assert "« Y a-t-il un parking ? »" in text
    assert house.assignments.all() == {}
    last = audit.latest(house.engine, 3)
    assert ("question_given_back", f"question {asked.id}") in [
        (event.action.value, event.subject) for event in last
    ]


@pytest.mark.parametrize("end", [leave, lose_the_questions])
def test_who_sees_no_questions_any_more_is_mailed_none(house, people, end):
    end(house, people, "Zoé")
    arrived(house)

    house.questions.put("Et le prix ?", "lea@exemple.fr", "here", NOON)

    assert ZOE not in arrived(house)


def test_an_answered_question_of_who_leaves_is_told_to_nobody_again(house, people, asked):
    arrived(house)
    assign(house, people, asked, "Max")
    house.answers.close(asked.id, people["Ada"].actor, NOON)
    leave(house, people, "Max")

    assert arrived(house) == {}


def test_who_left_while_messages_waited_gets_none_and_is_told_of_nothing_new(house, people):
    house.questions.put("Et le prix ?", "lea@exemple.fr", "here", NOON)
    house.desk.book(request(paris(2026, 12, 1, 10)), NOON)
    leave(house, people, "Zoé")
    house.questions.put("Et la cantine ?", "lea@exemple.fr", "here", NOON)

    mails = arrived(house)

    assert ZOE not in mails
    assert [person.email for person in house.told.everybody()] == [SCHOOL]
    assert sum("lea@exemple.fr" in text for text in mails[SCHOOL]) == 2
    assert sum("Inès" in text for text in mails[SCHOOL]) == 1


@pytest.mark.parametrize("end", [leave, lambda h, *_: h.told.remove(ZOE, COMMAND_LINE, NOON)])
def test_who_is_told_now_gets_what_waited_for_who_was_told_alone(house, people, end):
    house.told.remove(SCHOOL, COMMAND_LINE, NOON)
    house.questions.put("Et le prix ?", "lea@exemple.fr", "here", NOON)
    house.told.add(SCHOOL, COMMAND_LINE, NOON)
    end(house, people, "Zoé")

    mails = arrived(house)

    assert mails.keys() == {SCHOOL}
    assert ["Et le prix ?" in text for text in mails[SCHOOL]] == [True]


def test_what_failed_to_reach_who_left_is_sent_again_to_others_alone(house, people):
    house.told.remove(SCHOOL, COMMAND_LINE, NOON)
    house.questions.put("Et le prix ?", "lea@exemple.fr", "here", NOON)
    with house.engine.begin() as connection:
        connection.execute(outbox.update().values(failed_at=NOON, last_error="550: no"))
    leave(house, people, "Zoé")
    with house.engine.begin() as connection:
        assert by_hand.retry(connection, NOON) == 1

    assert arrived(house).keys() == {house.settings.staff_email}


def test_a_question_given_to_somebody_is_mailed_to_them_alone(house, people, asked):
    arrived(house)
    assign(house, people, asked, "Max")

    assert arrived(house).keys() == {MAX}


def test_the_feeds_that_somebody_knew_open_nothing_after_they_left(house, people):
    own = Feed(schedule_editing.interviewers(house.engine)[0].id)
    actor = people["Ada"].actor
    house.accounts.change(people["Zoé"].id, Role.SECRETARIAT, actor, NOON, own.interviewer_id)
    before = house.feeds.urls()
    leave(house, people, "Zoé")

    after = house.feeds.urls()
    assert after[own] != before[own]
    assert after[Feed(None)] != before[Feed(None)]


def test_a_lesser_role_ends_the_feed_of_all_and_keeps_ones_own(house, people):
    own = Feed(schedule_editing.interviewers(house.engine)[0].id)
    actor, zoe = people["Ada"].actor, people["Zoé"].id
    house.accounts.change(zoe, Role.SECRETARIAT, actor, NOON, own.interviewer_id)
    before = house.feeds.urls()
    house.accounts.change(zoe, Role.INTERVENANT, actor, NOON, own.interviewer_id)

    after = house.feeds.urls()
    assert after[own] == before[own]
    assert after[Feed(None)] != before[Feed(None)]
