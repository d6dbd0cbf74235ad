"""A candidate is published only if it forgets nothing; what it learns from is well written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from french.letters import fold
from knowledge import load_jobs
from staff.corrections import expected_of, kept, known_lessons, known_near, lessons_of
from staff.learning import Expected, judge
from staff.meanings import Meaning, Meanings
from staff.phrases import Decision, Doubt, Phrase
from testing.running import ROOT
from web.sentences import sentences

JOBS = load_jobs(ROOT / "knowledge")
JOB = "responsable-ecommerce"
PAY, RANGE = Meaning("ask_salary"), Meaning("ask_salary", ("salary_range",))
TASKS = Meaning("ask_missions")


DAY = date(2026, 11, 25)


def expected(text, meant, is_correction=True):
    return Expected(text, "", JOB, meant, is_correction)


def a_phrase(text, meant, said=""):
    return Phrase("id", JOB, said, text, TASKS, Doubt.NONE, 1, DAY, DAY, Decision.OTHER, meant)


def test_what_is_learnt_is_told_with_the_phrases():
    asked = [expected("le blé ?", PAY), expected("les tâches ?", TASKS, is_correction=False)]

    trial = judge(asked, [TASKS, TASKS], [PAY, TASKS])

    assert [change.text for change in trial.gained] == ["le blé ?"]
    assert (trial.lost, trial.is_worse) == ((), False)
    assert (trial.corrections_before, trial.corrections_after) == (0, 1)
    assert (trial.kept_before, trial.kept_after) == (1, 1)


def test_a_correction_that_would_be_forgotten_refuses_it():
    asked = [expected(text, PAY) for text in ("un", "deux", "trois", "quatre")]

    trial = judge(asked, [PAY, PAY, PAY, TASKS], [TASKS, TASKS, TASKS, PAY])

    assert [change.text for change in trial.lost] == ["un", "deux", "trois"]
    assert trial.is_worse


def test_one_that_is_not_learnt_yet_does_not_refuse_it():
    assert not judge([expected("le blé ?", PAY)], [TASKS], [TASKS]).is_worse


def test_fewer_kept_phrases_refuse_it_and_another_one_instead_does_not():
    asked = [expected(text, PAY, is_correction=False) for text in ("un", "deux")]

    assert judge(asked, [PAY, PAY], [PAY, TASKS]).is_worse
    assert not judge(asked, [PAY, TASKS], [TASKS, PAY]).is_worse


@pytest.mark.parametrize(
    ("meant", "read", "is_correction", "is_right"),
    [
        (RANGE, RANGE, True, True),
        (RANGE, PAY, True, False),
        (RANGE, Meaning("ask_salary", ("salary_range", "salary_variable")), True, True),
        (PAY, RANGE, True, False),  # a person said that the whole was meant
        (PAY, RANGE, False, True),
        (PAY, TASKS, False, False),
    ],
)
def test_a_reading_is_right_where_the_facts_asked_for_are_told(
    meant, read, is_correction, is_right
):
    trial = judge([expected("x", meant, is_correction)], [read], [read])

    right = trial.corrections_after if is_correction else trial.kept_after
    assert right == is_right


def test_what_is_known_near_a_correction_refuses_it_whatever_else_is_gained():
    asked = [
        replace(expected("merci", PAY, is_correction=False), is_known=True),
        expected("un", PAY, is_correction=False),
    ]

    trial = judge(asked, [PAY, TASKS], [TASKS, PAY])

    assert trial.is_worse
    assert [(change.text, change.is_known) for change in trial.lost] == [("merci", True)]


def test_what_was_learnt_from_and_never_understood_counts_for_nothing():
    asked = [
        replace(expected("merci", PAY, is_correction=False), is_known=True),
        expected("un", PAY, is_correction=False),
    ]

    trial = judge(asked, [TASKS, PAY], [PAY, TASKS])

    assert (trial.kept, trial.kept_before, trial.kept_after, trial.is_worse) == (1, 1, 0, True)


def test_corrections_are_taught_as_training_data_is_written():
    approved = [
        a_phrase("c'est quoi le blé : ici ?", PAY),
        a_phrase('# combien "ça" gagne, [nom] ?', PAY),
        a_phrase("- et en net ?", RANGE, said="told:salary"),
        a_phrase("il dure combien", Meaning("ask_interview", ("interview_length",))),
        a_phrase("[nom]", PAY),
        a_phrase("merci bien", Meaning("thank")),
    ]

    lessons = lessons_of(approved)

    assert {each["job"] for each in lessons} == {JOB}
    named = ("text", "said", "intent", "points")
    assert [tuple(each[name] for name in named) for each in lessons] == [
        ("c'est quoi le blé : ici ?", "", "ask_salary", []),
        ('# combien "ça" gagne, ?', "", "ask_salary", []),
        ("- et en net ?", "told:salary", "ask_salary", [f"{JOB}/salary_range"]),
        ("il dure combien", "", "ask_interview", ["interview_length"]),
        ("merci bien", "", "thank", []),
    ]
    assert [each.text for each in expected_of(approved)][-1] == "merci bien"


@pytest.mark.parametrize(
    ("point", "of"), [("wind", f"{JOB}/"), ("school_price", ""), ("job_conditions", "")]
)
def test_what_only_a_jobs_page_says_is_learnt_as_a_point_of_that_job(point, of):
    approved = [a_phrase("et quand ça souffle ?", Meaning("ask_not_on_page", (point,)))]

    [lesson] = lessons_of(approved)

    assert lesson["points"] == [f"{of}{point}"]


def test_a_correction_is_tried_on_what_is_worded_like_it():
    near = known_near([a_phrase("quelles missions en une semaine", PAY)], ROOT)

    assert 10 < len(near) <= 20
    assert all("mission" in each.text.lower() for each in near[:5])
    assert {each.meant.intent for each in near} == {"ask_missions"}
    assert all(each.is_known and not each.is_correction for each in near)
    assert [each["intent"] for each in known_lessons(near)] == ["ask_missions"] * len(near)


def test_kept_phrases_have_known_meanings_and_are_in_no_training_data():
    phrases = kept(JOBS, ROOT / "knowledge")
    meanings = Meanings(JOBS[JOB], sentences("equipe/meanings"))
    points = {
        replace(each.meant, points=(point,)) for each in phrases for point in each.meant.points
    }
    trained = {
        plain(line.strip().removeprefix("- "))
        for file in (*ROOT.glob("data/nlu/*.yml"), *ROOT.glob("knowledge/*/asks.yml"))
        for line in file.read_text().splitlines()
    }

    assert len(phrases) > 100
    assert [str(each) for each in points if each not in meanings] == []
    assert [each.text for each in phrases if plain(each.text) in trained] == []


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
