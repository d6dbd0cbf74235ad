"""Loading jobs, and refusing what their page does not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.checks import check_facts, check_ids, check_salary, check_silences, check_topics
from knowledge.errors import DuplicateJob, UnreadableJob
from knowledge.model import Fact, Job, Salary, School, Silence, Topic, Value
from knowledge.page import Page, parse_page


class _JobName(Value):
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1)
    of: str = Field(pattern=r"^(de |d’|du )\S")


class _PageSource(Value):
    file: str
    title: str
    url: str


class _File(Value):
    """A job's file, as written."""

    job: _JobName
    school: School
    page: _PageSource
    programme_url: str | None = None
    topics: dict[str, Topic]
    salary: Salary | None = None
    silences: dict[str, Silence] = Field(default_factory=dict)
    facts: tuple[Fact, ...]


def load_jobs(directory: Path) -> dict[str, Job]:
    """Load every job of a directory (its folders with a `job.yml`). Raises KnowledgeError."""
    jobs: dict[str, Job] = {}
    for path in sorted(directory.glob("*/job.yml")):
        job = load_job(path)
        if job.slug in jobs:
            raise DuplicateJob(
                path, f"another file has the slug {job.slug!r} already. Give this job another."
            )
        jobs[job.slug] = job
    return jobs


def load_job(path: Path) -> Job:
    """Load a job and check each of its facts against its page. Raises KnowledgeError."""
    written = _read(path)
    page = _read_page(path, written.page)
    check_ids(path, written.facts)
    facts = {fact.id: fact for fact in written.facts}
    check_facts(path, written.page.file, written.facts, page)
    check_topics(path, written.topics, facts)
    check_silences(path, written.silences, written.topics, facts)
    if written.salary is not None:
        check_salary(path, written.salary, facts)
    return Job(
        slug=written.job.slug,
        name=written.job.name,
        of_name=written.job.of,
        school=written.school,
        page=page,
        programme_url=written.programme_url,
        topics=written.topics,
        facts=facts,
        silences=written.silences,
        salary=written.salary,
    )


def _read(path: Path) -> _File:
    try:
        raw = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableJob(path, f"it cannot be read: {error}") from error
    except YAMLError as error:
        raise UnreadableJob(path, f"it is not well-formed YAML: {error}") from error
    try:
        return _File.model_validate(raw)
    except ValidationError as error:
        raise _explain(path, raw, error) from error


def _explain(path: Path, raw: Any, error: ValidationError) -> UnreadableJob:
    """Say in words where the file has not the right shape, and name the fact that is to blame."""
    first = error.errors()[0]
    match first["loc"]:
        case ("facts", int(place), *rest):
            entry = raw["facts"][place]
            fact = str(entry["id"]) if isinstance(entry, dict) and "id" in entry else None
            inside = rest if fact is not None else ["facts", place, *rest]
        case loc:
            fact, inside = None, list(loc)
    where = ".".join(map(str, inside)) or "the file as a whole"
    return UnreadableJob(path, f"at {where}: {first['msg']}.", fact)


def _read_page(path: Path, source: _PageSource) -> Page:
    try:
        text = (path.parent / source.file).read_text("utf-8")
        return parse_page(text, source.title, source.url)
    except (OSError, ValueError) as error:
        raise UnreadableJob(path, f"its page {source.file}: {error}") from error
