"""Whether an answer tells what was asked, or honestly says that it is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.understanding.known_texts import KnownTexts
from bench.visitors.seen import Seen, plain
from knowledge import Job, OpenQuestions, load_jobs, monthly_pay
from testing.running import ROOT

JOB = "responsable-ecommerce"

_TABLES = YAML(typ="safe").load(Path(__file__).with_name("points.yml").read_text(encoding="utf-8"))
_GAP = re.compile(r"\\\{\w+\\\}")  # as re.escape writes {name}


@dataclass(frozen=True)
class Points:
    """Judges answers by what is known of the job, and by what the assistant may say."""

    job: Job
    responses: Mapping[str, re.Pattern[str]]
    known_texts: KnownTexts

    @classmethod
    def load(cls) -> Points:
        """Read the job's knowledge and the responses of domain.yml."""
        jobs = load_jobs(ROOT / "knowledge")
        domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
        left_open = OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml")
        return cls(jobs[JOB], _patterns(domain), KnownTexts(domain, jobs.values(), left_open))

    def tells(self, point: str, seen: Seen) -> bool:
        """Tell whether a point is told, or honestly said not to be known."""
        if self._is_open(point):
            return self._says_open(point, seen)
        asked = (point, *_TABLES["also_told_by"].get(point, ()))
        return any(self._told(each, seen) for each in asked)

    def denies(self, point: str, seen: Seen) -> bool:
        """Tell whether something that the page says was said not to be known."""
        return not self._is_open(point) and not self.tells(point, seen) and self._unknown(seen)

    def invented(self, texts: Sequence[str]) -> list[str]:
        """List the bubbles of a turn that are no known text, nor paragraphs of one."""
        unknown, begin = list[str](), 0
        while begin < len(texts):
            ends = range(len(texts), begin, -1)
            known = (end for end in ends if self._is_known(texts[begin:end]))
            end = next(known, None)
            if end is None:
                unknown.append(texts[begin])
            begin = end or begin + 1
        return unknown

    def _is_known(self, paragraphs: Sequence[str]) -> bool:
        return not self.known_texts.unknown(["\n\n".join(paragraphs)])

    def _is_open(self, point: str) -> bool:
        return point == "unknown" or (point in self.job.silences)

    def _says_open(self, point: str, seen: Seen) -> bool:
        silence = self.job.silences.get(point)
        return self._unknown(seen) or (silence is not None and plain(silence.says) in seen.text)

    def _unknown(self, seen: Seen) -> bool:
        return any(
            pattern.search(seen.text)
            for name, pattern in self.responses.items()
            if name.startswith(tuple(_TABLES["said_unknown"]))
        )

    def _told(self, point: str, seen: Seen) -> bool:
        if point in self.job.topics:
            topics = [self.job.topics[name] for name in _TABLES["topics"].get(point, [point])]
            facts = [fact for topic in topics for fact in topic.facts_told]
            in_short = any(plain(topic.in_short) in seen.text for topic in topics)
            return in_short or any(self._told_fact(fact, seen) for fact in facts)
        if point == "pay_by_month":
            by_month = monthly_pay(self.job.salary) if self.job.salary else None
            return bool(by_month) and plain(str(by_month)) in seen.text
        if point in self.job.facts:
            return self._told_fact(point, seen)
        if point.startswith("interview_") and self._unknown(seen):
            return not self._is_settled(point)
        names = (f"utter_{point}", f"utter_{point}_while_booking")
        patterns = (self.responses[name] for name in names if name in self.responses)
        return any(pattern.search(seen.text) for pattern in patterns)

    def _is_settled(self, point: str) -> bool:
        """Tell whether the assistant has words of its own about the interview for a point."""
        own = self.responses.get(f"utter_{point}")
        shared = sum(own == other for other in self.responses.values())
        return own is not None and shared == 1

    def _told_fact(self, fact: str, seen: Seen) -> bool:
        topics = (topic for topic in self.job.topics.values() if fact in topic.facts_told)
        texts = [self.job.facts[fact].says, *(topic.answer for topic in topics)]
        return any(plain(text) in seen.text for text in texts)


def _patterns(domain: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(_pattern(v["text"]) for v in variants if v.get("text")))
        for name, variants in domain["responses"].items()
        if any(variant.get("text") for variant in variants)
    }


def _pattern(text: str) -> str:
    return _GAP.sub(".*?", re.escape(plain(text)))  # the own hour may be nothing
