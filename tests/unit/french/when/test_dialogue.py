import pytest

from french.when import read_when
from tests.said_times import NOW, at, said


@pytest.mark.parametrize(
    ("before", "phrase", "start"),
    [
        ("jeudi", "14h30", "11-26 14:30"),
        ("jeudi", "à 14", "11-26 14:00"),
        ("jeudi", "14", "11-26 14:00"),
        ("jeudi", "vers 3h", "11-26 15:00"),
        ("jeudi aprem", "3h et demie", "11-26 15:30"),
        ("jeudi soir", "9h", "11-26 21:00"),
        ("mardi en huit", "10h", "12-08 10:00"),
        ("le 4 décembre", "dix heures", "12-04 10:00"),
        ("vendredi entre 14h et 16h", "15h", "11-27 15:00"),
        ("14h", "demain", "11-26 14:00"),
        ("jeudi à 14h", "non en fait à 15h", "11-26 15:00"),
        ("jeudi à 14h", "euh finalement 16h30 plutôt", "11-26 16:30"),
        ("jeudi à 14h", "plutôt vendredi", "11-27 14:00"),
        ("jeudi à 14h", "même heure vendredi", "11-27 14:00"),
        ("jeudi à 14h", "le lendemain", "11-27 14:00"),
        ("jeudi à 14h", "la veille", "11-25 14:00"),
        ("jeudi à 14h", "le lendemain à 10h", "11-27 10:00"),
        ("jeudi à 14h", "la semaine suivante", "12-03 14:00"),
        ("jeudi à 14h", "une heure plus tard", "11-26 15:00"),
        ("jeudi à 14h", "une demi-heure plus tôt", "11-26 13:30"),
        ("jeudi à 14h", "30 min plus tard", "11-26 14:30"),
        ("jeudi à 14h", "2 jours plus tard", "11-28 14:00"),
        ("jeudi à 14h", "lundi 9h", "11-30 09:00"),
        ("jeudi à 14h", "même heure", "11-26 14:00"),
        ("jeudi à 14h", "à la même heure, mais mardi", "12-01 14:00"),
        ("jeudi à 14h", "le même jour à 16h", "11-26 16:00"),
        ("jeudi à 14h", "plutôt le lendemain", "11-27 14:00"),
        ("jeudi à 14h", "le surlendemain", "11-28 14:00"),
        ("jeudi à 14h", "le jour d'après", "11-27 14:00"),
        ("jeudi à 14h", "une heure plus tôt", "11-26 13:00"),
        ("jeudi à 14h", "une heure avant", "11-26 13:00"),
        ("jeudi à 14h", "une heure et demie plus tard", "11-26 15:30"),
        ("jeudi à 14h", "un quart d'heure plus tard", "11-26 14:15"),
        ("jeudi à 14h", "la semaine d'avant", "11-19 14:00"),
        ("jeudi ou vendredi", "vendredi 14h", "11-27 14:00"),
        ("la semaine prochaine", "mardi 10h", "12-01 10:00"),
        ("en décembre", "le 14 à 10h", "12-14 10:00"),
    ],
)
def test_a_phrase_completes_or_corrects_the_one_before(before, phrase, start):
    window = said(before, phrase)

    assert window.is_exact
    assert f"{window.start:%m-%d %H:%M}" == start


@pytest.mark.parametrize(
    ("before", "phrase", "stretch"),
    [
        ("jeudi à 14h", "plutôt le matin", "11-26 09:00/11-26 12:00"),
        ("jeudi à 14h", "vendredi après-midi", "11-27 14:00/11-27 18:00"),
        ("le matin", "jeudi", "11-26 09:00/11-26 12:00"),
        ("jeudi à 14h", "le même jour mais plus tard", "11-26 14:00/11-26 18:00"),
        ("jeudi à 14h", "un peu plus tôt", "11-26 09:00/11-26 14:00"),
        ("jeudi matin", "plus tard", "11-26 12:00/11-26 18:00"),
        ("jeudi de 10h à 12h", "plus tôt ce serait mieux", "11-26 09:00/11-26 10:00"),
        ("la semaine prochaine", "la semaine d'après", "12-07 00:00/12-14 00:00"),
        ("la semaine prochaine", "la suivante", "12-07 00:00/12-14 00:00"),
        ("la semaine du 14 décembre", "la semaine d'avant", "12-07 00:00/12-14 00:00"),
        ("vendredi entre 14h et 16h", "plutôt lundi", "11-30 14:00/11-30 16:00"),
        ("la semaine prochaine", "le jeudi après-midi", "12-03 14:00/12-03 18:00"),
    ],
)
def test_a_part_of_the_day_is_kept_or_changed(before, phrase, stretch):
    window = said(before, phrase)

    assert f"{window.start:%m-%d %H:%M}/{window.end:%m-%d %H:%M}" == stretch


@pytest.mark.parametrize(
    ("before", "phrase", "day"),
    [
        ("la semaine prochaine", "jeudi", "2026-12-03"),
        ("début janvier", "le 5", "2027-01-05"),
        ("en janvier", "le mardi 12", "2027-01-12"),
        ("au plus vite", "jeudi", "2026-11-26"),
    ],
)
def test_a_day_is_one_of_those_named_before(before, phrase, day):
    assert f"{said(before, phrase).start:%Y-%m-%d}" == day


def test_an_hour_completes_each_of_several_days():
    window = said("jeudi ou vendredi", "14h")

    assert window.contains(at("2026-11-26 14:00"))
    assert window.contains(at("2026-11-27 14:00"))
    assert not window.contains(at("2026-11-27 15:00"))
    assert not window.is_exact


def test_several_days_are_taken_from_the_week_named_before():
    window = said("la semaine prochaine", "mardi ou jeudi")

    assert window.contains(at("2026-12-03 10:00"))
    assert not window.contains(at("2026-11-26 10:00"))


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("mardi ou mercredi", "2026-12-02 10:00", "2026-12-03 10:00"),
        ("lundi, mardi ou jeudi après 16h", "2026-12-01 16:30", "2026-12-01 15:30"),
        ("lundi matin ou mardi après-midi", "2026-12-01 15:00", "2026-12-01 10:00"),
        ("lundi 10h ou 11h", "2026-11-30 11:00", "2026-11-30 12:00"),
        ("lundi avant 10h ou après 16h", "2026-11-30 16:00", "2026-11-30 12:00"),
        ("lundi ou mardi, le matin", "2026-11-30 09:30", "2026-11-30 14:30"),
    ],
)
def test_alternatives_fit_and_the_rest_does_not(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert window.contains(at(fits))
    assert not window.contains(at(fails))


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("pas lundi", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("surtout pas le lundi", "2026-12-01 10:00", "2026-12-07 10:00"),
        ("lundi je ne peux pas", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("lundi c'est pas possible", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("lundi impossible", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("je ne suis pas dispo lundi", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("ni lundi ni mardi", "2026-12-02 10:00", "2026-12-01 10:00"),
        ("pas lundi ni mardi", "2026-12-02 10:00", "2026-12-01 10:00"),
        ("tous les jours sauf mercredi", "2026-11-26 10:00", "2026-12-02 10:00"),
        ("pas demain", "2026-12-03 10:00", "2026-11-26 10:00"),
        ("pas cette semaine", "2026-11-30 10:00", "2026-11-27 10:00"),
        ("pas le 1er décembre", "2026-12-08 10:00", "2026-12-01 10:00"),
        ("pas le matin", "2026-11-30 15:00", "2026-11-30 10:00"),
        ("lundi mais pas le matin", "2026-11-30 15:00", "2026-11-30 10:00"),
        ("pas lundi, mardi", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("mardi plutôt que lundi", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("mardi au lieu de lundi", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("mardi 14h plutôt que 15h", "2026-12-01 14:00", "2026-12-01 15:00"),
        ("la semaine prochaine sauf le vendredi", "2026-12-03 10:00", "2026-12-04 10:00"),
        ("l'après-midi en semaine", "2026-11-27 15:00", "2026-11-28 15:00"),
    ],
)
def test_what_is_refused_does_not_fit(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert window.contains(at(fits))
    assert not window.contains(at(fails))


@pytest.mark.parametrize("phrase", ["pourquoi pas lundi", "lundi pas de problème"])
def test_not_every_not_refuses(phrase):
    assert read_when(phrase, NOW).contains(at("2026-11-30 10:00"))


@pytest.mark.parametrize(
    ("before", "phrase", "fits", "fails"),
    [
        ("la semaine prochaine", "pas le lundi", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("jeudi à 14h", "pas jeudi", "2026-11-27 14:00", "2026-11-26 14:00"),
        ("jeudi à 14h", "pas à 14h", "2026-11-26 15:00", "2026-11-26 14:00"),
        ("jeudi ou vendredi", "pas jeudi", "2026-11-27 10:00", "2026-11-26 10:00"),
        ("pas le matin", "jeudi", "2026-11-26 15:00", "2026-11-26 10:00"),
        ("jeudi", "pas le matin", "2026-11-26 15:00", "2026-11-26 10:00"),
    ],
)
def test_a_refusal_takes_away_from_what_was_said(before, phrase, fits, fails):
    window = said(before, phrase)

    assert window.contains(at(fits))
    assert not window.contains(at(fails))


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("d'ici vendredi 12h", "2026-11-27 11:00", "2026-11-27 12:00"),
        ("d'ici vendredi 12h", "2026-11-26 17:00", "2026-11-28 09:00"),
        ("à partir de lundi 14h", "2026-12-01 09:00", "2026-11-30 13:00"),
        ("à partir de lundi, le matin", "2026-12-01 09:00", "2026-12-01 15:00"),
        ("pas avant lundi", "2026-12-05 09:00", "2026-11-29 15:00"),
        ("après 16h", "2026-12-02 16:00", "2026-12-02 15:30"),
        ("plutôt le matin", "2026-12-02 09:00", "2026-12-02 14:00"),
    ],
)
def test_open_sides_fit_whatever_lies_on_them(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert window.contains(at(fits))
    assert not window.contains(at(fails))


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("jeudi", "11-26", "11-27"),
        ("mardi ou jeudi", "11-26", "12-02"),
        ("la semaine prochaine", "11-30", "12-07"),
        ("à partir de lundi", "11-30", ""),
        ("d'ici samedi", "", "11-29"),
        ("plutôt le matin", "", ""),
    ],
)
def test_slots_are_searched_between_the_days_named(phrase, first, last):
    bounds = read_when(phrase, NOW).search_bounds()

    assert [f"{bound:%m-%d}" if bound else "" for bound in bounds] == [first, last]


@pytest.mark.parametrize(
    ("phrase", "day", "hour"),
    [
        ("jeudi", True, False),
        ("14h", False, True),
        ("jeudi 15h", True, True),
        ("le matin", False, True),
        ("asap", False, False),
    ],
)
def test_one_knows_whether_a_day_and_an_hour_were_named(phrase, day, hour):
    window = read_when(phrase, NOW)

    assert (window.days is not None, window.hours is not None) == (day, hour)


@pytest.mark.parametrize(
    "phrase",
    ["jeudi", "14h", "jeudi matin", "jeudi ou vendredi 14h", "mardi 2 décembre 10h", "après 14h"],
)
def test_what_leaves_a_doubt_is_not_exact(phrase):
    assert not read_when(phrase, NOW).is_exact


def test_what_the_buttons_write_is_exact():
    window = read_when("03/12/2026 à 14h30", NOW)

    assert window.is_exact
    assert window.start == at("2026-12-03 14:30")
