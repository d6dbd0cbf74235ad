"""While somebody holds the database's file, actions that only read are run as ever."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from typing import Any

from ruamel.yaml import YAML

from actions.server import make_executor
from testing.running import ROOT

_DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text())


def call(action: str, sender: str, **slots: Any) -> dict[str, Any]:
    """What Rasa sends to have an action run."""
    tracker = {
        "sender_id": sender,
        "slots": {**dict.fromkeys(_DOMAIN["slots"]), **slots},
        "latest_message": {"text": "", "intent": {"name": "inform"}, "entities": []},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": action, "sender_id": sender, "tracker": tracker, "domain": _DOMAIN}


def test_an_action_that_waits_to_write_keeps_no_other_waiting(services):
    executor = make_executor(services)
    release = [call("action_forget_booking", f"visitor {number}") for number in range(12)]

    async def main() -> float:
        waiting = [asyncio.ensure_future(executor.run(one)) for one in release]
        await asyncio.sleep(0.5)
        began = time.monotonic()
        shown = await executor.run(call("action_show_free_slots", "reader"))
        waited = time.monotonic() - began
        assert shown.responses
        assert not any(one.done() for one in waiting)
        other.rollback()
        await asyncio.gather(*waiting)
        return waited

    with closing(sqlite3.connect(services.engine.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert asyncio.run(main()) < 2
