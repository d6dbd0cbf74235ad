"""Erasing what is kept of a person, wherever it is: for the command line and the console alike."""

from __future__ import annotations

from dataclasses import dataclass

from booking import privacy
from notify.mail import files as mail_files
from notify.outbox.owing import owing_interviews
from runtime.wiring import Services
from staff.audit import Action, Actor, noting


@dataclass(frozen=True)
class Erased:
    """How much was erased."""

    interviews: int
    questions: int
    conversations: int


def erase_address(services: Services, email: str, actor: Actor) -> Erased:
    """Delete all that is kept of an address, in somebody's name.

    Raises booking.privacy.StillToCome.
    """
    address, now = email.lower(), services.now()
    theirs = [interview.reference for interview in services.desk.interviews(email=address)]
    note = noting(actor, Action.ERASED, now)
    interviews = privacy.erase(services.engine, address, now, owing_interviews(), note)
    questions = privacy.erase_questions(services.engine, address)
    mail_files.erase(services.mail_folder, [email, *theirs])
    conversations = services.conversation_eraser.erase_mentions(email)
    services.forget_erased()
    return Erased(interviews, questions, conversations)
