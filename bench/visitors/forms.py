"""Which form asks for which slot, read from the events that Rasa keeps.

Rasa's HTTP API tells it too, but takes as long for that as for a whole turn.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

_KINDS = ("active_loop", "slot")
_NEWS = """
SELECT type_name, data FROM events
WHERE sender_id = ?
AND (type_name = 'active_loop' OR (type_name = 'slot' AND action_name = 'requested_slot'))
ORDER BY id DESC
"""


class Forms:
    """The forms of every conversation of an assistant whose home is a folder."""

    def __init__(self, home: Path) -> None:
        self._database = sqlite3.connect(f"file:{home / 'trackers.db'}?mode=ro", uri=True)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def asking(self, conversation_id: str) -> tuple[str | None, str | None]:
        """The active form of a conversation, and the slot that it asks for."""
        latest: dict[str, dict[str, str | None]] = {}
        for kind, data in self._database.execute(_NEWS, (conversation_id,)):
            latest.setdefault(kind, json.loads(data))
            if len(latest) == len(_KINDS):
                break
        form, slot = (latest.get(kind, {}) for kind in _KINDS)
        return form.get("name"), slot.get("value")
