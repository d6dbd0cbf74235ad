"""Another job is answered from its own page: also where the pages of most jobs say nothing."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_actions import ActionAnswer
from actions.answers import Answers
from knowledge import load_jobs
from testing.running import ROOT

EXAMPLE = "technicien-eolien"


@pytest.fixture
def ask(services):
    """Asks one thing of a job, and gives what is said and the slots that are set."""
    services.__dict__["jobs"] = {**services.jobs, **load_jobs(ROOT / "examples")}

    def asked(
        intent: str, *points: str, job: str = EXAMPLE, **slots: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        read = {"intent": intent, "confidence": 0.9, "points": list(points)}
        message = {"text": "?", "intent": {"name": intent, "confidence": 0.9}, "asks": [read]}
        tracker = Tracker("visitor", {"job": job, **slots}, message, [], False, None, {}, "")
        dispatcher = CollectingDispatcher()
        happened = ActionAnswer(Answers(services)).run(dispatcher, tracker, {})
        kept = {event["name"]: event["value"] for event in happened if event["event"] == "slot"}
        return dispatcher.messages[-1], kept

    return asked


def test_what_only_this_page_says_is_told_with_its_place(ask):
    said, kept = ask("ask_not_on_page", "wind")

    assert said["response"] == "utter_answer_other"
    assert said["answer"].startswith("Quand le vent dépasse 15 mètres par seconde")
    assert "/metiers/technicien-eolien#:~:text=Quand%20le%20vent" in said["source"]
    assert "unanswered_question" not in kept


def test_what_most_pages_leave_open_is_told_as_far_as_the_page_goes(ask):
    said, _ = ask("ask_not_on_page", "school_apprenticeship")

    assert said["answer"].startswith("La page ne dit pas tout de l’alternance.")
    assert "deux semaines à l’école" in said["answer"]


def test_what_this_page_leaves_open_too_is_said_not_to_be_known(ask):
    said, kept = ask("ask_not_on_page", "school_life")

    assert said["response"] == "utter_not_on_page"
    assert kept["unanswered_question"] == "?"


def test_what_may_well_be_on_the_page_is_not_said_to_be_missing(ask):
    said, kept = ask("ask_not_on_page")
    of_first, _ = ask("ask_not_on_page", job="responsable-ecommerce")

    assert said["response"] == "utter_unsure_on_page"
    assert "- Les débouchés" in said["subjects"]
    assert "- Le salaire" not in said["subjects"]
    assert kept == {}
    assert of_first["response"] == "utter_not_on_page"


@pytest.mark.parametrize("point", ["wind", "school_apprenticeship"])
def test_the_first_job_says_nothing_of_it(ask, point):
    said, _ = ask("ask_not_on_page", point, job="responsable-ecommerce")

    assert said["response"] == "utter_not_on_page"


def test_one_goes_on_from_a_topic_of_this_job_alone(ask):
    _, kept = ask("ask_not_on_page", "wind")

    source, _ = ask("ask_source", told=kept["told"])
    shorter, _ = ask("ask_simpler", told=kept["told"])

    assert source["quote"] == "Quand le vent dépasse 15 mètres par seconde, personne ne monte."
    assert shorter["response"] == "utter_answer_other"
    assert "80 mètres" in shorter["answer"]
