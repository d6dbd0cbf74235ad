"""`./conseiller erase` and `purge`: forgetting people."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from booking import privacy
from runtime import trackers
from runtime.cli.common import fail, services
from web.transcript import Transcript

_CONVERSATIONS = timedelta(days=30)
"""How long conversations are kept, by us and in Rasa's trackers."""


def erase(email: Annotated[str, typer.Argument(help="Whose data is deleted.")]) -> None:
    """Delete every interview and question of a person, with the messages about them."""
    made = services()
    try:
        count = privacy.erase(made.engine, email.lower(), made.now())
    except privacy.StillToCome as interview:
        fail(f"{interview} is still to come: cancel it first")
    questions = privacy.erase_questions(made.engine, email.lower())
    conversations = trackers.erase_mentions(Transcript(made.engine), made.settings, email)
    typer.echo(_deleted(count, questions, conversations))


def purge() -> None:
    """Delete what is older than visitors were told it would be kept."""
    made = services()
    now = made.now()
    interviews = privacy.purge(made.engine, now)
    questions = privacy.purge_questions(made.engine, now)
    conversations = trackers.purge(Transcript(made.engine), made.settings, now - _CONVERSATIONS)
    typer.echo(_deleted(interviews, questions, conversations))


def _deleted(interviews: int, questions: int, conversations: int) -> str:
    return f"{interviews} interviews, {questions} questions, {conversations} conversations deleted."
