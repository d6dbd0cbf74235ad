"""Jobs that were added in the console, beside those of the files."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from french.letters import fold
from knowledge import Job, JobDraft, Page, School, Words, job_of, parse_page
from staff import audit, job_texts, page_watch
from staff.audit import Action, Actor
from staff.schema import added_job

_RECENT_SECONDS = 2.0  # a turn of the chat costs no query
_job = added_job.c


class JobKnown(Exception):
    """There is a job of this name already."""


class UnknownJob(Exception):
    """There is no such job, or no such sentence of it."""


@dataclass(frozen=True)
class AddedJob:
    """A job that was added; while it is not published, visitors cannot ask about it."""

    draft: JobDraft
    added_at: datetime
    published_at: datetime | None


class AddedJobs:
    """Keeps them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def all(self) -> Sequence[AddedJob]:
        """List them by name."""
        with self._reader.connect() as connection:
            rows = connection.execute(select(added_job).order_by(_job.name))
            return [_read(row) for row in rows]

    def get(self, slug: str) -> AddedJob:
        """Give one. Raises UnknownJob."""
        with self._reader.connect() as connection:
            row = connection.execute(select(added_job).where(_job.slug == slug)).first()
        if row is None:
            raise UnknownJob
        return _read(row)

    def add(self, name: str, of_name: str, page: Page, actor: Actor, now: datetime) -> str:
        """Add a job whose sentences are still to be decided of; returns its slug.

        Raises JobKnown.
        """
        slug = slug_of(name)
        row = {"slug": slug, "name": name, "of_name": of_name, "url": page.url}
        try:
            with self._engine.begin() as connection:
                values = {**row, "page": page.text, "choices": {}, "added_at": now}
                connection.execute(insert(added_job).values(values))
                audit.note(connection, actor, Action.JOB_ADDED, now, slug[:64])
        except IntegrityError:
            raise JobKnown from None
        return slug

    def choose(self, slug: str, place: int, choice: str, actor: Actor, now: datetime) -> None:
        """Say what a sentence answers; empty: nothing. Raises UnknownJob."""
        with self._engine.begin() as connection:
            query = select(added_job).where(_job.slug == slug).with_for_update()
            row = connection.execute(query).first()
            if row is None or not 0 <= place < len(_read(row).draft.page.sentences):
                raise UnknownJob
            draft = _read(row).draft
            decided = replace(draft, choices={**draft.choices, place: choice})
            job_texts.say_as_the_page(connection, slug, decided.answered_otherwise(draft))
            choices = {**row.choices, str(place): choice}
            change = update(added_job).where(_job.slug == slug)
            connection.execute(change.values(choices=choices))
            audit.note(connection, actor, Action.SENTENCE_DECIDED, now, slug[:64], place=place)

    def read_again(self, slug: str, page: Page, actor: Actor, now: datetime) -> None:
        """Put a page that was read anew in place of a job's; what it says as before is as decided.

        Raises UnknownJob.
        """
        with self._engine.begin() as connection:
            query = select(added_job).where(_job.slug == slug).with_for_update()
            row = connection.execute(query).first()
            if row is None:
                raise UnknownJob
            before = _read(row).draft
            draft = before.on(page)
            job_texts.say_as_the_page(connection, slug, draft.answered_otherwise(before))
            choices = {str(place): choice for place, choice in draft.choices.items()}
            values = {"url": page.url, "page": page.text, "choices": choices}
            connection.execute(update(added_job).where(_job.slug == slug).values(values))
            page_watch.forget(connection, slug)
            audit.note(connection, actor, Action.JOB_READ_AGAIN, now, slug[:64])

    def publish(self, slug: str, actor: Actor, now: datetime) -> None:
        """Let visitors ask about it. Raises UnknownJob."""
        self._change(slug, {"published_at": now}, Action.JOB_PUBLISHED, actor, now)

    def withdraw(self, slug: str, actor: Actor, now: datetime) -> None:
        """Let visitors ask about it no more; it can be published again. Raises UnknownJob."""
        self._change(slug, {"published_at": None}, Action.JOB_WITHDRAWN, actor, now)

    def remove(self, slug: str, actor: Actor, now: datetime) -> None:
        """Delete one that is not published. Raises UnknownJob."""
        with self._engine.begin() as connection:
            which = (_job.slug == slug, _job.published_at.is_(None))
            if not connection.execute(delete(added_job).where(*which)).rowcount:
                raise UnknownJob
            page_watch.forget(connection, slug)
            job_texts.forget(connection, slug)
            audit.note(connection, actor, Action.JOB_REMOVED, now, slug[:64])

    def _change(
        self, slug: str, values: dict[str, Any], action: Action, actor: Actor, now: datetime
    ) -> None:
        with self._engine.begin() as connection:
            change = update(added_job).where(_job.slug == slug).values(values)
            if not connection.execute(change).rowcount:
                raise UnknownJob
            audit.note(connection, actor, action, now, slug[:64])


class Jobs(Mapping[str, Job]):
    """All jobs by slug: those of the files, and those that were published in the console.

    While the database is away, these are those that were last read.
    """

    def __init__(
        self, files: Mapping[str, Job], added: AddedJobs, school: School, words: Words
    ) -> None:
        self._files = files
        self._added = added
        self._school = school
        self._words = words
        self._read_at = -_RECENT_SECONDS
        self._published: dict[str, Job] = {}

    def __getitem__(self, slug: str) -> Job:
        if slug in self._files:
            return self._files[slug]
        if slug not in self._recent():  # it may have been published a moment ago
            self._read_at = -_RECENT_SECONDS
        return self._recent()[slug]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._recent(), **self._files})

    def __len__(self) -> int:
        return len({**self._recent(), **self._files})

    def _recent(self) -> dict[str, Job]:
        if time.monotonic() - self._read_at >= _RECENT_SECONDS:
            try:
                listed = [each for each in self._added.all() if each.published_at]
                self._published = {
                    each.draft.slug: job_of(each.draft, self._school, self._words)
                    for each in listed
                }
            except SQLAlchemyError:
                pass
            self._read_at = time.monotonic()
        return self._published


def slug_of(name: str) -> str:
    """Name a job as addresses do: « technicien-eolien »."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:80].strip("-")


def _read(row: Any) -> AddedJob:
    page = parse_page(row.page, row.name, row.url)
    choices = {int(place): choice for place, choice in row.choices.items()}
    draft = JobDraft(row.slug, row.name, row.of_name, page, choices)
    return AddedJob(draft, row.added_at, row.published_at)
