"""What is done by the clock: earlier places offered, places that lapse, the summary, forgetting."""

from __future__ import annotations

import asyncio
import logging
import platform
from datetime import datetime, time, timedelta

from booking import privacy
from booking.transactions import Note, unnoted
from conversations import turns
from entrypoints.checks import Checks
from notify.announcements import summary
from notify.announcements.disk import Disk
from notify.daily_task import DailyTask
from notify.mail import files as mail_files
from runtime import disk
from runtime.wiring import Services
from staff import audit, phrases, totals

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
            try:
                await asyncio.to_thread(self.do_due)
            except Exception as error:  # nothing that goes wrong here may keep messages waiting
                logger.warning("the day's routine is put off (%s)", type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)

    def do_due(self) -> None:
        """Do what is due now and was not done today."""
        services, now = self._services, self._services.now()
        with self._reader.connect() as connection:  # so that looking keeps no booking waiting
            summary_is_due = summary.is_due(connection, now)
            purge_is_due = _PURGE.is_due(connection, now)
        if summary_is_due:
            with services.engine.begin() as connection:
                services.outbox.announce_summary(connection, now)
        if purge_is_due:
            with services.engine.begin() as connection:
                is_ours = _PURGE.take(connection, now) is not None
            if is_ours:
                counts = purge(services)
                logger.info("purge: %d interviews, %d questions, %d conversations", *counts)
        services.confirmations.lapse(now)
        services.waiting_list.offer_due(now)
        self._watch_disk(now)  # where nothing can be written, the purge makes room
        self._checks.do_due()  # last: other servers may let it wait

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
    audit.forget(services.engine, now)
    services.sign_in.forget(now)
    services.passkeys.forget(now)
    services.sessions.forget(now)
    mail_files.purge(services.mail_folder, now - privacy.RETENTION)
    turns.forget(services.engine, now - CONVERSATIONS_KEPT)
    phrases.forget(services.engine, now)
    conversations = services.conversation_eraser.purge(now - CONVERSATIONS_KEPT)
    services.forget_erased()
    return interviews, questions, conversations
