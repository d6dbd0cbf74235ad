"""A server that has read one message before anyone waits for it: the first one takes a second.

Without a model it ends, and says why, where Rasa would answer that it has none for ever.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

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
    """Load the agent, and have it read a message; end where there is no model to load."""
    agent = await _load(*args)
    if not agent.is_ready():
        _end(agent, str(args[0]))
    await agent.parse_message("bonjour")
    return agent


def _end(agent: Agent, model: str) -> NoReturn:
    """End at once, with the cause, which Rasa has only logged."""
    cause = "there is none"
    if Path(model).exists():
        try:
            agent.load_model(model)
            cause = "it holds none"
        except Exception as error:  # whatever is wrong with it
            cause = f"{type(error).__name__}: {error}"
    sys.stderr.write(f"the model {model} cannot be used ({cause}). Train it: make train\n")
    sys.stderr.flush()
    os._exit(os.EX_CONFIG)  # Sanic would go on, or start again
