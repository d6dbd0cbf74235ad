"""What the assistant learns from, and is tried on: approved phrases, and those that are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from knowledge import Job
from staff.learning import Expected
from staff.meanings import INTENT_OF_TOPIC, OF_NO_JOB, Meaning
from staff.phrases import Phrase

_OF_JOB = frozenset(INTENT_OF_TOPIC.values())
_WITH_POINTS = _OF_JOB | OF_NO_JOB.keys()
_SIGN = re.compile(r"\[[^][]{1,12}\]")  # of french.masking: « [nom] »; no visitor types it


def training_file(approved: Iterable[Phrase]) -> str:
    """Write approved phrases as a file of examples, as those of `data/nlu/` are."""
    examples: dict[tuple[str, Meaning, str], list[str]] = {}
    for phrase in approved:
        text = " ".join(_SIGN.sub(" ", phrase.text).split())
        if phrase.meant and text:
            examples.setdefault((phrase.job, phrase.meant, phrase.said), []).append(text)
    blocks = [
        {
            "intent": meant.intent,
            "metadata": _metadata(job, meant, said),
            "examples": LiteralScalarString("".join(f"- {text}\n" for text in texts)),
        }
        for (job, meant, said), texts in examples.items()
    ]
    written = StringIO()
    YAML().dump({"version": "3.1", "nlu": blocks}, written)
    return written.getvalue()


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


def as_said(expected: Sequence[Expected]) -> list[dict[str, str]]:
    """Write phrases as `nlu/serving/try_out.py` reads them."""
    return [{"text": each.text, "said": each.said, "job": each.job} for each in expected]


def as_read(readings: Iterable[Mapping[str, Any]]) -> list[Meaning]:
    """Read what it tells of them."""
    return [Meaning(each["intent"], tuple(each["points"])) for each in readings]


def _rows(file: Path) -> list[tuple[str, str]]:
    lines = (line for line in file.read_text().splitlines() if line and not line.startswith("#"))
    return [(meant, text) for meant, _, text in (line.partition("\t") for line in lines)]


def _metadata(job: str, meant: Meaning, said: str) -> dict[str, Any]:
    """Say what goes with examples, as `nlu/components/context.py` reads it."""
    metadata: dict[str, Any] = {"said": said} if said else {}
    of_none = OF_NO_JOB.get(meant.intent)
    if meant.intent in _OF_JOB or (
        of_none and not all(point.startswith(of_none) for point in meant.points)
    ):
        metadata["job"] = job
    if meant.intent in _WITH_POINTS:
        metadata["points"] = list(meant.points)
    return metadata
