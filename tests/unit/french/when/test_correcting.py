from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when
from tests.builders import paris

NOW = datetime(2027, 6, 7, 10, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("mardi à 11 h... ou plutôt 11 h 30", "06-08 11:30"),
        ("jeudi midi, c'est l'heure du repas. Mettez plutôt 13 h", "06-10 13:00"),
        ("jeudi 10h, ou plutôt vendredi 15h", "06-11 15:00"),
        ("jeudi 10h, ou plutôt vendredi", "06-11 10:00"),
        ("jeudi euh vendredi 9h", "06-11 09:00"),
        ("14h jeudi enfin non 15h", "06-10 15:00"),
        ("vendredi, non pardon, jeudi 9h", "06-10 09:00"),
        ("jeudi à 16h, oups, 17h", "06-10 17:00"),
        ("mardi ou jeudi à 10h, plutôt jeudi", "06-10 10:00"),
        ("ah oui c'est le 14 juillet, je suis bête, alors vendredi à 9h", "06-11 09:00"),
        ("jeudi en huit, donc le 17, à 16 h", "06-17 16:00"),
        ("lundi en huit, le 21, à midi", "06-21 12:00"),
        ("jeudi 14h30 ou 15h, je sais pas… 15h je serai réveillé", "06-10 15:00"),
        ("le lundi suivant, le 21 juin, à 17 heures", "06-21 17:00"),
        ("le mardi d'après, le 22, à 10h", "06-22 10:00"),
        ("le jeudi suivant le 17 juin à 9h", "06-17 09:00"),
        ("la semaine prochaine, le mardi 15 juin à 10h30", "06-15 10:30"),
        ("elle est libre le mercredi après-midi. Mercredi 16 juin à 14 h 30", "06-16 14:30"),
        ("annulez jeudi, mettez vendredi 10h", "06-11 10:00"),
        ("j'avais rdv mardi 14h, je voudrais le déplacer à jeudi 10h", "06-10 10:00"),
        ("à la place de jeudi 10h, vendredi 11h", "06-11 11:00"),
        ("on répète ce vendredi-là, plutôt le mardi 8 à 11h", "06-08 11:00"),
        ("mardi ou jeudi à 9h30, jeudi de préférence", "06-10 09:30"),
        ("je peux jeudi à partir de 10h mais 10h30 ça serait top", "06-10 10:30"),
        ("mon fils va au foot mardi, je préfère jeudi, 11h", "06-10 11:00"),
        ("ah oui c'est la Pentecôte. Alors mardi 9h", "06-08 09:00"),
    ],
)
def test_a_corrected_time_and_one_said_twice_are_one_time(phrase, start):
    window = read_when(phrase, NOW)

    assert not window.others
    assert f"{window.start:%m-%d %H:%M}" == start
    assert window.is_exact


@pytest.mark.parametrize(
    ("phrase", "times"),
    [
        ("lundi ou mardi, plutôt à 10h", ["06-14 10:00", "06-08 10:00"]),
        ("mardi 10h plutôt que jeudi", ["06-08 10:00"]),
        ("mardi 10h ou jeudi 15h", ["06-08 10:00", "06-10 15:00"]),
    ],
)
def test_a_preference_takes_no_place(phrase, times):
    window = read_when(phrase, NOW)

    assert [f"{each.start:%m-%d %H:%M}" for each in (window, *window.others)] == times


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("mardi 10h... ah non le mardi je suis à l'accueil. mercredi 21 plutôt, à 14h", (21, 14)),
        ("hmm, le 22 ou le 23… le 22 à 9h, tiens", (22, 9)),
        ("le 22 ou le 23, allez le 23 à 11h", (23, 11)),
    ],
)
def test_a_day_that_is_settled_on_at_the_end_is_the_one(said, start):
    day, hour = start

    assert read_when(said, paris(2027, 4, 14, 8)).start == paris(2027, 4, day, hour)


def test_a_day_said_again_as_a_reason_is_not_settled_on():
    window = read_when("mardi ou jeudi, mais mardi j'ai cours", paris(2027, 4, 14, 8))

    assert window.contains(paris(2027, 4, 15, 10))


def test_that_day_is_none_of_its_own():
    said = "elle a une sortie ce jour-là. Pourrait-on le reporter au jeudi 25 mars à 16 heures ?"

    window = read_when(said, paris(2027, 3, 12, 8))

    assert window.start == paris(2027, 3, 25, 16)
    assert read_when("elle a une sortie scolaire ce jour-là", paris(2027, 3, 12, 8)) is None
    for then in ("ce matin-là", "cet après-midi là", "cette semaine-là"):
        other = read_when(f"{then} j'ai dentiste, mettez le 25 mars à 10h", paris(2027, 3, 12, 8))
        assert (other.start, other.others) == (paris(2027, 3, 25, 10), ())


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("c'est le jeudi de l'Ascension à 10h", "05-25 10:00"),
        ("le lendemain de l'Ascension j'ai le temps à 10h", "05-26 10:00"),
    ],
)
def test_a_feast_may_be_what_is_wanted(phrase, start):
    assert f"{read_when(phrase, NOW).start:%m-%d %H:%M}" == start
