"""Which part answers and which does not: for `/readyz`, the supervisor and the doctor."""

from __future__ import annotations

import asyncio

import httpx
from sqlalchemy import Engine, text

from runtime.settings import Settings

_SECONDS = 3.0


async def check_rasa(settings: Settings) -> str | None:
    """Ask Rasa for its model; returns what is wrong, or None where one of its processes answers."""
    asked = (check_rasa_worker(settings, url) for url in settings.rasa_urls)
    problems = await asyncio.gather(*asked)
    return None if None in problems else problems[0]


async def check_rasa_worker(settings: Settings, url: str) -> str | None:
    """Ask one of Rasa's processes for its model; returns what is wrong, or None."""
    return await _ask(f"{url}/status", params={"token": settings.rasa_api_token})


async def check_actions(settings: Settings) -> str | None:
    """Ask the action server whether it is alive; returns what is wrong, or None."""
    return await _ask(f"{settings.actions_url}/health")


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


async def _ask(url: str, params: dict[str, str] | None = None) -> str | None:
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            answer = await client.get(url, params=params)
    except httpx.HTTPError as error:
        return f"does not answer ({type(error).__name__})"
    return None if answer.is_success else f"answers {answer.status_code}"


def _query(engine: Engine) -> str | None:
    try:
        with engine.execution_options(read_only=True).connect() as connection:
            connection.execute(text("SELECT version_num FROM conseiller_version")).one()
    except Exception as error:  # whatever the driver raises: the answer is the same
        return f"cannot be read ({type(error).__name__})"
    return None
