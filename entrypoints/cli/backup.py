"""`./conseiller backup` and `restore`: one file that holds all, and everything out of it again."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from entrypoints.cli.common import fail, services, settings_or_fail
from runtime import backup as backups
from runtime import health

PASSPHRASE_VARIABLE = "BACKUP_PASSPHRASE"
_SHORTEST = 12

_File = Annotated[Path, typer.Argument(help="The backup.", dir_okay=False)]


def backup(file: _File) -> None:
    """Write the databases and the sealed keys into one file; everything may go on meanwhile.

    The passphrase that seals the keys is asked for, or taken from BACKUP_PASSPHRASE.
    """
    made = services()
    passphrase = _passphrase(confirm=True)
    if len(passphrase) < _SHORTEST:
        fail(f"the passphrase needs {_SHORTEST} characters or more")
    try:
        backups.back_up(made.settings, file.absolute(), passphrase, made.now())
    except (backups.BackupFailed, OSError) as error:
        fail(f"no backup was made: {error}")
    typer.echo(f"{file}: {file.stat().st_size // 1000} kB. Keep its passphrase elsewhere.")


def restore(
    file: _File,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the database that is there.")
    ] = False,
) -> None:
    """Put a backup back, on this machine or on a new one. Nothing may run meanwhile."""
    settings = settings_or_fail()
    if asyncio.run(health.check_web(settings)) is None:
        fail("Conseiller is running; stop it first")
    try:
        others = backups.restore(settings, file, _passphrase(confirm=False), replace=replace)
    except backups.BackupFailed as error:
        fail(f"nothing was restored: {error}")
    except OSError as error:
        fail(f"restoring stopped: {error}; what was there is beside it, in before-restore-*")
    typer.echo("restored. Start everything with: make run")
    for name in others:
        kept = settings.home / name.lower()
        typer.echo(f"to mend  {name} is another than the backup's; set it to what is in {kept}")


def _passphrase(*, confirm: bool) -> str:
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    asked: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)
    return asked
