"""`./conseiller erase` and `purge`: forgetting people."""

from __future__ import annotations

from typing import Annotated

import typer

from booking import privacy
from entrypoints import routine
from entrypoints.cli.common import noting, services
from entrypoints.cli.french_typer import argument
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import counted, text
from french.contact import read_phone, spoken_phone
from notify.mail import files as mail_files
from runtime.erasing import BookedMeanwhile, erase_address
from staff.audit import COMMAND_LINE, Action


def erase(whose: Annotated[str, argument("whose")]) -> None:
    """Delete every interview and question of a person, with the messages about them.

    With a number, delete the calls that were asked for there, with their conversations.
    """
    phone = None if "@" in whose else read_phone(whose).value
    if phone is not None:
        _erase_calls(phone)
    elif "@" in whose:
        try:
            gone = erase_address(services(), whose, COMMAND_LINE)
            typer.echo(_deleted(gone.interviews, gone.questions, gone.conversations))
        except privacy.StillToCome as interview:
            fail(text("still_to_come", reference=interview))
        except BookedMeanwhile:
            fail(text("booked_meanwhile"))
    else:
        fail(text("neither", whose=whose))


def _erase_calls(phone: str) -> None:
    made = services()
    mail_files.erase(made.mail_folder, [phone, spoken_phone(phone)])
    for conversation in privacy.calls_asked_in(made.engine, phone):
        made.conversation_eraser.erase(conversation)
    asked_in = privacy.erase_calls(made.engine, phone, noting(made, Action.ERASED))  # last
    made.forget_erased()
    typer.echo(_deleted(0, len(asked_in), len(set(asked_in))))


def purge() -> None:
    """Delete what is older than visitors were told it would be kept; done by itself every night."""
    made = services()
    typer.echo(_deleted(*routine.purge(made, noting(made, Action.PURGED))))


def _deleted(interviews: int, questions: int, conversations: int) -> str:
    return text(
        "deleted",
        interviews=counted("interviews", interviews),
        questions=counted("questions", questions),
        conversations=counted("conversations", conversations),
    )
