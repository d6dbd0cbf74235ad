"""`./conseiller backup` and `restore`: one file that holds all, and everything out of it again."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from entrypoints.cli.common import services, settings_or_fail
from entrypoints.cli.french_typer import argument, option
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import text
from runtime import backup as backups
from runtime import health
from web.machine_words import in_french

PASSPHRASE_VARIABLE = "BACKUP_PASSPHRASE"
_SHORTEST = 12

_File = Annotated[Path, argument("file", dir_okay=False)]


def backup(file: _File) -> None:
    """Write the databases and the sealed keys into one file; everything may go on meanwhile.

    The passphrase that seals the keys is asked for, or taken from BACKUP_PASSPHRASE.
    """
    made = services()
    passphrase = _passphrase(confirm=True)
    if len(passphrase) < _SHORTEST:
        fail(text("passphrase_short", count=_SHORTEST))
    try:
        backups.back_up(made.settings, file.absolute(), passphrase, made.now())
    except (backups.BackupFailed, OSError) as error:
        fail(text("backup_failed", why=in_french(str(error))))
    typer.echo(text("backed_up", file=file, size=file.stat().st_size // 1000))


def restore(
    file: _File,
    replace: Annotated[bool, option("--replace", told="replace")] = False,
) -> None:
    """Put a backup back, on this machine or on a new one. Nothing may run meanwhile."""
    settings = settings_or_fail()
    if asyncio.run(health.check_web(settings)) is None:
        fail(text("running"))
    try:
        others = backups.restore(settings, file, _passphrase(confirm=False), replace=replace)
    except backups.BackupFailed as error:
        fail(text("restore_failed", why=in_french(str(error))))
    except OSError as error:
        fail(text("restore_stopped", why=error))
    typer.echo(text("restored"))
    for name in others:
        kept = settings.home / name.lower()
        typer.echo(text("other_key", name=name, kept=kept))


def _passphrase(*, confirm: bool) -> str:
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    again = text("passphrase_again") if confirm else False
    asked: str = typer.prompt(
        text("passphrase"),
        hide_input=True,
        confirmation_prompt=again,
        prompt_suffix=text("prompt_suffix"),
    )
    return asked
