"""The pages of jobs, compared with the facts that rest on them: what changed is not told meanwhile.

A fact is in doubt from the hour in which its sentence is gone from the page until the sentence is
back, or a person says that the fact still holds. That word stands for the page as it was then:
where the sentence in its place changes again, the fact is in doubt again.

A page of which nothing was ever there is no page that changed: its address is another's, or it
is written where only a browser sees it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from knowledge import Job, LivePage, Missing, sentence_of
from notify.announcements.page import page_drafts
from notify.outbox.queue import Outbox
from staff import additions, audit
from staff.audit import SYSTEM, Action, Actor
from staff.page_fetching import Fetched, PageUnread, Validators
from staff.schema import changed_fact, watched_page

_changed = changed_fact.c
_page = watched_page.c


class Fetcher(Protocol):
    """What reads a page: staff.page_fetching.PageFetcher."""

    def fetch(self, url: str, known: Validators) -> Fetched | None:
        """Read a page; None where it is the one that is known. Raises PageUnread."""


@dataclass(frozen=True)
class ChangedSentence:
    """A sentence that a job's page no longer has, and the facts that rest on it; `since` in UTC."""

    job: str
    sentence: str
    nearest: str
    """What the page has in its place; empty where nothing is near."""
    facts: tuple[str, ...]
    since: datetime
    is_kept: bool
    """A person said that its facts still hold."""


@dataclass(frozen=True)
class Reading:
    """How the reading of a job's page stands; `read_at`, when it last went well, is in UTC."""

    read_at: datetime | None
    problem: str | None
    """What was wrong the last time, for whoever looks after the server."""


class PageWatch:
    """Watches the page of each job that has an address; of another, nothing is in doubt."""

    def __init__(
        self,
        engine: Engine,
        address: Callable[[str], str],
        fetcher: Fetcher,
        outbox: Outbox,
        staff_email: str,
    ) -> None:
        """`address` gives that of a job's page; empty: it is not watched."""
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._address = address
        self._fetcher = fetcher
        self._outbox = outbox
        self._staff_email = staff_email
        self._last_known: dict[str, frozenset[str]] = {}

    def url(self, job: str) -> str:
        """The address of a job's page; empty where it is not watched."""
        return self._address(job)

    def page_now(self, job: str) -> LivePage | None:
        """Read a job's page as it is now; None where it is not watched. Raises PageUnread."""
        url = self._address(job)
        fetched = self._fetcher.fetch(url, Validators()) if url else None
        return LivePage(fetched.content, is_html=fetched.is_html) if fetched else None

    def in_doubt(self, job: str) -> frozenset[str]:
        """List the facts that must not be told now; while the database is away, as last known."""
        if not self._address(job):
            return frozenset()
        query = select(_changed.fact).where(_changed.job == job, _changed.kept_at.is_(None))
        try:
            with self._reader.connect() as connection:
                self._last_known[job] = frozenset(connection.execute(query).scalars())
        except SQLAlchemyError:
            pass
        return self._last_known.get(job, frozenset())

    def changes(self, *jobs: str) -> Sequence[ChangedSentence]:
        """List what the pages of jobs no longer say, what is in doubt first."""
        watched = [job for job in jobs if self._address(job)]
        if not watched:
            return ()
        query = select(changed_fact).where(_changed.job.in_(watched)).order_by(_changed.fact)
        found: dict[tuple[str, str], list[Any]] = {}
        with self._reader.connect() as connection:
            for row in connection.execute(query):
                found.setdefault((row.job, row.quote), []).append(row)
        changes = [
            ChangedSentence(
                job,
                sentence,
                rows[0].nearest,
                tuple(row.fact for row in rows),
                min(row.since for row in rows),
                all(row.kept_at is not None for row in rows),
            )
            for (job, sentence), rows in found.items()
        ]
        return sorted(changes, key=lambda change: (change.is_kept, change.since, change.sentence))

    def readings(self) -> Mapping[str, Reading]:
        """Say how the reading of each page stands, by job; of one never tried, nothing."""
        query = select(_page.job, _page.url, _page.read_at, _page.problem)
        with self._reader.connect() as connection:
            return {
                row.job: Reading(row.read_at, row.problem)
                for row in connection.execute(query)
                if row.url == self._address(row.job)
            }

    def check(self, job: Job, now: datetime) -> None:
        """Read a job's page and compare it with its facts. Raises PageUnread."""
        try:
            self._check(job, now)
        except PageUnread as error:
            with self._engine.begin() as connection:
                _note_reading(connection, job.slug, self._address(job.slug), problem=str(error))
            raise

    def _check(self, job: Job, now: datetime) -> None:
        url = self._address(job.slug)
        with self._reader.connect() as connection:
            facts = _digest(job, additions.waiting(connection, job.slug))
            row = connection.execute(select(watched_page).where(_page.job == job.slug)).first()
        is_known = row is not None and row.url == url and row.facts != ""
        is_same = is_known and row is not None and row.facts == facts
        known = Validators(row.tag, row.changed) if row is not None and is_same else Validators()
        fetched = self._fetcher.fetch(url, known)
        if fetched is None:
            with self._engine.begin() as connection:
                _note_reading(connection, job.slug, url, read_at=now, problem=None)
            return
        page = LivePage(fetched.content, is_html=fetched.is_html)
        missing = page.missing(job)
        if not is_known and len(missing) == len(job.facts):
            raise PageUnread("nothing of what the assistant tells is on it")
        with self._engine.begin() as connection:
            additions.look(connection, job, page, now)
            _remember(connection, job.slug, url, facts, fetched.validators, now)
            news = _take_down(connection, job.slug, missing, now)
            if news:
                drafts = page_drafts(connection, news, url, self._staff_email, now)
                self._outbox.put(connection, drafts)

    def keep(self, job: str, facts: Collection[str], actor: Actor, now: datetime) -> bool:
        """Note a person's word that facts still hold; False where none of them is in doubt."""
        theirs = (_changed.job == job, _changed.fact.in_(facts), _changed.kept_at.is_(None))
        with self._engine.begin() as connection:
            kept = connection.execute(update(changed_fact).where(*theirs).values(kept_at=now))
            if not kept.rowcount:
                return False
            audit.note(connection, actor, Action.FACT_KEPT, now, facts=", ".join(sorted(facts)))
            return True


def forget(connection: Connection, job: str) -> None:
    """Forget what was read of a job's page: it is another page, or was just read anew."""
    connection.execute(delete(watched_page).where(_page.job == job))
    connection.execute(delete(changed_fact).where(_changed.job == job))


def _take_down(
    connection: Connection, job: str, missing: Sequence[Missing], now: datetime
) -> list[tuple[str, str]]:
    """Bring what is in doubt up to date; returns the sentences that are news, and what is there."""
    ours = _changed.job == job
    before = {row.fact: row for row in connection.execute(select(changed_fact).where(ours))}
    back = before.keys() - {each.fact for each in missing}
    connection.execute(delete(changed_fact).where(ours, _changed.fact.in_(back)))
    _note(connection, Action.FACT_BACK, [before[fact].quote for fact in back], now)
    news: dict[str, str] = {}
    for each in missing:
        known = before.get(each.fact)
        if known is not None and (known.quote, known.nearest) == (each.sentence, each.nearest):
            continue
        values = {"quote": each.sentence, "nearest": each.nearest, "since": now, "kept_at": None}
        if known is None:
            connection.execute(insert(changed_fact).values(job=job, fact=each.fact, **values))
        else:
            same = update(changed_fact).where(ours, _changed.fact == each.fact)
            connection.execute(same.values(values))
        news[each.sentence] = each.nearest
    _note(connection, Action.FACT_WITHHELD, news, now)
    return list(news.items())


def _note(connection: Connection, action: Action, sentences: Iterable[str], now: datetime) -> None:
    for sentence in sorted(set(sentences)):
        audit.note(connection, SYSTEM, action, now, sentence=sentence)


def _note_reading(connection: Connection, job: str, url: str, **values: Any) -> None:
    """Note how a try ended; of another address, nothing else is known."""
    noted = update(watched_page).where(_page.job == job, _page.url == url).values(values)
    if not connection.execute(noted).rowcount:
        connection.execute(delete(watched_page).where(_page.job == job))
        connection.execute(insert(watched_page).values(job=job, url=url, facts="", **values))


def _remember(
    connection: Connection,
    job: str,
    url: str,
    facts: str,
    validators: Validators,
    now: datetime,
) -> None:
    connection.execute(delete(watched_page).where(_page.job == job))
    row: Mapping[str, Any] = {
        "job": job,
        "url": url,
        "facts": facts,
        "tag": validators.tag,
        "changed": validators.changed and validators.changed[:64],
        "read_at": now,
    }
    connection.execute(insert(watched_page).values(row))


def _digest(job: Job, waiting: Sequence[int]) -> str:
    """Tell one set of facts, and of what waits for the page, from another.

    Changed, the same page is to be compared anew.
    """
    rests_on = {fact.id: sentence_of(job, fact) for fact in job.facts.values()}
    compared = json.dumps([rests_on, *waiting], sort_keys=True)
    return hashlib.sha256(compared.encode()).hexdigest()
