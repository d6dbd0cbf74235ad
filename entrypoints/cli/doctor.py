"""`./conseiller doctor`: checks every setting and connection, and says what to mend."""

from __future__ import annotations

import asyncio
import sys

import typer

from entrypoints.cli.common import services
from runtime import checkup


def examine() -> None:
    """Check every setting and connection; ends with status 1 where something is to be mended."""
    findings = asyncio.run(checkup.examine(services()))
    for subject, problem in findings.items():
        typer.echo(f"to mend  {subject}: {problem}" if problem else f"ok       {subject}")
    sys.exit(1 if any(findings.values()) else 0)
