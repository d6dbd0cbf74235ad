"""Hold a random conversation in Rasa's environment, as stock Rasa would or as ours does.

python converse.py stock|patched MODEL DATABASE ACTIONS_URL TURNS

Prints what was answered and which events were kept, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys

from nlu.serving.unused_imports import leave_out_unused

leave_out_unused()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402
from rasa.core.processor import MessageProcessor  # noqa: E402
from rasa.core.tracker_store import SQLTrackerStore  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402
from rasa.utils.log_utils import configure_structlog  # noqa: E402

from nlu.components.fast_rule_policy import RulePolicy  # noqa: E402
from nlu.serving.patches import apply_all  # noqa: E402
from nlu.serving.patches.context import parse_message_with_graph  # noqa: E402
from nlu.serving.tracker_store import PooledTrackerStore  # noqa: E402

SAID = (
    """
bonjour|quel est le salaire ?|quelles sont les missions ?|merci|je veux un rendez-vous|mardi à 14h
lundi matin|Zoé Lambert|zoe.lambert@example.org|06 12 34 56 78|non|oui|je suis d'accord|c'est exact
annuler|stop|quelles études faut-il ?|blablurb xx|en fait mercredi 10h|vous êtes un robot ?
mon mail est plutôt lea@example.org|au revoir|quels créneaux sont libres ?|/book_interview|/greet
/ask_salary|annuler mon entretien|c'est quand mon entretien ?|il fait beau|tu es nul
""".strip()
    .replace("\n", "|")
    .split("|")
)


async def main(kind: str, model: str, database: str, actions: str, turns: str) -> None:
    """Hold the conversation."""
    if kind == "patched":
        apply_all()
    else:
        del RulePolicy._get_possible_keys  # which leaves Rasa's own
        # The one patch that is meant to change what is understood.
        MessageProcessor._parse_message_with_graph = parse_message_with_graph
    agent = Agent.load(model, action_endpoint=EndpointConfig(actions))
    made = PooledTrackerStore if kind == "patched" else SQLTrackerStore
    store = made(agent.domain, host=f"sqlite:///{database}")
    agent.tracker_store = agent.processor.tracker_store = store
    chance, answers = random.Random(11), []
    for _ in range(int(turns)):
        said = UserMessage(chance.choice(SAID), CollectingOutputChannel(), "visitor")
        for bubble in await agent.handle_message(said):
            titles = [button["title"] for button in bubble.get("buttons", ())]
            answers.append([said.text, bubble.get("text"), titles])
    kept = (await store.retrieve_full_tracker("visitor")).events
    events = [[e.type_name, str(getattr(e, "action_name", ""))] for e in kept]
    policies = [getattr(event, "policy", None) for event in kept]
    json.dump({"answers": answers, "events": events, "policies": policies}, sys.stdout)


configure_structlog()
asyncio.run(main(*sys.argv[1:]))
