"""The room that is left where we write: bookings get the last of it, conversations stop before."""

from __future__ import annotations

import shutil
from pathlib import Path

EARLY_MB = 1_000
"""Below it, staff are told: at the quotas of one address that is days away from the end."""

CHAT_MB = 300
"""Below it, no new conversation begins, so that bookings find room."""

LEAST_MB = 100
"""Below it, a booking may find no room any more."""


def free_mb(home: Path) -> int:
    """Give the megabytes that are free. Raises OSError."""
    return shutil.disk_usage(home).free // 1_000_000


def fills_up(home: Path) -> int | None:
    """Give the megabytes that are free where they are few; None where not, or nobody knows."""
    try:
        free = free_mb(home)
    except OSError:
        return None
    return free if free < EARLY_MB else None


def has_room_to_talk(home: Path) -> bool:
    """Tell whether a new conversation may begin; yes where nobody knows."""
    try:
        return free_mb(home) >= CHAT_MB
    except OSError:
        return True
