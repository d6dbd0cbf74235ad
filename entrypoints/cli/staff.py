"""`./conseiller staff`: the people who are told of interviews, and those who may sign in."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.common import noting, services
from entrypoints.cli.french_typer import argument, command, group, option
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import text
from french import addresses, letters
from notify.announcements import recipients as directory
from staff.accounts import AddressTaken, Role
from staff.audit import COMMAND_LINE, Action
from web.sentences import sentences

app = group("staff")


def _read_role(said: str) -> Role:
    """Read a role as people write it: « Secrétariat » is one, though the value has no accent."""
    try:
        return Role(letters.fold(said.strip()))
    except ValueError:
        choices = ", ".join(sentences("equipe/roles")[role.value] for role in Role)
        raise typer.BadParameter(text("role_unknown", choices=choices)) from None


_Role = Annotated[Role, option("--role", told="role", shown="role", parser=_read_role)]
_Name = Annotated[str | None, option("--name", told="name", shown="name")]


@command(app, "add", "staff")
def add(
    email: Annotated[str, argument("email", "told_email")],
    name: _Name = None,
) -> None:
    """Have a person told of every interview."""
    address = addresses.read_whole(email)
    if address is None:
        fail(text("bad_email", email=email))
    made = services()
    note = noting(made, Action.TOLD_ADDED, address=address)
    was_empty = not directory.everybody(made.engine)
    if directory.add(made.engine, address, name, made.now(), note):
        typer.echo(text("told", email=address))
        replaced = made.settings.staff_email
        if was_empty and replaced != address:
            typer.echo(text("told_no_more_by_default", email=replaced))
    else:
        typer.echo(text("told_already", email=address))


@command(app, "remove", "staff")
def remove(email: Annotated[str, argument("email", "untold_email")]) -> None:
    """Have a person told no more."""
    made = services()
    note = noting(made, Action.TOLD_REMOVED, address=email.lower())
    if not directory.remove(made.engine, email.lower(), note):
        fail(text("not_told", email=email))
    typer.echo(text("untold", email=email))


@command(app, "invite", "staff")
def invite(
    email: Annotated[str, argument("email", "invited_email")],
    name: _Name = None,
    role: _Role = Role.SECRETARIAT,
) -> None:
    """Let a person sign in at /equipe; prints the link too. Invited again: another link."""
    address = addresses.read_whole(email)
    if address is None:
        fail(text("bad_email", email=email))
    made = services()
    now = made.now()
    try:
        account = made.accounts.invite(address, name or address, role, COMMAND_LINE, now)
    except AddressTaken:
        known = made.accounts.by_email(address)
        if known is None:
            fail(text("just_left", email=address))
        account = known
    link = made.sign_in.invite(account, now)
    role_name = sentences("equipe/roles")[account.role.value]
    typer.echo(text("invited", email=account.email, role=role_name))
    typer.echo(link)


@command(app, "list", "staff")
def show() -> None:
    """List who is told of interviews."""
    made = services()
    people = directory.everybody(made.engine)
    for person in people:
        typer.echo(f"{person.email}  {person.name or ''}".rstrip())
    if not people:
        typer.echo(text("told_by_default", email=made.settings.staff_email))
