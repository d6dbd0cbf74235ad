"""`./conseiller when`: how a French phrase about a time is understood."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer

from entrypoints.cli.french_typer import argument, option
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import text
from french.paris import PARIS
from french.when import as_json, read_when
from runtime import clock


def read_phrase(
    phrase: Annotated[str, argument("phrase")],
    now: Annotated[str | None, option("--now", told="now", shown="moment")] = None,
) -> None:
    """Print how a phrase is understood, as JSON; null where no time is meant."""
    window = read_when(phrase, _reference(now))
    typer.echo(json.dumps(None if window is None else as_json(window), ensure_ascii=False))


def _reference(now: str | None) -> datetime:
    if now is None:
        return clock.now().astimezone(PARIS)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        fail(text("bad_now", typed=now))
    return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
