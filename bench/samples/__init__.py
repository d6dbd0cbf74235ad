"""Messages, times and conversations of this repository: measured on where no file is named."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MESSAGES = FOLDER / "messages.tsv"
PAIRS = FOLDER / "pairs.tsv"
FOLLOW_UPS = FOLDER / "follow_ups.tsv"
WHEN = FOLDER / "when.tsv"
NO_TIMES = FOLDER / "when_none.txt"
CONVERSATIONS = FOLDER / "conversations.yml"
