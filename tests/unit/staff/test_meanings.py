"""Whatever a message may be read as has a title that staff can choose."""

from __future__ import annotations

from ruamel.yaml import YAML

from actions.intents import DETAILS, JOB_TOPICS, MISSES
from knowledge import load_jobs
from staff.meanings import INTENT_OF_TOPIC, Meaning, Meanings
from testing.running import ROOT
from web.sentences import sentences

JOB = load_jobs(ROOT / "knowledge")["responsable-ecommerce"]
MEANINGS = Meanings(JOB, sentences("equipe/meanings"))


def test_topics_have_the_intents_that_answer_them():
    assert {intent: topic for topic, intent in INTENT_OF_TOPIC.items()} == JOB_TOPICS


def test_every_intent_can_be_chosen_but_details_and_misses():
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    intents = {each if isinstance(each, str) else next(iter(each)) for each in domain["intents"]}

    missing = [intent for intent in intents - DETAILS - MISSES if Meaning(intent) not in MEANINGS]
    assert missing == []


def test_every_point_of_the_training_data_can_be_chosen():
    of_none = ("interview_questions", "not_on_page")
    files = [
        ROOT / "knowledge" / JOB.slug / "asks.yml",
        *(ROOT / "data" / "nlu" / f"{name}.yml" for name in of_none),
    ]
    blocks = [block for file in files for block in YAML(typ="safe").load(file)["nlu"]]
    trained = {
        Meaning(block["intent"], (point,))
        for block in blocks
        for point in (block.get("metadata") or {}).get("points") or ()
        if block["intent"] in {*JOB_TOPICS, "ask_interview", "ask_not_on_page"}
    }

    assert len(trained) > 50
    assert [str(each) for each in sorted(trained, key=str) if each not in MEANINGS] == []


def test_several_points_are_named_together():
    title = MEANINGS.title(Meaning("ask_salary", ("salary_range", "salary_variable")))

    assert title.startswith("Le salaire, ")
    assert " + " in title
    assert Meaning.parse(str(Meaning("ask_salary", ("a", "b")))) == Meaning(
        "ask_salary", ("a", "b")
    )


def test_the_topics_that_only_some_jobs_have_can_be_chosen():
    job = load_jobs(ROOT / "examples")["technicien-eolien"]
    meanings = Meanings(job, sentences("equipe/meanings"))

    assert meanings.title(Meaning("ask_not_on_page", ("wind",))) == (
        "Les conditions de travail, Quand le vent dépasse 15 mètres par seconde, personne ne monte."
    )
    assert meanings.title(Meaning("ask_not_on_page", ("school_price",))) == (
        "Une question à laquelle la page ne répond pas, le prix des études"
    )
    listed = [choice.meaning for group in meanings.groups for choice in group.choices]
    assert len(set(listed)) == len(listed)
