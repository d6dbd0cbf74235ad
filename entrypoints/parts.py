"""The processes of one machine: how each is started, and how to tell that it goes on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from runtime import clock, health
from runtime.models import Models
from runtime.settings import ROOT, Settings

_PATIENCE_SECONDS = 10.0  # a crowd may keep a process busy for some

Check = Callable[[], Awaitable[str | None]]


@dataclass(frozen=True)
class Part:
    """A process to keep running."""

    name: str
    command: tuple[str, ...]
    check: Check | None
    """Asks whether it answers; returns what is wrong, or None. Without it, nobody waits for it."""
    environment: Mapping[str, str] = field(default_factory=dict)
    beats: bool = False
    """It says by itself that it goes on (entrypoints/heartbeat.py), and need not be asked."""


def parts_of(settings: Settings) -> list[Part]:
    """List the processes of one machine."""
    rasa = ROOT / ".venvs" / "rasa" / "bin" / "python"

    def ours(name: str) -> tuple[str, ...]:
        return (sys.executable, "-m", "entrypoints.serve", name)

    return [
        *(
            Part(
                _numbered("rasa", number, settings.rasa_workers),
                (str(rasa), "-W", "ignore", "-m", "nlu.serving.serve"),
                partial(health.check_rasa_worker, settings, url, seconds=_PATIENCE_SECONDS),
                {"RASA_PORT": str(settings.rasa_port + number)},
            )
            for number, url in enumerate(settings.rasa_urls)
        ),
        Part(
            "actions",
            ours("actions"),
            partial(health.check_actions, settings, seconds=_PATIENCE_SECONDS),
        ),
        *(
            Part(
                _numbered("web", number, settings.web_workers),
                ours("web"),
                lambda: health.check_web(settings),
                beats=True,  # which of several answers, nobody knows
            )
            for number in range(settings.web_workers)
        ),
        Part("notifier", ours("notifier"), None, beats=True),
    ]


def _numbered(name: str, number: int, count: int) -> str:
    return name if count == 1 else f"{name} {number + 1}"


def environment_of(settings: Settings) -> dict[str, str]:
    """Make the environment that all parts share."""
    return {
        **os.environ,
        "ACTIONS_WEBHOOK": f"{settings.actions_url}/webhook",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RASA_MODEL": os.environ.get("RASA_MODEL") or str(Models(settings).served()),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_TOKEN": settings.rasa_api_token,
        "SECRET_KEY": settings.signing_key,
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TRACKER_URL": settings.tracker_url,
        clock.SET_AT_VARIABLE: os.environ.get(clock.SET_AT_VARIABLE) or str(time.time()),
    }
