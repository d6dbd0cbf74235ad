"""The texts that the assistant may say, to find out what it made up.

They are the responses of domain.yml and the texts of knowledge/, whose quotes and figures were
checked against the page when they were loaded. A response has gaps; each takes only what belongs
there: an answer takes texts of knowledge/, a day takes a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from actions.beyond_topics import own_subjects
from knowledge import Job, OpenQuestions, monthly_pay

_DATE = r"(?:\w+ \d{1,2}(?:er)? \w+ \d{4})"
_HOUR = r"(?:\d{1,2}\s?h(?:\s?\d\d)?)"
_DAY = rf"(?:{_DATE} à {_HOUR})"
_LENGTH = r"(?:\d+\s(?:minutes?|heures?|jours?)(?: et \d+\sminutes?)?)"
_DAY_NAMES = r"(?:(?:du|au|le|et|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|,)[ ,]?)+"
_OWN_WORDS = r"[^\n]{1,80}"  # what the visitor gave is given back
_ADDRESS = r"https?://[^\s)]+"

_GAPS = {
    **dict.fromkeys(("when", "before", "after"), rf"{_DATE}(?: à {_HOUR})?"),
    "first": _DAY,
    "day": _DATE,
    **dict.fromkeys(("hour", "opens", "closes", "until"), _HOUR),
    **dict.fromkeys(("zone", "contact"), r"[^\n]{1,80}"),
    "own": rf"(?:\s; [^\n:]{{1,60}}\s: (?:\w+ {_DATE}, )?{_HOUR})?",
    **dict.fromkeys(("length", "notice", "horizon"), _LENGTH),
    "open_days": _DAY_NAMES,
    **dict.fromkeys(("name", "email", "phone", "value", "said", "meant", "note"), _OWN_WORDS),
    "noted": rf"(?:{_DAY}|{_OWN_WORDS})(?:, {_OWN_WORDS})*",
    **dict.fromkeys(("source", "programme", "link", "page", "call_page"), _ADDRESS),
    "reference": r"[A-Z0-9]{4}-[A-Z0-9]{4}",
    **dict.fromkeys(("limit", "longest", "most", "count"), r"\d+"),
    "question": r"(?s:.{1,2000})",
}
"""What each gap of a response may hold, besides `answer` and what slots hold from the beginning."""

_GAP = re.compile(r"\\\{(\w+)\\\}")  # as re.escape writes {name}


class KnownTexts:
    """Tells texts of the assistant that are made of known ones from those that are not."""

    def __init__(
        self,
        domain: Mapping[str, Any],
        jobs: Iterable[Job],
        left_open: OpenQuestions,
        said_of_it: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take what is said of jobs and of none, and what slots hold instead of the domain's."""
        jobs = list(jobs)
        one = _any_of(text for job in jobs for text in _texts_of(job))
        quote = _any_of(fact.quote for job in jobs for fact in job.facts.values())
        of = _any_of(left_open.phrases.values())
        slots = domain["slots"].items()
        begun = {n: s["initial_value"] for n, s in slots if "initial_value" in s}
        begun = {n: re.escape(value) for n, value in {**begun, **said_of_it}.items()}
        gaps = {
            **_GAPS,
            **begun,
            "of": rf"{of}(?: ni {of})?",
            "answer": rf"{one}(?:\s+{one})*",
            "subjects": _any_of(subjects for job in jobs if (subjects := own_subjects(job))),
            "programme_call": _any_of(job.page.programme_call for job in jobs),
            "quote": quote,
        }
        reasons = (
            variants[0]["text"]
            for name, variants in domain["responses"].items()
            if name == "utter_nothing_free" or name.startswith("utter_refused_")
        )
        gaps["why"] = f"(?:{'|'.join(_pattern(reason, gaps) for reason in reasons)})"
        self._responses = [
            re.compile(_pattern(variant["text"], gaps))
            for variants in domain["responses"].values()
            for variant in variants
            if variant.get("text")
        ]
        self._is_known = lru_cache(maxsize=None)(self._fits)

    def unknown(self, texts: Iterable[str]) -> list[str]:
        """List the texts that cannot be made of known ones."""
        return [text for text in texts if text and not self._is_known(text)]

    def _fits(self, text: str) -> bool:
        return any(response.fullmatch(text) for response in self._responses)


def _pattern(text: str, gaps: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: gaps.get(gap[1], ""), re.escape(text))


def _any_of(texts: Iterable[str]) -> str:
    longest_first = sorted(set(texts), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def _texts_of(job: Job) -> Iterator[str]:
    yield from (fact.says for fact in job.facts.values())
    yield from (topic.answer for topic in job.topics.values())
    yield from (topic.in_short for topic in job.topics.values())
    yield from (silence.says for silence in job.silences.values())
    if job.salary and (by_month := monthly_pay(job.salary)):
        yield by_month
