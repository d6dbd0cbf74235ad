"""What no page says is named in the honest answer, and each such question can be recognised."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from knowledge import OpenQuestions
from testing.running import ROOT

LEFT_OPEN = OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml")


def test_each_is_asked_for_in_the_training_data_and_nothing_else_is():
    blocks = YAML(typ="safe").load(ROOT / "data" / "nlu" / "not_on_page.yml")["nlu"]
    asked = {point for block in blocks for point in block["metadata"]["points"]}

    assert asked == LEFT_OPEN.phrases.keys() - {"anything"}


@pytest.mark.parametrize(
    ("points", "named"),
    [
        (["school_price"], "du prix des études"),
        (["school_price", "school_rhythm"], "du prix des études ni du rythme des cours"),
        ([], "de cela"),
        (["of_another_page"], "de cela"),
    ],
)
def test_they_complete_the_page_does_not_speak_of(points, named):
    assert LEFT_OPEN.named(points) == named
