"""What is checked again and again, by one of all processes: the page, a booking, the back-up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from entrypoints import canary
from french.paris import PARIS
from runtime import backup, backup_check
from runtime.backup import BackupFailed
from runtime.wiring import Services
from staff.page_fetching import PageUnread
from staff.watches import Watched

logger = logging.getLogger(__name__)

HOURLY = timedelta(minutes=55)
"""Within the hour, with the time that a check may take."""

_AGAIN = timedelta(minutes=5)  # what fell while everything was starting is soon well again
_BACKUPS_KEPT = 14
_NIGHT = range(2, 5)  # hours of Paris
_SINCE_LAST_NIGHT = timedelta(hours=20)
_AT_LEAST = timedelta(hours=30)  # where a machine sleeps at night
_FAILURES = (PageUnread, canary.CanaryFell, BackupFailed)


class Checks:
    """Makes the checks that are due, and notes whether they held."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._checks: dict[Watched, Callable[[Services], None]] = {
            Watched.PAGE: read_page,
            Watched.CANARY: canary.walk,
            Watched.BACKUP: back_up,
        }

    def do_due(self) -> None:
        """Make them; one that goes wrong keeps none of the others waiting."""
        for what in self._services.watched:
            if self._services.watches.take(what, self._pause(what), self._services.now()):
                self._make(what)

    def _make(self, what: Watched) -> None:
        problem = None
        try:
            self._checks[what](self._services)
        except _FAILURES as error:
            problem = str(error)
        except Exception as error:  # whatever it is, the next time is another try
            problem = type(error).__name__
        self._services.watches.note(what, self._services.now(), problem)
        if problem is not None:
            logger.warning("%s: %s", what, problem)

    def _pause(self, what: Watched) -> timedelta:
        if what is Watched.CANARY and self._fell(what):
            return _AGAIN
        if what is not Watched.BACKUP:
            return HOURLY
        is_night = self._services.now().astimezone(PARIS).hour in _NIGHT
        return _SINCE_LAST_NIGHT if is_night else _AT_LEAST

    def _fell(self, what: Watched) -> bool:
        known = self._services.watches.all()
        return what in known and known[what].problem is not None


def read_page(services: Services) -> None:
    """Compare each job's page with its facts. Raises PageUnread, once all that can be are read."""
    jobs, unread = services.watched_jobs, []
    for job in jobs:
        try:
            services.page_watch.check(job, services.now())
        except PageUnread as error:
            unread.append(f"{job.name}: {error}" if len(jobs) > 1 else str(error))
    if unread:
        raise PageUnread("; ".join(unread))


def back_up(services: Services) -> None:
    """Make a back-up, try it in an empty database, and drop the oldest. Raises BackupFailed."""
    settings, now = services.settings, services.now()
    passphrase = settings.backup_passphrase.get_secret_value()
    settings.backups.mkdir(exist_ok=True)
    file = settings.backups / _name(now)
    try:
        backup.back_up(settings, file, passphrase, now)
        backup_check.check(settings, file, passphrase)
    except OSError as error:
        raise BackupFailed(f"it could not be written ({error.strerror})") from error
    for old in sorted(settings.backups.glob("conseiller-*.backup"))[:-_BACKUPS_KEPT]:
        old.unlink()


def _name(now: datetime) -> str:
    return f"conseiller-{now.astimezone(PARIS):%Y-%m-%d}.backup"
