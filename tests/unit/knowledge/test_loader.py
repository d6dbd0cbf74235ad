"""Loading jobs from files: another job is another file, and what is wrong is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import (
    DuplicateFact,
    DuplicateJob,
    InventedFigure,
    KnowledgeError,
    QuoteNotOnPage,
    UnknownFact,
    UnreadableJob,
    UntoldFact,
    answer,
    load_job,
    load_jobs,
)
from testing.running import ROOT

REAL = ROOT / "knowledge"
INVENTED = ROOT / "tests" / "data" / "knowledge"


@pytest.fixture
def folder(tmp_path):
    """A folder with the invented job in it."""
    return Path(shutil.copytree(INVENTED, tmp_path / "knowledge"))


def change(folder, old, new):
    """Change the job's file in one place."""
    path = folder / "mecanicien-cycle" / "job.yml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_a_second_job_is_added_by_adding_its_folder_only(folder):
    shutil.copytree(REAL / "responsable-ecommerce", folder / "responsable-ecommerce")

    jobs = load_jobs(folder)

    assert list(jobs) == ["mecanicien-cycle", "responsable-ecommerce"]
    assert jobs["mecanicien-cycle"].school.name == "École du vélo"
    assert jobs["responsable-ecommerce"].school.name == "HETIC"


def test_the_second_job_has_its_own_page_answers_and_words(folder):
    job = load_jobs(folder)["mecanicien-cycle"]

    assert job.page.title == "Mécanicien cycle"
    assert job.page.url == "/mecanicien-cycle"
    assert job.page.sections[0].heading == "Les missions d'un mécanicien cycle"
    assert (job.salary.low, job.salary.basis, job.salary.period) == (1900, "gross", "month")
    assert answer(job, "missions", ["brakes"]) == "Il règle les freins."
    assert answer(job, "missions", ["organic_search"]) == job.topics["missions"].answer


def test_a_folder_without_jobs_holds_none(tmp_path):
    assert load_jobs(tmp_path) == {}


def test_a_job_never_changes_once_it_is_loaded(folder):
    job = load_jobs(folder)["mecanicien-cycle"]

    with pytest.raises(ValueError, match="frozen"):
        job.facts["brakes"].says = "Il vend des freins."


def test_a_wrong_quote_is_refused_naming_the_fact_and_the_nearest_sentence(folder):
    path = change(folder, 'quote: "Il règle les freins"', 'quote: "Il règle tous les freins"')

    with pytest.raises(QuoteNotOnPage) as refused:
        load_job(path)

    assert refused.value.fact == "brakes"
    assert refused.value.path == path
    assert "mecanicien-cycle/job.yml, fact 'brakes'" in str(refused.value)
    assert "Copy the words from page.txt" in str(refused.value)
    assert "« Il règle les freins et monte les roues. »" in str(refused.value)


def test_a_straight_apostrophe_is_a_wrong_quote(folder):
    path = change(
        folder,
        'quote: "Le mécanicien cycle répare les vélos à l’atelier."',
        'quote: "Le mécanicien cycle répare les vélos à l\'atelier."',
    )

    with pytest.raises(QuoteNotOnPage, match="repairs"):
        load_job(path)


def test_runs_of_white_space_do_not_matter_in_a_quote(folder):
    path = change(folder, 'quote: "Il règle les freins"', 'quote: "Il règle\u00a0 les  freins"')

    assert "brakes" in load_job(path).facts


@pytest.mark.parametrize(
    ("old", "new", "error", "fact", "advice"),
    [
        ("- id: wheels", "- id: brakes", DuplicateFact, "brakes", "an id of its own"),
        (
            "facts_told: [repairs, brakes, wheels]",
            "facts_told: [repairs, brakes, wheels, bells]",
            UnknownFact,
            "bells",
            "Correct the id",
        ),
        (
            "range: salary_range",
            "range: wages",
            UnknownFact,
            "wages",
            "`salary` refers to it",
        ),
        (
            "facts_told: [repairs, brakes, wheels]",
            "facts_told: [repairs, brakes]",
            UntoldFact,
            "wheels",
            "add its id to the `facts_told`",
        ),
        (
            'says: "Il règle les freins."',
            'says: "Il règle 2 freins."',
            InventedFigure,
            "brakes",
            "2",
        ),
        (
            "monte les roues.\n    facts",
            "monte 2 roues.\n    facts",
            InventedFigure,
            None,
            "missions",
        ),
        ("low: 1900", "low: 1800", InventedFigure, "salary_range", "1800"),
        ("low: 1900", "low: cheap", UnreadableJob, None, "salary.low"),
        ("file: page.txt", "file: lost.txt", UnreadableJob, None, "lost.txt"),
        ("slug: mecanicien-cycle", "slug: Mécanicien", UnreadableJob, None, "job.slug"),
        ("school:", "school: [", UnreadableJob, None, "YAML"),
    ],
)
def test_what_is_wrong_is_refused_naming_the_file_the_fact_and_the_remedy(
    folder, old, new, error, fact, advice
):
    path = change(folder, old, new)

    with pytest.raises(error) as refused:
        load_job(path)

    assert isinstance(refused.value, KnowledgeError)
    assert refused.value.fact == fact
    assert "mecanicien-cycle/job.yml" in str(refused.value)
    assert advice in str(refused.value)


def test_a_title_or_an_answer_may_use_figures_of_its_facts_only(folder):
    path = change(folder, "title: Les missions", "title: Les 3 missions")

    with pytest.raises(InventedFigure, match="title of topic 'missions' says 3"):
        load_job(path)


@pytest.mark.parametrize("content", ["", "- a list", "just words"])
def test_a_file_of_another_shape_is_refused(folder, content):
    path = folder / "mecanicien-cycle" / "job.yml"
    path.write_text(content, "utf-8")

    with pytest.raises(UnreadableJob, match="the file as a whole"):
        load_job(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableJob, match="cannot be read"):
        load_job(tmp_path / "none.yml")


def test_two_files_of_one_slug_are_refused(folder):
    shutil.copytree(folder / "mecanicien-cycle", folder / "again")

    with pytest.raises(DuplicateJob, match="Give this job another"):
        load_jobs(folder)
