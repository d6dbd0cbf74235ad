"""E-mails that were written into files, as no server is set: deleting them in time."""

from __future__ import annotations

import email
import re
from collections.abc import Collection
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


def erase(folder: Path, terms: Collection[str]) -> int:
    """Delete the e-mails that contain one of the terms; returns how many.

    A term is an e-mail address or a reference. Case does not matter.
    """
    if not terms:
        return 0
    # Only whole terms: « ana@… » is not in « diana@… ».
    any_of = "|".join(map(re.escape, terms))
    wanted = re.compile(rf"(?<![\w.+-])({any_of})(?![\w-])", re.IGNORECASE)
    found = [path for path in folder.glob("*.eml") if _contains(path, wanted)]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def purge(folder: Path, before: datetime) -> int:
    """Delete the e-mails that were written before a time; returns how many."""
    old = [path for path in folder.glob("*.eml") if path.name < file_name(before, "")]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def file_name(written_at: datetime, identity: str) -> str:
    """Name the file of an e-mail; the names sort by time."""
    return f"{written_at.astimezone(UTC):%Y%m%dT%H%M%S}-{identity}.eml"


def _contains(path: Path, wanted: re.Pattern[str]) -> bool:
    try:
        mail = email.message_from_bytes(path.read_bytes(), policy=default)
    except FileNotFoundError:  # another process has deleted it
        return False
    text = "\n".join([*(str(value) for value in mail.values()), *_texts(mail)])
    return wanted.search(text) is not None


def _texts(mail: EmailMessage) -> list[str]:
    return [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
