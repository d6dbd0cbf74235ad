"""The example of docs/adding-a-job.md: each fact quotes its page, and all of the page is told."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from actions.intents import JOB_TOPICS
from bench.understanding.messages import INTENTS, read_messages
from french.letters import fold
from knowledge import load_jobs
from staff.corrections import kept
from staff.meanings import Meanings
from testing.running import ROOT
from web.sentences import sentences

FOLDER = ROOT / "examples"
JOBS = load_jobs(FOLDER)
MEASURED = [message for file in FOLDER.glob("*/measure/*.tsv") for message in read_messages(file)]
every_job = pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)


def bare(text: str) -> str:
    """Leave out what people write one way or another."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_there_is_one():
    assert JOBS


@every_job
def test_every_sentence_of_the_page_is_told_by_a_fact(job):
    quotes = [fact.quote for fact in job.facts.values()]
    whole = " ".join(quotes)
    untold = [each for each in job.page.sentences if each not in whole]

    assert [each for each in untold if not any(quote in each for quote in quotes)] == []


@every_job
def test_it_answers_all_that_is_usually_asked_of_a_job(job):
    assert job.topics.keys() >= set(JOB_TOPICS.values())


def test_kept_phrases_mean_what_staff_can_choose():
    texts = sentences("equipe/meanings")
    phrases = kept(JOBS, FOLDER)

    assert len(phrases) >= 20
    assert [each for each in phrases if each.meant not in Meanings(JOBS[each.job], texts)] == []


def test_nothing_was_learnt_from_what_is_kept_and_measured():
    learnt = {
        bare(message.strip().removeprefix("- "))
        for file in (*FOLDER.glob("*/asks.yml"), *(ROOT / "data").rglob("*.yml"))
        for block in YAML(typ="safe").load(file).get("nlu", ())
        for message in block["examples"].splitlines()
    }
    texts = [each.text for each in (*MEASURED, *kept(JOBS, FOLDER))]

    assert len(MEASURED) >= 60
    assert [text for text in texts if bare(text) in learnt] == []


def test_measured_messages_have_labels_and_expressions_in_small_letters():
    assert {label for message in MEASURED for label in message.labels} <= INTENTS.keys()
    for expression in (each for m in MEASURED for each in (*m.expects, m.must_not)):
        assert re.compile(expression)
        assert expression == fold(expression)
