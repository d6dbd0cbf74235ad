"""Which part answers and which does not: for `/readyz`, the supervisor and the doctor."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from sqlalchemy import Engine, text

from runtime import disk
from runtime.settings import Settings

_SECONDS = 3.0
_KEPT_SECONDS = 1.0  # how long an answer holds, for however many ask
_HEARTBEAT = "notifier.alive"
_BEAT_SECONDS = 5.0
_SILENT_SECONDS = 30.0  # a notifier that says nothing for so long hangs


class Readiness:
    """Tells whether this machine can serve, as cheaply as a probe should be answered."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self._checking: asyncio.Task[dict[str, str | None]] | None = None
        self._checked = float("-inf")

    async def parts(self) -> dict[str, str | None]:
        """Check every part, by name (None: all is well); whoever asks at once shares an answer."""
        is_over = self._checking is not None and self._checking.done()
        if self._checking is None or (is_over and time.monotonic() > self._checked + _KEPT_SECONDS):
            self._checking = asyncio.create_task(self._check())
        return await asyncio.shield(self._checking)

    def is_ready(self, parts: dict[str, str | None]) -> bool:
        """Tell whether visitors are served as well here as elsewhere.

        A database server is the same for all: while it is away, they are told politely.
        """
        is_shared = self._engine.dialect.name != "sqlite"
        return not any(why for part, why in parts.items() if not (is_shared and part == "database"))

    async def _check(self) -> dict[str, str | None]:
        parts, room, notifier = await asyncio.gather(
            check_all(self._settings, self._engine),
            asyncio.to_thread(check_disk, self._settings.home),
            asyncio.to_thread(check_notifier, self._settings.home),
        )
        self._checked = time.monotonic()
        return {**parts, "disk": room, "notifier": notifier}


def check_disk(home: Path) -> str | None:
    """Look whether there is room to write; returns what is wrong, or None."""
    try:
        free = disk.free_mb(home)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if free >= disk.LEAST_MB else f"only {free} MB are free"


def check_notifier(home: Path) -> str | None:
    """Look whether the notifier of this machine goes on; None too where none ever ran."""
    try:
        beaten = float((home / _HEARTBEAT).read_text())
    except (OSError, ValueError):
        return None
    silent = time.monotonic() - beaten  # a clock that all processes of a machine share
    return None if 0 <= silent < _SILENT_SECONDS else "says nothing any more"


async def beat(home: Path, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Say again and again that the notifier goes on, if it does, until cancelled."""
    heart = home / _HEARTBEAT
    try:
        while True:
            if goes_on():
                await asyncio.to_thread(_write, heart, str(time.monotonic()))
            await asyncio.sleep(_BEAT_SECONDS)
    finally:
        heart.unlink(missing_ok=True)  # stopped, it is no longer expected


async def check_rasa(settings: Settings) -> str | None:
    """Ask Rasa for its model; returns what is wrong, or None where one of its processes answers."""
    asked = (check_rasa_worker(settings, url) for url in settings.rasa_urls)
    problems = await asyncio.gather(*asked)
    return None if None in problems else problems[0]


async def check_rasa_worker(settings: Settings, url: str, seconds: float = _SECONDS) -> str | None:
    """Ask one of Rasa's processes for its model; returns what is wrong, or None."""
    return await _ask(f"{url}/status", {"token": settings.rasa_api_token}, seconds)


async def check_actions(settings: Settings, seconds: float = _SECONDS) -> str | None:
    """Ask the action server whether it is alive; returns what is wrong, or None."""
    return await _ask(f"{settings.actions_url}/health", seconds=seconds)


async def check_web(settings: Settings) -> str | None:
    """Ask the web process whether it is alive; returns what is wrong, or None."""
    return await _ask(f"http://127.0.0.1:{settings.web_port}/healthz")


async def check_database(engine: Engine) -> str | None:
    """Read one row; returns what is wrong, or None."""
    return await asyncio.to_thread(_query, engine)


async def check_all(settings: Settings, engine: Engine) -> dict[str, str | None]:
    """Check every part that a conversation needs, by name; None stands for « it answers »."""
    database, rasa, actions = await asyncio.gather(
        check_database(engine), check_rasa(settings), check_actions(settings)
    )
    return {"database": database, "rasa": rasa, "actions": actions}


async def _ask(
    url: str, params: dict[str, str] | None = None, seconds: float = _SECONDS
) -> str | None:
    try:
        # On loopback: neither certificates, which are slow to load, nor proxies.
        async with httpx.AsyncClient(timeout=seconds, verify=False, trust_env=False) as client:
            answer = await client.get(url, params=params)
    except httpx.HTTPError as error:
        return f"does not answer ({type(error).__name__})"
    return None if answer.is_success else f"answers {answer.status_code}"


def _write(path: Path, content: str) -> None:
    draft = path.with_suffix(".draft")
    try:
        draft.write_text(content)
        draft.replace(path)
    except OSError:
        return  # a full disk: the silence tells it


def _query(engine: Engine) -> str | None:
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and not Path(file).exists():  # open connections would still read what is gone
        return "the file is gone"
    try:
        with engine.execution_options(read_only=True).connect() as connection:
            connection.execute(text("SELECT version_num FROM conseiller_version")).one()
    except Exception as error:  # whatever the driver raises: the answer is the same
        return f"cannot be read ({type(error).__name__})"
    return None
