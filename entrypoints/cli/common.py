"""What several commands need."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from booking import schedule_editing
from booking.transactions import Note
from entrypoints.cli.french_typer import option
from entrypoints.cli.texts import text
from french.paris import PARIS
from runtime.database import migrate
from runtime.settings import Settings, load_settings
from runtime.wiring import Services
from staff import audit
from staff.audit import COMMAND_LINE, Action
from web.machine_words import in_french

AsJson = Annotated[bool, option("--json", told="json")]
"""The option of commands whose lists programs read, too."""


def services() -> Services:
    """Read the settings and open the database, its tables brought up to date."""
    made = Services(settings_or_fail())
    try:
        made.transport  # noqa: B018  made now, so that a wrong SMTP_URL is said before anything runs
    except ValueError as error:
        fail(text("smtp_wrong", why=in_french(str(error))))
    migrate(made.engine)
    return made


def settings_or_fail() -> Settings:
    """Read the settings; end with a message where they are wrong."""
    try:
        return load_settings()
    except ValidationError as error:
        problems = " ; ".join(_problem(one["loc"], one["msg"]) for one in error.errors())
        fail(text("settings_wrong", problems=problems))


def check_interviewer(made: Services, number: int | None) -> None:
    """End with a message where no interviewer has that number."""
    known = [person.id for person in schedule_editing.interviewers(made.engine)]
    if number is not None and number not in known:
        fail(text("no_interviewer", number=number))


def noting(made: Services, action: Action, subject: str | None = None, **details: Any) -> Note:
    """Give what notes that something was done on the command line."""
    return audit.noting(COMMAND_LINE, action, made.now(), subject, **details)


def print_json(records: Iterable[dict[str, Any]]) -> None:
    """Print a list for programs."""
    typer.echo(json.dumps(list(records), ensure_ascii=False, indent=2))


def on_paris_clock(moment: datetime | None) -> str | None:
    """Write a moment for programs: ISO 8601, on Paris' clock, with its offset; None stays None."""
    return moment.astimezone(PARIS).isoformat() if moment else None


def _problem(location: tuple[int | str, ...], message: str) -> str:
    """Name the variable that is wrong, where the message does not."""
    name = str(location[0]).upper() if location else ""
    problem = message.rstrip(".")
    return in_french(problem if name in problem else f"{name}: {problem}")


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with status 1."""
    typer.echo(text("error", why=message), err=True)
    sys.exit(1)
