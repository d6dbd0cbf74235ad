"""Which response answers each intent, alone and in the middle of something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.intents import (
    ABOUT_INTERVIEW,
    ASIDES,
    FOLLOW_UPS,
    JOB_TOPICS,
    NOT_ON_PAGE,
    QUESTIONS,
)


def _responses(intents: Iterable[str], ending: str = "") -> dict[str, str]:
    """The response to each intent, by the rule of its name: `ask_help` has `utter_help`."""
    return {intent: f"utter_{intent.removeprefix('ask_')}{ending}" for intent in intents}


_SAID_BY_NAME = QUESTIONS - JOB_TOPICS.keys() - FOLLOW_UPS - {ABOUT_INTERVIEW}

ALONE = _responses(_SAID_BY_NAME)
"""What answers a question that is not about the job."""

WHILE_BOOKING = _responses(
    (ASIDES - JOB_TOPICS.keys() - FOLLOW_UPS - {ABOUT_INTERVIEW})
    | {"goodbye", "hesitate", "move_interview", "recall_interview"},
    "_while_booking",
)
"""The same, without buttons that would lead away, and what else is said in mid-booking."""

BRIEFLY = {**WHILE_BOOKING, **_responses({NOT_ON_PAGE}, "_briefly")}
"""The same, before the answer that brings its buttons."""

WHILE_ASKING = _responses({NOT_ON_PAGE, "ask_privacy"}, "_while_asking")
"""The same, while a question is about to be put to the school."""

GOES_ON = {"booking_form": "utter_booking_goes_on", "change_form": "utter_change_goes_on"}
"""What says that a form goes on, by its name."""

INTERVIEW_KNOWN = frozenset(
    f"interview_{about}"
    for about in "length tool online zone with late change confirmation who_books".split()
)
"""Points of an interview that the school's settings, or what the assistant does, say something of;
the others are said not to be known."""


def answer_on(topic: str | None, answer: Mapping[str, str]) -> str:
    """Name the response of a topic; of the programme, one that promises no link to nowhere."""
    if topic not in JOB_TOPICS.values():
        return "utter_answer_other"
    is_unlinked = topic == "programme" and "programme" not in answer
    return f"utter_answer_{topic}" + ("_of_page" if is_unlinked else "")
