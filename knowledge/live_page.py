"""The school's page as it is today: its words, and whether what the facts rest on is still there.

A fact rests on the whole sentence that holds its quote: where that changes around the quote, the
quote may mean something else. Typography is no change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from knowledge.model import Fact, Job

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "select"})
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data em i kbd mark q s samp small span strong sub sup time u var "
    "wbr font ins del".split()
)
# After NFKC, which makes one hyphen of several.
_SAME = str.maketrans({"’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-"})
_IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?)»%])")
_SPACE_AFTER = re.compile(r"(?<=[(«])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w+")
_LEAST_IN_COMMON = 0.3


@dataclass(frozen=True)
class Missing:
    """A fact whose sentence the page no longer has, and what it has in its place, if anything."""

    fact: str
    sentence: str
    nearest: str


class LivePage:
    """What a reader of the page sees; `content` is HTML or plain text."""

    def __init__(self, content: str, *, is_html: bool = True) -> None:
        self._lines = _read(content) if is_html else content
        self._text = _plain(self._lines)

    @property
    def lines(self) -> list[str]:
        """What is read, a line a heading, a paragraph or the like; none is empty."""
        lines = (" ".join(line.split()) for line in self._lines.splitlines())
        return [line for line in lines if line]

    def says(self, sentence: str) -> bool:
        """Tell whether a sentence is there, letter for letter but for its typography."""
        whole = rf"(?<!\w){re.escape(_plain(sentence))}(?!\w)"
        return re.search(whole, self._text) is not None

    def nearest(self, sentence: str, least: float = _LEAST_IN_COMMON) -> str:
        """Find the sentence that has most words in common with another; empty: none is near.

        `least` is the share of both sentences' words that is near.
        """
        words = _words(sentence)
        near, share = "", least
        for each in _SENTENCE_END.split(self._lines):
            theirs = _words(each)
            common = len(words & theirs) / len(words | theirs) if theirs else 0.0
            if common > share:
                near, share = " ".join(each.split()), common
        return near

    def missing(self, job: Job) -> list[Missing]:
        """List the facts whose sentence is not there any more."""
        sentences = {fact.id: sentence_of(job, fact) for fact in job.facts.values()}
        gone = {each for each in set(sentences.values()) if not self.says(each)}
        nearest = {each: self.nearest(each) for each in gone}
        return [
            Missing(fact, sentence, nearest[sentence])
            for fact, sentence in sentences.items()
            if sentence in gone
        ]


def sentence_of(job: Job, fact: Fact) -> str:
    """Find the sentence of the job's page that holds a fact's quote; else the quote itself."""
    quote = " ".join(fact.quote.split())
    return next((each for each in job.page.sentences if quote in each), quote)


class _Reader(HTMLParser):
    """Collects what is seen: a block begins a line, what is within a line does not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")


def _read(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def _plain(text: str) -> str:
    """Write a text so that what is typography alone is the same."""
    same = unicodedata.normalize("NFKC", text).translate(_SAME).translate(_IGNORED)
    one_space = " ".join(same.split())
    return _SPACE_AFTER.sub("", _SPACE_BEFORE.sub("", one_space)).casefold()


def _words(text: str) -> frozenset[str]:
    return frozenset(_each_word(text))


def _each_word(text: str) -> Iterator[str]:
    for found in _WORD.finditer(_plain(text)):
        yield found[0]
