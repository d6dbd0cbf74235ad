from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import Problem, as_json, read_when, spans

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)  # winter: Paris is at UTC+1


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("jeudi 10h heure de Montréal", "11-26 16:00"),
        ("jeudi 10h, heure du Québec", "11-26 16:00"),
        ("jeudi à 14h heure de Dakar", "11-26 15:00"),
        ("jeudi 12h (heure de La Réunion)", "11-26 09:00"),
        ("jeudi 8h heure de Guadeloupe", "11-26 13:00"),
        ("jeudi 8h heure de la Martinique", "11-26 13:00"),
        ("jeudi 18h heure de Nouméa", "11-26 08:00"),
        ("jeudi 9h heure de New York", "11-26 15:00"),
        ("jeudi 10h heure locale d'Alger", "11-26 10:00"),
        ("jeudi 9h UTC", "11-26 10:00"),
        ("jeudi à 11h GMT", "11-26 12:00"),
        ("jeudi 10h UTC+4", "11-26 07:00"),
        ("jeudi 10h GMT -5", "11-26 16:00"),
        ("jeudi 15h CET", "11-26 15:00"),
        ("jeudi 15h heure de Paris", "11-26 15:00"),
        ("jeudi 15h heure de l'Hexagone, ici il sera 10h du matin", "11-26 15:00"),
        ("jeudi 15h, soit 9h à Montréal", "11-26 15:00"),
        ("jeudi, 9h du matin ici à Montréal, donc 15h chez vous à Paris", "11-26 15:00"),
        ("jeudi à 16h, pour moi ce sera 10h à Montréal", "11-26 16:00"),
        ("jeudi 14h heure de La Réunion, soit 11h à Paris", "11-26 11:00"),
        ("jeudi 15h chez vous, 9h chez moi", "11-26 15:00"),
        ("jeudi 15h heure de chez vous", "11-26 15:00"),
        ("on peut mettre jeudi à 15h de Paris", "11-26 15:00"),
        ("jeudi 9h30 de Montréal", "11-26 15:30"),
        ("jeudi 10h à Dakar", "11-26 11:00"),
        ("jeudi, 8 h 30 du matin à Montréal", "11-26 14:30"),
        ("jeudi 10h en Martinique", "11-26 15:00"),
        ("jeudi 15h (9h à Montréal)", "11-26 15:00"),
        ("jeudi, 9 heures à Québec soit 15 heures chez vous", "11-26 15:00"),
        ("jeudi 10h chez moi, ça fait 15h chez vous", "11-26 15:00"),
        ("jeudi 17h à Paris donc midi chez moi", "11-26 17:00"),
        ("jeudi 15h à Lyon", "11-26 15:00"),
        ("jeudi 15h à distance", "11-26 15:00"),
        ("je suis à Dakar, 10h jeudi heure de chez moi", "11-26 11:00"),
        ("j'habite à Montréal, jeudi à 9h mon heure", "11-26 15:00"),
        ("Je me trouve à Québec : jeudi à 8 h, heure locale.", "11-26 14:00"),
        ("je suis à Montréal, donc jeudi à 9h pour moi, 15h chez vous", "11-26 15:00"),
        ("je suis à Montréal, jeudi 9h c'est bon pour moi", "11-26 09:00"),
        ("je suis à Lyon, jeudi 10h pour moi", "11-26 10:00"),
        ("je suis à Abidjan, jeudi 17h heure de Paris", "11-26 17:00"),
        ("jeudi à 15h heure de l'école, ça fait 14h chez nous", "11-26 15:00"),
        ("jeudi 20h heure de Montréal", "11-27 02:00"),
        ("jeudi 10h heure de Lima", "11-26 16:00"),
        ("jeudi 10h, heure québécoise", "11-26 16:00"),
        ("jeudi 10h heure sénégalaise", "11-26 11:00"),
        ("jeudi 10h heure réunionnaise", "11-26 07:00"),
        ("jeudi 10h heure guadeloupéenne", "11-26 15:00"),
        ("jeudi 10h heure anglaise", "11-26 11:00"),
        ("jeudi 10h heure française", "11-26 10:00"),
        ("jeudi 10h heure argentine", "11-26 14:00"),  # several zones, one clock
        ("jeudi 10h en Argentine", "11-26 14:00"),
        ("jeudi 10h heure du Canada, 16h chez vous", "11-26 16:00"),
        ("jeudi 16h, soit 10h au Canada", "11-26 16:00"),
        ("jeudi 9h heure de Montréal soit 15h à Paris", "11-26 15:00"),
        ("jeudi 10h heure du Caire", "11-26 09:00"),
        ("jeudi 10h, heure des Comores", "11-26 08:00"),
        ("jeudi 10h heure de l'Est", "11-26 16:00"),
        ("jeudi 10h EST", "11-26 16:00"),
        ("jeudi 10h chez moi au Québec", "11-26 16:00"),
        ("jeudi, 8h pour nous en Guadeloupe", "11-26 13:00"),
        ("jeudi 12h heure de l'île Maurice", "11-26 09:00"),
        ("le 5 juillet à 10h heure de Montréal", "07-05 16:00"),
        ("le 5 juillet à 10h heure de Dakar", "07-05 12:00"),
        ("le 10 mars à 10h heure de Montréal", "03-10 16:00"),
        ("le 17 mars à 10h heure de Montréal", "03-17 15:00"),  # only there summer has begun
    ],
)
def test_an_hour_of_another_place_is_moved_to_paris(phrase, start):
    window = read_when(phrase, NOW)

    assert f"{window.start:%m-%d %H:%M}" == start
    assert window.is_exact


@pytest.mark.parametrize(
    ("phrase", "stretch"),
    [
        ("jeudi matin heure de Montréal", "11-26 15:00/11-26 18:00"),
        ("jeudi entre 9h et 11h heure de Dakar", "11-26 10:00/11-26 12:00"),
        ("jeudi après 14h heure de Dakar", "11-26 15:00/"),
        ("jeudi avant 14h heure de Dakar", "/11-26 15:00"),
        ("jeudi soir heure de Montréal", "11-27 00:00/11-27 06:00"),
    ],
)
def test_stretches_are_moved_too(phrase, stretch):
    window = read_when(phrase, NOW)
    ends = [f"{end:%m-%d %H:%M}" if end else "" for end in (window.start, window.end)]

    assert "/".join(ends) == stretch


def test_the_zone_is_told_as_it_was_said():
    window = read_when("jeudi 10h (heure de Montréal)", NOW)

    assert (window.zone.key, window.zone.said) == ("America/Toronto", "heure de Montréal")
    assert as_json(window)["zone"] == "America/Toronto"
    assert read_when("jeudi 10h", NOW).zone is None


def test_the_name_of_the_place_belongs_to_the_time():
    text = "Zoé, jeudi 10h heure de Montréal"

    assert [text[start:end].strip() for start, end in spans(text, NOW)] == [
        "jeudi",
        "10h",
        "heure de Montréal",
    ]


@pytest.mark.parametrize(
    "phrase",
    [
        "jeudi 10h heure du Canada",
        "jeudi 10h heure de Trifouilly",
        "jeudi à 9h (heure du Brésil)",
        "jeudi 10h au Canada",
        "jeudi 10h aux États-Unis",
        "jeudi 10h heure des États-Unis",
        "jeudi 10h en Australie",
        "jeudi 10h heure canadienne",
        "jeudi 10h heure américaine",
        "jeudi 10h heure brésilienne",
        "jeudi 10h heure mexicaine",
        "jeudi 10h heure ivoirienne",
    ],
)
def test_an_hour_of_a_place_that_has_no_one_clock_has_to_be_asked(phrase):
    window = read_when(phrase, NOW)

    assert window.problem is Problem.ZONE_UNKNOWN
    assert not window.is_exact
    assert as_json(window)["zone"] is None


@pytest.mark.parametrize(
    "phrase",
    [
        "ici Maurice Dupont, jeudi 10h",
        "jeudi 10h au bureau",
        "jeudi 10h en France",
        "jeudi 10h, heure d'hiver",
        "jeudi 10h pour moi c'est bon",
    ],
)
def test_names_and_other_hours_are_no_places(phrase):
    window = read_when(phrase, NOW)

    assert window.zone is None
    assert window.start == datetime(2026, 11, 26, 10, tzinfo=PARIS)


@pytest.mark.parametrize("phrase", ["j'habite à Montréal", "c'est à quelle heure à Dakar ?"])
def test_a_place_alone_is_no_time(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    ("phrase", "times"),
    [
        ("jeudi 10h pour moi ou vendredi 14h", ["11-26 10:00", "11-27 14:00"]),
        ("de mon côté jeudi 10h ou 14h", ["11-26 10:00", "11-26 14:00"]),
        ("je finis à 15h ici donc jeudi 16h", ["11-26 16:00"]),
        ("jeudi 14h marche pas, 15h pour moi", ["11-26 15:00"]),
    ],
)
def test_what_suits_a_visitor_is_no_hour_of_elsewhere(phrase, times):
    window = read_when(phrase, NOW)

    assert [f"{each.start:%m-%d %H:%M}" for each in (window, *window.others)] == times


@pytest.mark.parametrize("written", ["15 h 30", "15 h30", "15:30", "15 H 30", "15 heures 30"])
@pytest.mark.parametrize(
    "told",
    [
        "jeudi à {} heure de Montréal",
        "jeudi à {} (heure de Montréal)",
        "jeudi {} de Montréal",
        "jeudi {} heure de Paris",
        "jeudi {} de Paris",
        "jeudi {} heure française",
        "jeudi à {} heure de Paris, ça me fait 9 h 30 ici",
        "jeudi à partir de {} heure de Montréal",
    ],
)
def test_an_hour_beside_a_place_reads_the_same_however_it_is_written(written, told):
    plainly, read = (read_when(told.format(hour), NOW) for hour in ("15h30", written))

    assert plainly.start.minute == 30
    assert (read.start, read.end, read.kind) == (plainly.start, plainly.end, plainly.kind)
