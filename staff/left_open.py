"""What was left open, with the questions that visitors put to the school of it, and the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from booking import schema as booking_schema
from booking.questions import Question
from conversations.schema import conversation
from french.letters import fold
from french.masking import masked, words_of
from french.paris import PARIS
from knowledge import Job
from notify import schema as notify_schema
from notify.outbox.message import Topic
from staff.meanings import Meaning
from staff.open_questions import OpenQuestion, gathered
from staff.paragraph_draft import Answer
from staff.phrases import Doubt, Phrase, Phrases

_MOST_READ = 500  # questions, the latest; older ones are deleted after 90 days anyway
_question = booking_schema.school_question.c
_message = notify_schema.outbox.c


@dataclass(frozen=True)
class Asked:
    """A question put to the school, masked as `phrase`, and the school's answer by e-mail."""

    question: Question
    job: str
    phrase: str
    meant: Meaning
    """How the question was read; nothing, until it is."""
    answer: str | None
    is_told: bool
    """Its visitor was told already that the page answers it."""


@dataclass(frozen=True)
class LeftOpen:
    """What was asked in several words and left open, and who put it to the school, oldest first."""

    open: OpenQuestion
    asked: tuple[Asked, ...]

    @property
    def since(self) -> date:
        """The day of Paris since which it is known to be asked."""
        questions = [each.question.created_at.astimezone(PARIS).date() for each in self.asked]
        return min((*questions, *(phrase.first_on for phrase in self.open.phrases)))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the school answered, the latest first."""
        return tuple(
            Answer(each.answer, each.question.text, each.question.email)
            for each in reversed(self.asked)
            if each.answer
        )

    @property
    def phrases(self) -> tuple[str, ...]:
        """The masked phrases, the one that was typed most first."""
        return tuple(dict.fromkeys(phrase.text for phrase in self.open.phrases))


class LeftOpens:
    """Gathers it. `jobs` are all jobs, by slug; a question of no conversation is of `default`."""

    def __init__(self, engine: Engine, jobs: Mapping[str, Job], default: str) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._jobs = jobs
        self._default = default

    def all(self) -> list[LeftOpen]:
        """List it, what was asked most first."""
        phrases = list(Phrases(self._engine).left_open())
        asked = self._asked()
        known = {_key(phrase.job, phrase.text) for phrase in phrases}
        for each in asked:
            if _key(each.job, each.phrase) not in known:
                known.add(_key(each.job, each.phrase))
                phrases.append(_as_phrase(each))
        by_phrase: dict[str, list[Asked]] = {}
        for each in asked:
            by_phrase.setdefault(_key(each.job, each.phrase), []).append(each)
        return [LeftOpen(question, _of(question, by_phrase)) for question in gathered(phrases)]

    def get(self, phrase: str) -> LeftOpen | None:
        """Find it by the id of its first phrase, as `OpenQuestion.id` gives it."""
        return next((each for each in self.all() if each.open.id == phrase), None)

    def asking(self, job: str, phrases: Collection[str]) -> list[Asked]:
        """List the questions put to the school that are like some phrases, oldest first."""
        wanted = {_key(job, phrase) for phrase in phrases}
        found = {
            each.question.id: each
            for group in self.all()
            if group.open.job == job
            and wanted & {_key(job, phrase.text) for phrase in group.open.phrases}
            for each in group.asked
        }
        return [found[number] for number in sorted(found)]

    def _asked(self) -> list[Asked]:
        question = booking_schema.school_question
        has_conversation = conversation.c.id == _question.conversation_id
        query = (
            select(question, conversation.c.job)
            .outerjoin(conversation, has_conversation)
            .where(_question.phone.is_(None))  # they want to be called
            .order_by(_question.id.desc())
            .limit(_MOST_READ)
        )
        sent = select(_message.question_id, _message.topic, _message.payload).where(
            _message.topic.in_((Topic.ANSWER, Topic.ON_PAGE)), _message.question_id.is_not(None)
        )
        with self._reader.connect() as connection:
            rows = connection.execute(query).all()
            messages = connection.execute(sent).all()
        answers = {
            number: message.payload["answer"]
            for message in messages
            if message.topic == Topic.ANSWER
            for number in (message.question_id, *message.payload.get("others", ()))
        }
        told = {m.question_id for m in messages if m.topic == Topic.ON_PAGE}
        words = {slug: words_of(job.page.text) for slug, job in self._jobs.items()}
        found = []
        for row in reversed(rows):
            job = row.job if row.job in words else self._default
            text = masked(row.text, words[job])
            if text is not None:
                meant = Meaning.parse(row.meaning or "")
                answer, is_told = answers.get(row.id), row.id in told
                found.append(Asked(_question_in(row), job, text, meant, answer, is_told))
        return found


def _of(question: OpenQuestion, by_phrase: Mapping[str, Sequence[Asked]]) -> tuple[Asked, ...]:
    keys = dict.fromkeys(_key(phrase.job, phrase.text) for phrase in question.phrases)
    found = [each for key in keys for each in by_phrase.get(key, ())]
    return tuple(sorted(found, key=lambda each: each.question.id))


def _key(job: str, text: str) -> str:
    return f"{job} {' '.join(fold(text).split())}"


def _question_in(row: Any) -> Question:
    return Question(row.id, row.text, row.email, row.created_at, row.answered_at)


def _as_phrase(asked: Asked) -> Phrase:
    """Take a question whose phrase is not kept, or never was, for one that was typed once."""
    day = asked.question.created_at.astimezone(PARIS).date()
    number, text, meant = f"question-{asked.question.id}", asked.phrase, asked.meant
    return Phrase(number, asked.job, "", text, meant, Doubt.LEFT_OPEN, 1, day, day, None, None)
