"""The commands, put together."""

from __future__ import annotations

from entrypoints.cli.french_typer import commands_of, run
from runtime.logs import set_up_logs

app = commands_of(
    "conseiller",
    {
        "bookings": "entrypoints.cli.bookings:list_bookings",
        "cancel": "entrypoints.cli.bookings:cancel",
        "move": "entrypoints.cli.bookings:move",
        "staff": "entrypoints.cli.staff:app",
        "hours": "entrypoints.cli.hours:app",
        "questions": "entrypoints.cli.questions:app",
        "when": "entrypoints.cli.when:read_phrase",
        "outbox": "entrypoints.cli.outbox:app",
        "webhooks": "entrypoints.cli.webhooks:app",
        "calendar": "entrypoints.cli.calendars:app",
        "feed": "entrypoints.cli.feed:app",
        "erase": "entrypoints.cli.privacy:erase",
        "purge": "entrypoints.cli.privacy:purge",
        "backup": "entrypoints.cli.backup:backup",
        "restore": "entrypoints.cli.backup:restore",
        "doctor": "entrypoints.cli.doctor:examine",
    },
)


def main() -> None:
    """Run a command."""
    set_up_logs()
    run(app)


if __name__ == "__main__":
    main()
