"""What is answered without Rasa, and when it is not."""

from __future__ import annotations

from conversations.transcript import ASSISTANT, VISITOR, Bubble
from web.chat.apart import answer_apart

PAGE = "https://ecole.example.org/rendez-vous"
A_NAME = Bubble(ASSISTANT, "À quel nom ?", data={"kind": "field", "field": "name"})
SLOTS = Bubble(ASSISTANT, "Quand ?", data={"kind": "slots"})


def test_a_name_may_be_in_any_writing_where_one_is_asked_for():
    apart = answer_apart("佐藤 結衣", PAGE)

    assert apart is not None
    assert not apart.is_due([A_NAME, Bubble(VISITOR, "佐藤 結衣")])
    assert not apart.is_due([A_NAME, apart.bubble])
    assert apart.is_due([])
    assert apart.is_due([A_NAME, SLOTS, Bubble(VISITOR, "佐藤 結衣")])


def test_distress_is_answered_whatever_is_asked_for():
    apart = answer_apart("I want to die", PAGE)

    assert apart is not None
    assert apart.is_due([A_NAME])


def test_french_is_left_to_rasa():
    assert answer_apart("le job, c'est full remote ?", PAGE) is None
