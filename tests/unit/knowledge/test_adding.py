"""An added fact answers a part of what the page left open, and is withheld like any other."""

from __future__ import annotations

import pytest

from knowledge import (
    NewFact,
    answer,
    load_jobs,
    notices,
    place_on_page,
    reworded,
    texts_of,
    withhold,
    wording_of,
)
from testing.running import ROOT

PRICE = "Les frais sont de 9 000 € par an."
OPENING = "La page ne dit pas tout du prix des études. Voici ce qu’on y lit :"


@pytest.fixture(scope="module")
def job():
    return load_jobs(ROOT / "knowledge")["responsable-ecommerce"]


def adding(job, topic="programme", answers="school_price", name="page_1", says=PRICE):
    return reworded(job, texts_of(job, NewFact(name, topic, answers, says, says, OPENING)))


@pytest.mark.parametrize("topic", ["programme", "degrees", "definition"])
def test_what_was_left_open_is_answered_by_the_fact_alone(job, topic):
    said = adding(job, topic)

    told = answer(said, topic, ["school_price"])
    assert told.startswith(f"{OPENING}\n\n{PRICE}")
    assert job.topics[topic].answer not in told
    assert answer(said, topic) == answer(job, topic)
    assert said.topic_of("school_price") == topic
    assert "frais" in place_on_page(said, topic, ["school_price"])
    assert place_on_page(said, topic) == place_on_page(job, topic)


def test_it_is_told_after_what_the_page_says_it_does_not_say(job):
    said = adding(job, answers="gross_pay")

    assert said.topic_of("page_1") == "salary"  # whatever topic was chosen
    told = answer(said, "salary", ["gross_pay"])
    assert told.startswith(job.silences["gross_pay"].says)
    assert PRICE in told


def test_two_of_them_are_told_together_and_one_may_be_worded_otherwise(job):
    both = adding(adding(job), name="page_2", says="Le dossier coûte 80 €.")
    texts = {"fact/page_1/says": "Comptez 9 000 € par an.", "silence/school_price/says": "On lit :"}

    told = answer(reworded(both, texts), "programme", ["school_price"])

    assert told.startswith("On lit :\n\nComptez 9 000 € par an. Le dossier coûte 80 €.")
    assert wording_of(both, "programme").keys() >= texts.keys()


def test_one_in_doubt_is_not_told_and_nobody_hears_that_the_page_says_nothing(job):
    both = adding(adding(job), name="page_2", says="Le dossier coûte 80 €.")

    one, none = withhold(both, {"page_1"}), withhold(both, {"page_1", "page_2"})

    assert "9 000" not in answer(one, "programme", ["school_price"])
    assert "80 €" in answer(one, "programme", ["school_price"])
    told = answer(none, "programme", ["school_price"])
    assert "80 €" not in told
    assert told.count(notices().fact) == 1


@pytest.mark.parametrize("lost", ["added/page_1/topic", "fact/page_1/quote", "fact/page_1/says"])
def test_one_that_is_not_whole_is_none(job, lost):
    texts = texts_of(job, NewFact("page_1", "programme", "school_price", PRICE, PRICE, OPENING))

    assert reworded(job, {n: t for n, t in texts.items() if n != lost}).facts == job.facts
    assert adding(job, topic="no-topic").facts == job.facts
