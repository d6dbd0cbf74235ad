"""A model that is put in place while Rasa serves: loaded aside, and warm before anyone meets it."""

from __future__ import annotations

import asyncio
from typing import Any

import rasa.server
from rasa.core.agent import Agent

from nlu.serving.patches.register import replaces

_load = rasa.server._load_agent


@replaces(
    rasa.server,
    "_load_agent",
    library="rasa 3.6.21",
    source="9a505caae0d53d8f1741eec82adf990e365e5f6c7a93d3f8c178985b1b1f1fdd",
    spares="some seconds in which nobody would be answered while another model is loaded",
)
async def load_agent_aside(*args: Any, **kwargs: Any) -> Agent:
    """Load a model in a thread of its own, and have it read a message."""

    async def load() -> Agent:
        agent: Agent = await _load(*args, **kwargs)
        await agent.parse_message("bonjour")
        return agent

    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, lambda: asyncio.run(load()))
