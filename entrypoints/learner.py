"""Learning in the background: a version that staff asked for, when visitors leave time for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from runtime import training
from runtime.models import Models, digest
from runtime.settings import ROOT
from runtime.training import TrainingFailed
from runtime.wiring import Services
from staff import corrections
from staff.learning import Trial, Versions, judge
from staff.phrases import Phrases

logger = logging.getLogger(__name__)

_PAUSE_SECONDS = 3.0
_SAYS_SO_SECONDS = 20.0
_KEPT = 5  # versions whose files are kept, to go back to


class Learner:
    """Learns and tries what was asked for. Several may run: each version is learnt by one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._versions = Versions(services.engine)
        self._models = Models(services.settings)

    async def run(self) -> None:
        """Look for something to learn, again and again, until cancelled."""
        while True:
            try:
                await self.learn_what_is_asked()
            except Exception as error:  # nothing that goes wrong here may keep messages waiting
                logger.warning("learning is put off (%s)", type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def learn_what_is_asked(self) -> None:
        """Learn and try what was asked for, if anything was, and visitors are few."""
        number = await asyncio.to_thread(self._versions.take, self._services.now())
        if number is None:
            return
        base = await asyncio.to_thread(digest)
        try:
            async with self._saying_so(number):
                trial = await self._try(number)
        except (TrainingFailed, OSError) as error:
            why = str(error) if isinstance(error, TrainingFailed) else type(error).__name__
            logger.warning("version %d was not learnt: %s", number, why)
            await asyncio.to_thread(self._versions.fail, number, why, self._services.now())
            return
        await asyncio.to_thread(self._models.adopt, number, base)
        state = await asyncio.to_thread(self._versions.finish, number, trial, self._services.now())
        logger.info("version %d is %s", number, state.value)
        latest = await asyncio.to_thread(self._versions.latest, _KEPT)
        await asyncio.to_thread(self._models.keep_only, [version.id for version in latest])

    async def _try(self, number: int) -> Trial:
        """Teach what is approved, and read everything with both models."""
        approved = await asyncio.to_thread(Phrases(self._services.engine).approved)
        known = await asyncio.to_thread(corrections.known_near, approved, ROOT)
        expected = [
            *corrections.expected_of(approved),
            *corrections.kept(self._services.jobs, ROOT / "knowledge"),
            *known,
        ]
        lessons = corrections.lessons_of(approved)
        what = {
            "lessons": lessons,
            "known": corrections.known_lessons(known),
            "phrases": corrections.as_said(expected),
        }
        await asyncio.to_thread(self._models.keep_data, number, what)
        base, served = self._models.file(0), self._models.file(self._models.published())
        readings = await training.teach(base, served, self._models.file(number), what)
        before, after = map(corrections.as_read, (readings.before, readings.after))
        taught = zip(lessons, readings.against, strict=True)
        hard = tuple(lesson["text"] for lesson, is_against in taught if is_against)
        return replace(judge(expected, before, after), hard=hard)

    @asynccontextmanager
    async def _saying_so(self, number: int) -> AsyncIterator[None]:
        """Say again and again, meanwhile, that somebody is learning."""

        async def say() -> None:
            while True:
                await asyncio.sleep(_SAYS_SO_SECONDS)
                with suppress(Exception):  # a database that is away comes back
                    await asyncio.to_thread(self._versions.go_on, number, self._services.now())

        saying = asyncio.create_task(say())
        try:
            yield
        finally:
            saying.cancel()
