"""A job that is made of a page: of each sentence a person says what it answers.

What comes of it is what a job's folder holds, page and `job.yml`. Of a page on the web, only whole
sentences are taken: menus and buttons have none.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.live_page import LivePage
from knowledge.model import Fact, Job, School, Silence, Topic
from knowledge.open_questions import OpenQuestions
from knowledge.page import Page, parse_page

BEYOND = "beyond"
"""The topic of what no usual topic tells, but a page of a school or of a job may say."""

_FILE = Path(__file__).parent / "drafting.yml"
_ENDS = (".", "!", "?", "…")
_LEAST_WORDS = 4
_LONGEST_HEADING = 120
_MOST_SENTENCES = 150
_MARKUP = str.maketrans("", "", "*[]{}<>`")  # signs that the assistant's own texts give a meaning
_MOST_IN_A_ROW = 3


class NothingToTell(ValueError):
    """A page has no sentence."""


@dataclass(frozen=True)
class JobDraft:
    """What is known of a job: its page, and what each of its sentences answers.

    `choices` name, by the place of a sentence, a topic, what most pages leave open (« school_price
    »), or nothing (empty).
    """

    slug: str
    name: str
    of_name: str
    page: Page
    choices: Mapping[int, str]

    @property
    def next(self) -> int | None:
        """The place of the first sentence of which nobody has decided."""
        places = range(len(self.page.sentences))
        return next((place for place in places if place not in self.choices), None)

    def on(self, page: Page) -> JobDraft:
        """Give the draft on a page that was read anew: what is said as before keeps its choice."""
        said = self.page.sentences
        chosen = {said[place]: choice for place, choice in self.choices.items()}
        kept = {place: chosen[each] for place, each in enumerate(page.sentences) if each in chosen}
        return replace(self, page=page, choices=kept)

    def answered_otherwise(self, before: JobDraft) -> set[str]:
        """List what other sentences answer than before: topics, and what most pages leave open."""
        answers = [
            {(choice, draft.page.sentences[place]) for place, choice in draft.choices.items()}
            for draft in (before, self)
        ]
        return {choice for choice, _ in answers[0] ^ answers[1] if choice}


@dataclass(frozen=True)
class Words:
    """The titles of topics, and what is said before a part of what is asked, by what that is."""

    titles: Mapping[str, str]
    openings: Mapping[str, str]

    @classmethod
    def load(cls, known: OpenQuestions) -> Words:
        """Read them; what most pages leave open is `known`."""
        read = YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8"))
        opening: str = read["opening"]
        openings = {point: opening.format(of=known.named([point])) for point in known.points}
        return cls(read["titles"], openings)


def page_of(content: str, *, is_html: bool, name: str, url: str, like: Page) -> Page:
    """Make a job's page of what is on the web, or was copied; `like` lends the calls to action.

    Raises NothingToTell.
    """
    written: list[str] = []
    heading, is_below = name, False
    count = 0
    for line in LivePage(content, is_html=is_html).lines:
        if not line.endswith(_ENDS):
            heading, is_below = line[:_LONGEST_HEADING].rstrip(" .!?…"), False
        elif len(line.split()) >= _LEAST_WORDS and count < _MOST_SENTENCES:
            written += [line] if is_below else [heading or name, line]
            is_below = True
            count += 1
    if not count:
        raise NothingToTell
    calls = f"{like.programme_call} {like.interview_call}"
    return parse_page("\n".join((*written, calls)), name, url)


def job_of(draft: JobDraft, school: School, words: Words) -> Job:
    """Make the job that a draft comes to so far."""
    facts: dict[str, Fact] = {}
    told: dict[str, list[Fact]] = {name: [] for name in words.titles}
    open_ones: dict[str, list[str]] = {}
    for place, sentence in enumerate(draft.page.sentences):
        choice = draft.choices.get(place, "")
        if choice in words.titles or choice in words.openings:
            fact = Fact(id=_named(sentence, facts), quote=sentence, says=_plain(sentence))
            facts[fact.id] = fact
            told[choice if choice in words.titles else BEYOND].append(fact)
            if choice in words.openings:
                open_ones.setdefault(choice, []).append(fact.id)
    silences = {
        point: Silence(topic=BEYOND, says=words.openings[point], tells=tuple(ids))
        for point, ids in open_ones.items()
    }
    return Job(
        slug=draft.slug,
        name=draft.name,
        of_name=draft.of_name,
        school=school,
        page=draft.page,
        programme_url=None,
        topics={name: _topic(words.titles[name], each) for name, each in told.items() if each},
        facts=facts,
        silences=silences,
    )


def folder_of(job: Job) -> dict[str, str]:
    """Write the files of a job's folder, by their names, as `load_job` reads them."""
    written: dict[str, Any] = {
        "job": {"slug": job.slug, "name": job.name, "of": job.of_name},
        "school": {"name": job.school.name},
        "page": {"file": "page.txt", "title": job.page.title, "url": job.page.url},
        "topics": {
            name: topic.model_dump(include={"title", "answer", "in_short", "facts_told"})
            for name, topic in job.topics.items()
        },
        "silences": {name: each.model_dump() for name, each in job.silences.items()},
        "facts": [fact.model_dump() for fact in job.facts.values()],
    }
    yaml, text = YAML(typ="safe", pure=True), io.StringIO()
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 4096
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.dump(_listed(written), text)
    return {"page.txt": job.page.text + "\n", "job.yml": text.getvalue()}


def _topic(title: str, facts: list[Fact]) -> Topic:
    says = [fact.says for fact in facts]
    few = len(says) <= _MOST_IN_A_ROW
    answer = " ".join(says) if few else "\n".join(f"- {each}" for each in says)
    return Topic(
        title=title,
        answer=answer,
        in_short=says[0],
        facts_told=tuple(fact.id for fact in facts),
    )


def _named(sentence: str, known: Collection[str]) -> str:
    """Name a fact by its sentence, so that it keeps its words wherever the page has it next."""
    name = f"sentence_{hashlib.sha256(_plain(sentence).encode()).hexdigest()[:12]}"
    while name in known:  # the page says it twice
        name += "_again"
    return name


def _plain(sentence: str) -> str:
    return re.sub(r"\s+", " ", sentence.translate(_MARKUP)).strip()


def _listed(value: Any) -> Any:
    """Write tuples as lists, which YAML knows."""
    if isinstance(value, dict):
        return {name: _listed(each) for name, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value
