"""From question to page to answer: paragraphs that the page is to have, until it has them.

Somebody proposes a paragraph to whoever writes the page. Once the page says it, a person reads what
the page says, has it told, and those who had asked are told by e-mail, once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from booking import questions
from french.paris import PARIS
from knowledge import Job, LivePage, NewFact
from notify.announcements.paragraphs import Paragraph, on_page_draft, paragraph_draft
from notify.outbox.queue import Outbox
from staff import audit, phrases
from staff.accounts import Account
from staff.audit import SYSTEM, Action
from staff.figure import Count
from staff.job_texts import JobTexts
from staff.left_open import Asked
from staff.meanings import Meaning
from staff.paragraph_draft import says_something, sentences_of
from staff.schema import page_addition

LONGEST = 3000
"""How many characters a paragraph may have; and a heading, 200."""

_SAME = 0.5  # of the words of both: a webmaster has written the sentence anew
_addition = page_addition.c
_OPEN = (_addition.published_at.is_(None), _addition.left_at.is_(None))
_WAITING = (*_OPEN, _addition.found.is_(None))


class AdditionGone(Exception):
    """Somebody decided of it before, or there is none."""


@dataclass(frozen=True)
class Proposed:
    """A paragraph, and what is known of those who asked for it; `asked_since` is a day of Paris."""

    job: str
    heading: str
    text: str
    point: str
    phrases: tuple[str, ...]
    asked: int
    asked_since: date


@dataclass(frozen=True)
class Addition:
    """A paragraph that was proposed; times are in UTC.

    `found` are the page's own words; None: it does not say it yet.
    """

    id: int
    proposed: Proposed
    webmaster: str | None
    proposed_at: datetime
    proposed_by: str
    found: str | None
    found_at: datetime | None
    published_at: datetime | None
    left_at: datetime | None
    told: int | None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided of it."""
        return self.published_at is None and self.left_at is None

    @property
    def days(self) -> int | None:
        """How long it took from the question to the answer; None while it does."""
        if self.published_at is None:
            return None
        return (self.published_at.astimezone(PARIS).date() - self.proposed.asked_since).days


class Additions:
    """Keeps them; `url` gives the address of a job's page, for those who are told of it."""

    def __init__(
        self,
        engine: Engine,
        outbox: Outbox,
        texts: JobTexts,
        url: Callable[[str], str],
        staff_email: str,
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._outbox = outbox
        self._texts = texts
        self._url = url
        self._staff_email = staff_email

    def all(self) -> Sequence[Addition]:
        """List them, the latest first."""
        query = select(page_addition).order_by(_addition.id.desc())
        with self._reader.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def get(self, number: int) -> Addition:
        """Give one. Raises AdditionGone."""
        with self._reader.connect() as connection:
            row = connection.execute(select(page_addition).where(_addition.id == number)).first()
        if row is None:
            raise AdditionGone
        return _read(row)

    def propose(
        self, proposed: Proposed, webmaster: str | None, person: Account, now: datetime
    ) -> int:
        """Keep a paragraph, and send it where an address is given; returns its number."""
        row = {
            "job": proposed.job,
            "heading": proposed.heading,
            "text": proposed.text,
            "point": proposed.point,
            "phrases": list(proposed.phrases),
            "asked": proposed.asked,
            "asked_since": proposed.asked_since,
            "webmaster": webmaster,
            "proposed_at": now,
            "proposed_by": person.name,
        }
        with self._engine.begin() as connection:
            adding = insert(page_addition).values(row).returning(_addition.id)
            number: int = connection.execute(adding).scalar_one()
            if webmaster:
                few_or_many = Count.of(proposed.asked).number
                paragraph = Paragraph(
                    proposed.heading,
                    proposed.text,
                    few_or_many,
                    self._url(proposed.job),
                    person.name,
                    person.email,
                )
                draft = paragraph_draft(number, paragraph, webmaster, now, self._staff_email)
                self._outbox.put(connection, [draft])
            audit.note(connection, person.actor, Action.PARAGRAPH_PROPOSED, now, _subject(number))
            return number

    def publish(
        self,
        number: int,
        files: Job,
        fact: NewFact,
        ways: Sequence[tuple[str, Meaning]],
        tell: Sequence[Asked],
        person: Account,
        now: datetime,
    ) -> None:
        """Have the assistant tell what the page says now, and tell those who asked.

        A question that is answered so is closed. Raises AdditionGone; then nothing is changed.
        """
        to_tell = _one_an_address(tell)
        done = {"published_at": now, "told": len(to_tell), "found": fact.quote}
        with self._engine.begin() as connection:
            _decide(connection, number, done)
            self._texts.add(connection, files, fact, person.actor, now)
            phrases.teach(connection, files.slug, ways, person, now)
            url = self._url(files.slug)
            drafts = [
                on_page_draft(number, each.question, fact.quote, url, now, self._staff_email)
                for each in to_tell
            ]
            self._outbox.put(connection, drafts)
            for each in tell:
                questions.close(connection, each.question.id, now)
            told = {"told": len(to_tell)}
            subject = _subject(number)
            audit.note(connection, person.actor, Action.PARAGRAPH_PUBLISHED, now, subject, **told)

    def leave(self, number: int, person: Account, now: datetime) -> None:
        """Set one aside. Raises AdditionGone."""
        with self._engine.begin() as connection:
            _decide(connection, number, {"left_at": now})
            audit.note(connection, person.actor, Action.PARAGRAPH_LEFT, now, _subject(number))


def waiting(connection: Connection, job: str) -> list[int]:
    """List the numbers of a job's paragraphs that its page does not say yet."""
    query = select(_addition.id).where(_addition.job == job, *_WAITING).order_by(_addition.id)
    return list(connection.execute(query).scalars())


def look(connection: Connection, job: Job, page: LivePage, now: datetime) -> int:
    """Note what a page says of the paragraphs that wait for it; returns of how many."""
    rows = connection.execute(
        select(page_addition).where(_addition.job == job.slug, *_WAITING)
    ).all()
    found = {row.id: said for row in rows if (said := _said_of(row.text, job, page))}
    for number, said in found.items():
        change = update(page_addition).where(_addition.id == number, *_WAITING)
        if connection.execute(change.values(found=said, found_at=now)).rowcount:
            audit.note(connection, SYSTEM, Action.PARAGRAPH_FOUND, now, _subject(number))
    return len(found)


def _said_of(text: str, job: Job, page: LivePage) -> str:
    """Give the page's own words for a paragraph; empty where it has none.

    A sentence that is written anew counts, unless the page had it before.
    """
    found = []
    for sentence in filter(says_something, sentences_of(text)):
        if page.says(sentence):
            found.append(sentence)
        elif (near := page.nearest(sentence, _SAME)) and not job.page.says(near):
            found.append(near)
    found = list(dict.fromkeys(found))
    together = " ".join(found)
    return together if found and page.says(together) else next(iter(found), "")


def _decide(connection: Connection, number: int, values: dict[str, Any]) -> None:
    change = update(page_addition).where(_addition.id == number, *_OPEN).values(values)
    if not connection.execute(change).rowcount:
        raise AdditionGone


def _one_an_address(tell: Sequence[Asked]) -> list[Asked]:
    by_address = {
        each.question.email.lower(): each for each in reversed(tell) if each.question.email
    }
    return [each for each in by_address.values() if not each.is_told]


def _subject(number: int) -> str:
    return f"paragraph {number}"


def _read(row: Any) -> Addition:
    return Addition(
        row.id,
        Proposed(
            row.job,
            row.heading,
            row.text,
            row.point,
            tuple(row.phrases),
            row.asked,
            row.asked_since,
        ),
        row.webmaster,
        row.proposed_at,
        row.proposed_by,
        row.found,
        row.found_at,
        row.published_at,
        row.left_at,
        row.told,
    )
