"""A process of Rasa's environment that teaches a model and tries it, at the lowest priority."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime.settings import ROOT

RASA_PYTHON = ROOT / ".venvs" / "rasa" / "bin" / "python"

_SECONDS = 1800.0
_LOWEST = 19


class TrainingFailed(Exception):
    """No model, or no reading, came of it; the text says why, and names no phrase."""


@dataclass(frozen=True)
class Readings:
    """How phrases are read, each as Rasa says it, in their order.

    `against` tells of each lesson whether it goes against what the base knows.
    """

    before: Sequence[Mapping[str, Any]]
    after: Sequence[Mapping[str, Any]]
    against: Sequence[bool]


async def teach(base: Path, served: Path, new: Path, what: Mapping[str, Any]) -> Readings:
    """Teach a base what is approved, and read phrases with what is served and what is new.

    `what` is as `nlu/teaching` is given it. Raises TrainingFailed.
    """
    said = json.dumps(what).encode()
    output = await _run(("nlu.teaching", *map(str, (base, served, new))), said)
    try:
        readings = json.loads(output)
        return Readings(readings["before"], readings["after"], readings["against"])
    except (ValueError, KeyError) as error:
        raise TrainingFailed("the readings cannot be read") from error


async def _run(what: Sequence[str], given: bytes) -> bytes:
    if not RASA_PYTHON.exists():
        raise TrainingFailed("Rasa's environment is not on this machine")
    process = await asyncio.create_subprocess_exec(
        *(str(RASA_PYTHON), "-W", "ignore", "-m", *what),
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a library might name a phrase
        preexec_fn=_step_back,
    )
    try:
        async with asyncio.timeout(_SECONDS):
            output, _ = await process.communicate(given)
    except TimeoutError as error:
        raise TrainingFailed("it took too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise TrainingFailed(f"the process ended with {process.returncode}")
    return output


def _step_back() -> None:
    os.nice(_LOWEST)
