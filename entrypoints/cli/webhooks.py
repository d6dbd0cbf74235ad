"""`./conseiller webhooks`: where staff's other tools are told of interviews."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated

import typer

from entrypoints.cli.common import fail, noting, services
from notify.outbox.delivery import DeliveryFailure
from notify.webhooks.addresses import BadAddress, checked, masked
from notify.webhooks.endpoints import UnknownEndpoint
from notify.webhooks.sender import new_secret
from staff.audit import Action

app = typer.Typer(
    help="Where other tools are told of interviews: docs/channels.md.", no_args_is_help=True
)

_Number = Annotated[int, typer.Argument(help="As ./conseiller webhooks list shows it.")]


@app.command("add")
def add(url: Annotated[str, typer.Argument(help="https://…, where events are sent.")]) -> None:
    """Have an address told of every interview; its secret is shown this once."""
    made = services()
    try:
        address = checked(url)
    except BadAddress as error:
        fail(f"{error}")
    for endpoint in made.endpoints.everything():
        if endpoint.url == address:
            fail(f"it is there already: webhook {endpoint.id}; remove that first")
    secret = new_secret()
    number = made.endpoints.add(address, secret, made.now(), noting(made, Action.WEBHOOK_ADDED))
    typer.echo(f"webhook {number} is told of every interview from now on: {masked(address)}")
    typer.echo(f"Its secret, which is not shown again: {secret}")
    typer.echo(f"Try it with: ./conseiller webhooks test {number}")


@app.command("list")
def show() -> None:
    """List who is told. Addresses are shortened, for they may be secrets themselves."""
    endpoints = services().endpoints.everything()
    for endpoint in endpoints:
        gone = ", gone (410): told no more" if endpoint.gone_at else ""
        since = f"{endpoint.created_at:%Y-%m-%d}"
        typer.echo(f"webhook {endpoint.id}: {masked(endpoint.url)} since {since}{gone}")
    if not endpoints:
        typer.echo("No other tool is told of interviews.")


@app.command("remove")
def remove(number: _Number) -> None:
    """Tell an endpoint no more."""
    made = services()
    try:
        made.endpoints.remove(number, noting(made, Action.WEBHOOK_REMOVED, f"webhook {number}"))
    except UnknownEndpoint:
        fail(f"there is no webhook {number}; see ./conseiller webhooks list")
    typer.echo(f"webhook {number} is told no more.")


@app.command("test")
def test(number: _Number) -> None:
    """Send an event of the type « test » at once."""
    made = services()
    try:
        asyncio.run(made.webhooks.test(number, f"msg_{uuid.uuid4().hex}", made.now()))
    except DeliveryFailure as failure:
        fail(f"webhook {number}: {failure.reason}")
    typer.echo(f"webhook {number} took it.")
