"""The commands, put together."""

from __future__ import annotations

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
from entrypoints.cli.french_typer import command, group, run
from runtime.logs import set_up_logs

app = group("conseiller")
command(app, "bookings")(bookings.list_bookings)
command(app, "cancel")(bookings.cancel)
command(app, "move")(bookings.move)
app.add_typer(staff.app, name="staff")
app.add_typer(hours.app, name="hours")
app.add_typer(questions.app, name="questions")
command(app, "when")(when.read_phrase)
app.add_typer(outbox.app, name="outbox")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(calendars.app, name="calendar")
app.add_typer(feed.app, name="feed")
command(app, "erase")(privacy.erase)
command(app, "purge")(privacy.purge)
command(app, "backup")(backup.backup)
command(app, "restore")(backup.restore)
command(app, "doctor")(doctor.examine)


def main() -> None:
    """Run a command."""
    set_up_logs()
    run(app)


if __name__ == "__main__":
    main()
