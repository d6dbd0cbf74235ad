"""A job is made of a page whose sentences a person gave a meaning; its folder loads too."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import (
    BEYOND,
    JobDraft,
    NothingToTell,
    OpenQuestions,
    Words,
    answer,
    folder_of,
    job_of,
    load_job,
    load_jobs,
    page_of,
)
from testing.running import ROOT

HTML = """<html><head><title>Soudeur.</title></head><body><nav>Accueil Contact</nav>
<h1>Soudeur</h1><p>Le soudeur assemble des pièces de métal. Il lit des plans.</p>
<h2>Le salaire</h2><p>Un débutant gagne <b>1 900 €</b> bruts par mois.</p><p>Voir !</p>
<h2>L’école</h2><ul><li>La formation coûte 4 500 € par an.</li><li>Cantine</li></ul>
<script>var x = "Rien de tout cela n'est lu.";</script></body></html>"""
SAID = (
    "Le soudeur assemble des pièces de métal.",
    "Il lit des plans.",
    "Un débutant gagne 1 900 € bruts par mois.",
    "La formation coûte 4 500 € par an.",
)
CHOICES = {0: "definition", 1: "", 2: "salary", 3: "school_price"}


@pytest.fixture(scope="module")
def usual():
    return load_jobs(ROOT / "knowledge")["responsable-ecommerce"]


@pytest.fixture(scope="module")
def words():
    return Words.load(OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml"))


def draft_of(usual, choices, content=HTML, is_html=True):
    url = "https://ecole.example/soudeur"
    page = page_of(content, is_html=is_html, name="soudeur", url=url, like=usual.page)
    return JobDraft("soudeur", "soudeur", "de soudeur", page, choices)


def test_whole_sentences_are_read_and_nothing_else(usual):
    assert draft_of(usual, {}).page.sentences == SAID
    pasted = "Soudeur\n" + "\n".join(SAID)
    assert draft_of(usual, {}, pasted, is_html=False).page.sentences == SAID


@pytest.mark.parametrize("content", ["", "<p>Accueil</p>", "<p>Voir !</p>", "<h1>Un métier</h1>"])
def test_a_page_without_a_sentence_says_nothing(usual, content):
    with pytest.raises(NothingToTell):
        draft_of(usual, {}, content)


@pytest.mark.parametrize(
    ("choices", "following"), [({}, 0), ({0: "salary"}, 1), ({0: "", 2: ""}, 1), (CHOICES, None)]
)
def test_sentences_are_decided_of_in_order(usual, choices, following):
    assert draft_of(usual, choices).next == following


def test_each_topic_tells_the_sentences_that_answer_it(usual, words):
    job = job_of(draft_of(usual, CHOICES), usual.school, words)

    assert answer(job, "definition") == SAID[0]
    assert answer(job, "salary") == SAID[2]
    price = answer(job, job.topic_of("school_price"), ["school_price"])
    assert price.startswith("La page ne dit pas tout du prix des études.")
    assert price.endswith(SAID[3])
    assert list(job.topics) == ["definition", "salary", BEYOND]
    assert SAID[1] not in str(job.topics)


def test_what_has_a_meaning_in_the_assistants_texts_has_none_from_a_page(usual, words):
    page = "Soudeur\nLe soudeur **aime** [cliquer](https://evil.example) sur {school}."

    job = job_of(draft_of(usual, {0: "missions"}, page, is_html=False), usual.school, words)

    assert answer(job, "missions") == "Le soudeur aime cliquer(https://evil.example) sur school."


def test_many_sentences_are_listed(usual, words):
    page = "Soudeur\n" + " ".join(f"Le soudeur fait la tâche numéro {n}." for n in range(5))
    choices = dict.fromkeys(range(5), "missions")

    job = job_of(draft_of(usual, choices, page, is_html=False), usual.school, words)

    assert answer(job, "missions").count("\n- ") == 4


@pytest.mark.parametrize("choices", [CHOICES, dict.fromkeys(range(4), "missions")])
def test_its_folder_is_one_that_loads(usual, words, tmp_path: Path, choices):
    job = job_of(draft_of(usual, choices), usual.school, words)
    for name, text in folder_of(job).items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    loaded = load_job(tmp_path / "job.yml")

    assert loaded.topics == job.topics
    assert loaded.facts == job.facts
    assert loaded.silences == job.silences
    assert loaded.page.sentences == job.page.sentences
    assert (loaded.of_name, loaded.page.url) == (job.of_name, job.page.url)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ((), {0: "definition", 1: "", 2: "salary", 3: "school_price"}),
        ((("1 900", "2 100"),), {0: "definition", 1: "", 3: "school_price"}),
        (
            (("Il lit des plans.", "Il lit des plans. Il soude parfois sous l’eau."),),
            {0: "definition", 1: "", 3: "salary", 4: "school_price"},
        ),
        (
            (
                (
                    "Le soudeur assemble des pièces de métal. Il lit des plans.",
                    "Il lit des plans. Le soudeur assemble des pièces de métal.",
                ),
            ),
            {0: "", 1: "definition", 2: "salary", 3: "school_price"},
        ),
        (
            (("<p>Un débutant gagne <b>1 900 €</b> bruts par mois.</p>", ""),),
            {0: "definition", 1: "", 2: "school_price"},
        ),
    ],
)
def test_on_a_page_that_is_read_anew_what_is_said_as_before_keeps_its_choice(usual, changes, kept):
    html = HTML
    for before, after in changes:
        assert before in html
        html = html.replace(before, after)

    anew = draft_of(usual, CHOICES).on(draft_of(usual, {}, html).page)

    assert anew.choices == kept
    assert (anew.slug, anew.name) == (draft_of(usual, {}).slug, draft_of(usual, {}).name)
