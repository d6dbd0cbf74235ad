"""Questions that were left open are gathered by what they ask."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from staff.meanings import Meaning
from staff.open_questions import gathered
from staff.phrases import Doubt, Phrase
from testing.running import ROOT

DAY = date(2026, 11, 25)
CONDITIONS = "ask_not_on_page/job_conditions"


def asked(number, text: str, read: str = "", job: str = "e-commerce", times: int = 1) -> Phrase:
    meant = Meaning.parse(read)
    open_one = Doubt.LEFT_OPEN
    return Phrase(str(number), job, "", text, meant, open_one, times, DAY, DAY, None, None)


def texts_of(*phrases: Phrase) -> list[list[str]]:
    return [[phrase.text for phrase in group.phrases] for group in gathered(phrases)]


def labelled(which: str) -> list[tuple[str, Phrase]]:
    """Read a set of questions, each with the group that a person put it into."""
    lines = (ROOT / "tests" / "data" / "open_questions.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        (group, asked(number, text, read))
        for number, (of, group, read, text) in enumerate(rows)
        if of == which
    ]


def shares(labels: dict[str, str], groups: list[set[str]]) -> tuple[float, float]:
    """Of those that a question is gathered with, and of those it should be: how many it is (B³)."""
    true = defaultdict(set)
    for number, label in labels.items():
        true[label].add(number)
    together = {number: group for group in groups for number in group}
    right = {n: len(together[n] & true[label]) for n, label in labels.items()}
    precision = sum(right[n] / len(together[n]) for n in labels) / len(labels)
    recall = sum(right[n] / len(true[label]) for n, label in labels.items()) / len(labels)
    return precision, recall


@pytest.mark.parametrize(
    ("which", "least_precise", "least_complete"), [("1", 0.75, 0.70), ("2", 0.80, 0.55)]
)
def test_sixty_questions_in_fifteen_groups_are_gathered_much_as_a_person_would(
    which, least_precise, least_complete
):
    known = labelled(which)
    groups = [{phrase.id for phrase in g.phrases} for g in gathered([p for _, p in known])]
    labels = {phrase.id: label for label, phrase in known}

    precision, recall = shares(labels, groups)

    assert (len(labels), len(set(labels.values()))) == (60, 15)
    assert precision >= least_precise
    assert recall >= least_complete


def test_the_same_point_is_one_question_whatever_the_words():
    home, office = "on peut bosser de chez soi ?", "faut-il aller au bureau ?"

    assert texts_of(asked(1, home, CONDITIONS), asked(2, office, CONDITIONS)) == [[home, office]]


@pytest.mark.parametrize("read", ["", "nlu_fallback", "ask_not_on_page"])
def test_of_what_names_no_point_the_words_tell(read):
    canteen = ("y a-t-il une cantine ?", "la cantine est bonne ?")
    car_park = "où est le parking ?"
    phrases = [asked(number, text, read) for number, text in enumerate((*canteen, car_park))]

    assert texts_of(*phrases) == [[*canteen], [car_park]]


def test_what_is_asked_of_two_jobs_is_two_questions():
    text = "y a-t-il du télétravail ?"

    assert texts_of(
        asked(1, text, CONDITIONS), asked(2, text, CONDITIONS, job="technicien-eolien")
    ) == [[text], [text]]


def test_what_is_asked_most_comes_first_and_names_its_group():
    rare, usual, other = "on travaille tard ?", "quels horaires ?", "c'est où ?"

    found = gathered(
        [
            asked(1, rare, CONDITIONS),
            asked(2, other, "ask_not_on_page/school_place", times=4),
            asked(3, usual, CONDITIONS, times=5),
        ]
    )

    assert [(group.text, group.asked, group.others) for group in found] == [
        (usual, 6, (rare,)),
        (other, 4, ()),
    ]
