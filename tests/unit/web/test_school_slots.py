"""A conversation about another job begins with its name and its school's."""

from __future__ import annotations

import pytest

from knowledge import load_jobs
from testing.running import ROOT
from web.school_slots import named_by_page, school_slots


def test_rasa_is_told_of_another_job_and_its_school():
    job = load_jobs(ROOT / "examples")["technicien-eolien"]

    told = school_slots(job.school, job)

    assert told["job"] == "technicien-eolien"
    assert told["school"] == "l’École Alizé"
    assert told["of_job"] == "de technicien de maintenance éolienne"
    assert "le métier de technicien de maintenance éolienne et" in told["greeting"]


def test_rasa_knows_the_usual_job_without_being_told():
    job = load_jobs(ROOT / "knowledge")["responsable-ecommerce"]

    assert school_slots(job.school, job) == {}


@pytest.mark.parametrize("name", ["Léa", " Léa ", "Zoé & Cie", "L’aide d’HETIC"])
def test_the_assistant_has_the_name_that_the_page_gives_it(name):
    job = load_jobs(ROOT / "knowledge")["responsable-ecommerce"]
    told = school_slots(named_by_page(job.school, name), job)

    assert told == {"assistant": f"{name.strip()}, l’assistant automatique de HETIC"}


@pytest.mark.parametrize(
    "name",
    [
        *(None, "", "  ", "a" * 41, "{assistant}", "**Léa**", "[Léa](x)", "Léa\nNoé", "<b>Léa"),
        *("Lé\0a", "Léa\u202e", "\u200b", "Léa\u2028Noé", "007"),
    ],
)
def test_a_name_that_cannot_be_said_is_passed_over(name):
    job = load_jobs(ROOT / "knowledge")["responsable-ecommerce"]
    school = job.school.model_copy(update={"assistant": "Max"})

    assert named_by_page(school, name) == school
