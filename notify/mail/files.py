"""E-mails that became files, for want of a server: forgetting them with the people they name."""

from __future__ import annotations

import email
import re
from collections.abc import Collection
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


def erase(folder: Path, words: Collection[str]) -> int:
    """Delete the e-mails that hold one of some words (an address, a reference); returns how many.

    Upper and lower case are the same.
    """
    if not words:
        return 0
    # Whole ones: « ana@… » is not in « diana@… ».
    any_of = "|".join(map(re.escape, words))
    wanted = re.compile(rf"(?<![\w.+-])({any_of})(?![\w-])", re.IGNORECASE)
    holding = [path for path in folder.glob("*.eml") if _holds(path, wanted)]
    for path in holding:
        path.unlink(missing_ok=True)
    return len(holding)


def purge(folder: Path, before: datetime) -> int:
    """Delete the e-mails that were written before a time; returns how many."""
    old = [path for path in folder.glob("*.eml") if path.name < name_of(before, "")]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def name_of(written_at: datetime, identity: str) -> str:
    """Name an e-mail's file, so that names sort by time."""
    return f"{written_at.astimezone(UTC):%Y%m%dT%H%M%S}-{identity}.eml"


def _holds(path: Path, wanted: re.Pattern[str]) -> bool:
    try:
        mail = email.message_from_bytes(path.read_bytes(), policy=default)
    except FileNotFoundError:  # somebody else erases too
        return False
    text = "\n".join([*(str(value) for value in mail.values()), *_texts(mail)])
    return wanted.search(text) is not None


def _texts(mail: EmailMessage) -> list[str]:
    return [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
