"""Questions that only name a time, and questions that wish for one."""

from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)
FRIDAY, LEAST_REFUSED = 4, 6


@pytest.mark.parametrize(
    "phrase",
    [
        "vous fermez à quelle heure le jeudi ?",
        "l'accueil est ouvert le samedi ?",
        "c'est ouvert le dimanche chez vous",
        "le samedi, vous êtes ouverts ?",
        "Le secrétariat est-il joignable le lundi matin ?",
        "votre établissement est-il fermé le 1er mai ?",
        "vous faites le pont le 7 mai ?",
        "c'est quoi les horaires du vendredi",
        "vous êtes ouverts pendant les vacances, du 21 au 31 décembre ?",
    ],
)
def test_when_the_school_is_open_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "la rentrée c'est le 7 septembre ?",
        "les portes ouvertes c'est bien le 23 janvier ?",
        "c'est bien le 12 décembre la JPO ?",
        "la rentrée des bts c quand en septembre ?",
        "Le concours a-t-il lieu le 5 février au matin ?",
        "quand est le bac blanc, le 8 février ?",
        "le bts blanc c'est bien le 14 janvier ?",
        "c'est à quelle heure le dernier cours du vendredi",
        "les cours c'est de 8h à 17h tous les jours ?",
        "les cours commencent à 8h30 le lundi ?",
        "les vacances de février ça commence le six",
        "est-ce qu'on a cours le samedi ?",
        "on finit à quelle heure le vendredi",
        "les entretiens se terminent-ils à 18 h ?",
        "À quelle date a lieu la remise des diplômes ? Le 3 juillet ?",
        "le trimestre finit quand, en mars ?",
    ],
)
def test_when_something_of_the_school_is_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "vous répondez au téléphone le samedi ?",
        "est-ce que vous travaillez le week-end ?",
        "la conseillère n'est là que le lundi ?",
        "y a quelqu'un à l'accueil le samedi matin ?",
        "c'est possible le samedi chez vous ou pas du tout ?",
        "est-ce que quelqu'un travaille chez vous le samedi ?",
        "lundi de pentecôte vous travaillez",
        "vous avez cours jusqu'à quelle heure le mardi",
    ],
)
def test_what_is_done_on_a_day_of_every_week_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "il faut postuler avant le 15 mars ?",
        "faut-il déposer le dossier avant le 31 mars ?",
        "on peut encore s'inscrire jusqu'au 31 janvier ?",
        "je dois rendre mon dossier avant le 18",
        "Je dois remettre les bulletins avant le 5 février, est-ce exact ?",
        "il me faut le visa avant le 15 juillet, c'est jouable ?",
        "la date limite c'est le 12 mars ?",
        "l'échéance est-elle toujours fixée au 15 mars ?",
        "il faut que je prévienne mon employeur avant jeudi",
        "le délai pour candidater est-il le 28 février ?",
    ],
)
def test_a_deadline_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("vous avez quelque chose jeudi ?", "11-26 00:00/"),
        ("il reste de la place le 14 ?", "12-14 00:00/"),
        ("il reste une place le 14 décembre à 10h ?", "12-14 10:00/"),
        ("et vendredi c'est bon ?", "11-27 00:00/"),
        ("c'est possible mardi 11h ?", "12-01 11:00/"),
        ("vous êtes dispo à quelle heure vendredi ?", "11-27 00:00/"),
        ("c'est quand le prochain créneau, jeudi ?", "11-26 00:00/"),
        ("quelles plages sont ouvertes mardi après-midi ?", "12-01 14:00/2026-12-01 18:00"),
        ("la conseillère est dispo jeudi ?", "11-26 00:00/"),
        ("le conseiller peut jeudi à 10h ?", "11-26 10:00/"),
        ("jeudi 10h c'est encore ouvert ?", "11-26 10:00/"),
        ("le mercredi ça marche ?", "12-02 00:00/"),
        ("vous recevez le mercredi ?", "12-02 00:00/"),
        ("quelle date vous irait, jeudi ?", "11-26 00:00/"),
        ("il faut que je prenne un rdv avant vendredi", "/2026-11-27 00:00"),
        ("vous faites ça le mercredi ?", "12-02 00:00/"),
        ("jeudi 17h15 après les cours ?", "11-26 17:15/"),
        ("après la rentrée, le 6 janvier à 10h ?", "01-06 10:00/"),
        ("la rentrée est passée, jeudi 10h ?", "11-26 10:00/"),
        ("jeudi à l'école à 10h ?", "11-26 10:00/"),
        ("vous fermez à quelle heure vendredi ? sinon jeudi 10h", "11-26 10:00/"),
        ("vous fermez le 14 juillet ? sinon le 15 à 10h", "07-15 10:00/"),
        ("vous êtes fermés vendredi, lundi alors", "11-30 00:00/"),
        ("il faut s'inscrire avant le 30 juin et moi je peux jeudi 14h", "11-26 14:00/"),
        ("il me faut un rdv avant vendredi", "/2026-11-27 00:00"),
        ("il faut que ce soit avant vendredi", "/2026-11-27 00:00"),
        ("je dois le voir avant vendredi", "/2026-11-27 00:00"),
    ],
)
def test_a_question_that_wishes_is_read(phrase, read):
    window = read_when(phrase, NOW)

    start = window.start and f"{window.start:%m-%d %H:%M}"
    end = window.end and f"{window.end:%Y-%m-%d %H:%M}"
    assert not window.others
    assert f"{start or ''}/{end or ''}" == read


@pytest.mark.parametrize(
    "phrase",
    ["je ne suis pas là jusqu'à jeudi", "je serai pas là jusqu'à jeudi"],
)
def test_who_is_away_until_a_day_is_free_after_it(phrase):
    read = read_when(phrase, NOW)
    assert read is not None
    assert read.start is not None
    assert read.start.weekday() == FRIDAY


@pytest.mark.parametrize(
    "phrase",
    [
        "je suis pas dispo que le mercredi",
        "il y a juste le mercredi où je peux pas",
        "pas seulement le mercredi",
        "le lundi seulement je ne peux pas",
    ],
)
def test_a_day_that_alone_is_impossible_is_not_the_only_one(phrase):
    read = read_when(phrase, NOW)
    assert read is None or len(read.refusals.weekdays) < LEAST_REFUSED
