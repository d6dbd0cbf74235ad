"""The video room of an interview, which nobody can guess."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

_ROOM_BYTES = 15  # 120 bits, 24 letters


@dataclass(frozen=True)
class VideoRooms:
    """Derives the room of an interview from its uid, so that all messages name the same.

    `template` is the address of the video service, with `{room}` in it.
    """

    template: str
    key: str

    def __repr__(self) -> str:
        """Show all but the key."""
        return f"VideoRooms({self.template!r})"

    def link(self, uid: str) -> str:
        """Return the address of an interview's room."""
        digest = hmac.digest(self.key.encode(), b"video room of " + uid.encode(), hashlib.sha256)
        room = base64.b32encode(digest[:_ROOM_BYTES]).decode().lower()
        return self.template.replace("{room}", f"entretien-{room}")
