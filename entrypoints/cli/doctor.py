"""`./conseiller doctor`: checks every setting and connection, and says what to mend."""

from __future__ import annotations

import asyncio
import sys

import typer

from entrypoints.cli.common import services
from entrypoints.cli.texts import text
from runtime import checkup
from web.machine_words import in_french
from web.sentences import sentences


def examine() -> None:
    """Check every setting and connection; ends with status 1 where something is to be mended."""
    made = services()
    findings = asyncio.run(checkup.examine(made))
    advice = checkup.advice(made)
    titles = {**sentences("equipe/health"), **sentences("equipe/watches")}
    for name, problem in {**findings, **advice}.items():
        said = {"subject": titles[name], "name": name}
        if not problem:
            typer.echo(text("doctor_well", **said))
        elif name in advice:
            typer.echo(text("doctor_advises", why=in_french(problem), **said))
        else:
            typer.echo(text("doctor_ill", why=in_french(problem), **said))
    sys.exit(1 if any(findings.values()) else 0)
