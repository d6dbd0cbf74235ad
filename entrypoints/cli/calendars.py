"""`./conseiller calendar`: the calendars of interviewers."""

from __future__ import annotations

import asyncio
import getpass
import sys
from typing import Annotated

import typer

from entrypoints.cli.common import check_interviewer, noting, services
from entrypoints.cli.french_typer import argument, command, group, option
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import counted, text
from french import speak
from notify.calendars.accounts import Account, NoCalendar
from notify.calendars.caldav import RemoteCalendar
from notify.outbox.delivery import DeliveryFailure
from notify.webhooks.addresses import BadAddress, checked, masked
from staff.audit import Action
from web.machine_words import in_french

app = group("calendar")

_Interviewer = Annotated[int, argument("interviewer_shown", "interviewer")]


@command(app, "set", "calendar")
def set_(
    interviewer: _Interviewer,
    url: Annotated[str, argument("url", "calendar_url")],
    user: Annotated[str, option("--user", told="user", shown="user")],
) -> None:
    """Keep an interviewer's calendar in step. The password is asked for, or read from stdin."""
    made = services()
    check_interviewer(made, interviewer)
    try:
        address = checked(url).rstrip("/") + "/"
    except BadAddress as error:
        fail(in_french(str(error)))
    account = Account(address, user, _password())
    try:
        asyncio.run(RemoteCalendar(account, made.outward).check())
    except DeliveryFailure as failure:
        fail(text("calendar_unreadable", why=in_french(failure.reason)))
    count = made.calendar_sync.adopt(interviewer, account, noting(made, Action.CALENDAR_SET))
    asyncio.run(made.calendar_sync.read_due())
    typer.echo(text("calendar_set", number=interviewer, url=masked(address)))
    typer.echo(counted("calendar_writes", count))


@command(app, "list", "calendar")
def show() -> None:
    """List the calendars, and when each was last read."""
    calendars = services().calendars.everything()
    for calendar in calendars:
        read_at, problem = calendar.read_at, calendar.problem
        typer.echo(
            text(
                "calendar_is",
                number=calendar.interviewer_id,
                url=masked(calendar.url),
                user=calendar.username,
                read=text("calendar_read", when=speak.moment(read_at))
                if read_at
                else text("calendar_unread"),
                problem=text("calendar_problem", why=in_french(problem)) if problem else "",
            )
        )
    if not calendars:
        typer.echo(text("no_calendars"))


@command(app, "check", "calendar")
def check() -> None:
    """See whether every calendar answers; ends with status 1 where one does not."""
    made = services()
    calendars = made.calendars.everything()
    problems = asyncio.run(made.calendar_sync.problems())
    for calendar in calendars:
        number = calendar.interviewer_id
        why = problems.get(number)
        outcome = in_french(why) if why else text("calendar_answers")
        typer.echo(text("calendar_checked", number=number, outcome=outcome))
    sys.exit(1 if problems else 0)


@command(app, "remove", "calendar")
def remove(interviewer: _Interviewer) -> None:
    """Read and write an interviewer's calendar no more; what was written to it stays there."""
    made = services()
    try:
        made.calendars.remove(interviewer, noting(made, Action.CALENDAR_REMOVED))
    except NoCalendar:
        fail(text("no_calendar", number=interviewer))
    typer.echo(text("calendar_removed", number=interviewer))


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(text("password"))
    return sys.stdin.readline().rstrip("\n")
