"""`./conseiller outbox`: the messages that are owed, and those that failed."""

from __future__ import annotations

import typer

from notify import Entry, State
from runtime.cli.common import services

app = typer.Typer(help="The messages that are owed.", invoke_without_command=True)


@app.callback()
def show(context: typer.Context) -> None:
    """List the messages that wait or have failed, and why."""
    if context.invoked_subcommand:
        return
    made = services()
    with made.engine.execution_options(read_only=True).connect() as connection:
        entries = made.outbox.undelivered(connection)
    for entry in entries:
        typer.echo(_line(entry))
    if not entries:
        typer.echo("Every message has been sent.")
    elif any(entry.state is State.FAILED for entry in entries):
        typer.echo("Send the failed ones again with: ./conseiller outbox retry")


@app.command("retry")
def retry() -> None:
    """Send again what failed for good."""
    made = services()
    with made.engine.begin() as connection:
        count = made.outbox.retry(connection, made.now())
    typer.echo(f"{count} messages will be sent again.")


def _line(entry: Entry) -> str:
    line = f"{entry.reference or '–'}  {entry.kind}/{entry.topic}  {entry.recipient}  {entry.state}"
    line += f"  after {entry.attempts} attempts" if entry.attempts else ""
    return line + (f": {entry.reason}" if entry.reason else "")
