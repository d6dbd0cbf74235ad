"""`./conseiller erase` and `purge`: forgetting people."""

from __future__ import annotations

from typing import Annotated

import typer

from booking import privacy
from entrypoints import routine
from entrypoints.cli.common import fail, noting, services
from notify.mail import files as mail_files
from staff.audit import Action


def erase(email: Annotated[str, typer.Argument(help="Whose data is deleted.")]) -> None:
    """Delete every interview and question of a person, with the messages about them."""
    made = services()
    theirs = [interview.reference for interview in made.desk.interviews(email=email.lower())]
    try:
        count = privacy.erase(made.engine, email.lower(), made.now(), noting(made, Action.ERASED))
    except privacy.StillToCome as interview:
        fail(f"{interview} is still to come: cancel it first")
    questions = privacy.erase_questions(made.engine, email.lower())
    mail_files.erase(made.mail_folder, [email, *theirs])
    conversations = made.conversation_eraser.erase_mentions(email)
    made.forget_erased()
    typer.echo(_deleted(count, questions, conversations))


def purge() -> None:
    """Delete what is older than visitors were told it would be kept; done by itself every night."""
    made = services()
    typer.echo(_deleted(*routine.purge(made, noting(made, Action.PURGED))))


def _deleted(interviews: int, questions: int, conversations: int) -> str:
    return f"{interviews} interviews, {questions} questions, {conversations} conversations deleted."
