"""The page that the facts come from: its text, headings and calls to action."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Headings stand alone on a line and end without a full stop.
_HEADING = re.compile(r"^[^.!?:]{5,80}$")


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """The page as it is shown; `text` is all of it, as it was copied."""

    title: str
    sections: tuple[Section, ...]
    programme_call: str
    interview_call: str
    text: str

    def says(self, quote: str) -> bool:
        """Tell whether a quote is on the page, letter for letter but for runs of white space."""
        return _one_space(quote) in _one_space(self.text)


def parse_page(text: str, title: str) -> Page:
    """Read a page's text: headings, paragraphs and, on its last line, two calls to action.

    Raises ValueError where the last line does not hold them.
    """
    *body, calls = [line.strip() for line in text.splitlines() if line.strip()]
    programme_call, separator, rest = calls.partition(" Je ")
    if not separator:
        raise ValueError("the last line must hold two calls to action, the second « Je … »")
    sections: list[Section] = []
    for line in body:
        if _HEADING.match(line):
            sections.append(Section(line, ()))
        elif sections:
            last = sections[-1]
            sections[-1] = Section(last.heading, (*last.paragraphs, line))
        else:
            raise ValueError("the page must begin with a heading")
    return Page(title, tuple(sections), programme_call, f"Je {rest}", text)


def _one_space(text: str) -> str:
    return " ".join(text.split())
