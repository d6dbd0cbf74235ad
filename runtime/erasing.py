"""Erasing what is kept of a person, wherever it is: for the command line and the console alike."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from booking import privacy
from notify.mail import files as mail_files
from notify.outbox.owing import owing_interviews
from runtime.wiring import Services
from staff.audit import Action, Actor, noting

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Erased:
    """How much was erased."""

    interviews: int
    questions: int
    conversations: int


class BookedMeanwhile(Exception):
    """An interview was booked while the rest was erased: those of the address are left."""


def erase_address(services: Services, email: str, actor: Actor) -> Erased:
    """Delete all that is kept of an address, in somebody's name.

    The interviews go last, as they tell what else there is: where it breaks half-way, whoever
    does it again goes on. Raises booking.privacy.StillToCome before anything is erased, and
    BookedMeanwhile.
    """
    address, now = email.lower(), services.now()
    theirs = services.desk.interviews(email=address)
    to_come = next((each for each in theirs if each.is_on(now)), None)
    if to_come is not None:
        raise privacy.StillToCome(to_come.reference)
    mail_files.erase(services.mail_folder, [email, *(each.reference for each in theirs)])
    conversations = services.conversation_eraser.erase_mentions(email)
    questions = privacy.erase_questions(services.engine, address)
    note = noting(actor, Action.ERASED, now)
    try:
        interviews = privacy.erase(services.engine, address, now, owing_interviews(), note)
    except privacy.StillToCome as error:
        with services.engine.begin() as connection:
            note(connection)  # of all but the interviews
        raise BookedMeanwhile from error
    _empty_logs(services)
    return Erased(interviews, questions, conversations)


def _empty_logs(services: Services) -> None:
    """Leave nothing in the logs of the databases; where that fails, each night does it anyway."""
    try:
        services.forget_erased()
    except SQLAlchemyError as error:
        logger.warning("logs are emptied tonight (%s)", type(error).__name__)
