"""Phrases that mean something only with what was said before."""

from datetime import timedelta

import pytest

from french.when import read_when, refine
from tests.said_times import NOW, at, said


@pytest.mark.parametrize(
    "phrase",
    ["oui merci", "laissez-moi réfléchir entre les deux", "les deux me vont", "je ne sais pas"],
)
def test_what_means_no_time_refines_nothing(phrase):
    assert refine(read_when("jeudi à 14h", NOW), phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase", ["l'autre que j'avais dit", "finalement celui d'avant", "l'autre", "le précédent"]
)
def test_what_was_said_before_can_be_taken_again(phrase):
    assert said("jeudi à 14h", "vendredi à 11h", phrase) == said("jeudi à 14h")
    assert said("jeudi 14h ou vendredi 11h", phrase).start == at("2026-11-27 11:00")


def test_there_may_be_no_other_that_was_said():
    assert refine(read_when("jeudi à 14h", NOW), "l'autre", NOW) is None


def test_the_same_hour_is_not_offered_to_one_who_wants_it_later():
    window = said("jeudi à 14h", "plus tard")

    assert not window.contains(at("2026-11-26 14:00"))
    assert window.contains(at("2026-11-26 14:30"))


@pytest.mark.parametrize(
    "phrases", [("le plus tard possible mardi",), ("mardi", "au plus tard possible")]
)
def test_the_latest_may_be_wanted(phrases):
    window = said(*phrases)

    assert window.latest_first
    assert window.contains(at("2026-12-01 17:30"))


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("pas ce mardi mais le suivant", "2026-12-08"),
        ("pas ce jeudi, plutôt le suivant", "2026-12-03"),
        ("pas demain mais le jour suivant", "2026-11-27"),
        ("pas cette semaine, la suivante", "2026-11-30"),
    ],
)
def test_the_next_one_may_be_wanted_instead(phrase, start):
    window = said(phrase)

    assert f"{window.start:%Y-%m-%d}" == start
    assert window.contains(window.start + timedelta(hours=10))


def test_one_day_or_all_such_days_are_refused():
    assert said("pas ce mardi").contains(at("2026-12-08 10:00"))
    assert not said("pas le mardi").contains(at("2026-12-08 10:00"))


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("lundi 8h avant les cours ?", "2026-11-30 08:00"),
        ("lundi 9h avant si possible", "2026-11-30 09:00"),
        ("demain 9h, avant le boulot", "2026-11-26 09:00"),
        ("2h avant si possible", "2026-11-28 08:00"),
        ("lundi une heure plus tard", "2026-11-30 11:00"),
        ("mardi 30 min plus tôt", "2026-12-01 09:30"),
        ("décalez à une heure plus tard", "2026-11-28 11:00"),
        ("une heure après", "2026-11-28 11:00"),
        ("samedi matin j'ai cours, on peut mettre lundi à la place même heure", "2026-11-30 10:00"),
    ],
)
def test_the_hour_of_a_day_is_no_length_to_count_with(phrase, start):
    assert said("samedi 10h", phrase).start == at(start)


def test_an_interview_may_be_put_off_by_a_length():
    assert said("jeudi 7 janvier à 14h", "repousser l'entretien d'une heure").start == at(
        "2027-01-07 15:00"
    )


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("le lundi suivant à 17h", "2027-01-11 17:00"),
        ("plutôt le mardi d'après", "2027-01-12 14:00"),
    ],
)
def test_a_weekday_may_follow_the_day_that_was_said(phrase, start):
    assert said("jeudi 7 janvier à 14h", phrase).start == at(start)


@pytest.mark.parametrize(
    "phrase",
    [
        "14h c'est trop tôt",
        "le 7 janvier je peux plus",
        "le 7 janvier n'est plus possible",
        "un autre jour que le 7 janvier",
    ],
)
def test_what_was_chosen_may_be_refused_without_a_no(phrase):
    window = said("jeudi 7 janvier à 14h", phrase)

    assert window.days is None or window.hours is None
