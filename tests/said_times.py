"""Times said one after the other, on a Wednesday morning."""

from __future__ import annotations

from datetime import datetime

from french.paris import PARIS
from french.when import Window, read_when, refine

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def at(text: str) -> datetime:
    """Read a moment of Paris' wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def said(*phrases: str) -> Window:
    """Give the window that phrases make, each of which completes or corrects those before."""
    windows = [read_when(phrases[0], NOW)]
    for phrase in phrases[1:]:
        windows.append(refine(windows[-1], phrase, NOW, earlier=windows))
    return windows[-1]
