"""What was told last is gone on from in the page's words."""

from __future__ import annotations

import pytest

from actions.follow_ups import Told, follow_up
from knowledge import NewFact, load_job, reworded, texts_of
from testing.running import ROOT

JOB = load_job(ROOT / "knowledge" / "responsable-ecommerce" / "job.yml")


def test_after_one_fact_more_is_the_whole_topic():
    assert follow_up(JOB, "ask_more", Told("missions", ("stock",))) == Told("missions")


def test_after_the_whole_topic_more_is_each_of_its_facts_once():
    told, in_full = Told("missions"), []
    while isinstance(told := follow_up(JOB, "ask_more", told), Told):
        in_full.extend(told.points)

    assert in_full == list(JOB.topics["missions"].facts_told)
    assert told.response == "utter_all_told"


def test_what_is_repeated_is_what_was_told():
    told = Told("salary", ("salary_variable",))

    assert follow_up(JOB, "ask_repeat", told) == told


@pytest.mark.parametrize("topic", JOB.topics)
def test_every_topic_can_be_told_in_short(topic):
    said = follow_up(JOB, "ask_simpler", Told(topic)).answer

    assert said == JOB.topics[topic].in_short
    assert len(said) < len(JOB.topics[topic].answer) or topic == "programme"


@pytest.mark.parametrize("intent", ["ask_source", "ask_why"])
def test_the_page_is_quoted_for_what_was_told(intent):
    said = follow_up(JOB, intent, Told("missions", ("stock",)))

    assert said.quote == JOB.facts["stock"].quote


def test_what_was_told_survives_in_its_slot():
    told = Told("definition", ("roi",))

    assert Told.from_slot(told.to_slot()) == told
    assert told.to_slot()["said"] == "told:job_definition"
    assert Told.from_slot(Told.offer(None)) is None


@pytest.mark.parametrize(
    ("intent", "response"), [("ask_source", "utter_source"), ("ask_why", "utter_why_unsaid")]
)
def test_what_answers_a_part_of_what_is_left_open_is_quoted(intent, response):
    price = "Les frais sont de 9 000 € par an."
    fact = NewFact("page_1", "programme", "school_price", price, price, "La page ne dit pas tout :")
    job = reworded(JOB, texts_of(JOB, fact))

    said = follow_up(job, intent, Told("programme", ("school_price",)))

    assert (said.response, said.quote) == (response, price)


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        (Told("missions", ("levers",)), ("awareness", "traffic", "loyalty")),
        (Told("missions", ("budget", "levers")), ("awareness", "traffic", "loyalty")),
        (
            Told("salary"),
            ("salary_company_size", "salary_turnover", "salary_results", "salary_sector"),
        ),
    ],
)
def test_why_is_told_where_the_page_says_it(told, reasons):
    assert follow_up(JOB, "ask_why", told) == Told(told.topic, reasons)
