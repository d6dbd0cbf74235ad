"""The outcome of `make bench`, kept as JSON next to its report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bench.goals import Measured


@dataclass(frozen=True)
class Outcome:
    """What was measured of both assistants, and on how many cores; quick runs mean nothing."""

    stock: Measured
    ours: Measured
    cores: int
    is_quick: bool


_OUTCOME = TypeAdapter(Outcome)


def keep(outcome: Outcome, file: Path) -> None:
    """Write an outcome down."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_OUTCOME.dump_json(outcome))


def kept(file: Path) -> Outcome:
    """Read an outcome again. Raises FileNotFoundError."""
    return _OUTCOME.validate_json(file.read_bytes())
