"""What is checked again and again, by one of all processes: the school's page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from runtime.wiring import Services
from staff.page_fetching import PageUnread
from staff.watches import Watched

logger = logging.getLogger(__name__)

HOURLY = timedelta(minutes=55)
"""Within the hour, with the time that a check may take."""


class Checks:
    """Makes the checks that are due, and notes whether they held."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def do_due(self) -> None:
        """Make them; one that goes wrong keeps none of the others waiting."""
        services = self._services
        if services.page_watch.url:
            self._make(Watched.PAGE, HOURLY, lambda: read_page(services))

    def _make(self, what: Watched, every: timedelta, check: Callable[[], None]) -> None:
        watches, now = self._services.watches, self._services.now
        if not watches.take(what, every, now()):
            return
        problem = None
        try:
            check()
        except CheckFailed as error:
            problem = str(error)
        except Exception as error:  # whatever it is, the next hour is another try
            problem = type(error).__name__
        watches.note(what, now(), problem)
        if problem is not None:
            logger.warning("%s: %s", what, problem)


class CheckFailed(Exception):
    """A check did not hold; the text says why."""


def read_page(services: Services) -> None:
    """Compare the school's page with the facts. Raises CheckFailed."""
    try:
        services.page_watch.check(services.watched_job, services.now())
    except PageUnread as error:
        raise CheckFailed(str(error)) from error
