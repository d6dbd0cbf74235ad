"""Loading jobs, and refusing what the page does not say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.model import Fact, Job, JobName, Salary, Topic
from knowledge.page import Page, parse_page

_FIGURE = re.compile(r"\d+")


class KnowledgeError(Exception):
    """A job's file is wrong; the message names the file, the fact and what to do."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid")
    file: str
    url: str


class _File(BaseModel):
    """A job's file, as written."""

    model_config = ConfigDict(extra="forbid")
    job: JobName
    school: str
    page: _Page
    programme_url: str
    topics: dict[str, Topic]
    salary: Salary | None = None
    facts: list[Fact]


def load_jobs(folder: Path) -> dict[str, Job]:
    """Load every job of a folder, by slug. Raises KnowledgeError."""
    jobs: dict[str, Job] = {}
    for path in sorted(folder.glob("*.yml")):
        job = load_job(path)
        if job.slug in jobs:
            raise KnowledgeError(path, f"another file has the slug {job.slug!r} already")
        jobs[job.slug] = job
    return jobs


def load_job(path: Path) -> Job:
    """Load a job and check each of its facts against its page. Raises KnowledgeError."""
    written = _read(path)
    page = _read_page(path, written)
    _check_facts(path, written, page)
    _check_topics(path, written)
    return Job(
        slug=written.job.slug,
        name=written.job.name,
        school=written.school,
        page=page,
        page_url=written.page.url,
        programme_url=written.programme_url,
        topics=written.topics,
        facts={fact.id: fact for fact in written.facts},
        salary=written.salary,
    )


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(YAML(typ="safe").load(path.read_text("utf-8")))
    except YAMLError as error:
        raise KnowledgeError(path, f"this is no YAML: {error}") from error
    except ValidationError as error:
        raise KnowledgeError(path, _explain(error)) from error


def _explain(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    return f"at {'.'.join(map(str, first['loc']))}: {first['msg']}"


def _read_page(path: Path, written: _File) -> Page:
    page_path = path.parent / written.page.file
    try:
        name = written.job.name
        return parse_page(page_path.read_text("utf-8"), title=name[:1].upper() + name[1:])
    except (OSError, ValueError) as error:
        raise KnowledgeError(path, f"its page {written.page.file}: {error}") from error


def _check_facts(path: Path, written: _File, page: Page) -> None:
    for identity, count in Counter(fact.id for fact in written.facts).items():
        if count > 1:
            raise KnowledgeError(path, f"fact {identity!r} stands there {count} times")
    for fact in written.facts:
        if not page.says(fact.quote):
            raise KnowledgeError(
                path,
                f"fact {fact.id!r} quotes what is not on the page: « {fact.quote} ». "
                f"Copy the words from {written.page.file}, letter for letter.",
            )
        _check_figures(path, f"fact {fact.id!r}", fact.says, [fact.quote])


def _check_topics(path: Path, written: _File) -> None:
    facts = {fact.id: fact for fact in written.facts}
    told = {(name, fact) for name, topic in written.topics.items() for fact in topic.facts_told}
    if written.salary is not None:
        told.add(("salary", written.salary.fact))
    for name, fact in sorted(told):
        if fact not in facts:
            raise KnowledgeError(path, f"topic {name!r} tells {fact!r}, which is no fact of it")
    for name, topic in written.topics.items():
        quotes = [facts[fact].quote for fact in topic.facts_told]
        _check_figures(path, f"topic {name!r}", topic.answer, quotes)


def _check_figures(path: Path, subject: str, text: str, quotes: list[str]) -> None:
    """Refuse a figure that none of the quotes holds: figures are never of our own making."""
    quoted = set(_FIGURE.findall(" ".join(quotes)))
    for figure in _FIGURE.findall(text):
        if figure not in quoted:
            raise KnowledgeError(path, f"{subject} says {figure}, which is in none of its quotes")
