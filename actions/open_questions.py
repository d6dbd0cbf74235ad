"""What the page leaves open: said at length once, then briefly; gathered into one message."""

from __future__ import annotations

import re
from collections.abc import Collection

from rasa_sdk import Tracker

from actions import conversation
from booking.questions import LONGEST

GATHERED = "open_questions"
"""The slot of the questions that the page leaves open and the school was not asked yet."""

# What may mean something that was said before it, and is not understood alone.
_POINTS_BACK = re.compile(
    r"\b(?:ils?(?! (?:y a|faut|est possible))|elles?|celui|celle|ceux|lui|leur)\b", re.IGNORECASE
)
_BETWEEN = " / "  # what is put to the school is one line wherever it is read
_SHORTER = {
    "utter_not_on_page": ("utter_not_on_page_again", "utter_not_on_page_gathered"),
    "utter_not_on_page_while_booking": (
        "utter_not_on_page_while_booking_again",
        "utter_not_on_page_while_booking_gathered",
    ),
}
"""What is said instead from the second time on: where one question is open, and where several."""


def left_open(tracker: Tracker, answered: Collection[int]) -> str:
    """Give the last message without those of its questions, by their places, that are answered.

    The whole where what is left points back to the rest: better one too many than one lost.
    """
    asks = conversation.asks(tracker)
    left = [ask.text for place, ask in enumerate(asks) if place not in answered]
    if not answered or not all(left) or any(map(_POINTS_BACK.search, left)):
        return conversation.text(tracker)
    return " ".join(each.strip(" ,;:") for each in left)


def with_one_more(tracker: Tracker, question: str) -> list[str]:
    """Gather a question with what is open; the oldest go where all would be too long to put."""
    gathered = [*(open_one for open_one in _open(tracker) if open_one != question), question]
    while len(gathered) > 1 and len(_in_one(gathered)) > LONGEST:
        gathered.pop(0)
    return gathered


def refusal(tracker: Tracker, response: str, count: int) -> str:
    """Choose how to say that the page leaves something open: at length only the first time.

    `count` is how many questions could be put to the school together.
    """
    if response not in _SHORTER or tracker.get_slot("unanswered_question") is None:
        return response
    again, gathered = _SHORTER[response]
    return gathered if count > 1 else again


def to_put(tracker: Tracker) -> str | None:
    """Give what the school is to be asked: all that is open, in one, or what was asked last."""
    gathered = _open(tracker)
    return _in_one(gathered) if len(gathered) > 1 else tracker.get_slot("unanswered_question")


def _open(tracker: Tracker) -> list[str]:
    return tracker.get_slot(GATHERED) or []


def _in_one(questions: list[str]) -> str:
    return _BETWEEN.join(" ".join(question.split()) for question in questions)
