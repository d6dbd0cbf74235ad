from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import as_json, read_when, refine, spans

# A Wednesday morning.
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def read(phrase: str, now: datetime = NOW) -> str | None:
    window = read_when(phrase, now)
    if window is None:
        return None
    start = f"{window.start:%Y-%m-%d %H:%M}" if window.start else ""
    end = f"{window.end:%Y-%m-%d %H:%M}" if window.end else ""
    return f"{start}/{end}" if window.kind != "instant" else start


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("demain à 14h30", "2026-11-26 14:30"),
        ("dem 14h30", "2026-11-26 14:30"),
        ("DEMAIN 14H30", "2026-11-26 14:30"),
        ("après-demain vers 10h", "2026-11-27 10:00"),
        ("aujourd’hui à 16 heures", "2026-11-25 16:00"),
        ("auj 16h", "2026-11-25 16:00"),
        ("lundi 9h15", "2026-11-30 09:15"),
        ("lundi prochain à 9 h 15", "2026-11-30 09:15"),
        ("vendredi midi", "2026-11-27 12:00"),
        ("jeudis 11h", "2026-11-26 11:00"),
        ("mecredi 11h", "2026-12-02 11:00"),
        ("vendredie a 11h", "2026-11-27 11:00"),
        ("ven. 27 nov. 11h", "2026-11-27 11:00"),
        ("lun 30/11 à 10:30", "2026-11-30 10:30"),
        ("le 4 décembre à 15h", "2026-12-04 15:00"),
        ("4/12 15h", "2026-12-04 15:00"),
        ("04.12.2026 à 15h", "2026-12-04 15:00"),
        ("2026-12-04 15:00", "2026-12-04 15:00"),
        ("le 1er mars à 10h", "2027-03-01 10:00"),
        ("le 28 à 11h", "2026-11-28 11:00"),
        ("décalez au 30 à 11h", "2026-11-30 11:00"),
        ("on peut reporter au 27 10h ?", "2026-11-27 10:00"),
        ("mettez-moi au 27, à 16 heures plutôt", "2026-11-27 16:00"),
        ("le vingt-huit à onze heures", "2026-11-28 11:00"),
        ("le vingt-sept à onze heures", "2026-11-27 11:00"),
        ("quatorze heures trente demain", "2026-11-26 14:30"),
        ("demain à neuf heures et quart", "2026-11-26 09:15"),
        ("demain onze heures moins le quart", "2026-11-26 10:45"),
        ("jeudi à 10h et demie", "2026-11-26 10:30"),
        ("jeudi à 3h", "2026-11-26 15:00"),
        ("jeudi 3h de l'après-midi", "2026-11-26 15:00"),
        ("jeudi 8h du matin", "2026-11-26 08:00"),
        ("jeudi 2pm", "2026-11-26 14:00"),
        ("mardi en huit à 10h", "2026-12-08 10:00"),
        ("mardi en quinze à 10h", "2026-12-15 10:00"),
        ("mardi de la semaine prochaine à 10h", "2026-12-01 10:00"),
        ("la semaine prochaine, mercredi à 10h", "2026-12-02 10:00"),
        ("semaine pro jeudi 16h", "2026-12-03 16:00"),
        ("dans 8 jours à 10h", "2026-12-02 10:00"),
        ("dans quinze jours à 10h", "2026-12-09 10:00"),
        ("dans 3 jours à 14h", "2026-11-28 14:00"),
        ("dans deux semaines à 14h", "2026-12-09 14:00"),
        ("dans une heure et demie", "2026-11-25 11:35"),
        ("lundi prochain, disons 10h", "2026-11-30 10:00"),
        ("le premier lundi de décembre à 9h", "2026-12-07 09:00"),
        ("lundi de Pâques à 10h", "2027-03-29 10:00"),
        ("mardi matin vers 9h30", "2026-12-01 09:30"),
        ("demain aprem 3h", "2026-11-26 15:00"),
        ("lundi à 14", "2026-11-30 14:00"),
        ("14h30 ou 15h demain", "2026-11-26 14:30"),
        ("le 7 sept. à 10h", "2027-09-07 10:00"),
        ("14h30", "2026-11-25 14:30"),
        ("9h", "2026-11-26 09:00"),
    ],
)
def test_an_exact_time_is_read(phrase, start):
    assert read(phrase) == start


@pytest.mark.parametrize(
    ("phrase", "window"),
    [
        ("vendredi matin", "2026-11-27 09:00/2026-11-27 12:00"),
        ("vendredi aprem", "2026-11-27 14:00/2026-11-27 18:00"),
        ("cet après-midi", "2026-11-25 14:00/2026-11-25 18:00"),
        ("demain dans la matinée", "2026-11-26 09:00/2026-11-26 12:00"),
        ("demain en fin de matinée", "2026-11-26 11:00/2026-11-26 12:00"),
        ("lundi en début d'après-midi", "2026-11-30 14:00/2026-11-30 16:00"),
        ("vendredi entre 9h et 11h", "2026-11-27 09:00/2026-11-27 11:00"),
        ("vendredi de 9 à 11h", "2026-11-27 09:00/2026-11-27 11:00"),
        ("lundi entre 10h et midi", "2026-11-30 10:00/2026-11-30 12:00"),
        ("lundi entre midi et deux", "2026-11-30 12:00/2026-11-30 14:00"),
        ("lundi 15h-17h", "2026-11-30 15:00/2026-11-30 17:00"),
        ("la semaine prochaine", "2026-11-30 00:00/2026-12-07 00:00"),
        ("début de semaine prochaine", "2026-11-30 00:00/2026-12-02 00:00"),
        ("fin de semaine", "2026-11-26 00:00/2026-11-28 00:00"),
        ("semaine du 7 décembre", "2026-12-07 00:00/2026-12-14 00:00"),
        ("en décembre", "2026-12-01 00:00/2027-01-01 00:00"),
        ("fin janvier", "2027-01-21 00:00/2027-02-01 00:00"),
        ("du 7 au 11 décembre", "2026-12-07 00:00/2026-12-12 00:00"),
        ("vendredi après 15h", "2026-11-27 15:00/"),
        ("vendredi à partir de 15h", "2026-11-27 15:00/"),
        ("vendredi pas avant 10h", "2026-11-27 10:00/"),
        ("vendredi avant 11h", "/2026-11-27 11:00"),
        ("vendredi pas après 16h", "/2026-11-27 16:00"),
        ("à partir de lundi", "2026-11-30 00:00/"),
        ("pas avant lundi", "2026-11-30 00:00/"),
        ("avant vendredi", "/2026-11-27 00:00"),
        ("dès que possible", "2026-11-25 10:05/"),
    ],
)
def test_a_stretch_of_time_is_read(phrase, window):
    assert read(phrase) == window


@pytest.mark.parametrize(
    ("phrase", "day"),
    [("jeudi", "2026-11-26"), ("mercredi", "2026-12-02"), ("le 30", "2026-11-30")],
)
def test_a_day_alone_is_a_day(phrase, day):
    assert read(phrase) == f"{day} 00:00"
    assert not read_when(phrase, NOW).is_exact


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "oui",
        "non merci",
        "j'ai 19 ans",
        "mon fils est en 2nde",
        "j'ai deux enfants",
        "06 39 98 11 22",
        "karim.2004@orange.fr",
        "1500 euros par mois",
        "13,5 de moyenne",
        "bac+2",
        "69003 Lyon",
        "12 rue de la Paix",
        "je prends la deuxième option",
        "niveau 6",
        "c'est quoi le salaire ?",
    ],
)
def test_what_tells_no_time_is_none(phrase):
    assert read(phrase) is None


def test_either_of_two_days_fits():
    window = read_when("mardi ou jeudi à 14h", NOW)

    assert window.contains(at("2026-12-01 14:00"))
    assert window.contains(at("2026-11-26 14:00"))
    assert not window.contains(at("2026-11-27 14:00"))
    assert not window.is_exact


def test_a_day_that_is_refused_does_not_fit():
    window = read_when("la semaine prochaine mais pas le lundi", NOW)

    assert not window.contains(at("2026-11-30 10:00"))
    assert window.contains(at("2026-12-01 10:00"))


def test_a_preference_for_mornings_fits_any_morning():
    window = read_when("plutôt le matin", NOW)

    assert window.contains(at("2026-12-03 09:30"))
    assert not window.contains(at("2026-12-03 15:00"))


def test_a_weekday_and_a_number_that_disagree_are_not_exact():
    window = read_when("lundi 1er décembre à 10h", NOW)

    assert window.disagrees
    assert not window.is_exact


@pytest.mark.parametrize(
    ("before", "said", "start"),
    [
        ("jeudi aprem", "14h30", "2026-11-26 14:30"),
        ("jeudi à 14h", "non en fait à 15h", "2026-11-26 15:00"),
        ("jeudi à 14h", "plutôt vendredi", "2026-11-27 14:00"),
        ("jeudi à 14h", "lundi 10h", "2026-11-30 10:00"),
        ("la semaine prochaine", "jeudi 16h", "2026-11-26 16:00"),
        ("dans 15 jours", "14:30", "2026-12-09 14:30"),
    ],
)
def test_a_phrase_completes_or_corrects_the_one_before(before, said, start):
    window = refine(read_when(before, NOW), said, NOW)

    assert f"{window.start:%Y-%m-%d %H:%M}" == start


def test_a_weekday_after_next_week_is_in_that_week():
    window = refine(read_when("la semaine prochaine", NOW), "jeudi", NOW)

    assert f"{window.start:%Y-%m-%d}" == "2026-12-03"


@pytest.mark.parametrize(
    "text",
    ["1 " * 100, "lundi 14h " * 20, "mardi " * 40, "le 1er mars au 2 avril " * 9, "9" * 5000],
)
def test_a_long_text_ends(text):
    read_when(text, NOW)


@pytest.mark.parametrize("hour", ["2h30 du matin", "2h du matin"])
def test_an_hour_that_daylight_saving_skips_or_doubles_is_read(hour):
    assert read_when(f"le 28 mars 2027 à {hour}", NOW)
    assert read_when(f"le 25 octobre 2026 à {hour}", NOW)


def test_summer_and_winter_have_their_offsets():
    summer = as_json(read_when("le 6 juillet à 9h", NOW))
    winter = as_json(read_when("le 6 janvier à 9h", NOW))

    assert summer == {"start": "2027-07-06T09:00:00+02:00", "end": None, "grain": "minute"}
    assert winter["start"] == "2027-01-06T09:00:00+01:00"


def test_the_parts_that_speak_of_time_are_found_in_what_was_typed():
    text = "Un rdv Jeudi à 14 h 30 s’il vous plaît, Émile"

    parts = [text[start:end] for start, end in spans(text, NOW)]

    assert "Jeudi" in parts[0]
    assert any("14 h 30" in part for part in parts)
    assert all("Émile" not in part for part in parts)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("le 12 janvier ou le 14", ["2027-01-12", "2027-01-14"]),
        ("le 28 avril ou le 3", ["2027-04-28", "2027-05-03"]),
        ("le 30 novembre, sinon le 20", ["2026-11-30", "2026-12-20"]),
        ("je pars le 24 décembre, donc le 8 à 10h", ["2026-12-24", "2026-12-08"]),
    ],
)
def test_a_number_joined_to_a_date_is_of_the_day_nearest_to_it(phrase, days):
    window = read_when(phrase, NOW)

    assert {f"{one.start.date()}" for one in (window, *window.others)} <= {*days}
