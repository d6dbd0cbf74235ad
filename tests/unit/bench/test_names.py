from pathlib import Path

from bench.names import misread
from french.learning.answers import Answer, labelled, read_answers
from french.name_tagger import FAMILY, GIVEN, NEITHER

SAMPLES = read_answers(Path("bench/samples/names.tsv"))
TAUGHT = read_answers(Path("french/learning/answers.tsv"))


def test_answers_of_people_it_has_not_met_are_read():
    assert len(list(misread(SAMPLES))) <= len(SAMPLES) * 0.04


def test_no_sample_is_taught():
    assert not {answer.text.lower() for answer in SAMPLES} & {each.text.lower() for each in TAUGHT}


def test_what_is_misread_is_named():
    wrong = Answer("moi c'est Inès Marchetti", "Agnès", "Marchetti")

    assert list(misread([wrong])) == [(wrong, "Inès Marchetti")]


def test_every_answer_that_teaches_has_its_name_in_it():
    assert all(map(labelled, TAUGHT))


def test_a_name_said_twice_is_taught_where_its_parts_are_together():
    found = labelled(Answer("Paul, Paul Roy", "Paul", "Roy"))

    assert found is not None
    assert found[1] == [NEITHER, GIVEN, FAMILY]
