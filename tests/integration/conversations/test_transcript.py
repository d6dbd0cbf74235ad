"""What was said is kept in its order, and shown under the ids that were given out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from conversations.schema import turn
from conversations.transcript import ASSISTANT, VISITOR, Bubble, Transcript
from conversations.turns import Outcome, Turn
from tests.builders import NOON


def test_the_bubbles_of_a_turn_keep_their_order_and_ids(engine):
    transcript = Transcript(engine)
    conversation = transcript.open(NOON, "responsable-ecommerce")
    transcript.add(conversation, "1", [Bubble(VISITOR, "bonjour")], NOON)
    answers = [Bubble(ASSISTANT, f"réponse {number}") for number in range(20)]

    stored = transcript.add(conversation, "1", answers, NOON)

    shown = transcript.history(conversation)[1:]
    assert [bubble.text for bubble in stored] == [bubble.text for bubble in answers]
    assert [(b.id, b.text) for b in shown] == [(b.id, b.text) for b in stored]


def counted(engine):
    query = select(turn.c.topic, turn.c.helped).order_by(turn.c.id)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_whether_an_answer_helped_is_counted_with_its_own_turn(engine):
    transcript = Transcript(engine)
    conversation = transcript.open(NOON, "responsable-ecommerce")
    answers = {
        topic: transcript.add(
            conversation,
            topic,
            [Bubble(ASSISTANT, topic)],
            NOON + timedelta(seconds=number),
            Turn(Outcome.TOLD, topic),
        )[0].id
        for number, topic in enumerate(("ask_salary", "ask_degrees"))
    }

    assert transcript.judge(conversation, answers["ask_degrees"], False)
    assert transcript.judge(conversation, answers["ask_degrees"], True)  # another mind

    assert counted(engine) == [("ask_salary", None), ("ask_degrees", True)]


def test_nobody_judges_an_answer_of_somebody_elses_conversation(engine):
    transcript = Transcript(engine)
    mine, theirs = (transcript.open(NOON, "responsable-ecommerce") for _ in range(2))
    said = [Bubble(ASSISTANT, "40 à 80 k€")]
    (answer,) = transcript.add(theirs, "1", said, NOON, Turn(Outcome.TOLD, "ask_salary"))

    assert not transcript.judge(mine, answer.id, True)
    assert not transcript.judge(theirs, "no number", True)
    assert counted(engine) == [("ask_salary", None)]
