"""Times said by the way, of something else than the interview."""

from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)  # a Wednesday


def starts(phrase: str) -> list[str]:
    """Give every time that is wanted: no alternative may be left of what was said by the way."""
    window = read_when(phrase, NOW)
    return [f"{one.start:%m-%d %H:%M}" for one in (window, *window.others)]


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("vendredi c'est férié chez nous, mettez lundi à 11h", "11-30 11:00"),
        ("lundi cest le carnaval donc mardi 9h", "12-01 09:00"),
        ("le jeudi 3 parce que le 2 c férié", "12-03 00:00"),
        ("mardi est l'anniversaire de ma mère, alors jeudi à 10h", "11-26 10:00"),
        ("le 25 décembre c'est Noël, donc le 23 à 14h", "12-23 14:00"),
        ("lundi c'est mon code, vendredi 10h ça irait ?", "11-27 10:00"),
        ("le 8 c est l immaculée conception, le 9 a 11h alors", "12-09 11:00"),
        ("lundi c'est mon jour de repos, à 10h", "11-30 10:00"),
        ("lundi c'est la fête des voisins", "11-30 00:00"),
    ],
)
def test_a_day_that_is_something_else_is_not_wanted_beside_another(phrase, start):
    assert starts(phrase) == [start]


@pytest.mark.parametrize(
    "phrase",
    [
        "je vous redis ça demain",
        "demain je vous réponds",
        "je vais en parler à mon père ce soir",
        "ce soir j'en parle à ma mère",
        "on en discute ce week-end en famille et je reviens vers vous lundi",
        "je vous envoie mon cv ce soir",
        "je vous confirme ça demain matin",
        "je vous tiens au courant dès que possible",
        "non laissez tomber, je reviendrai demain",
    ],
)
def test_when_an_answer_will_come_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("je reviens vers vous pour jeudi 10h", "11-26 10:00"),
        ("on en discute jeudi à 14h ?", "11-26 14:00"),
        ("pourrait-on en parler vendredi ?", "11-27 00:00"),
        ("je veux en parler avec vous jeudi", "11-26 00:00"),
        ("je demande à décaler à jeudi", "11-26 00:00"),
        ("je vois avec mon mari ce soir mais jeudi 10h devrait aller", "11-26 10:00"),
    ],
)
def test_a_wish_to_talk_then_is_one(phrase, start):
    assert starts(phrase) == [start]


@pytest.mark.parametrize(
    "phrase",
    [
        "la réunion d'hier à 18h était bien",
        "mon cousin a passé son entretien lundi dernier et il est ravi",
        "j'ai loupé l'appel d'hier à 15h désolé",
        "j'ai envoyé un mail vendredi dernier à 10h",
        "ma sœur a commencé la formation en octobre",
        "qui a gagné le match hier soir",
    ],
)
def test_what_is_over_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("hier à 14h", "11-24 14:00"),
        ("la semaine dernière c'était complet, jeudi 10h ?", "11-26 10:00"),
        ("je suis passée hier, je voudrais réserver demain à 9h", "11-26 09:00"),
    ],
)
def test_a_day_that_is_over_stays_where_it_is_all_that_is_said(phrase, start):
    assert starts(phrase) == [start]


@pytest.mark.parametrize(
    "phrase",
    [
        "c'est quand les résultats du bac, le 2 juillet ?",
        "les cours commencent à quelle heure le matin ?",
        "la journée portes ouvertes de samedi finit à quelle heure ?",
        "y a-t-il cours le mercredi après-midi ?",
        "la rentrée c'est le 6 septembre ?",
        "le stage dure de mars à août ?",
        "on m'a dit que la formation commence en septembre",
        "vous fermez à quelle heure le vendredi ?",
    ],
)
def test_when_something_else_is_asked_about_it_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("l'entretien c'est jeudi à 10h ?", "11-26 10:00"),
        ("vous avez de la place jeudi ?", "11-26 00:00"),
        ("jeudi à quelle heure ?", "11-26 00:00"),
        ("mardi 14h après les cours ?", "12-01 14:00"),
    ],
)
def test_a_question_about_the_interview_is_a_wish(phrase, start):
    assert starts(phrase) == [start]


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("je devais venir vendredi à 9h mais je suis malade, lundi 10h ça irait ?", "11-30 10:00"),
        ("mon rdv est jeudi 10h, mettez-le à 14h", "11-26 14:00"),
        ("mon entretien est lundi mais je préfère mardi", "12-01 00:00"),
        ("je devais passer lundi à 10h, c'est toujours bon ?", "11-30 10:00"),
    ],
)
def test_what_was_planned_gives_way_to_another_time(phrase, start):
    assert starts(phrase) == [start]


def test_two_days_on_which_it_is_possible_are_both_wanted():
    assert starts("le rdv est possible jeudi, sinon vendredi") == ["11-26 00:00", "11-27 00:00"]
