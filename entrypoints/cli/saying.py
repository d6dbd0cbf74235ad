"""How commands answer people and programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, NoReturn

import typer

from entrypoints.cli.french_typer import option
from entrypoints.cli.texts import text
from french.paris import PARIS

AsJson = Annotated[bool, option("--json", told="json")]
"""The option of commands whose lists programs read, too."""


def print_json(records: Iterable[dict[str, Any]]) -> None:
    """Print a list for programs."""
    typer.echo(json.dumps(list(records), ensure_ascii=False, indent=2))


def on_paris_clock(moment: datetime | None) -> str | None:
    """Write a moment for programs: ISO 8601, on Paris' clock, with its offset; None stays None."""
    return moment.astimezone(PARIS).isoformat() if moment else None


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with status 1."""
    typer.echo(text("error", why=message), err=True)
    sys.exit(1)
