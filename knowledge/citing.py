"""Where on its page an answer stands: the end of an address, to which browsers scroll, and mark it.

These are text fragments (https://wicg.github.io/scroll-to-text-fragment/): a page needs no anchors
of ours. A browser that does not know them shows the page from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote as percent_encoded

from knowledge.answers import BY_MONTH
from knowledge.model import Job
from knowledge.page import Page

_FEWEST = 4  # words, that name the beginning or the end of a passage
_MOST_MARKED = 4


def place_on_page(job: Job, topic_name: str, points: Sequence[str] = ()) -> str:
    """Give the fragment of the sentences that say it: « #:~:text=… ».

    Of the facts among `points`, or else from the first to the last of the topic's facts. Raises
    KeyError for a topic that the job has not.
    """
    asked = [point for point in points if point in job.facts]
    if not asked and BY_MONTH in points and job.salary:
        asked = [job.salary.range]
    quotes = list(dict.fromkeys(job.facts[fact].quote for fact in asked))[:_MOST_MARKED]
    if quotes:
        passages = [_passage(job.page, quote, quote) for quote in quotes]
    else:
        told = (job.facts[fact].quote for fact in job.topics[topic_name].facts_told)
        in_order = sorted(told, key=job.page.position)
        last = max(in_order, key=lambda quote: job.page.position(quote) + len(quote))
        passages = [_passage(job.page, in_order[0], last)]
    return "#:~:" + "&".join(f"text={passage}" for passage in passages)


def _passage(page: Page, first: str, last: str) -> str:
    """Name what stands from the beginning of a quote to the end of another."""
    opening, closing = first.split(), last.split()
    if first == last and len(opening) <= 2 * _FEWEST:
        return _encoded(first)
    begins, ends = page.position(first), page.position(last) + len(" ".join(closing))
    start = _shortest(
        (" ".join(opening[:count]) for count in _counts(opening)),
        lambda words: page.position(words) == begins,
    )
    end = _shortest(
        (" ".join(closing[-count:]) for count in _counts(closing)),
        lambda words: page.position(words, begins + len(start)) == ends - len(words),
    )
    return f"{_encoded(start)},{_encoded(end)}"


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
