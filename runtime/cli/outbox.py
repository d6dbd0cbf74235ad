"""`./conseiller outbox`: the messages that are owed, and those that failed."""

from __future__ import annotations

import typer

from booking import french
from runtime.cli.common import services

app = typer.Typer(help="The messages that are owed.", invoke_without_command=True)


@app.callback()
def show(context: typer.Context) -> None:
    """List the messages that wait or have failed, and why."""
    if context.invoked_subcommand:
        return
    made = services()
    owed = made.outbox.unsent(made.engine)
    for message in owed:
        state = "failed" if message.failed_at else f"due {french.moment(message.due_at)}"
        reason = f"  ({message.last_error})" if message.last_error else ""
        typer.echo(f"{message.id}  {message.kind}/{message.change}  {state}{reason}")
    if not owed:
        typer.echo("Every message has been sent.")
    elif any(message.failed_at for message in owed):
        typer.echo("Send the failed ones again with: ./conseiller outbox retry")


@app.command("retry")
def retry() -> None:
    """Send again what failed for good."""
    made = services()
    typer.echo(f"{made.outbox.retry_failed(made.engine, made.now())} messages will be sent again.")
