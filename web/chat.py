"""A conversation as the web sees it: opened, spoken in, read again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from booking import french, privacy
from booking.model import NotOpen, Slot, Status
from runtime import trackers
from runtime.wiring import Services
from web.contract import DEFAULT_JOB
from web.rasa import PATIENCE_SECONDS, RasaClient, RasaUnavailable
from web.rich import booked_references
from web.security import InvalidToken
from web.texts import sentences, transcript
from web.transcript import ASSISTANT, VISITOR, Bubble, Transcript

OPENINGS = {"greeting": "/greet", "booking": "/book_interview"}
"""What the assistant is told when a conversation begins, by the way it was begun."""

_SESSION = timedelta(minutes=719)
"""A little less than `session_expiration_time` of domain.yml."""

_OPENING_TURN = "opening"
_POLL_SECONDS = 0.1


class UnknownJob(Exception):
    """Nothing is known of the job that the page is said to be about."""


class Chat:
    """Hands each message of a visitor to Rasa once, and keeps what was said."""

    def __init__(self, transcript: Transcript, rasa: RasaClient, services: Services) -> None:
        self._transcript = transcript
        self._rasa = rasa
        self._services = services
        self._now = services.now

    async def open(self, start: str, job: str) -> tuple[str, list[Bubble]]:
        """Begin a conversation about a job; returns its identity and the greeting.

        Raises UnknownJob, RasaUnavailable.
        """
        if job not in self._services.jobs:
            raise UnknownJob
        conversation_id = await asyncio.to_thread(self._transcript.open, self._now(), job)
        if job != DEFAULT_JOB:
            await self._rasa.start_session(conversation_id, job)
        answers = await self._rasa.send(conversation_id, OPENINGS[start])
        return conversation_id, await self._keep(conversation_id, _OPENING_TURN, answers)

    async def say(self, conversation_id: str, turn: str, shown: str, sent: str) -> list[Bubble]:
        """Say something once: a repeated `turn` gets the first one's answers.

        `shown` is what the visitor sees of it, `sent` what Rasa reads. Raises RasaUnavailable;
        the message then counts as not said, and may be sent again. Raises InvalidToken where the
        conversation was erased meanwhile.
        """
        renewed_job = await asyncio.to_thread(self._job_to_renew, conversation_id)
        try:
            await self._keep(conversation_id, turn, [Bubble(VISITOR, shown)])
        except IntegrityError:
            return await self._answers_to_first(conversation_id, turn)
        try:
            if renewed_job is not None:
                await self._rasa.start_session(conversation_id, renewed_job)
            answers = await self._rasa.send(conversation_id, sent)
        except BaseException:
            await asyncio.shield(asyncio.to_thread(self._transcript.forget, conversation_id, turn))
            raise
        try:
            return await self._keep(conversation_id, turn, answers)
        except IntegrityError as error:  # erased while Rasa answered, and wrote it down again
            await asyncio.to_thread(self._erase, conversation_id)
            raise InvalidToken from error

    async def history(self, conversation_id: str) -> list[Bubble]:
        """Everything said so far, oldest first."""
        return await asyncio.to_thread(self._transcript.history, conversation_id)

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether the conversation is still kept."""
        return await asyncio.to_thread(self._transcript.exists, conversation_id)

    async def erase(self, conversation_id: str) -> Bubble:
        """Erase the conversation, and the interviews booked in it that are over.

        Returns what the visitor is told: an interview to come stands, lest nobody know of it.
        """
        to_come = await asyncio.to_thread(self._erase, conversation_id)
        texts = sentences("chat")
        if not to_come:
            return Bubble(ASSISTANT, texts["erased"])
        interview = await asyncio.to_thread(self._services.desk.get, to_come[0])
        when = french.moment(interview.start)
        told = texts["erased_but_interview"].format(when=when, reference=interview.reference)
        return Bubble(ASSISTANT, told)

    async def transcript(self, conversation_id: str) -> str:
        """Write the conversation as plain text, for the visitor to keep."""
        job = await asyncio.to_thread(self._transcript.job, conversation_id)
        about = self._services.jobs[job or DEFAULT_JOB]
        url = self._services.settings.web_url + about.page.url
        return transcript(await self.history(conversation_id), about.school.name, url)

    def free_slots(self) -> list[Slot]:
        """List every time at which an interview may begin; reads the database."""
        return list(self._services.desk.free_slots(self._now()))

    def calendar_file(self, reference: str) -> bytes:
        """Write an interview to come as an iCalendar file. Raises UnknownReference, NotOpen."""
        interview = self._services.desk.get(reference)
        if interview.status is not Status.CONFIRMED or interview.end <= self._now():
            raise NotOpen
        return self._services.composer.calendar_file(interview)

    def _erase(self, conversation_id: str) -> list[str]:
        booked = booked_references(self._transcript.history(conversation_id))
        trackers.erase(self._transcript, self._services.settings, conversation_id)
        return privacy.erase_over(self._services.engine, booked, self._now())

    def _job_to_renew(self, conversation_id: str) -> str | None:
        """The job that Rasa must be told again, since it forgets all slots with a session."""
        job = self._transcript.job(conversation_id)
        if job is None or job == DEFAULT_JOB:
            return None
        last = self._transcript.last_said_at(conversation_id)
        return job if last is None or self._now() - last > _SESSION else None

    async def _keep(self, conversation_id: str, turn: str, bubbles: list[Bubble]) -> list[Bubble]:
        return await asyncio.to_thread(
            self._transcript.add, conversation_id, turn, bubbles, self._now()
        )

    async def _answers_to_first(self, conversation_id: str, turn: str) -> list[Bubble]:
        """Wait for the answers to a message that is already on its way."""
        for _ in range(int(PATIENCE_SECONDS / _POLL_SECONDS)):
            answers = await asyncio.to_thread(self._transcript.answers, conversation_id, turn)
            if answers:
                return answers
            await asyncio.sleep(_POLL_SECONDS)
        # Whoever took the message has died over it: the next attempt is a first one again.
        await asyncio.to_thread(self._transcript.forget, conversation_id, turn)
        raise RasaUnavailable("the first attempt was never answered")
