"""What the assistant learns from, and is tried on: approved phrases, and those that are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge import Job
from staff.learning import Expected
from staff.likeness import Neighbourhood
from staff.meanings import INTENT_OF_TOPIC, OF_NO_JOB, Meaning
from staff.phrases import Phrase

_OF_JOB = frozenset(INTENT_OF_TOPIC.values())
_NEAR, _MOST_NEAR = 20, 600  # examples near one correction, and near all together
_SIGN = re.compile(r"\[[^][]{1,12}\]")  # of french.masking: « [nom] »; no visitor types it


def lessons_of(approved: Iterable[Phrase]) -> list[dict[str, Any]]:
    """Write approved phrases as `nlu/teaching` is taught them."""
    return [
        _lesson(text, phrase.said, phrase.job, phrase.meant)
        for phrase in approved
        if phrase.meant and (text := " ".join(_SIGN.sub(" ", phrase.text).split()))
    ]


def expected_of(approved: Iterable[Phrase]) -> list[Expected]:
    """Say what approved phrases mean, each as it was typed."""
    return [
        Expected(phrase.text, phrase.said, phrase.job, phrase.meant, is_correction=True)
        for phrase in approved
        if phrase.meant
    ]


def kept(jobs: Mapping[str, Job], knowledge: Path) -> list[Expected]:
    """Read the phrases that are kept for trials: `kept.tsv` of each job, a meaning and a phrase."""
    return [
        Expected(text, "", slug, Meaning.parse(meant), is_correction=False)
        for slug in jobs
        if (file := knowledge / slug / "kept.tsv").exists()
        for meant, text in _rows(file)
    ]


def known_near(approved: Sequence[Phrase], root: Path) -> list[Expected]:
    """Find what the model learnt from that is worded most like approved phrases.

    A correction that goes against these would change what is said to many visitors.
    """
    examples = [each for file in _training_files(root) for each in _examples(file)]
    near_by = Neighbourhood([each.text for each in examples])
    most = min(_NEAR, _MOST_NEAR // max(len(approved), 1) + 1)
    near = (place for phrase in approved for place in near_by.nearest(phrase.text, most))
    return [examples[place] for place in dict.fromkeys(near)]


def known_lessons(known: Iterable[Expected]) -> list[dict[str, Any]]:
    """Write what the model learnt from as `nlu/teaching` rehearses it."""
    return [_lesson(each.text, each.said, each.job, each.meant) for each in known]


def as_said(expected: Sequence[Expected]) -> list[dict[str, str]]:
    """Write phrases as `nlu/teaching` reads them."""
    return [{"text": each.text, "said": each.said, "job": each.job} for each in expected]


def as_read(readings: Iterable[Mapping[str, Any]]) -> list[Meaning]:
    """Read what it tells of them."""
    return [Meaning(each["intent"], tuple(each["points"])) for each in readings]


def _training_files(root: Path) -> list[Path]:
    return sorted([*root.glob("data/nlu/*.yml"), *root.glob("knowledge/*/asks.yml")])


def _examples(file: Path) -> list[Expected]:
    """Read a file of examples, as `nlu/components/context.py` reads it."""
    return [
        Expected(text.removeprefix("- "), said, job, meant, is_correction=False, is_known=True)
        for block in YAML(typ="safe").load(file)["nlu"]
        if "intent" in block
        for about in [block.get("metadata", {})]
        for said, job in [(about.get("said", ""), about.get("job", ""))]
        for meant in [Meaning(block["intent"], tuple(about.get("points", ())))]
        for text in block["examples"].splitlines()
    ]


def _rows(file: Path) -> list[tuple[str, str]]:
    lines = (line for line in file.read_text().splitlines() if line and not line.startswith("#"))
    return [(meant, text) for meant, _, text in (line.partition("\t") for line in lines)]


def _lesson(text: str, said: str, job: str, meant: Meaning) -> dict[str, Any]:
    """Write what a phrase means; the points of a job begin with its slug, as in training."""
    of_none = OF_NO_JOB.get(meant.intent)
    is_of_job = meant.intent in _OF_JOB or (
        of_none and not all(point.startswith(of_none) for point in meant.points)
    )
    prefix = f"{job}/" if is_of_job else ""
    points = [f"{prefix}{point}" for point in meant.points]
    return {"text": text, "said": said, "job": job, "intent": meant.intent, "points": points}
