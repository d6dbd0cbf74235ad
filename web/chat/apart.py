"""What is answered without Rasa, so that no form, no recap and no question holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from conversations.transcript import ASSISTANT, Bubble
from conversations.turns import Outcome, Turn
from french.distress import speaks_of_distress
from french.other_languages import is_in_another_language
from web.responses import response_text

_IN_ENGLISH = {"kind": "english"}
_A_NAME = {"kind": "field", "field": "name"}  # as `custom` of domain.yml has it


class Apart(NamedTuple):
    """An answer, and what is counted of its turn: nothing of somebody's distress."""

    bubble: Bubble
    counted: Turn | None = None

    def is_due(self, history: Sequence[Bubble]) -> bool:
        """Tell whether it answers after what was said before: a name may be in any language."""
        said = (each.data for each in reversed(history) if each.author == ASSISTANT)
        asked = next((data for data in said if data and data != _IN_ENGLISH), None)
        return self.counted is None or asked != _A_NAME


def answer_apart(text: str, booking_page: str) -> Apart | None:
    """Answer what somebody in distress types, or what is not French; None for all else."""
    is_foreign = is_in_another_language(text)
    if speaks_of_distress(text):
        if is_foreign:
            return Apart(_english("utter_distress_in_english"))
        return Apart(Bubble(ASSISTANT, response_text("utter_distress")))
    if is_foreign:
        answer = _english("utter_other_language", page=booking_page)
        return Apart(answer, Turn(Outcome.NOT_UNDERSTOOD))
    return None


def _english(response: str, **values: str) -> Bubble:
    return Bubble(ASSISTANT, response_text(response, **values), data=_IN_ENGLISH)
