"""What is done by the clock: earlier places offered, places that lapse, the summary, forgetting."""

from __future__ import annotations

import asyncio
import logging
import platform
from collections.abc import Callable
from datetime import datetime, time, timedelta

from booking import privacy
from booking.transactions import Note, unnoted
from conversations import turns
from entrypoints.checks import Checks
from notify.announcements import summary
from notify.announcements.disk import Disk
from notify.daily_task import DailyTask
from notify.mail import files as mail_files
from notify.outbox.owing import owing_interviews
from runtime import disk
from runtime.spent_work import SpentWork
from runtime.wiring import Services
from staff import audit, phrases, totals
from staff.audit import SYSTEM, Action, noting

logger = logging.getLogger(__name__)

_PURGE = DailyTask("purge", time(3, 30))
_PAUSE_SECONDS = 30.0
CONVERSATIONS_KEPT = timedelta(days=30)
"""How long conversations are kept, by us and in Rasa's trackers."""


class Routine:
    """Does what is due of the day. Several may run: each task is done by one of them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._checks = Checks(services)
        self._reader = services.engine.execution_options(read_only=True)

    async def run(self) -> None:
        """Look what is due, again and again, until cancelled."""
        while True:
            await asyncio.to_thread(self.do_due)
            await asyncio.sleep(_PAUSE_SECONDS)

    def do_due(self) -> None:
        """Do what is due now and was not done today; what goes wrong keeps nothing else waiting."""
        now = self._services.now()
        steps: dict[str, Callable[[datetime], object]] = {
            "the summary": self._summarize,
            "the purge": self._purge,
            "erasing": self._erase_told,
            "freeing places": self._free_places,
            "offering places": self._offer_places,
            "watching the disk": self._watch_disk,
            "reading questions": self._read_questions,
            "checking": self._check,  # last: other servers may let it wait
        }
        for name, step in steps.items():
            try:
                step(now)
            except Exception as error:  # nor may it keep messages waiting
                logger.warning("%s is put off (%s)", name, type(error).__name__)

    def _summarize(self, now: datetime) -> None:
        with self._reader.connect() as connection:  # so that looking keeps no booking waiting
            if not summary.is_due(connection, now):
                return
        with self._services.engine.begin() as connection:
            self._services.outbox.announce_summary(connection, now)

    def _purge(self, now: datetime) -> None:
        with self._reader.connect() as connection:
            if not _PURGE.is_due(connection, now):
                return
        with self._services.engine.begin() as connection:
            is_ours = _PURGE.take(connection, now) is not None
        if is_ours:
            counts = purge(self._services, noting(SYSTEM, Action.PURGED, now))
            logger.info("purge: %d interviews, %d questions, %d conversations", *counts)

    def _erase_told(self, now: datetime) -> None:
        gone = privacy.erase_told(
            self._services.engine, now, owing_interviews(), noting(SYSTEM, Action.ERASED, now)
        )
        if gone:
            mail_files.erase(self._services.mail_folder, gone)
            self._services.forget_erased()

    def _free_places(self, now: datetime) -> None:
        self._services.confirmations_of(SYSTEM).lapse(now)

    def _offer_places(self, now: datetime) -> None:
        self._services.waiting_list.offer_due(now)

    def _read_questions(self, now: datetime) -> None:
        self._services.question_reading.read_new()

    def _check(self, now: datetime) -> None:
        self._checks.do_due()

    def _watch_disk(self, now: datetime) -> None:
        """Have staff told of a disk that fills up, while there is room for telling it."""
        free = disk.fills_up(self._services.settings.home)
        if free is None:
            return
        low = Disk(platform.node(), free, disk.CHAT_MB)
        with self._services.engine.begin() as connection:
            self._services.outbox.announce_low_disk(connection, low, now)


def purge(services: Services, note: Note = unnoted) -> tuple[int, int, int]:
    """Delete what is older than promised; returns how many interviews, questions, conversations."""
    now = services.now()
    totals.write(services.engine, now)  # before anything is forgotten
    interviews = privacy.purge(services.engine, now, note)
    questions = privacy.purge_questions(services.engine, now)
    with services.engine.begin() as connection:
        services.outbox.forget(connection, now)
    privacy.purge_holds(services.engine, now)
    services.blocking.forget(now)
    services.proof.forget(now)
    SpentWork(services.engine).forget(now)
    services.sign_in.forget(now)
    services.passkeys.forget(now)
    services.sessions.forget(now)
    mail_files.purge(services.mail_folder, now - privacy.RETENTION)
    turns.forget(services.engine, now - CONVERSATIONS_KEPT)
    phrases.forget(services.engine, now)
    conversations = services.conversation_eraser.purge(now - CONVERSATIONS_KEPT)
    services.forget_erased()
    audit.forget(services.engine, now)  # last: the database refuses, where its clock is another
    return interviews, questions, conversations
