"""A visitor's talk with a form, on trackers as Rasa sends them to actions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from testing.running import ROOT

DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))


class FormTalk:
    """Keeps what lives through several turns: the slots, and the action that follows."""

    def __init__(self, form: str) -> None:
        self._form = form
        self.slots: dict[str, Any] = dict.fromkeys(DOMAIN["slots"])
        self.followup: str | None = None
        self.said: list[str] = []
        """What the next message answers."""

    def run(
        self,
        action: Any,
        typed: str,
        intent: str,
        entities: dict[str, str] | None = None,
        *,
        asked: str | None = None,
        is_active: bool = True,
        begins: bool = False,
        asks: Sequence[Mapping[str, Any]] = (),
        sure: float = 0.9,
    ) -> list[str]:
        """Run an action after a message; returns the responses that it utters.

        The form is under way, or `begins` by this message, of which Rasa has it validate all.
        `asked` is the slot that the form has asked for, `asks` what the message was read to ask,
        and `sure` how sure its intent is.
        """
        message = {
            "text": typed,
            "intent": {"name": intent, "confidence": sure},
            "asks": [*asks],
            "entities": [{"entity": n, "value": v} for n, v in (entities or {}).items()],
        }
        loop = {"name": self._form} if is_active else {}
        under_way = {"event": "active_loop", **(loop or {"name": None})}
        events = [
            *(() if begins else (under_way,)),
            *({"event": "bot", "metadata": {"utter_action": each}} for each in self.said),
            {"event": "action", "name": "action_listen"},
            {"event": "user", "text": typed, "parse_data": message},
            *((under_way,) if begins else ()),
        ]
        slots = {**self.slots, "requested_slot": asked}
        tracker = Tracker("visitor", slots, message, events, False, None, loop, "action_listen")
        dispatcher = CollectingDispatcher()
        done = action.run(dispatcher, tracker, DOMAIN)
        happened = asyncio.run(done) if asyncio.iscoroutine(done) else done
        for event in happened:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        self.followup = next((e["name"] for e in happened if e["event"] == "followup"), None)
        return [message["response"] for message in dispatcher.messages]
