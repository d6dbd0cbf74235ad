"""`./conseiller calendar`: the calendars of interviewers."""

from __future__ import annotations

import asyncio
import getpass
import sys
from typing import Annotated

import typer

from entrypoints.cli.common import check_interviewer, fail, noting, services
from french.paris import PARIS
from notify.calendars.accounts import Account, NoCalendar
from notify.calendars.caldav import RemoteCalendar
from notify.outbox.delivery import DeliveryFailure
from notify.webhooks.addresses import BadAddress, checked, masked
from staff.audit import Action

app = typer.Typer(
    help="Interviewers' calendars, read and written by CalDAV: docs/channels.md.",
    no_args_is_help=True,
)

_Interviewer = Annotated[int, typer.Argument(help="As ./conseiller hours shows it.")]


@app.command("set")
def set_(
    interviewer: _Interviewer,
    url: Annotated[str, typer.Argument(help="https://…, the calendar's own address.")],
    user: Annotated[str, typer.Option(help="Who may read and write it.")],
) -> None:
    """Keep an interviewer's calendar in step. The password is asked for, or read from stdin."""
    made = services()
    check_interviewer(made, interviewer)
    try:
        address = checked(url).rstrip("/") + "/"
    except BadAddress as error:
        fail(f"{error}")
    account = Account(address, user, _password())
    try:
        asyncio.run(RemoteCalendar(account, made.outward).check())
    except DeliveryFailure as failure:
        fail(f"nothing was set, for the calendar cannot be read: {failure.reason}")
    count = made.calendar_sync.adopt(interviewer, account, noting(made, Action.CALENDAR_SET))
    asyncio.run(made.calendar_sync.read_due())
    typer.echo(f"interviewer {interviewer}: {masked(address)}; busy times block slots from now on")
    typer.echo(f"{count} interviews to come will be written to it.")


@app.command("list")
def show() -> None:
    """List the calendars, and when each was last read."""
    calendars = services().calendars.everything()
    for calendar in calendars:
        read = calendar.read_at and f"read {calendar.read_at.astimezone(PARIS):%Y-%m-%d %H:%M}"
        problem = f"; {calendar.problem}" if calendar.problem else ""
        typer.echo(
            f"interviewer {calendar.interviewer_id}: {masked(calendar.url)} "
            f"as {calendar.username}, {read or 'never read'}{problem}"
        )
    if not calendars:
        typer.echo("No interviewer has a calendar.")


@app.command("check")
def check() -> None:
    """See whether every calendar answers; ends with status 1 where one does not."""
    made = services()
    calendars = made.calendars.everything()
    problems = asyncio.run(made.calendar_sync.problems())
    for calendar in calendars:
        outcome = problems.get(calendar.interviewer_id, "answers")
        typer.echo(f"interviewer {calendar.interviewer_id}: {outcome}")
    sys.exit(1 if problems else 0)


@app.command("remove")
def remove(interviewer: _Interviewer) -> None:
    """Read and write an interviewer's calendar no more; what was written to it stays there."""
    made = services()
    try:
        made.calendars.remove(interviewer, noting(made, Action.CALENDAR_REMOVED))
    except NoCalendar:
        fail(f"interviewer {interviewer} has no calendar; see ./conseiller calendar list")
    typer.echo(f"interviewer {interviewer} has no calendar any more.")


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
