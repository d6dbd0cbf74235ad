"""What an answer stated is found again by its words, and nothing else is."""

from __future__ import annotations

import pytest

from knowledge import Stated, answer, load_job, monthly_pay, notices, stated_in, withhold
from testing.running import ROOT

JOB = load_job(ROOT / "knowledge" / "responsable-ecommerce" / "job.yml")
SOURCE = "\n\n[Source : la page du métier](/#:~:text=web)"


@pytest.mark.parametrize("fact", JOB.facts)
def test_a_fact_is_found_by_how_it_is_said_and_by_its_quote(fact):
    said = JOB.facts[fact].says + SOURCE
    quoted = f"Cela vient de la page, qui dit : «\u00a0{JOB.facts[fact].quote}\u00a0»"

    assert stated_in(JOB, said).facts == (fact,)
    assert fact in stated_in(JOB, quoted).facts


@pytest.mark.parametrize("topic", JOB.topics)
def test_a_topic_told_as_a_whole_is_not_told_fact_by_fact(topic):
    for told in (answer(JOB, topic), JOB.topics[topic].in_short):
        assert stated_in(JOB, told + SOURCE) == Stated(topics=(topic,))


@pytest.mark.parametrize("silence", JOB.silences)
def test_what_is_left_open_is_found_with_what_is_told_of_it(silence):
    of_topic = JOB.silences[silence].topic
    found = stated_in(JOB, answer(JOB, of_topic, [silence]))

    assert JOB.silences[silence].says in found.left_open
    assert found.topics or found.facts


def test_a_months_pay_is_computed_from_what_the_page_says():
    assert JOB.salary
    assert JOB.salary.range in stated_in(JOB, monthly_pay(JOB.salary)).facts


def test_what_the_page_did_not_say_any_more_was_not_told():
    told = answer(withhold(JOB, {"curiosity"}), "qualities", ["curiosity"])

    assert stated_in(JOB, told).left_open == (notices().fact,)
    assert "curiosity" not in stated_in(JOB, told).facts


@pytest.mark.parametrize("words", ["", "Bonjour !", "À quelle adresse e-mail ?"])
def test_what_is_not_of_the_page_states_nothing(words):
    assert stated_in(JOB, words) == Stated()
