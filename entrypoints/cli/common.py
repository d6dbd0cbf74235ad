"""What commands work with: the application's parts, and settings that are right."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from booking import schedule_editing
from booking.transactions import Note
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import text
from runtime.database import migrate
from runtime.settings import Settings, load_settings
from runtime.wiring import Services
from staff import audit
from staff.audit import COMMAND_LINE, Action
from web.machine_words import in_french


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


def _problem(location: tuple[int | str, ...], message: str) -> str:
    """Name the variable that is wrong, where the message does not."""
    name = str(location[0]).upper() if location else ""
    problem = message.rstrip(".")
    return in_french(problem if name in problem else f"{name}: {problem}")
