"""Where work is asked for: before an opening, a message or a form, where much looks odd.

A conversation works once an hour, a form once for what it books. Whoever asks from this machine is
a program of the administrator's, and free of it. Where the database is away, nobody is asked: a
limit that fails must not shut anybody out.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from booking.pressure import Pressure, read_pressure
from runtime.spent_work import SpentWork
from runtime.threads import to_writer
from runtime.wiring import Services
from web.limits import Limits
from web.work.altcha import Challenge, Challenges, NoProof

logger = logging.getLogger(__name__)

_COUNTS_FOR = timedelta(hours=1)
_FRESH_SECONDS = 2.0
_NOBODY = "this machine"


class WorkPolicy(StrEnum):
    """When work is asked for; the values are those of PROOF_OF_WORK."""

    NEVER = "never"
    WHEN_ODD = "when_odd"
    ALWAYS = "always"


class WorkNeeded(Exception):
    """The browser is to work before it is answered; then the same is welcome at once."""

    def __init__(self, challenge: Challenge) -> None:
        super().__init__("work is needed")
        self.challenge = challenge


class WorkGate:
    """Asks for work, and tells whether it was done."""

    def __init__(self, services: Services, limits: Limits) -> None:
        self._services = services
        self._limits = limits
        self._policy = WorkPolicy(services.settings.proof_of_work)
        self._challenges = Challenges(services.settings.signing_key)
        self._spent = SpentWork(services.engine)
        self._pressure = Pressure()
        self._read_at = -_FRESH_SECONDS

    async def admit_opening(self, source: str | None, answer: str | None) -> None:
        """Let a conversation be opened. Raises WorkNeeded."""
        near = source is not None and self._limits.are_openings_near(source, time.monotonic())
        if not (near or await asyncio.to_thread(self._is_wanted, source)):
            return
        subject = source or _NOBODY
        if not await to_writer(self._is_done, "opening", subject, answer):
            if source is not None:
                self._limits.take_back_opening(source, time.monotonic())
            raise self._asking("opening", subject)

    async def admit_message(
        self, conversation: str, source: str | None, answer: str | None
    ) -> None:
        """Let a message be said. Raises WorkNeeded."""
        if not self._may_ask(source):
            return
        if await asyncio.to_thread(self._is_owed_by_conversation, conversation, source) and not (
            await to_writer(self._is_done, "conversation", conversation, answer)
        ):
            raise self._asking("conversation", conversation)

    def challenge_for_form(self, source: str | None, booking: str) -> Challenge | None:
        """Ask for work by the page that reads back what is to be booked; None: none is wanted.

        `booking` identifies it: the work counts for nothing else. Reads the database.
        """
        if not self._is_wanted(source):
            return None
        return self._challenges.make("form", booking, self._services.now())

    def is_form_admitted(self, source: str | None, booking: str, answer: str | None) -> bool:
        """Tell whether a form may book as any other: it worked, or there was no need.

        A form that is sent twice has worked still. Raises SQLAlchemyError.
        """
        if not self._is_wanted(source):
            return True
        if self._is_done("form", booking, answer):
            return True
        bearer = self._challenges.bearer("form", booking)
        return self._spent.has_worked(bearer, self._services.now())

    def _may_ask(self, source: str | None) -> bool:
        if self._policy is WorkPolicy.WHEN_ODD:
            return source is not None
        return self._policy is WorkPolicy.ALWAYS

    def _is_wanted(self, source: str | None) -> bool:
        if not self._may_ask(source):
            return False
        return self._policy is WorkPolicy.ALWAYS or self._pressure_now().is_on(source)

    def _is_owed_by_conversation(self, conversation: str, source: str | None) -> bool:
        if not self._is_wanted(source):
            return False
        bearer = self._challenges.bearer("conversation", conversation)
        return not self._spent.has_worked(bearer, self._services.now())

    def _pressure_now(self) -> Pressure:
        """Give what holds now, read anew every other second."""
        if time.monotonic() - self._read_at < _FRESH_SECONDS:
            return self._pressure
        self._read_at = time.monotonic()  # first: one reads it, and the others need not wait
        try:
            self._pressure = read_pressure(self._services.engine, self._services.now())
        except SQLAlchemyError as error:
            logger.warning("nobody is asked for work: %s", type(error).__name__)
            self._pressure = Pressure()
        return self._pressure

    def _is_done(self, purpose: str, subject: str, answer: str | None) -> bool:
        """Tell whether an answer is right, and given for the first time, if that can be told."""
        if not answer:
            return False
        now = self._services.now()
        try:
            answered = self._challenges.read(answer, purpose, subject, now)
        except NoProof:
            return False
        bearer = self._challenges.bearer(purpose, subject)
        until = max(answered.until, now + _COUNTS_FOR)
        try:
            return self._spent.spend(answered.challenge, bearer, until, now)
        except SQLAlchemyError as error:
            logger.warning("work is not known to be spent: %s", type(error).__name__)
            return True

    def _asking(self, purpose: str, subject: str) -> WorkNeeded:
        return WorkNeeded(self._challenges.make(purpose, subject, self._services.now()))
