"""`./conseiller outbox`: the messages that wait, and those that failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from entrypoints.cli.common import noting, services
from entrypoints.cli.french_typer import argument, command, group, option
from entrypoints.cli.saying import AsJson, fail, on_paris_clock, print_json
from entrypoints.cli.texts import counted, text
from french import speak
from notify import Entry, State, list_entries
from notify.outbox import by_hand
from staff.audit import Action
from web.equipe.sentences import message_words
from web.machine_words import in_french

app = group("outbox", runs_alone=True)


@app.callback()
def show(
    context: typer.Context,
    as_json: AsJson = False,
    show_all: Annotated[bool, option("--all", told="all")] = False,
) -> None:
    """List the messages that wait or have failed, and why."""
    if context.invoked_subcommand:
        return
    made = services()
    with made.engine.execution_options(read_only=True).connect() as connection:
        entries = list_entries(connection, made.now())
    shown = entries if show_all else [e for e in entries if e.state in _NEEDS_A_LOOK]
    if as_json:
        print_json(map(_record, shown))
    else:
        _print_table(shown, Counter(entry.state for entry in entries))


@command(app, "retry", "outbox")
def retry(number: Annotated[int | None, argument("message")] = None) -> None:
    """Send again, at once, what failed for good or was put off."""
    made = services()
    with made.engine.begin() as connection:
        count = by_hand.retry(connection, made.now(), number)
        if count:
            subject = f"message {number}" if number is not None else None
            noting(made, Action.MESSAGE_SENT_AGAIN, subject)(connection)
    if number is not None and not count:
        fail(text("not_stuck", number=number))
    typer.echo(counted("retried", count))


_NEEDS_A_LOOK = (State.WAITING, State.FAILED)


def _record(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "state": entry.state.value,
        "reference": entry.reference,
        "kind": entry.audience.value,
        "topic": entry.topic.value,
        "channel": entry.channel.value,
        "recipient": entry.recipient,
        "created_at": on_paris_clock(entry.created_at),
        "due_at": on_paris_clock(entry.due_at),
        "attempts": entry.attempts,
        "failed_at": on_paris_clock(entry.failed_at),
        "reason": entry.reason,
    }


def _print_table(shown: Sequence[Entry], counts: Counter[State]) -> None:
    for entry in shown:
        typer.echo(_line(entry))
    if not counts[State.WAITING] and not counts[State.FAILED]:
        typer.echo(text("all_sent"))
    if counts[State.FAILED]:
        typer.echo(text("retry_hint"))
    if counts[State.SCHEDULED] and len(shown) < counts.total():
        typer.echo(counted("later", counts[State.SCHEDULED]))


def _line(entry: Entry) -> str:
    words = message_words(entry)
    line = text(
        "message_is",
        number=entry.id,
        reference=entry.reference or text("nobody"),
        topic=words["topic"],
        audience=words["audience"],
        recipient=entry.recipient,
        state=words["state"],
    )
    if entry.state in (State.WAITING, State.SCHEDULED):
        line += text("until", when=speak.short_moment(entry.due_at))
    line += counted("attempts", entry.attempts) if entry.attempts else ""
    return line + (text("because", why=in_french(entry.reason)) if entry.reason else "")
