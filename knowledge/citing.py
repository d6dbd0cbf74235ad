"""Where on its page an answer stands: the end of an address, to which browsers scroll, and mark it.

These are text fragments (https://wicg.github.io/scroll-to-text-fragment/): a page needs no anchors
of ours. A browser that does not know them shows the page from its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote as percent_encoded

from french.letters import fold
from knowledge.answers import BY_MONTH, facts_asked
from knowledge.model import Job

_FEWEST = 4  # words, that name the beginning or the end of a passage
_MOST_MARKED = 4


def place_on_page(job: Job, topic_name: str, points: Sequence[str] = ()) -> str:
    """Give the fragment of the sentences that say it: « #:~:text=… ».

    Of the facts among `points`, or else from the first to the last of the topic's facts; nothing
    where all of these are withheld. Raises KeyError for a topic that the job has not.
    """
    asked = [point for point in points if point in job.facts] or facts_asked(
        job, topic_name, points
    )
    if not asked and BY_MONTH in points and job.salary:
        asked = [job.salary.range]
    quotes = _quotes(job, asked)[:_MOST_MARKED]
    seen = _Seen(job.page.text)
    told = [] if asked else _quotes(job, job.topics[topic_name].facts_told)
    if not quotes and not told:
        return ""
    if quotes:
        passages = [seen.passage(quote, quote) for quote in quotes]
    else:
        told = [quote for quote in told if seen.begins(quote) >= 0] or told
        passages = [seen.passage(min(told, key=seen.begins), max(told, key=seen.ends))]
    return "#:~:" + "&".join(f"text={passage}" for passage in passages)


def _quotes(job: Job, facts: Iterable[str]) -> list[str]:
    """List what facts quote, each once; one that is withheld quotes nothing."""
    return list(dict.fromkeys(quote for fact in facts if (quote := job.facts[fact].quote)))


class _Seen:
    """A page as browsers search it: neither case, accents nor kinds of apostrophes matter."""

    def __init__(self, text: str) -> None:
        self._text = _searched(text)

    def begins(self, words: str, after: int = 0) -> int:
        whole = re.compile(rf"(?<!\w){re.escape(_searched(words))}(?!\w)")
        found = whole.search(self._text, after)
        return found.start() if found else -1

    def ends(self, words: str, after: int = 0) -> int:
        return self.begins(words, after) + len(_searched(words))

    def passage(self, first: str, last: str) -> str:
        """Name what stands from the beginning of a quote to the end of another."""
        opening, closing = first.split(), last.split()
        if first == last and len(opening) <= 2 * _FEWEST:
            return _encoded(first)
        begin, end = self.begins(first), self.ends(last)
        if begin < 0:  # only the page of today has it
            return (
                f"{_encoded(' '.join(opening[:_FEWEST]))},{_encoded(' '.join(closing[-_FEWEST:]))}"
            )
        start = _shortest(
            (" ".join(opening[:count]) for count in _counts(opening)),
            lambda words: self.begins(words) == begin,
        )
        after = self.ends(start)
        stop = _shortest(
            (" ".join(closing[-count:]) for count in _counts(closing)),
            lambda words: self.ends(words, after) == end,
        )
        return f"{_encoded(start)},{_encoded(stop)}"


def _searched(text: str) -> str:
    return fold(" ".join(text.split()))


def _counts(words: Sequence[str]) -> range:
    return range(min(_FEWEST, len(words)), len(words) + 1)


def _shortest(candidates: Iterable[str], names: Callable[[str], bool]) -> str:
    """Give the first that names the place, or else the last."""
    words = ""
    for words in candidates:
        if names(words):
            break
    return words


def _encoded(words: str) -> str:
    return percent_encoded(words, safe="").replace("-", "%2D")  # which would mean something
