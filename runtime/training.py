"""Processes of Rasa's environment that learn a model and try it, at the lowest priority."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from runtime.settings import ROOT

RASA_PYTHON = ROOT / ".venvs" / "rasa" / "bin" / "python"

_TRAIN_SECONDS = 3600.0
_TRY_SECONDS = 600.0
_LOWEST = 19


class TrainingFailed(Exception):
    """No model, or no reading, came of it; the text says why, and names no phrase."""


async def learn(folder: Path, corrections: Path) -> Path:
    """Learn a model from the repository's data and some corrections. Raises TrainingFailed."""
    environment = {"RASA_MAX_CACHE_SIZE": "0"}  # a cache of what is never learnt again is no use
    what = ("nlu.serving.train", "--fixed-model-name", "model", "--out", str(folder))
    await _run((*what, "--also", str(corrections)), b"", _TRAIN_SECONDS, environment)
    model = folder / "model.tar.gz"
    if not model.exists():
        raise TrainingFailed("there is no model")
    return model


async def read(model: Path, phrases: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Tell how a model reads phrases (nlu/serving/try_out.py). Raises TrainingFailed."""
    said = json.dumps(list(phrases)).encode()
    output = await _run(("nlu.serving.try_out", str(model)), said, _TRY_SECONDS, {})
    try:
        readings: list[dict[str, Any]] = json.loads(output)
    except ValueError as error:
        raise TrainingFailed("the readings cannot be read") from error
    return readings


async def _run(what: Sequence[str], given: bytes, seconds: float, more: dict[str, str]) -> bytes:
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
            **more,
        },
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a library might name a phrase
        preexec_fn=_step_back,
    )
    try:
        async with asyncio.timeout(seconds):
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
