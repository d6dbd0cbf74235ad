"""A question is somebody's or everybody's, and of two colleagues who take it one learns of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from booking import privacy
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
