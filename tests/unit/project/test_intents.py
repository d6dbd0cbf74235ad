"""Every intent stands in every file that must know it; a failure names the file that forgot it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions import answers, intents
from nlu.understanding.french_words import words_of
from runtime.settings import ROOT


def read(file: str) -> Any:
    return YAML(typ="safe").load((ROOT / file).read_text())


DOMAIN = read("domain.yml")
INTENTS = [name if isinstance(name, str) else next(iter(name)) for name in DOMAIN["intents"]]
BY_RASA = "nlu_fallback"
GROUPS = (
    [*intents.JOB_TOPICS],
    [intents.NOT_ON_PAGE],
    [intents.ABOUT_INTERVIEW],
    intents.FOLLOW_UPS,
    intents.ABOUT_ASSISTANT,
    [intents.ASK_SCHOOL],
    intents.INTERVIEW_WISHES,
    intents.DETAILS,
    intents.DECISIONS,
    intents.COURTESIES,
    intents.OFF_TOPIC,
    intents.MISSES,
)
TOGETHER = (
    intents.QUESTIONS
    | intents.INTERVIEW_WISHES
    | {
        intents.ASK_SCHOOL,
        "affirm",
        "deny",
        "inform",
    }
)
BY_THE_PAGE = {*intents.JOB_TOPICS, *intents.FOLLOW_UPS, intents.ABOUT_INTERVIEW}
"""What is answered from the page, or by a response for each point of an interview."""
OF_JOBS = sorted(ROOT.glob("*/*/asks.yml"))
FILES = [*sorted((ROOT / "data").rglob("*.yml")), *OF_JOBS]
MESSAGES = [
    (group["intent"], line.removeprefix("- "), group.get("metadata", {}).get("said", ""), path)
    for path in FILES
    for group in YAML(typ="safe").load(path).get("nlu", ())
    for line in group["examples"].splitlines()
]
RULES = {path.name: read(f"data/rules/{path.name}") for path in (ROOT / "data/rules").glob("*.yml")}
RULES_OF_FORMS = {
    "booking_form": "booking.yml",
    "change_form": "change.yml",
    "question_form": "school_question.yml",
}


def answered(rules: Any, form: str | None) -> Iterator[tuple[str, str]]:
    """List each intent that rules answer while a form is active, and the action that does."""
    for rule in rules["rules"]:
        if rule["condition"] == [{"active_loop": form}]:
            said, done, *_ = rule["steps"]
            for choice in said.get("or", [said]):
                if "intent" in choice:
                    yield choice["intent"], done["action"]


def begun_by_stories() -> set[str]:
    """List the intents with which a story begins: what they mean depends on what was asked."""
    first = [story["steps"][0] for story in read("data/stories.yml")["stories"]]
    return {choice["intent"] for step in first for choice in step.get("or", [step])}


def check(file: str, listed: Any, wanted: Any) -> None:
    """Say which intents a file forgot, has twice, or has though there are none such."""
    times = Counter(listed)
    wrong = {
        "forgot": sorted(set(wanted) - times.keys()),
        "has twice": sorted(name for name, count in times.items() if count > 1),
        "should not have": sorted(times.keys() - set(wanted)),
    }
    assert not any(wrong.values()), f"{file}: " + "; ".join(
        f"{what} {', '.join(names)}" for what, names in wrong.items() if names
    )


def test_every_intent_is_in_one_group():
    grouped = [name for group in GROUPS for name in group]

    check("actions/intents.py", grouped, {*INTENTS, BY_RASA})


def test_every_intent_has_its_messages():
    check("data/nlu/", {intent for intent, *_ in MESSAGES}, INTENTS)


@pytest.mark.parametrize("asks", OF_JOBS, ids=lambda path: path.parent.name)
def test_no_sentence_stands_under_two_intents(asks):
    places = defaultdict(set)
    for intent, text, said, path in MESSAGES:
        if path not in OF_JOBS or path == asks:  # asked of another job, it means another fact
            words = " ".join(words_of(text))
            places[words, said].add(f"{intent} in {path.relative_to(ROOT)}")

    assert {words: found for words, found in places.items() if len(found) > 1} == {}


def test_one_message_may_ask_everything_that_is_asked():
    (classifier,) = (part for part in read("config.yml")["pipeline"] if "together" in part)

    check("config.yml (together)", classifier["together"], TOGETHER)


def test_every_intent_is_answered_when_no_form_is_active():
    by_rules = [name for rules in RULES.values() for name, _ in answered(rules, None)]
    listed = [*by_rules, *(begun_by_stories() - set(by_rules))]

    check("data/rules/ and data/stories.yml", listed, {*INTENTS, BY_RASA})


@pytest.mark.parametrize("form", DOMAIN["forms"])
def test_every_intent_is_answered_while_a_form_is_active(form):
    file = RULES_OF_FORMS[form]
    listed = [name for name, _ in answered(RULES[file], form)]

    check(f"data/rules/{file}", listed, {*INTENTS, BY_RASA})


@pytest.mark.parametrize("form", DOMAIN["forms"])
def test_questions_about_the_job_are_answered_while_a_form_is_active(form):
    file = RULES_OF_FORMS[form]
    questions = {*intents.JOB_TOPICS, intents.NOT_ON_PAGE}
    listed = [
        name
        for name, action in answered(RULES[file], form)
        if name in questions and action.startswith("action_answer_")
    ]

    check(f"data/rules/{file} (action_answer_…)", listed, questions)


@pytest.mark.parametrize(
    ("action", "texts"),
    [
        ("action_answer_while_booking", answers.WHILE_BOOKING),
        ("action_answer_while_asking", answers.WHILE_ASKING),
    ],
)
def test_whatever_a_form_has_answered_has_words(action, texts):
    silent = [
        f"{name} in data/rules/{file}"
        for file, rules in RULES.items()
        for form in DOMAIN["forms"]
        for name, done in answered(rules, form)
        if done == action and name not in {*texts, *BY_THE_PAGE}
    ]

    assert silent == []


@pytest.mark.parametrize(
    "texts", [answers.ALONE, answers.WHILE_BOOKING, answers.BRIEFLY, answers.WHILE_ASKING]
)
def test_every_response_named_after_an_intent_is_written(texts):
    missing = set(texts.values()) - DOMAIN["responses"].keys()

    assert not missing, f"domain.yml: forgot {', '.join(sorted(missing))}"


def test_every_intent_has_its_words_in_the_report():
    file = "bench/understanding/names.yml"
    named = list(read(file)["intents"])

    check(file, named, {*INTENTS, BY_RASA})
    assert named == [*INTENTS, BY_RASA], f"{file}: another order than domain.yml's"
