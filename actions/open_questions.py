"""What the page leaves open: said at length once, then briefly; gathered into one message."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import conversation
from booking.questions import LONGEST

GATHERED = "open_questions"
"""The slot of the questions that the page leaves open and the school was not asked yet."""

_BETWEEN = " / "  # what is put to the school is one line wherever it is read
_SHORTER = {
    "utter_not_on_page": ("utter_not_on_page_again", "utter_not_on_page_gathered"),
    "utter_not_on_page_while_booking": (
        "utter_not_on_page_while_booking_again",
        "utter_not_on_page_while_booking_gathered",
    ),
}
"""What is said instead from the second time on: where one question is open, and where several."""


def with_one_more(tracker: Tracker, question: str) -> list[str]:
    """Gather a question with what is open; the oldest go where all would be too long to put."""
    gathered = [*(open_one for open_one in _open(tracker) if open_one != question), question]
    while len(gathered) > 1 and len(_in_one(gathered)) > LONGEST:
        gathered.pop(0)
    return gathered


def how_many(tracker: Tracker) -> int:
    """Count what could be put to the school together with what the last message asks."""
    return len(with_one_more(tracker, conversation.text(tracker)))


def refusal(tracker: Tracker, response: str) -> str:
    """Choose how to say that the page leaves something open: at length only the first time."""
    if response not in _SHORTER or tracker.get_slot("unanswered_question") is None:
        return response
    again, gathered = _SHORTER[response]
    return gathered if how_many(tracker) > 1 else again


def to_put(tracker: Tracker) -> str | None:
    """Give what the school is to be asked: all that is open, in one, or what was asked last."""
    gathered = _open(tracker)
    return _in_one(gathered) if len(gathered) > 1 else tracker.get_slot("unanswered_question")


def _open(tracker: Tracker) -> list[str]:
    return tracker.get_slot(GATHERED) or []


def _in_one(questions: list[str]) -> str:
    return _BETWEEN.join(" ".join(question.split()) for question in questions)
