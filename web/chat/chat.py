"""A conversation as the web sees it: opened, spoken in, read again."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from booking import privacy
from booking.model import NotOpen, Slot
from booking.transactions import unnoted
from conversations import phrases
from conversations.transcript import ASSISTANT, VISITOR, Bubble
from conversations.turns import Outcome, Turn, step_of
from french import speak
from french.masking import words_of
from notify.mail import files as mail_files
from notify.outbox.owing import owing_interviews
from runtime import disk
from runtime.threads import to_writer
from runtime.wiring import Services
from staff import audit
from web.chat.apart import Apart, answer_apart
from web.chat.attachments import booked_references
from web.chat.rasa import PATIENCE_SECONDS, AtCapacity, RasaClient, RasaUnavailable
from web.chat.tokens import InvalidToken
from web.school_slots import named_by_page, school_slots
from web.sentences import sentences
from web.texts import write_transcript

OPENINGS = {"greeting": "/greet", "booking": "/book_interview"}
"""What the assistant is told when a conversation begins, by the way it was begun."""

_SESSION = timedelta(minutes=719)
"""A little less than `session_expiration_time` of domain.yml."""

_SOURCE_AT_END = re.compile(r"\]\([^()\s]+\)\s*$")
_OPENING_TURN = "opening"
_COMMAND_SIGN = "/"  # with which a button's payload begins, and nothing that is typed
_POLL_SECONDS = 0.2
_OVER = timedelta(seconds=PATIENCE_SECONDS)  # after that, nobody waits for its answer


class UnknownJob(Exception):
    """Nothing is known of the job that the page is said to be about."""


class Chat:
    """Hands each message of a visitor to Rasa once, and keeps what was said."""

    def __init__(self, rasa: RasaClient, services: Services) -> None:
        self._transcript = services.transcript
        self._rasa = rasa
        self._services = services
        self._now = services.now
        pages = (job.page.text for job in services.jobs.values())
        self._public_words = frozenset().union(*map(words_of, pages))

    async def open(
        self, start: str, job: str, zone: str | None = None, name: str | None = None
    ) -> tuple[str, list[Bubble]]:
        """Begin a conversation about a job; returns its identity and the greeting.

        `zone` is the visitor's own time zone, if it is known, and `name` what the page calls the
        assistant, if it does.
        Raises UnknownJob, RasaUnavailable, AtCapacity.
        """
        if job not in self._services.jobs:
            raise UnknownJob
        if not disk.has_room_to_talk(self._services.settings.home):
            raise AtCapacity  # what is left of the disk is for bookings
        conversation_id = await to_writer(self._transcript.open, self._now(), job, zone)
        told = await asyncio.to_thread(self._what_rasa_is_told, job, name)
        if told:
            await self._rasa.start_session(conversation_id, told)
        answers = await self._rasa.send(conversation_id, _OPENING_TURN, OPENINGS[start])
        return conversation_id, await self._keep_answers(conversation_id, _OPENING_TURN, answers)

    async def say(
        self, conversation_id: str, turn: str, shown: str, sent: str, source: str | None = None
    ) -> list[Bubble]:
        """Say something once: a repeated `turn` gets the first one's answers.

        `shown` is what the visitor sees of it, `sent` what Rasa reads, `source` a digest of where
        it comes from. Raises RasaUnavailable;
        the message may then be sent again, and is never acted on twice. Raises InvalidToken where
        the conversation is not kept, or is erased meanwhile.
        """
        told = await asyncio.to_thread(self._what_rasa_is_told_again, conversation_id)
        try:
            await self._keep(conversation_id, turn, [Bubble(VISITOR, shown)])
        except IntegrityError:
            return await self._answers_to_first(conversation_id, turn, shown, sent, source)
        return await self._send(conversation_id, turn, sent, told=told, source=source)

    async def _send(
        self,
        conversation_id: str,
        turn: str,
        sent: str,
        *,
        again: bool = False,
        told: Mapping[str, str] | None = None,
        source: str | None = None,
    ) -> list[Bubble]:
        apart = None if _is_command(sent) else answer_apart(sent, self._services.booking_page)
        if apart and (kept := await to_writer(self._keep_apart, conversation_id, turn, apart)):
            return kept
        begun = time.monotonic()
        try:
            if told:
                await self._rasa.start_session(conversation_id, told)
            answers = await self._rasa.send(conversation_id, turn, sent, again=again, source=source)
        except (RasaUnavailable, AtCapacity) as error:
            # Where Rasa may have acted on it, the turn stays: a repeat asks for its answers.
            if isinstance(error, AtCapacity) or error.came_to_nothing:
                await to_writer(self._transcript.forget, conversation_id, turn)
            elif error.is_over:
                await to_writer(
                    self._transcript.give_up, conversation_id, turn, self._now() - 2 * _OVER
                )
            raise
        try:
            return await self._keep_answers(conversation_id, turn, answers, sent, begun)
        except IntegrityError as error:  # erased while Rasa answered, and wrote it down again
            await to_writer(self._erase, conversation_id)
            raise InvalidToken from error

    def _keep_apart(self, conversation_id: str, turn: str, apart: Apart) -> list[Bubble]:
        """Keep an answer that is given without Rasa; none where it is not due."""
        if not apart.is_due(self._transcript.history(conversation_id)):
            return []
        said = [apart.bubble]
        return self._transcript.add(conversation_id, turn, said, self._now(), apart.counted)

    async def history(self, conversation_id: str) -> list[Bubble]:
        """Everything said so far, oldest first."""
        return await asyncio.to_thread(self._transcript.history, conversation_id)

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether the conversation is still kept."""
        return await asyncio.to_thread(self._transcript.exists, conversation_id)

    async def erase(self, conversation_id: str) -> Bubble:
        """Erase the conversation, its questions, and the interviews booked in it that are over.

        Returns what the visitor is told: an interview to come stays, as the school expects it.
        """
        to_come = await to_writer(self._erase, conversation_id)
        texts = sentences("chat")
        if not to_come:
            return Bubble(ASSISTANT, texts["erased"])
        interview = await asyncio.to_thread(self._services.desk.get, to_come[0])
        when = speak.moment(interview.start)
        text = texts["erased_but_interview"].format(when=when, reference=interview.reference)
        return Bubble(ASSISTANT, text)

    async def judge(self, conversation_id: str, message_id: str, helped: bool) -> None:
        """Count what a visitor says of an answer; what is no counted answer is passed over."""
        turns = self._services.turn_reader
        note = phrases.judging(conversation_id, turns, self._public_words)
        await to_writer(self._transcript.judge, conversation_id, message_id, helped, note)

    async def transcript(self, conversation_id: str) -> str:
        """Write the conversation as plain text, for the visitor to keep."""
        job = await asyncio.to_thread(self._transcript.job, conversation_id)
        about = self._services.jobs.get(job or "") or self._services.default_job
        url = self._services.address_of(about)
        school = await asyncio.to_thread(self._services.school_texts.current, about.school)
        return write_transcript(await self.history(conversation_id), school.name, url)

    def free_slots(self) -> list[Slot]:
        """List every time at which an interview may begin; reads the database."""
        return list(self._services.free_slots.upcoming(self._now()))

    def calendar_file(self, reference: str) -> bytes:
        """Write an interview to come as an iCalendar file. Raises UnknownReference, NotOpen."""
        interview = self._services.desk.get(reference)
        if not interview.is_on(self._now()):
            raise NotOpen
        return self._services.visitor_entries.file(interview)

    def _erase(self, conversation_id: str) -> list[str]:
        """Erase it all; the conversation last, so that it can be done again where it breaks."""
        booked = booked_references(self._transcript.history(conversation_id))
        engine, now = self._services.engine, self._now()
        privacy.erase_questions_of(engine, conversation_id)
        note = audit.noting(audit.VISITOR, audit.Action.ERASED, now)
        kept = privacy.erase_over(engine, booked, now, owing_interviews(), note)
        mail_files.erase(self._services.mail_folder, set(booked) - set(kept))
        self._services.conversation_eraser.erase(conversation_id)
        self._services.desk.release(conversation_id, now)
        privacy.erase_questions_of(engine, conversation_id)  # what a message on its way had put
        self._services.forget_erased()
        return kept

    def _what_rasa_is_told(self, job: str, name: str | None = None) -> dict[str, str]:
        """Give what a session must know that Rasa does not: another job, the school's texts."""
        # One that was taken away may still be talked about.
        about = self._services.jobs.get(job) or self._services.default_job
        texts = self._services.school_texts.recent(about.school)
        return school_slots(named_by_page(texts, name), about)

    def _what_rasa_is_told_again(self, conversation_id: str) -> dict[str, str]:
        """Give the same where Rasa would begin a new session, and forget all; else nothing.

        Raises InvalidToken where the conversation is not kept.
        """
        job = self._transcript.job(conversation_id)
        if job is None:
            raise InvalidToken
        told = self._what_rasa_is_told(job)
        if not told:
            return {}
        last = self._transcript.last_said_at(conversation_id)
        return told if last is None or self._now() - last > _SESSION else {}

    async def _keep(self, conversation_id: str, turn: str, bubbles: list[Bubble]) -> list[Bubble]:
        return await to_writer(self._transcript.add, conversation_id, turn, bubbles, self._now())

    async def _keep_answers(
        self,
        conversation_id: str,
        turn: str,
        answers: list[Bubble],
        sent: str = _COMMAND_SIGN,
        begun: float | None = None,
    ) -> list[Bubble]:
        """Keep what was answered, and count the turn with it, and what was typed, masked.

        `begun` is when the message came, on the monotonic clock.
        """
        seconds = None if begun is None else time.monotonic() - begun

        def keep() -> list[Bubble]:
            step = step_of([bubble.data for bubble in answers])
            counted = (
                Turn(Outcome.OPENING, step=step)
                if turn == _OPENING_TURN
                else self._services.turn_reader.read(conversation_id, turn, step)
            )
            timed = replace(counted, seconds=seconds)
            said = _as_answer(answers) if counted.outcome is Outcome.TOLD else answers
            note = (
                unnoted
                if _is_command(sent)
                else phrases.noting(conversation_id, sent, counted, self._now(), self._public_words)
            )
            return self._transcript.add(conversation_id, turn, said, self._now(), timed, note)

        return await asyncio.to_thread(keep)

    async def _answers_to_first(
        self, conversation_id: str, turn: str, shown: str, sent: str, source: str | None
    ) -> list[Bubble]:
        """Wait for the answers to a message on its way; take it over where nobody waits."""
        for _ in range(int(PATIENCE_SECONDS / _POLL_SECONDS)):
            answers = await asyncio.to_thread(self._transcript.answers, conversation_id, turn)
            if answers:
                return answers
            begun = await asyncio.to_thread(self._transcript.begun_at, conversation_id, turn)
            if begun is None:  # the first attempt came to nothing: this one is the first now
                return await self.say(conversation_id, turn, shown, sent, source)
            if self._now() - begun > _OVER:
                return await self._take_over(conversation_id, turn, sent, begun)
            await asyncio.sleep(_POLL_SECONDS)
        raise RasaUnavailable("the first attempt is not answered yet")

    async def _take_over(
        self, conversation_id: str, turn: str, sent: str, begun: datetime
    ) -> list[Bubble]:
        """Answer for an attempt that ended without; Rasa still handles the turn just once."""
        is_ours = await to_writer(
            self._transcript.take_over, conversation_id, turn, begun, self._now()
        )
        if not is_ours:
            raise RasaUnavailable("another attempt is under way")
        return await self._send(conversation_id, turn, sent, again=True)


def _is_command(sent: str) -> bool:
    return sent.startswith(_COMMAND_SIGN)


def _as_answer(bubbles: list[Bubble]) -> list[Bubble]:
    """Mark what ends with its source as an answer; not where something is asked after it."""
    *before, last = bubbles
    if last.data is None and _SOURCE_AT_END.search(last.text):
        last = replace(last, data={"kind": "answer"})
    return [*before, last]
