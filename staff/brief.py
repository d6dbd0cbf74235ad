"""What an interviewer should know beforehand: what was asked, what was answered, what is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, select

from booking.model import Interview
from booking.schema import school_question
from conversations.replies import Replies, Reply
from conversations.turns import Outcome
from knowledge import Fact, Job, Stated, stated_in
from notify import schema as notify_schema
from notify.outbox.message import Topic

_OF_INTERVIEWS = "ask_interview"  # an intent of domain.yml
_BETWEEN = " / "  # where several questions were put to the school in one
_question = school_question.c
_message = notify_schema.outbox.c


class Fate(StrEnum):
    """What became of a question; the values are read in the template."""

    ANSWERED = "answered"
    """With the words of the page, as `stated` has them; without any, they were changed since."""
    BY_RULES = "by_rules"
    """It is about the interview: by the school's rules."""
    APART = "apart"
    """By the assistant itself: it is not about what the page may say."""
    BY_SCHOOL = "by_school"
    """By somebody of the school, since."""
    OPEN = "open"
    """The page leaves it open, at least a part of it."""
    NOT_UNDERSTOOD = "not_understood"
    UNKNOWN = "unknown"
    """The conversation is erased."""

    @property
    def is_open(self) -> bool:
        """Tell whether the visitor still waits to be answered."""
        return self in (Fate.OPEN, Fate.NOT_UNDERSTOOD)


@dataclass(frozen=True)
class Put:
    """A question put to the school: its number, when it was closed, and what was answered."""

    number: int
    answered_at: datetime | None
    answer: str | None


@dataclass(frozen=True)
class Asked:
    """A question as it was typed, what became of it, and what of the page it was told."""

    text: str
    fate: Fate
    stated: Stated = field(default_factory=Stated)
    put: Put | None = None


@dataclass(frozen=True)
class Brief:
    """The questions of an interview, oldest first, and the job of what was told, if any was."""

    asked: tuple[Asked, ...]
    job: Job | None = None

    def quoted(self, topic: str) -> tuple[Fact, ...]:
        """Give the facts of a topic whose words of the page hold those of the others."""
        if self.job is None:
            return ()
        facts = [self.job.facts[fact] for fact in self.job.topics[topic].facts_told]
        by_quote = {fact.quote: fact for fact in facts}
        return tuple(
            fact
            for quote, fact in by_quote.items()
            if not any(quote in other for other in by_quote if other != quote)
        )


class Briefs:
    """Reads them; `job` gives a job by its slug, as it is worded now."""

    def __init__(self, engine: Engine, job: Callable[[str], Job]) -> None:
        self._reader = engine.execution_options(read_only=True)
        self._replies = Replies(engine)
        self._job = job

    def of(self, interview: Interview) -> Brief:
        """Give the brief of an interview."""
        talk = None
        if interview.questions:
            talk = self._replies.before(interview.reference, interview.created_at)
        if talk is None:
            return Brief(tuple(Asked(text, Fate.UNKNOWN) for text in interview.questions))
        job, put = self._job(talk.job), self._put(talk.id)
        replies = talk.replies
        asked = (
            _asked(job, text, replies.get(text), _among(put, text)) for text in interview.questions
        )
        return Brief(tuple(asked), job)

    def _put(self, conversation_id: str) -> dict[str, Put]:
        """List what a conversation put to the school, by its words."""
        answer = (_message.question_id == _question.id) & (_message.topic == Topic.ANSWER)
        query = (
            select(_question.id, _question.text, _question.answered_at, _message.payload)
            .select_from(school_question)
            .outerjoin(notify_schema.outbox, answer)
            .where(_question.conversation_id == conversation_id)
            .order_by(_question.id)
        )
        with self._reader.connect() as connection:
            return {row.text: _put_in(row) for row in connection.execute(query)}


def _asked(job: Job, text: str, reply: Reply | None, put: Put | None) -> Asked:
    stated = stated_in(job, reply.words) if reply else Stated()
    if put and put.answered_at:
        return Asked(text, Fate.BY_SCHOOL, stated, put)
    return Asked(text, _fate(reply, stated), stated, put)


def _fate(reply: Reply | None, stated: Stated) -> Fate:
    if reply is None:
        return Fate.UNKNOWN
    if reply.outcome is Outcome.NOT_UNDERSTOOD:
        return Fate.NOT_UNDERSTOOD
    if reply.outcome is Outcome.LEFT_OPEN or stated.left_open:
        return Fate.OPEN
    if reply.outcome is Outcome.TOLD or stated.topics or stated.facts:
        told = stated.topics or stated.facts
        return Fate.BY_RULES if reply.topic == _OF_INTERVIEWS and not told else Fate.ANSWERED
    return Fate.APART


def _among(put: dict[str, Put], text: str) -> Put | None:
    """Find a question among those put to the school, alone or with others in one."""
    one = f"{_BETWEEN}{' '.join(text.split())}{_BETWEEN}"
    return next(
        (
            each
            for words, each in put.items()
            if one in _BETWEEN + " ".join(words.split()) + _BETWEEN
        ),
        None,
    )


def _put_in(row: Any) -> Put:
    answer = row.payload.get("answer") if row.payload else None
    return Put(row.id, row.answered_at, answer)
