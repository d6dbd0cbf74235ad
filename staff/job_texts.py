"""How the school words its jobs: facts, their quotes and the answers, as changed in the console.

The files say it first (`knowledge/<job>/job.yml`); what is changed lies over them, as the school's
own texts do (`staff/school.py`), and each change can be taken back for an hour.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from knowledge import Job, NewFact, reworded, texts_of, wording_of
from knowledge.adding import ADDED
from knowledge.drafting import BEYOND
from staff import audit
from staff.audit import Action, Actor, Event
from staff.meanings import OF_NO_JOB
from staff.schema import job_text

UNDONE_WITHIN = timedelta(hours=1)
_RECENT_SECONDS = 2.0  # a turn of the chat costs no query
_CHANGING = (Action.WORDING_CHANGED, Action.SENTENCE_DECIDED, Action.JOB_READ_AGAIN)
"""What changes what is said of a job; only a wording can be taken back by itself."""

_text = job_text.c


class WordingChanged(Exception):
    """Somebody else changed the wording since it was shown."""


class JobTexts:
    """Keeps what is said otherwise than in the files."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._read: dict[str, tuple[float, dict[str, str]]] = {}

    def over(self, files: Job) -> Job:
        """Give a job as it is worded now; while the database is away, as it was last read."""
        at, texts = self._read.get(files.slug, (-_RECENT_SECONDS, {}))
        if time.monotonic() - at >= _RECENT_SECONDS:
            try:
                with self._reader.connect() as connection:
                    texts = _stored(connection, files.slug)
            except SQLAlchemyError:
                pass
            self._read[files.slug] = (time.monotonic(), texts)
        return reworded(files, texts)

    def current(self, files: Job) -> Job:
        """Give a job as it is worded at this instant."""
        self._read.pop(files.slug, None)
        return self.over(files)

    def change(
        self, files: Job, wanted: Mapping[str, str], seen: str, actor: Actor, now: datetime
    ) -> None:
        """Word some texts otherwise; `seen` is the mark of the wording that was shown.

        A text that is the files' follows the files. Raises WordingChanged; then nothing is changed.
        """
        with self._engine.begin() as connection:
            before = _unchanged_since(connection, files, seen)
            _say(connection, files, before, {**before, **wanted}, actor, now)
        self._read.pop(files.slug, None)

    def add(
        self, connection: Connection, files: Job, fact: NewFact, actor: Actor, now: datetime
    ) -> None:
        """Add a fact to a job, in a transaction; one of the same id is said anew."""
        before = _stored(connection, files.slug)
        after = {**before, **texts_of(reworded(files, before), fact)}
        _say(connection, files, before, after, actor, now)
        self._read.pop(files.slug, None)

    def last_change(self, job: str, now: datetime) -> Event | None:
        """Tell of a job's last change, if it can still be taken back."""
        event = audit.last_about(self._engine, job[:64], _CHANGING, now - UNDONE_WITHIN)
        return event if event is not None and event.action is Action.WORDING_CHANGED else None

    def take_back(self, files: Job, seen: str, actor: Actor, now: datetime) -> None:
        """Word a job as before its last change. Raises WordingChanged."""
        event = self.last_change(files.slug, now)
        if event is None:
            raise WordingChanged
        with self._engine.begin() as connection:
            said = _unchanged_since(connection, files, seen)
            _say(connection, files, said, event.details["before"], actor, now)
        self._read.pop(files.slug, None)


def mark_of(job: Job) -> str:
    """Give what tells a wording from others."""
    return hashlib.sha256(json.dumps(wording_of(job), sort_keys=True).encode()).hexdigest()[:32]


def say_as_the_page(connection: Connection, job: str, answers: Collection[str]) -> None:
    """Say again in the page's words what other sentences answer now: topics, and silences."""
    of_none = OF_NO_JOB["ask_not_on_page"]
    topics = {BEYOND if each.startswith(of_none) else each for each in answers}
    names = [f"topic/{topic}/{field}" for topic in topics for field in ("answer", "in_short")]
    names += [f"silence/{each}/says" for each in answers]
    connection.execute(delete(job_text).where(_text.job == job, _text.name.in_(names)))


def forget(connection: Connection, job: str) -> None:
    """Forget how a job was worded that is no more."""
    connection.execute(delete(job_text).where(_text.job == job))


def _unchanged_since(connection: Connection, files: Job, seen: str) -> dict[str, str]:
    """Read what is said otherwise. Raises WordingChanged where that is not what was shown."""
    stored = _stored(connection, files.slug)
    if mark_of(reworded(files, stored)) != seen:
        raise WordingChanged
    return stored


def _say(
    connection: Connection,
    files: Job,
    before: Mapping[str, str],
    after: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> None:
    of_files = wording_of(files)
    known = wording_of(reworded(files, after))
    kept = {
        name: text
        for name, text in after.items()
        if name.startswith(ADDED) or (name in known and text != of_files.get(name))
    }
    _store(connection, files.slug, kept)
    details = {"before": dict(before), "after": kept}
    audit.note(connection, actor, Action.WORDING_CHANGED, now, files.slug[:64], **details)


def _stored(connection: Connection, job: str) -> dict[str, str]:
    query = select(_text.name, _text.value).where(_text.job == job)
    return {row.name: row.value for row in connection.execute(query)}


def _store(connection: Connection, job: str, texts: Mapping[str, str]) -> None:
    connection.execute(delete(job_text).where(_text.job == job))
    rows: list[dict[str, Any]] = [{"job": job, "name": n, "value": t} for n, t in texts.items()]
    if rows:
        connection.execute(insert(job_text), rows)
