"""`./conseiller feed`: the private address at which staff's calendars read the interviews."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.common import check_interviewer, noting, services
from entrypoints.cli.french_typer import command, group, option
from notify.calendars.feed import Feed
from runtime.wiring import Services
from staff.audit import Action

app = group("feed", runs_alone=True)

_Interviewer = Annotated[
    int | None, option("--interviewer", told="interviewer_option", shown="interviewer_shown")
]


@app.callback()
def show(context: typer.Context, interviewer: _Interviewer = None) -> None:
    """Print the address; everybody who has it can read the interviews."""
    if not context.invoked_subcommand:
        made = services()
        typer.echo(made.feeds.url(_feed(made, interviewer)))


@command(app, "renew", "feed")
def renew(interviewer: _Interviewer = None) -> None:
    """Print another address; the one before opens nothing any more."""
    made = services()
    feed = _feed(made, interviewer)
    made.feeds.renew(feed, made.now(), noting(made, Action.FEED_RENEWED))
    typer.echo(made.feeds.url(feed))


def _feed(made: Services, interviewer: int | None) -> Feed:
    check_interviewer(made, interviewer)
    return Feed(interviewer)
