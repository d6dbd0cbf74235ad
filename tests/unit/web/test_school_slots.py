"""A conversation about another job begins with its name and its school's."""

from __future__ import annotations

from knowledge import load_jobs
from testing.running import ROOT
from web.school_slots import school_slots


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
