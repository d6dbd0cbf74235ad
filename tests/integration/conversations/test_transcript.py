"""What was said is kept in its order, and shown under the ids that were given out."""

from __future__ import annotations

from conversations.transcript import ASSISTANT, VISITOR, Bubble, Transcript
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
