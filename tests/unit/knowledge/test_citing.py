"""The source of an answer is the sentence that says it, wherever it stands on the page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from knowledge import load_job, place_on_page, withhold
from knowledge.answers import BY_MONTH
from testing.running import ROOT

JOB = load_job(ROOT / "knowledge" / "responsable-ecommerce" / "job.yml")
PAGE = " ".join(JOB.page.text.split())
SEARCHED = PAGE.lower().replace("’", "'")  # browsers find « d'un » where « d’un » is looked for


def marked(fragment: str) -> list[str]:
    """What a browser marks on the page for a fragment."""
    assert fragment.startswith("#:~:text=")
    return [resolved(part.removeprefix("text=")) for part in fragment[4:].split("&")]


def resolved(directive: str) -> str:
    start, *end = [unquote(part) for part in directive.split(",")]
    begins = SEARCHED.index(searched(start))
    if not end:
        return PAGE[begins : begins + len(start)]
    ends = SEARCHED.index(searched(end[0]), begins + len(start)) + len(end[0])
    return PAGE[begins:ends]


def searched(words: str) -> str:
    return words.lower().replace("’", "'")


@pytest.mark.parametrize("fact", JOB.facts.values(), ids=lambda fact: fact.id)
def test_the_source_of_a_fact_is_its_own_sentence(fact):
    topic = next(name for name, topic in JOB.topics.items() if fact.id in topic.facts_told)

    assert marked(place_on_page(JOB, topic, [fact.id])) == [" ".join(fact.quote.split())]


@pytest.mark.parametrize("name", JOB.topics)
def test_the_source_of_a_whole_topic_goes_from_its_first_fact_to_its_last(name):
    (passage,) = marked(place_on_page(JOB, name))

    for fact in JOB.topics[name].facts_told:
        assert " ".join(JOB.facts[fact].quote.split()) in passage


def test_several_facts_are_marked_each_and_a_month_leads_to_the_year():
    both = place_on_page(JOB, "qualities", ["curiosity", "challenge"])

    assert marked(both) == [JOB.facts[name].quote for name in ("curiosity", "challenge")]
    assert "40 et 80 k€" in marked(place_on_page(JOB, "salary", [BY_MONTH]))[0]


@pytest.mark.parametrize("name", JOB.topics)
def test_nothing_in_the_fragment_ends_a_link_or_means_something_to_a_browser(name):
    address = place_on_page(JOB, name).removeprefix("#:~:text=")

    assert not set(address) & set(" ()[]<>\"'-")
    assert address.count(",") <= 1


@pytest.mark.parametrize("name", JOB.topics)
def test_what_is_withheld_is_no_part_of_the_source(name):
    first, *others = JOB.topics[name].facts_told

    without_first = marked(place_on_page(withhold(JOB, [first]), name))
    without_all = withhold(JOB, [first, *others])

    kept = [" ".join(JOB.facts[fact].quote.split()) for fact in others]
    assert all(quote in without_first[0] for quote in kept)
    assert place_on_page(without_all, name) == ""
    assert place_on_page(without_all, name, [first]) == ""
