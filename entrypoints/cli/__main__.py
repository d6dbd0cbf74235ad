"""The commands, put together."""

from __future__ import annotations

import typer

from entrypoints.cli import (
    backup,
    bookings,
    calendars,
    doctor,
    feed,
    hours,
    outbox,
    privacy,
    questions,
    staff,
    webhooks,
    when,
)
from runtime.logs import set_up_logs

app = typer.Typer(
    help="Conseiller, for administrators.", no_args_is_help=True, add_completion=False
)
app.command("bookings")(bookings.list_bookings)
app.command("cancel")(bookings.cancel)
app.command("move")(bookings.move)
app.add_typer(staff.app, name="staff")
app.add_typer(hours.app, name="hours")
app.add_typer(questions.app, name="questions")
app.command("when")(when.read_phrase)
app.add_typer(outbox.app, name="outbox")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(calendars.app, name="calendar")
app.add_typer(feed.app, name="feed")
app.command("erase")(privacy.erase)
app.command("purge")(privacy.purge)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("doctor")(doctor.examine)


def main() -> None:
    """Run a command."""
    set_up_logs()
    app(prog_name="conseiller")


if __name__ == "__main__":
    main()
