"""A question is somebody's or everybody's, and of two colleagues who take it one learns of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from booking import privacy
from notify.outbox.recheck import NoLongerNeeded, recheck
from staff import audit
from staff.accounts import Role
from staff.assignments import AssignedMeanwhile, CannotAnswer, QuestionClosed
from staff.audit import COMMAND_LINE
from tests.builders import NOON


@pytest.fixture
def people(house):
    """An administrator, two who answer questions, and one who only interviews."""
    roles = {
        "Ada": Role.ADMINISTRATION,
        "Zoé": Role.SECRETARIAT,
        "Max": Role.SECRETARIAT,
        "Paul": Role.INTERVENANT,
    }
    return {
        name: house.accounts.invite(f"{name}@ecole.example", name, role, COMMAND_LINE, NOON)
        for name, role in roles.items()
    }


@pytest.fixture
def question(house):
    return house.questions.put("Y a-t-il un parking ?", "lea@exemple.fr", "here", NOON)


@pytest.fixture
def assign(house, people, question):
    """Has one give the question to another: `assign("Zoé", "Max", before="Ada")`."""

    def do(by: str, to: str | None, before: str | None = None) -> None:
        identity = {None: None, **{name: person.id for name, person in people.items()}}
        actor = people[by].actor
        house.assignments.assign(question.id, identity[to], actor, NOON, before=identity[before])

    return do


def whose(house):
    return [person.name for person in house.assignments.all().values()]


def noted(house):
    return [
        (event.actor.name, event.action.value, event.details)
        for event in reversed(audit.latest(house.engine, 10))
        if event.action.value.startswith("question")
    ]


def test_a_question_is_taken_given_and_given_back_and_each_is_noted(house, assign):
    assign("Zoé", "Zoé")
    assert whose(house) == ["Zoé"]
    assign("Zoé", "Max", before="Zoé")
    assert whose(house) == ["Max"]
    assign("Max", None, before="Max")
    assert whose(house) == []

    assert noted(house) == [
        ("Zoé", "question_taken", {}),
        ("Zoé", "question_assigned", {"name": "Max"}),
        ("Max", "question_given_back", {}),
    ]


def told(house):
    """Whom the e-mails that wait tell that a question is theirs, as they read it."""
    with house.engine.begin() as connection:
        messages = house.outbox.claim(connection, NOON, 100)
    mails = [house.composer.compose(each, NOON) for each in messages if each.topic == "assigned"]
    return [(mail["To"].addresses[0].addr_spec, mail) for mail in mails]


def test_who_is_given_a_question_reads_it_by_e_mail_and_can_answer_at_once(house, assign):
    assign("Zoé", "Max")

    [(address, mail)] = told(house)
    text = mail.get_body(("plain",)).get_content().replace("\u00a0", " ")
    assert address == "max@ecole.example"
    assert mail["Subject"].replace("\u00a0", " ") == (
        "Question à votre charge : Y a-t-il un parking ?"
    )
    assert mail["Reply-To"].addresses[0].addr_spec == "lea@exemple.fr"
    assert text.startswith("Zoé vous confie cette question.")
    assert "« Y a-t-il un parking ? »" in text
    assert "/equipe/par-e-mail/" in text


def test_who_takes_a_question_is_not_written_to_about_it(house, assign):
    assign("Zoé", "Zoé")
    assign("Max", None, before="Zoé")

    assert told(house) == []


def test_who_is_given_one_that_is_given_on_before_the_e_mail_leaves_is_not_told(house, assign):
    assign("Zoé", "Max")
    assign("Zoé", "Ada", before="Max")
    assert [address for address, _ in told(house)] == ["ada@ecole.example"]


def test_given_again_to_the_same_person_it_is_told_again(house, people, question):
    for to, before, seconds in (("Max", None, 0), (None, "Max", 1), ("Max", None, 2)):
        identity = {None: None, "Max": people["Max"].id}
        now = NOON + timedelta(seconds=seconds)
        actor = people["Zoé"].actor
        house.assignments.assign(question.id, identity[to], actor, now, before=identity[before])

    assert [address for address, _ in told(house)] == ["max@ecole.example"]


def test_one_that_is_answered_meanwhile_is_not_told_of(house, people, question, assign):
    assign("Zoé", "Max")
    house.answers.close(question.id, people["Ada"].actor, NOON)

    with house.engine.begin() as connection:
        [message] = [m for m in house.outbox.claim(connection, NOON, 9) if m.topic == "assigned"]
        with pytest.raises(NoLongerNeeded):
            recheck(connection, message, NOON)


def test_what_is_so_already_is_not_noted_again(house, assign):
    assign("Zoé", "Max")
    assign("Ada", "Max")

    assert len(noted(house)) == 1


def test_of_two_who_take_it_at_once_one_has_it(house, people, question, assign):
    def take(name):
        try:
            assign(name, name)
        except AssignedMeanwhile:
            return None
        return name

    with ThreadPoolExecutor(2) as pool:
        taken = [name for name in pool.map(take, ("Zoé", "Max")) if name]

    assert len(taken) == 1
    assert whose(house) == taken
    assert len(noted(house)) == 1


def test_who_leaves_has_no_questions_any_more(house, people, assign):
    assign("Ada", "Zoé")

    house.accounts.leave(people["Zoé"].id, people["Ada"].actor, NOON)

    assert whose(house) == []
    with pytest.raises(CannotAnswer):
        assign("Ada", "Zoé")


def test_who_sees_no_questions_has_none(house, people, assign):
    assign("Ada", "Zoé")
    house.accounts.change(people["Zoé"].id, Role.INTERVENANT, people["Ada"].actor, NOON)

    assert whose(house) == []
    for name in ("Zoé", "Paul"):
        with pytest.raises(CannotAnswer):
            assign("Ada", name)


def test_another_role_that_answers_keeps_them(house, people, assign):
    assign("Ada", "Zoé")
    house.accounts.change(people["Zoé"].id, Role.ADMINISTRATION, people["Ada"].actor, NOON)

    assert whose(house) == ["Zoé"]


def test_a_closed_question_is_not_given_to_anybody(house, people, question, assign):
    house.answers.close(question.id, people["Max"].actor, NOON)

    with pytest.raises(QuestionClosed):
        assign("Zoé", "Zoé")
    assert whose(house) == []


def test_a_question_that_is_erased_is_nobodys(house, assign):
    assign("Zoé", "Zoé")

    assert privacy.erase_questions(house.engine, "lea@exemple.fr") == 1

    assert whose(house) == []
