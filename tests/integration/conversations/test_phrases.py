"""What visitors typed is kept masked, once, and without anything that leads to them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select, text

from conversations import phrases
from conversations.schema import conversation, phrase
from conversations.transcript import ASSISTANT, VISITOR, Bubble, Transcript
from conversations.turns import Outcome, Reading, Turn, TurnReader
from notify import Outbox
from staff.accounts import Accounts, Role
from staff.audit import COMMAND_LINE
from staff.meanings import Meaning
from staff.phrases import KEPT, Decision, Doubt, Phrases, UnknownPhrase, forget
from tests.builders import STAFF_EMAIL

JOB = "responsable-ecommerce"


def a_turn(
    outcome=Outcome.TOLD, topic="ask_salary", confidence=0.9, margin=0.8, said="", points=()
):
    return Turn(outcome, topic, confidence, None, Reading(tuple(points), margin, said))


@pytest.fixture
def say(engine, now):
    """Says something in a conversation of its own."""
    transcript = Transcript(engine)
    numbers = iter(range(1000))

    def say_it(typed, at=now, **read):
        counted = a_turn(**read)
        talk, turn_id = transcript.open(at, JOB), f"turn-{next(numbers)}"
        note = phrases.noting(talk, typed, counted, at, ())
        transcript.add(talk, turn_id, [Bubble(ASSISTANT, "…")], at, counted, note)
        return talk

    return say_it


@pytest.fixture
def zoe(engine, now):
    accounts = Accounts(engine, Outbox(STAFF_EMAIL))
    return accounts.invite("zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, now)


def rows(engine):
    with engine.connect() as connection:
        return connection.execute(select(phrase)).mappings().all()


def test_a_phrase_is_kept_masked_and_leads_to_nobody(engine, say, now):
    talk = say("Bonjour, je m'appelle Awa Thiam, 06 39 98 12 34 : quel est le salaire ?")

    [kept] = rows(engine)
    with engine.connect() as connection:
        visit = connection.execute(select(conversation.c.visit)).scalar_one()
    assert kept["text"] == "Bonjour, je m'appelle [nom], [numéro] : quel est le salaire ?"
    everything = repr(dict(kept))
    assert talk not in everything
    assert visit not in everything
    assert kept["last_on"] == now.date()  # and no hour, by which turns could be put beside it
    assert not {"visit", "conversation_id", "at", "turn"} & kept.keys()


def test_what_many_type_is_kept_once_with_how_many(engine, say):
    for typed in ("C'est quoi le salaire ?", "c'est quoi le salaire ?", "C’EST QUOI LE SALAIRE ?"):
        say(typed, confidence=0.5, margin=0.1)
    say("c'est quoi le salaire ?", said="told:degrees")

    waiting = Phrases(engine).waiting(10, [JOB])
    assert sorted((each.asked, each.said) for each in waiting) == [(1, "told:degrees"), (3, "")]


@pytest.mark.parametrize(
    "read",
    [
        {"topic": "inform"},
        {"topic": "correct_detail"},
        {"said": "visitor_name", "outcome": Outcome.NOT_UNDERSTOOD},
        {"said": "question_email", "outcome": Outcome.OTHER},
    ],
)
def test_what_is_typed_into_a_form_is_not_kept(engine, say, read):
    say("le grand voisin du marchand", **read)

    assert rows(engine) == []


def test_a_question_within_a_form_is_kept(engine, say):
    say("au fait, quel est le salaire ?", said="visitor_name", outcome=Outcome.TOLD)

    assert len(rows(engine)) == 1


def test_the_doubtful_come_first(engine, say):
    say("quel est le salaire ?")
    say("quelles sont les études ?", confidence=0.4)
    say("et les missions ?", margin=0.1)
    say("y a-t-il une cantine ?", outcome=Outcome.LEFT_OPEN, topic="ask_not_on_page")
    say("mon chien et le salaire", outcome=Outcome.NOT_UNDERSTOOD)

    doubts = [each.doubt for each in Phrases(engine).waiting(10, [JOB])]
    assert doubts == [
        Doubt.NOT_UNDERSTOOD,
        Doubt.LEFT_OPEN,
        Doubt.UNSURE,
        Doubt.UNSURE,
        Doubt.NONE,
    ]


@pytest.fixture
def trackers(tmp_path):
    """Rasa's own table, in a database of its own."""
    made = create_engine(f"sqlite:///{tmp_path / 'trackers.db'}")
    with made.begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, type_name, intent_name,"
                " action_name, data)"
            )
        )
    yield made
    made.dispose()


@pytest.fixture
def ask(engine, trackers, now):
    """Asks something in a conversation of its own, and is answered; gives what judges it."""
    transcript = Transcript(engine)
    reader = TurnReader(trackers)

    def ask_it(typed, said=""):
        talk = transcript.open(now, JOB)
        transcript.add(talk, "a-turn", [Bubble(VISITOR, typed)], now)
        counted = a_turn(said=said)
        note = phrases.noting(talk, typed, counted, now, ())
        (answer,) = transcript.add(talk, "a-turn", [Bubble(ASSISTANT, "…")], now, counted, note)
        data = json.dumps({"metadata": {"turn": "a-turn", "said": said}})
        row = {"talk": talk, "data": data}
        with trackers.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO events (sender_id, type_name, data) VALUES (:talk, 'user', :data)"
                ),
                row,
            )

        def judge(helped):
            noting = phrases.judging(talk, reader, ())
            assert transcript.judge(talk, answer.id, helped, noting)

        return judge

    return ask_it


@pytest.mark.parametrize(
    ("judgements", "noes"),
    [
        ([True], 0),
        ([False], 1),
        ([False, False], 1),
        ([False, True], 0),
        ([True, False], 1),
        ([False, True, False], 1),
    ],
)
def test_what_an_answer_did_not_help_is_noted_with_its_phrase_alone(engine, ask, judgements, noes):
    ask("Et le salaire, Awa Thiam ?", said="told:degrees")
    judge = ask("Et le salaire, Awa Thiam ?")

    for helped in judgements:
        judge(helped)

    assert {row["said"]: row["unhelped"] for row in rows(engine)} == {"": noes, "told:degrees": 0}


def test_what_did_not_help_comes_before_what_the_page_leaves_open(engine, say, ask):
    say("y a-t-il une cantine ?", outcome=Outcome.LEFT_OPEN, topic="ask_not_on_page")
    say("mon chien et le salaire", outcome=Outcome.NOT_UNDERSTOOD)
    judges = [ask("quelles sont les études ?") for _ in range(3)]

    for judge in judges[:2]:
        judge(False)

    first, second, third = Phrases(engine).waiting(10, [JOB])
    assert [first.doubt, second.doubt, third.doubt] == [
        Doubt.NOT_UNDERSTOOD,
        Doubt.UNHELPED,
        Doubt.LEFT_OPEN,
    ]
    assert (second.text, second.asked) == ("quelles sont les études ?", 3)
    assert max(row["unhelped"] for row in rows(engine)) == 2


def test_phrases_about_a_job_that_is_gone_take_nobodys_place(engine, say):
    say("quel est le salaire ?")

    assert Phrases(engine).waiting(10, ["another-job"]) == []
    assert Phrases(engine).count_waiting(["another-job"]) == 0


def test_only_what_a_person_approved_outlives_the_conversation(engine, say, zoe, now):
    typed = {
        "le salaire, c'est combien ?": (Decision.RIGHT, None),
        "on touche combien ?": (Decision.OTHER, Meaning("ask_salary", ("salary_range",))),
        "il fait beau à Paris": (Decision.IGNORED, None),
        "quelles sont les études ?": (None, None),
    }
    book = Phrases(engine)
    for words, (decision, meant) in typed.items():
        say(words)
        [number] = [each.id for each in book.waiting(10, [JOB]) if each.text == words]
        if decision:
            book.decide(number, decision, meant, zoe, now)

    forget(engine, now + KEPT)
    assert len(rows(engine)) == 4
    forget(engine, now + KEPT + timedelta(days=1))

    assert {(each.text, each.meant) for each in book.approved()} == {
        ("le salaire, c'est combien ?", Meaning("ask_salary")),
        ("on touche combien ?", Meaning("ask_salary", ("salary_range",))),
    }


def test_a_decision_can_be_taken_back_and_is_kept_when_asked_again(engine, say, zoe, now):
    say("on touche combien ?")
    book = Phrases(engine)
    [waiting] = book.waiting(10, [JOB])
    book.decide(waiting.id, Decision.RIGHT, None, zoe, now)
    say("on touche combien ?")

    [approved] = book.approved()
    assert (approved.asked, book.count_waiting([JOB])) == (2, 0)
    book.take_back(waiting.id, zoe, now)
    assert (len(book.approved()), book.count_waiting([JOB])) == (0, 1)
    with pytest.raises(UnknownPhrase):
        book.take_back("nothing", zoe, now)


def test_a_conversation_that_is_gone_leaves_no_phrase(engine, now):
    with engine.begin() as connection:
        phrases.noting("gone", "quel est le salaire ?", a_turn(), now, ())(connection)

    assert rows(engine) == []
