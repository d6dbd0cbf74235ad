"""Where an interview is held: a video room that nobody can guess."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

_ROOM_BYTES = 15  # 120 bits, 24 letters


@dataclass(frozen=True)
class VideoRooms:
    """Derives each interview's room from its uid: the same for all its messages.

    `template` is the service's address with `{room}` in it.
    """

    template: str
    key: str

    def __repr__(self) -> str:
        """Show all but the key."""
        return f"VideoRooms({self.template!r})"

    def link(self, uid: str) -> str:
        """Give the address of an interview's room."""
        digest = hmac.digest(self.key.encode(), b"video room of " + uid.encode(), hashlib.sha256)
        room = base64.b32encode(digest[:_ROOM_BYTES]).decode().lower()
        return self.template.replace("{room}", f"entretien-{room}")
