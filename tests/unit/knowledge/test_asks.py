"""Each point of a job can be asked for: by messages of several people, and by nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from ruamel.yaml import YAML

from actions.intents import JOB_TOPICS, NOT_ON_PAGE
from knowledge import OpenQuestions, load_job
from knowledge.answers import BY_MONTH
from testing.running import ROOT

DOMAIN = YAML(typ="safe").load(ROOT / "domain.yml")
LEAST = 8
"""How often each point of a job is asked for, at least."""
MANY = {"responsable-ecommerce": 20}
"""The same, of a job about which many people have written."""
LEFT_OPEN = OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml").phrases.keys()
"""Points of no job, which `data/` has the ways of asking for."""
FOLDERS = [job.parent for job in sorted(ROOT.glob("*/*/job.yml"))]
every_job = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def blocks(path):
    """List the blocks of a training file: intent, points, messages."""
    for block in YAML(typ="safe").load(path)["nlu"]:
        yield block["intent"], block.get("metadata", {}), block["examples"].splitlines()


def asked(folder):
    """Count the messages that ask for each point of a job."""
    count = Counter()
    for _, metadata, messages in blocks(folder / "asks.yml"):
        for point in metadata.get("points", ()):
            count[point] += len(messages)
    return count


@every_job
def test_every_point_is_asked_for_in_many_ways(folder):
    job, count, least = load_job(folder / "job.yml"), asked(folder), MANY.get(folder.name, LEAST)
    by_month = {BY_MONTH} if job.salary.by_month else set()
    points = {*job.facts, *job.silences, *by_month} - LEFT_OPEN

    assert {point: count[point] for point in points if count[point] < least} == {}


@every_job
def test_no_message_asks_for_a_point_that_does_not_exist(folder):
    job = load_job(folder / "job.yml")

    assert asked(folder).keys() - job.facts.keys() - job.silences.keys() <= {BY_MONTH}


@every_job
def test_messages_stand_under_the_topics_of_the_job(folder):
    job, found = load_job(folder / "job.yml"), list(blocks(folder / "asks.yml"))
    usual = {topic for topic in job.topics if topic in JOB_TOPICS.values()}
    beyond = [metadata["points"] for intent, metadata, _ in found if intent == NOT_ON_PAGE]

    assert {JOB_TOPICS[intent] for intent, *_ in found if intent != NOT_ON_PAGE} == usual
    assert {job.topic_of(point) for points in beyond for point in points}.isdisjoint(usual)
    assert {metadata["job"] for _, metadata, _ in found} == {job.slug}


def test_every_point_of_the_interview_has_its_answer():
    points = {
        point
        for _, metadata, _ in blocks(ROOT / "data" / "nlu" / "interview_questions.yml")
        for point in metadata.get("points", ())
    }

    assert {f"utter_{point}" for point in points} - DOMAIN["responses"].keys() == set()
