"""The page that the facts come from: its headings, paragraphs, sentences and calls to action."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pydantic import BaseModel, ConfigDict

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«])")
_SECOND_CALL = " Je "


class Section(BaseModel):
    """A heading and what stands below it."""

    model_config = ConfigDict(frozen=True)

    heading: str
    paragraphs: tuple[str, ...]


class Page(BaseModel):
    """The page as it is shown; `text` is all of it, as it was copied."""

    model_config = ConfigDict(frozen=True)

    title: str
    url: str
    sections: tuple[Section, ...]
    programme_call: str
    interview_call: str
    text: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every sentence of the paragraphs, in order."""
        return tuple(
            sentence
            for section in self.sections
            for paragraph in section.paragraphs
            for sentence in _SENTENCE_END.split(paragraph)
        )

    def says(self, quote: str) -> bool:
        """Tell whether a quote is on the page, letter for letter but for runs of white space.

        A quote begins and ends with whole words.
        """
        whole = rf"(?<!\w){re.escape(_one_space(quote))}(?!\w)"
        return re.search(whole, _one_space(self.text)) is not None

    def nearest(self, quote: str) -> str:
        """Find the sentence that shares the longest run of letters with a quote."""
        return max(self.sentences, key=lambda sentence: _shared(quote, sentence))


def parse_page(text: str, title: str, url: str) -> Page:
    """Read a page's text: headings, their paragraphs and, on its last line, the calls to action.

    A line without a full stop is a heading. Raises ValueError where the text has another shape.
    """
    lines = [_one_space(line) for line in text.splitlines() if line.strip()]
    if not lines or lines[0].endswith((".", "!", "?", "…")):
        raise ValueError("it must begin with a heading, a line without a full stop")
    programme_call, found, interview_call = lines.pop().rpartition(_SECOND_CALL)
    if not found:
        raise ValueError(
            "its last line must hold the two calls to action, « Découvrir … Je prends … »"
        )
    return Page(
        title=title,
        url=url,
        sections=_sections(lines),
        programme_call=programme_call,
        interview_call=_SECOND_CALL.lstrip() + interview_call,
        text=text,
    )


def _sections(lines: list[str]) -> tuple[Section, ...]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.endswith((".", "!", "?", "…")):
            found[-1][1].append(line)
        else:
            found.append((line, []))
    for heading, paragraphs in found:
        if not paragraphs:
            raise ValueError(
                f"nothing stands below the heading « {heading} »; if it is no heading, "
                "end it with a full stop"
            )
    if not found:
        raise ValueError("it has a last line only: headings and paragraphs must stand above it")
    return tuple(Section(heading=name, paragraphs=tuple(below)) for name, below in found)


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _shared(quote: str, sentence: str) -> int:
    return SequenceMatcher(None, quote, sentence, autojunk=False).find_longest_match().size
