"""Each point of a job can be asked for: by messages of several people, and by nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from ruamel.yaml import YAML

from actions.intents import JOB_TOPICS
from knowledge import load_jobs
from knowledge.answers import BY_MONTH
from testing.running import ROOT

JOBS = load_jobs(ROOT / "knowledge")
DOMAIN = YAML(typ="safe").load(ROOT / "domain.yml")
LEAST = 20


def blocks(path):
    """List the blocks of a training file: intent, points, messages."""
    for block in YAML(typ="safe").load(path)["nlu"]:
        yield block["intent"], block.get("metadata", {}), block["examples"].splitlines()


def asked(slug):
    """Count the messages that ask for each point of a job."""
    count = Counter()
    for _, metadata, messages in blocks(ROOT / "knowledge" / slug / "asks.yml"):
        for point in metadata.get("points", ()):
            count[point] += len(messages)
    return count


@pytest.mark.parametrize("slug", JOBS)
def test_every_point_is_asked_for_in_many_ways(slug):
    job, count = JOBS[slug], asked(slug)
    points = {*job.facts, *job.silences, BY_MONTH}

    assert {point: count[point] for point in points if count[point] < LEAST} == {}


@pytest.mark.parametrize("slug", JOBS)
def test_no_message_asks_for_a_point_that_does_not_exist(slug):
    job = JOBS[slug]

    assert asked(slug).keys() - job.facts.keys() - job.silences.keys() == {BY_MONTH}


@pytest.mark.parametrize("slug", JOBS)
def test_messages_stand_under_the_topics_of_the_job(slug):
    found = list(blocks(ROOT / "knowledge" / slug / "asks.yml"))

    assert {JOB_TOPICS[intent] for intent, *_ in found} == JOBS[slug].topics.keys()
    assert {metadata["job"] for _, metadata, _ in found} == {slug}


def test_every_point_of_the_interview_has_its_answer():
    points = {
        point
        for _, metadata, _ in blocks(ROOT / "data" / "nlu" / "interview_questions.yml")
        for point in metadata.get("points", ())
    }

    assert {f"utter_{point}" for point in points} - DOMAIN["responses"].keys() == set()
