"""The visitor's own clock, to be told beside that of Paris."""

from __future__ import annotations

import logging
from datetime import datetime

from rasa_sdk import Tracker
from sqlalchemy.exc import SQLAlchemyError

from conversations.transcript import Transcript
from french.own_time import aside

logger = logging.getLogger(__name__)


class OwnClock:
    """Knows in which time zone a visitor is, as far as their browser said."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript

    def zone(self, tracker: Tracker) -> str | None:
        """Name the visitor's time zone; None where it is not known."""
        try:
            return self._transcript.zone(tracker.sender_id)
        except SQLAlchemyError as error:  # Paris' hour is told in any case
            logger.error("reading a zone failed: %s", type(error).__name__)
            return None

    def aside(self, tracker: Tracker, start: datetime, booked_in: str | None = None) -> str:
        """Write what the visitor's clock shows then, to follow « heure de Paris ».

        `booked_in` is the zone kept with an interview, for a visitor who does not say theirs now.
        """
        return aside(start, self.zone(tracker) or booked_in)
