"""What the school says of itself: its name, the assistant's, who answers for data, a greeting.

The files say it first (`knowledge/<job>/job.yml`); what is changed in the console lies over them.
"""

from __future__ import annotations

import hashlib
import logging
import time
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from knowledge import School
from staff import audit
from staff.audit import Action, Actor
from staff.schema import school_text

logger = logging.getLogger(__name__)

UNDONE_WITHIN = timedelta(hours=1)
_RECENT_SECONDS = 2.0
_PAUSE_SECONDS = 10.0  # after the database was away: pages that need none must not wait for it


class SchoolChanged(Exception):
    """Somebody else changed the texts since they were shown."""


class SchoolTexts:
    """Keeps the school's public texts. `files` is the school as the files know it."""

    def __init__(self, engine: Engine, files: School) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._files = files
        self._said: dict[str, str] = {}
        self._read_at = -_RECENT_SECONDS
        self._away_until = 0.0

    def current(self, files: School | None = None) -> School:
        """Read the texts as they are now; of another school's files, if given.

        While the database is away, they are what they were when it was last read.
        """
        if time.monotonic() >= self._away_until:
            self._read()
        return _over(files or self._files, self._said)

    def recent(self, files: School | None = None) -> School:
        """Give the texts as they were a moment ago, so that a turn of the chat costs no query."""
        if time.monotonic() - self._read_at < _RECENT_SECONDS:
            return _over(files or self._files, self._said)
        return self.current(files)

    @property
    def known(self) -> School:
        """The texts as they were read last; asks no database."""
        return _over(self._files, self._said)

    def change(self, wanted: School, seen: str, actor: Actor, now: datetime) -> None:
        """Say other texts from now on; `seen` is the mark of those that were shown.

        Raises SchoolChanged; then nothing is changed. Texts that are the files' follow the files.
        """
        files = self._files.model_dump()
        said = {n: v for n, v in wanted.model_dump().items() if v != files[n] and v}
        with self._engine.begin() as connection:
            before = _stored(connection)
            if mark_of(_over(self._files, before)) != seen:
                raise SchoolChanged
            connection.execute(delete(school_text))
            if said:
                rows = [{"name": name, "value": value} for name, value in said.items()]
                connection.execute(insert(school_text), rows)
            audit.note(connection, actor, Action.SCHOOL_CHANGED, now, before=before)
        self._said = said

    def before_last(self, now: datetime) -> tuple[datetime, str | None, School] | None:
        """Tell what was said before the last change, when it was made (UTC), and by whom.

        None where that was more than UNDONE_WITHIN ago.
        """
        event = audit.last(self._engine, Action.SCHOOL_CHANGED, now - UNDONE_WITHIN)
        if event is None:
            return None
        return event.at, event.actor.name, _over(self._files, event.details["before"])

    def _read(self) -> None:
        try:
            with self._reader.connect() as connection:
                self._said = _stored(connection)
            self._read_at = time.monotonic()
        except SQLAlchemyError as error:
            logger.error("reading the school's texts failed: %s", type(error).__name__)
            self._away_until = time.monotonic() + _PAUSE_SECONDS


def mark_of(school: School) -> str:
    """Give what tells texts from others."""
    return hashlib.sha256(school.model_dump_json().encode()).hexdigest()[:32]


def _over(files: School, said: dict[str, str]) -> School:
    return files.model_copy(update=said) if said else files


def _stored(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(school_text.c.name, school_text.c.value))
    return {row.name: row.value for row in rows if row.name in School.model_fields}
