"""A server that has read one message before anyone waits for it: the first one takes a second."""

from __future__ import annotations

from typing import Any

import rasa.core.run
from rasa.core.agent import Agent

from nlu.serving.patches.register import replaces

_load = rasa.core.run.load_agent_on_start


@replaces(
    rasa.core.run,
    "load_agent_on_start",
    library="rasa 3.6.21",
    source="315d39a25c4a44b01feb1fb085acd68a1a0bc7698007a0d276936c8556316832",
    spares="1 to 2 s for the first visitor",
)
async def load_and_warm_up(*args: Any) -> Agent:
    """Load the agent, and have it read a message."""
    agent = await _load(*args)
    if agent.is_ready():
        await agent.parse_message("bonjour")
    return agent
