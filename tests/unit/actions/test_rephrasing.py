"""Asking again what was not understood."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_actions import ActionRephrase
from actions.interview_notes import InterviewNotes
from booking.desk import BookingDesk
from tests.form_talk import DOMAIN

NO_DESK = cast(BookingDesk, None)  # what tells the interviewer nothing needs none


def test_the_likeliest_topics_are_offered_as_they_are_read():
    guesses = [{"name": name} for name in ("ask_programme", "gibberish", "ask_skills")]
    message = {"text": "le prog", "intent": {"name": "nlu_fallback"}, "intent_ranking": guesses}
    slots = {"school": "HETIC"}
    tracker = Tracker("visitor", slots, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()

    ActionRephrase(InterviewNotes(NO_DESK, datetime.now)).run(dispatcher, tracker, DOMAIN)

    (said,) = dispatcher.messages
    titles = [button["title"] for button in said["buttons"]]
    assert titles == ["Le programme de HETIC", "Les compétences", "Les missions", "Le salaire"]
