"""Questions for the school: kept once, told once, limited, and erased when they must be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert

from booking import privacy
from booking.questions import (
    LONGEST,
    MOST,
    AlreadyAsked,
    QuestionBox,
    QuestionTooLong,
    TooManyQuestions,
)
from notify import Audience, Outbox, Topic, schema
from tests.builders import NOON, STAFF_EMAIL

ASKED = "Combien coûte une année ?"


class School:
    """A question box, and the outbox that its questions are told by."""

    def __init__(self, engine):
        self.engine = engine
        self.outbox = Outbox(STAFF_EMAIL)
        self.box = QuestionBox(engine, announce=self.outbox.announce_question)

    def ask(self, text=ASKED, email="lea@exemple.fr", conversation="here", now=NOON):
        return self.box.put(text, email, conversation, now)

    def told(self):
        with self.engine.begin() as connection:
            return self.outbox.claim(connection, NOON, 100)


@pytest.fixture
def school(engine):
    return School(engine)


def test_a_question_is_kept_and_the_staff_are_told(school):
    question = school.ask()

    assert school.box.questions() == [question]
    assert (question.text, question.email) == (ASKED, "lea@exemple.fr")
    assert (question.created_at, question.answered_at) == (NOON, None)
    (message,) = school.told()
    assert (message.audience, message.topic) == (Audience.STAFF, Topic.QUESTION)
    assert message.recipient == STAFF_EMAIL
    assert message.question.text == ASKED
    assert message.question.email == "lea@exemple.fr"
    assert message.question.asked_at == NOON


def test_everyone_of_the_staff_is_told(school):
    with school.engine.begin() as connection:
        for email in ("a@ecole.example", "b@ecole.example"):
            connection.execute(insert(schema.staff).values(email=email, created_at=NOON))

    school.ask()

    messages = school.told()
    assert [message.recipient for message in messages] == ["a@ecole.example", "b@ecole.example"]
    assert len({message.message_id for message in messages}) == 2


def test_the_same_question_again_is_kept_and_told_once(school):
    first = school.ask()

    again = school.ask("combien coute  une année", email=None)

    assert again == first
    assert len(school.told()) == 1
    with pytest.raises(AlreadyAsked):
        school.box.check(ASKED, "here")


def test_the_same_message_many_times_at_one_instant_is_one_question(school):
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: school.ask(), range(8)))

    assert len(set(kept)) == 1
    assert len(school.told()) == 1


def test_another_conversation_may_ask_the_same(school):
    school.ask()
    school.ask(conversation="there")

    assert len(school.box.questions()) == 2


def test_a_conversation_puts_in_a_few_questions(school):
    for number in range(MOST):
        school.ask(f"question {number} ?")

    with pytest.raises(TooManyQuestions):
        school.box.check("une de plus ?", "here")
    with pytest.raises(TooManyQuestions):
        school.ask("une de plus ?")

    assert len(school.box.questions()) == len(school.told()) == MOST


def test_a_question_is_short_enough_to_be_read(school):
    school.ask("a" * LONGEST)

    with pytest.raises(QuestionTooLong):
        school.box.check("b" * (LONGEST + 1), "here")


def test_nothing_is_kept_where_nobody_can_be_told(engine):
    def fail(connection, question):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        QuestionBox(engine, announce=fail).put(ASKED, None, "here", NOON)

    assert QuestionBox(engine, announce=fail).questions() == []


def test_the_address_given_last_is_known(school):
    school.ask("une ?", email="old@exemple.fr")
    school.ask("deux ?", email="new@exemple.fr")
    school.ask("trois ?", email=None)

    assert school.box.email_given("here") == "new@exemple.fr"
    assert school.box.email_given("there") is None


def test_a_question_that_was_answered_is_no_longer_open(school):
    answered, still_open = school.ask("une ?"), school.ask("deux ?")

    assert school.box.mark_answered(answered.id, NOON)
    assert school.box.mark_answered(answered.id, NOON + timedelta(days=1))

    assert school.box.questions(only_open=True) == [still_open]
    assert school.box.questions()[0].answered_at == NOON
    assert not school.box.mark_answered(still_open.id + 1, NOON)


def test_erasing_a_person_takes_questions_and_what_tells_of_them(school):
    school.ask("une ?", email="lea@exemple.fr")
    school.ask("écrivez-moi à LEA@exemple.fr", email=None)
    other = school.ask("deux ?", email="max@exemple.fr")

    assert privacy.erase_questions(school.engine, "lea@exemple.fr") == 2

    assert school.box.questions() == [other]
    (message,) = school.told()
    assert message.question.email == "max@exemple.fr"


def test_erasing_a_conversation_takes_its_questions(school):
    school.ask()
    other = school.ask(conversation="there")

    assert privacy.erase_questions_of(school.engine, "here") == 1

    assert school.box.questions() == [other]


def test_questions_are_purged_after_the_time_that_visitors_are_told(school):
    school.ask("une ?")
    later = school.ask("deux ?", now=NOON + timedelta(days=1))

    assert privacy.purge_questions(school.engine, NOON + privacy.RETENTION) == 0
    past = NOON + privacy.RETENTION + timedelta(hours=1)
    assert privacy.purge_questions(school.engine, past) == 1

    assert school.box.questions() == [later]
