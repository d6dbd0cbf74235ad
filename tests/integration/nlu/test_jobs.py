"""A job's file of examples teaches its points, and a message is read by those of its own job."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

from knowledge import load_jobs
from staff.corrections import kept
from testing.running import ROOT
from tests.integration.nlu.test_encoder import printed

JOBS = load_jobs(ROOT / "examples")

TEACH = """
import json, sys
from nlu.understanding.examples import Example
from nlu.understanding.sentence_embeddings import MeaningModel
learnt, asked = json.loads(sys.argv[1])
examples = [Example(text, intent, "", tuple(points)) for text, intent, points in learnt]
model = MeaningModel.learn(examples, len(examples))
print(json.dumps([model.points(model.likelihoods(text, ""), intent) for text, intent in asked]))
"""

MASK = """
import json
import numpy as np
from nlu.understanding.sentence_embeddings import MeaningModel
names = np.array(["ask_skills", "ours/english", "theirs/english", "school_price"])
model = MeaningModel(names, names, *[np.zeros(1)] * 4)
print(json.dumps({job: names[model.may_be_of(job)].tolist() for job in ("ours", "", "new")}))
"""


def taught(slug: str) -> list[tuple[str, str, list[str]]]:
    blocks = YAML(typ="safe").load(ROOT / "examples" / slug / "asks.yml")["nlu"]
    return [
        (line.removeprefix("- "), block["intent"], block["metadata"]["points"])
        for block in blocks
        for line in block["examples"].splitlines()
    ]


@pytest.mark.parametrize("slug", JOBS)
def test_the_points_of_an_example_are_learnt_from_its_own_folder(slug):
    phrases = kept({slug: JOBS[slug]}, ROOT / "examples")
    asked = [(each.text, each.meant.intent) for each in phrases]

    read = printed(TEACH, json.dumps([taught(slug), asked]))

    right = [list(each.meant.points) == points for each, points in zip(phrases, read, strict=True)]
    assert sum(right) / len(right) >= 0.9


def test_a_message_means_no_point_of_another_job():
    assert printed(MASK) == {
        "ours": ["ask_skills", "ours/english", "school_price"],
        "": ["ask_skills", "ours/english", "theirs/english", "school_price"],
        "new": ["ask_skills", "school_price"],
    }
