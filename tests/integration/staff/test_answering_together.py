"""Several questions that are alike have one answer: each visitor gets it once, and none is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from french.callback import CallBack
from notify import Topic
from staff import audit
from staff.accounts import Role
from staff.answers import AlreadyAnswered, NoAddress
from staff.audit import COMMAND_LINE
from tests.builders import NOON

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def zoe(house):
    return house.accounts.invite(
        "zoe@ecole.example", "Zoé Lambert", Role.SECRETARIAT, COMMAND_LINE, NOON
    )


@pytest.fixture
def ask(house):
    def put(email, text="Y a-t-il un parking ?", callback=None) -> int:
        conversation = f"{email} {text}"
        return house.questions.put(text, email, conversation, NOON, callback).id

    return put


def mails(house):
    """The answers that are owed, as they will be sent."""
    with house.engine.begin() as connection:
        owed = house.outbox.claim(connection, NOON + timedelta(hours=1), 100)
    answers = [message for message in owed if message.topic is Topic.ANSWER]
    return {message.recipient: house.composer.compose(message, NOON) for message in answers}, len(
        answers
    )


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace(NBSP, " ")


def still_open(house):
    return [question.id for question in house.questions.questions(only_open=True)]


def test_each_visitor_gets_the_answer_and_their_own_question(house, zoe, ask):
    numbers = [ask("lea@exemple.fr"), ask("max@exemple.fr", "Où se garer ?")]
    other = ask("ines@exemple.fr", "Y a-t-il une cantine ?")

    done = house.answers.send_together(numbers, "Oui, rue Verte.", zoe, NOON)

    assert (done.people, done.left_out) == (2, ())
    sent, number = mails(house)
    assert number == 2
    assert "« Y a-t-il un parking ? »" in text_of(sent["lea@exemple.fr"])
    assert "« Où se garer ? »" in text_of(sent["max@exemple.fr"])
    for mail in sent.values():
        assert "Oui, rue Verte." in text_of(mail)
        assert "vaut aussi" not in text_of(mail)
        assert mail["Reply-To"].addresses[0].addr_spec == "zoe@ecole.example"
    assert still_open(house) == [other]


@pytest.mark.parametrize(("more", "said"), [(1, "votre autre question"), (2, "vos autres")])
def test_who_asked_more_than_once_is_told_once(house, zoe, ask, more, said):
    numbers = [ask("lea@exemple.fr", f"Un parking ? {again}") for again in range(1 + more)]

    done = house.answers.send_together(numbers, "Oui.", zoe, NOON)

    sent, number = mails(house)
    assert (done.people, number) == (1, 1)
    assert f"La réponse vaut aussi pour {said}" in text_of(sent["lea@exemple.fr"])
    assert still_open(house) == []
    answered = [e for e in audit.latest(house.engine, 10) if e.action == "question_answered"]
    assert {event.subject for event in answered} == {f"question {n}" for n in numbers}
    asked = {
        each.question.id: each.answer for group in house.left_opens.all() for each in group.asked
    }
    assert [asked[number] for number in numbers] == ["Oui."] * len(numbers)


def test_what_a_colleague_closed_meanwhile_is_left_out(house, zoe, ask):
    first, second, third = (ask(f"{name}@exemple.fr") for name in ("lea", "max", "ines"))
    house.answers.close(second, zoe.actor, NOON)

    done = house.answers.send_together([third, first, second], "Oui.", zoe, NOON)

    assert (done.people, done.left_out) == (2, (second,))
    assert set(mails(house)[0]) == {"lea@exemple.fr", "ines@exemple.fr"}


def test_the_same_form_sent_twice_tells_nobody_twice(house, zoe, ask):
    numbers = [ask("lea@exemple.fr"), ask("max@exemple.fr")]
    house.answers.send_together(numbers, "Oui.", zoe, NOON)

    with pytest.raises(AlreadyAnswered):
        house.answers.send_together(numbers, "Oui.", zoe, NOON)

    assert mails(house)[1] == 2


def test_colleagues_who_answer_the_same_at_once_tell_everybody_once(house, zoe, ask):
    numbers = [ask(f"visitor{number}@exemple.fr") for number in range(6)]

    def answer(chosen):
        try:
            return house.answers.send_together(chosen, "Oui.", zoe, NOON).people
        except AlreadyAnswered:
            return 0

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(answer, (numbers, numbers[::-1], numbers[:4], numbers[2:])))

    assert sum(told) == 6
    sent, number = mails(house)
    assert (len(sent), number) == (6, 6)
    assert still_open(house) == []


@pytest.mark.parametrize(
    ("email", "callback"), [(None, None), ("max@exemple.fr", CallBack("+33639981234", None))]
)
def test_all_are_answered_or_none(house, zoe, ask, email, callback):
    numbers = [ask("lea@exemple.fr"), ask(email, "Où ?", callback)]

    with pytest.raises(NoAddress):
        house.answers.send_together(numbers, "Oui.", zoe, NOON)

    assert still_open(house) == numbers
    assert mails(house)[1] == 0
