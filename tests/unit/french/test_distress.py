"""Somebody who needs help is heard, and nobody is who only has the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from french.distress import speaks_of_distress
from runtime.settings import ROOT

_DATA = ROOT / "tests" / "data"


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("said", lines(_DATA / "distress.txt"))
def test_who_needs_help_is_heard(said):
    assert speaks_of_distress(said)
    assert speaks_of_distress(f"Bonjour. {said}, aidez-moi")


@pytest.mark.parametrize("said", lines(_DATA / "no_distress.txt"))
def test_who_only_has_the_words_is_not_interrupted(said):
    assert not speaks_of_distress(said)


def test_what_visitors_of_the_measurements_say_is_ordinary():
    files = [*(ROOT / "bench" / "samples").glob("*.tsv"), *(ROOT / "bench").rglob("voice*/*.tsv")]
    said = {cell for file in files for line in lines(file) for cell in line.split("\t")}

    assert len(said) > 1000
    assert [each for each in said if speaks_of_distress(each)] == []


def test_the_longest_message_is_read_at_once():
    for said in ("j'ai envie de la " * 60, "il me " * 170, "a" * 100_000):
        assert not speaks_of_distress(said)
