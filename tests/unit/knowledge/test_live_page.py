"""What has changed on the school's page is found, and not told; new typography is none."""

from __future__ import annotations

import html

import pytest

from actions.follow_ups import Told, follow_up
from knowledge import LivePage, answer, load_jobs, withhold
from knowledge.answers import BY_MONTH
from runtime.settings import ROOT

JOB = load_jobs(ROOT / "knowledge")["responsable-ecommerce"]
PAGE = "".join(f"<p>{html.escape(line)}</p>\n" for line in JOB.page.text.splitlines())
SALARY = "Un cadre peut obtenir entre 40 et 80 k€ nets par an"


def missing(page: str) -> set[str]:
    return {each.fact for each in LivePage(page).missing(JOB)}


def test_nothing_is_missing_from_the_page_as_it_was():
    assert missing(PAGE) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("’", "'"),
        ("’", "&rsquo;"),
        ("’", "&#8217;"),
        ("é", "&eacute;"),
        ("é", "e\u0301"),
        (" ", "\n   "),
        (" ", "&nbsp;"),
        ("k€ nets", "<strong>k€</strong> <em>nets</em>"),
        ("e-commerce", "e&#8209;commerce"),
        ("management", "manage&shy;ment"),
        ("commerce . HETIC", "commerce. HETIC"),
        ("<p>Le point", "<script>var x = '<p>40';</script><nav>Menu</nav><p>Le point"),
        ("<p>", "<div><div>"),
        ("&amp;", "&"),
    ],
)
def test_what_is_only_typeset_anew_is_no_change(before, after):
    assert before in PAGE
    assert missing(PAGE.replace(before, after)) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("entre 40 et 80 k€", "entre 45 et 80 k€"),
        ("entre 40 et 80 k€", "entre 40 et 800 k€"),
        ("Un cadre peut obtenir", "Un cadre ne peut plus obtenir"),  # around the quote
        (SALARY, ""),
        (SALARY, f"<!-- {SALARY} -->"),
        (SALARY, f"<template>{SALARY}</template>"),
    ],
)
def test_a_sentence_that_changed_takes_its_facts_along(before, after):
    found = LivePage(PAGE.replace(before, after)).missing(JOB)

    assert "salary_range" in {each.fact for each in found}
    assert len({each.sentence for each in found}) == 1
    assert all(each.sentence.startswith(SALARY) for each in found)


def test_what_stands_in_its_place_is_found():
    (found, *_) = LivePage(PAGE.replace("40 et 80", "45 et 90")).missing(JOB)

    assert found.nearest.startswith("Un cadre peut obtenir entre 45 et 90 k€ nets par an")


def test_another_page_has_nothing_near():
    found = LivePage("<h1>Site en maintenance</h1><p>Revenez demain.</p>").missing(JOB)

    assert {each.fact for each in found} == set(JOB.facts)
    assert {each.nearest for each in found} == {""}


def test_what_is_in_doubt_is_not_stated_in_any_way():
    gone = [each.fact for each in LivePage(PAGE.replace("40 et 80", "45 et 90")).missing(JOB)]
    told = withhold(JOB, gone)
    said = [
        answer(told, "salary"),
        answer(told, "salary", gone),
        answer(told, "salary", [BY_MONTH]),
        *(answer(told, "salary", [point]) for point in JOB.silences),
        *(follow_up(told, intent, Told("salary")).answer for intent in ("ask_simpler", "ask_why")),
        *(
            follow_up(told, intent, Told("salary", tuple(gone))).answer
            for intent in ("ask_source", "ask_why")
        ),
        told.topics["salary"].in_short,
    ]

    assert all("40" not in text and "80" not in text and "3\u202f300" not in text for text in said)
    assert all("vient de changer" in text for text in said if text)
    assert any("envergure de l’entreprise" in text for text in said)  # which has not changed


def test_other_topics_are_told_as_ever():
    told = withhold(JOB, ["salary_range"])

    untouched = [
        name for name, topic in JOB.topics.items() if "salary_range" not in topic.facts_told
    ]
    assert untouched
    assert all(answer(told, name) == answer(JOB, name) for name in untouched)
    assert withhold(JOB, []) is JOB


@pytest.mark.parametrize("fact", JOB.facts)
def test_no_topic_states_a_fact_in_doubt(fact):
    told = withhold(JOB, [fact])

    for name, topic in told.topics.items():
        if fact in topic.facts_told:
            assert JOB.facts[fact].says not in answer(told, name)
            assert JOB.facts[fact].says not in answer(told, name, [fact])
            assert "vient de changer" in answer(told, name, [fact])
