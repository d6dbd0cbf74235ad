"""A visitor's note for the interview: « je suis sourd, par écrit ? », « mon fils sera là »."""

from __future__ import annotations

from french.letters import one_line

LONGEST = 500
"""How many characters a note may have."""


class NoteTooLong(Exception):
    """It has more characters than LONGEST."""


def read_note(typed: str) -> str | None:
    """Read what was typed, its lines without the spaces around them; None where that is nothing.

    Raises NoteTooLong.
    """
    lines = (one_line(line) for line in typed.splitlines())
    note = "\n".join(line for line in lines if line)
    if len(note) > LONGEST:
        raise NoteTooLong
    return note or None


def with_more(note: str | None, told: str, *, must_fit: bool = True) -> str:
    """Add a line to a note that does not hold it yet.

    Raises NoteTooLong where it does not fit, or leaves it out where that is not a must.
    """
    lines = note.splitlines() if note else []
    more = "\n".join(dict.fromkeys((*lines, told)))
    if len(more) <= LONGEST:
        return more
    if must_fit:
        raise NoteTooLong
    return note or ""
