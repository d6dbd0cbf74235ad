"""What the public page `/qualite` says was measured: a file that is committed with the figures."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from bench.intervals import wilson
from bench.understanding.figures import Figures
from testing.running import ROOT

FILE = ROOT / "docs" / "quality.json"
_SHOWN = ("answered", "with_a_slip", "pairs", "follow_ups", "left_open", "dialogues", "bookings")
_ASKED = ("answered", "without_accents", "in_capitals", "with_a_slip", "pairs", "follow_ups")


def quality_of(figures: Figures, measured_on: date) -> dict[str, Any]:
    """Say what is shown: how many of how many, with the 95 % interval in percent."""
    shares = {name: figures.ours[name] for name in _SHOWN if name in figures.ours}
    asked = sum(figures.ours[name].total for name in _ASKED if name in figures.ours)
    return {
        "measured_on": measured_on.isoformat(),
        "shares": {
            name: {
                "right": share.right,
                "total": share.total,
                "interval": [round(end, 1) for end in wilson(share.right, share.total)],
            }
            for name, share in shares.items()
        },
        "invented": {"number": figures.invented, "total": asked},
    }


def keep(quality: dict[str, Any], file: Path = FILE) -> None:
    """Write it down."""
    file.write_text(json.dumps(quality, indent=2) + "\n", encoding="utf-8")
