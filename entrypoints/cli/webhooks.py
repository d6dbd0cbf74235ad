"""`./conseiller webhooks`: where staff's other tools are told of interviews."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated

import typer

from entrypoints.cli.common import noting, services
from entrypoints.cli.french_typer import argument, command, group
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import text
from french import speak
from notify.outbox.delivery import DeliveryFailure
from notify.webhooks.addresses import BadAddress, checked, masked
from notify.webhooks.endpoints import UnknownEndpoint
from notify.webhooks.sender import new_secret
from staff.audit import Action
from web.machine_words import in_french

app = group("webhooks")

_Number = Annotated[int, argument("webhook")]


@command(app, "add", "webhooks")
def add(url: Annotated[str, argument("url", "webhook_url")]) -> None:
    """Have an address told of every interview; its secret is shown this once."""
    made = services()
    try:
        address = checked(url)
    except BadAddress as error:
        fail(in_french(str(error)))
    for endpoint in made.endpoints.everything():
        if endpoint.url == address:
            fail(text("webhook_known", number=endpoint.id))
    secret = new_secret()
    number = made.endpoints.add(address, secret, made.now(), noting(made, Action.WEBHOOK_ADDED))
    typer.echo(text("webhook_added", number=number, url=masked(address)))
    typer.echo(text("webhook_secret", secret=secret))
    typer.echo(text("webhook_try", number=number))


@command(app, "list", "webhooks")
def show() -> None:
    """List who is told. Addresses are shortened, for they may be secrets themselves."""
    endpoints = services().endpoints.everything()
    for endpoint in endpoints:
        gone = text("webhook_gone") if endpoint.gone_at else ""
        since, url = speak.day(endpoint.created_at), masked(endpoint.url)
        typer.echo(text("webhook_is", number=endpoint.id, url=url, since=since, gone=gone))
    if not endpoints:
        typer.echo(text("no_webhooks"))


@command(app, "remove", "webhooks")
def remove(number: _Number) -> None:
    """Tell an endpoint no more."""
    made = services()
    try:
        made.endpoints.remove(number, noting(made, Action.WEBHOOK_REMOVED, f"webhook {number}"))
    except UnknownEndpoint:
        fail(text("no_webhook", number=number))
    typer.echo(text("webhook_removed", number=number))


@command(app, "test", "webhooks")
def test(number: _Number) -> None:
    """Send an event of the type « test » at once."""
    made = services()
    try:
        asyncio.run(made.webhooks.test(number, f"msg_{uuid.uuid4().hex}", made.now()))
    except DeliveryFailure as failure:
        fail(text("webhook_failed", number=number, why=in_french(failure.reason)))
    typer.echo(text("webhook_took", number=number))
