"""A conversation as the web sees it: opened, spoken in, read again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from web.rasa import PATIENCE_SECONDS, AtCapacity, RasaClient, RasaUnavailable
from web.transcript import VISITOR, Bubble, Transcript

OPENINGS = {"greeting": "/greet", "booking": "/book_interview"}
"""What the assistant is told when a conversation begins, by the way it was begun."""

_OPENING_TURN = "opening"
_POLL_SECONDS = 0.2
_OVER = timedelta(seconds=PATIENCE_SECONDS)  # whoever sent a message no longer waits for it


class Chat:
    """Hands each message of a visitor to Rasa once, and keeps what was said."""

    def __init__(
        self, transcript: Transcript, rasa: RasaClient, now: Callable[[], datetime]
    ) -> None:
        self._transcript = transcript
        self._rasa = rasa
        self._now = now

    async def open(self, start: str) -> tuple[str, list[Bubble]]:
        """Begin a conversation; returns its identity and the greeting. Raises RasaUnavailable."""
        conversation_id = await asyncio.to_thread(self._transcript.open, self._now())
        answers = await self._rasa.send(conversation_id, _OPENING_TURN, OPENINGS[start])
        return conversation_id, await self._keep(conversation_id, _OPENING_TURN, answers)

    async def say(self, conversation_id: str, turn: str, shown: str, sent: str) -> list[Bubble]:
        """Say something once: a repeated `turn` gets the first one's answers.

        `shown` is what the visitor sees of it, `sent` what Rasa reads. Raises RasaUnavailable;
        the message may then be sent again, and is never acted on twice.
        """
        try:
            await self._keep(conversation_id, turn, [Bubble(VISITOR, shown)])
        except IntegrityError:
            return await self._answers_to_first(conversation_id, turn, shown, sent)
        return await self._send(conversation_id, turn, sent)

    async def _send(
        self, conversation_id: str, turn: str, sent: str, *, again: bool = False
    ) -> list[Bubble]:
        try:
            answers = await self._rasa.send(conversation_id, turn, sent, again=again)
        except (RasaUnavailable, AtCapacity) as error:
            # Where Rasa may have acted on it, the turn stays: a repeat asks for its answers.
            if isinstance(error, AtCapacity) or error.came_to_nothing:
                await asyncio.to_thread(self._transcript.forget, conversation_id, turn)
            raise
        return await self._keep(conversation_id, turn, answers)

    async def history(self, conversation_id: str) -> list[Bubble]:
        """Everything said so far, oldest first."""
        return await asyncio.to_thread(self._transcript.history, conversation_id)

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether the conversation is still kept."""
        return await asyncio.to_thread(self._transcript.exists, conversation_id)

    async def _keep(self, conversation_id: str, turn: str, bubbles: list[Bubble]) -> list[Bubble]:
        return await asyncio.to_thread(
            self._transcript.add, conversation_id, turn, bubbles, self._now()
        )

    async def _answers_to_first(
        self, conversation_id: str, turn: str, shown: str, sent: str
    ) -> list[Bubble]:
        """Wait for the answers to a message on its way; take it over where nobody waits."""
        for _ in range(int(PATIENCE_SECONDS / _POLL_SECONDS)):
            answers = await asyncio.to_thread(self._transcript.answers, conversation_id, turn)
            if answers:
                return answers
            begun = await asyncio.to_thread(self._transcript.begun_at, conversation_id, turn)
            if begun is None:  # the first attempt came to nothing: this one is the first now
                return await self.say(conversation_id, turn, shown, sent)
            if self._now() - begun > _OVER:
                return await self._take_over(conversation_id, turn, sent, begun)
            await asyncio.sleep(_POLL_SECONDS)
        raise RasaUnavailable("the first attempt is not answered yet")

    async def _take_over(
        self, conversation_id: str, turn: str, sent: str, begun: datetime
    ) -> list[Bubble]:
        """Answer in the place of an attempt that ended without; Rasa handles the turn just once."""
        is_ours = await asyncio.to_thread(
            self._transcript.take_over, conversation_id, turn, begun, self._now()
        )
        if not is_ours:
            raise RasaUnavailable("another attempt is under way")
        return await self._send(conversation_id, turn, sent, again=True)
