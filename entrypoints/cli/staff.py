"""`./conseiller staff`: the people who are told of interviews, and those who may sign in."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.common import fail, noting, services
from french import addresses
from notify.announcements import recipients as directory
from staff.accounts import AddressTaken, Role
from staff.audit import COMMAND_LINE, Action

app = typer.Typer(
    help="The people who are told of interviews, and who may sign in.", no_args_is_help=True
)


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Where the person is told.")],
    name: Annotated[str | None, typer.Option(help="How the person is called.")] = None,
) -> None:
    """Have a person told of every interview."""
    address = addresses.read_whole(email)
    if address is None:
        fail(f"{email!r} is no e-mail address")
    made = services()
    note = noting(made, Action.TOLD_ADDED, address=address)
    was_empty = not directory.everybody(made.engine)
    if directory.add(made.engine, address, name, made.now(), note):
        typer.echo(f"{address} will be told of every interview.")
        replaced = made.settings.staff_email
        if was_empty and replaced != address:
            typer.echo(
                f"{replaced} (STAFF_EMAIL) is told no more, now that somebody is named; to go on: "
                f"./conseiller staff add {replaced}"
            )
    else:
        typer.echo(f"{address} is told already.")


@app.command("remove")
def remove(email: Annotated[str, typer.Argument(help="Who is not told any more.")]) -> None:
    """Have a person told no more."""
    made = services()
    note = noting(made, Action.TOLD_REMOVED, address=email.lower())
    if not directory.remove(made.engine, email.lower(), note):
        fail(f"{email!r} is not in the list: ./conseiller staff list")
    typer.echo(f"{email} will not be told any more.")


@app.command("invite")
def invite(
    email: Annotated[str, typer.Argument(help="Where the person gets the link.")],
    name: Annotated[str | None, typer.Option(help="How the person is called.")] = None,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.SECRETARIAT,
) -> None:
    """Let a person sign in at /equipe; prints the link too. Invited again: another link."""
    address = addresses.read_whole(email)
    if address is None:
        fail(f"{email!r} is no e-mail address")
    made = services()
    now = made.now()
    try:
        account = made.accounts.invite(address, name or address, role, COMMAND_LINE, now)
    except AddressTaken:
        known = made.accounts.by_email(address)
        if known is None:
            fail(f"{address} left at this moment; try again")
        account = known
    link = made.sign_in.invite(account, now)
    typer.echo(f"{account.email} ({account.role.value}) signs in, once and within 7 days, at:")
    typer.echo(link)


@app.command("list")
def show() -> None:
    """List who is told of interviews."""
    made = services()
    people = directory.everybody(made.engine)
    for person in people:
        typer.echo(f"{person.email}  {person.name or ''}".rstrip())
    if not people:
        typer.echo(f"{made.settings.staff_email}  (STAFF_EMAIL, as nobody was added)")
