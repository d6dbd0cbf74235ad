from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

WEDNESDAY = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)
NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 0, tzinfo=PARIS)


def day(phrase: str, now: datetime = WEDNESDAY) -> str:
    window = read_when(phrase, now)
    assert window is not None
    assert (window.kind, window.grain) == ("instant", "day")
    return f"{window.start:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("jeudi", "2026-11-26"),
        ("le jeudi", "2026-11-26"),
        ("ce jeudi", "2026-11-26"),
        ("jeudi prochain", "2026-11-26"),
        ("jeudi qui vient", "2026-11-26"),
        ("mardi prochain", "2026-12-01"),
        ("ce mardi", "2026-12-01"),
        ("mercredi", "2026-12-02"),
        ("mercredi prochain", "2026-12-02"),
        ("samedi", "2026-11-28"),
        ("la fin de semaine aussi, le samedi mettons ?", "2026-11-28"),
        ("en fin de semaine, le vendredi", "2026-11-27"),
        ("dimanche", "2026-11-29"),
        ("jeudi en huit", "2026-12-03"),
        ("jeudi en 8", "2026-12-03"),
        ("jeudi en quinze", "2026-12-10"),
        ("jeudi en 15", "2026-12-10"),
        ("jeudi de la semaine prochaine", "2026-12-03"),
        ("jeudi semaine pro", "2026-12-03"),
        ("la semaine prochaine jeudi", "2026-12-03"),
        ("la semaine d'après, jeudi", "2026-12-03"),
        ("milieu de semaine prochaine", "2026-12-02"),
        ("jeudi de cette semaine", "2026-11-26"),
        ("cette semaine, vendredi", "2026-11-27"),
        ("jeudi de la semaine du 14 décembre", "2026-12-17"),
        ("la semaine du 14 décembre, jeudi", "2026-12-17"),
        ("en janvier, le 14", "2027-01-14"),
    ],
)
def test_a_weekday_is_the_next_after_today(phrase, read):
    assert day(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("lun. prochain", "2026-11-30"),
        ("mar. 1er déc.", "2026-12-01"),
        ("mer 2 déc", "2026-12-02"),
        ("jeu. 3/12", "2026-12-03"),
        ("ven 4 décembre", "2026-12-04"),
        ("sam. 5 dec", "2026-12-05"),
        ("dim 6/12", "2026-12-06"),
        ("lindi", "2026-11-30"),
        ("lundis", "2026-11-30"),
        ("maridi", "2026-12-01"),
        ("merdredi", "2026-12-02"),
        ("mecredi", "2026-12-02"),
        ("jeudii", "2026-11-26"),
        ("vendrdi", "2026-11-27"),
        ("vendrdei", "2026-11-27"),
        ("smedi", "2026-11-28"),
        ("dimnche", "2026-11-29"),
        ("demian", "2026-11-26"),
        ("demin", "2026-11-26"),
        ("4 decmbre", "2026-12-04"),
        ("4 janvié", "2027-01-04"),
        ("4 fevrer", "2027-02-04"),
        ("lundi prochian", "2026-11-30"),
    ],
)
def test_short_forms_and_typing_errors_are_read(phrase, read):
    assert day(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("aujourd'hui", "2026-11-25"),
        ("aujourd’hui", "2026-11-25"),
        ("auj", "2026-11-25"),
        ("ajd", "2026-11-25"),
        ("demain", "2026-11-26"),
        ("dem", "2026-11-26"),
        ("2m1", "2026-11-26"),
        ("après-demain", "2026-11-27"),
        ("apres demain", "2026-11-27"),
        ("ap demain", "2026-11-27"),
        ("dans un jour", "2026-11-26"),
        ("dans 3 jours", "2026-11-28"),
        ("dans 8 jours", "2026-12-02"),
        ("dans huit jours", "2026-12-02"),
        ("dans une huitaine de jours", "2026-12-02"),
        ("dans dix jours", "2026-12-05"),
        ("dans une dizaine de jours", "2026-12-05"),
        ("dans 15 jours", "2026-12-09"),
        ("dans une quinzaine", "2026-12-09"),
        ("dans 1 semaine", "2026-12-02"),
        ("dans deux semaines", "2026-12-09"),
        ("dans 3 sem", "2026-12-16"),
        ("dans un mois", "2026-12-25"),
        ("dans un mois et demi", "2027-01-09"),
        ("dans 3 mois", "2027-02-25"),
    ],
)
def test_days_are_counted_as_french_people_do(phrase, read):
    assert day(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("le 26", "2026-11-26"),
        ("le 25", "2026-11-25"),
        ("le 24", "2026-12-24"),
        ("le 31", "2026-12-31"),
        ("le vingt-six", "2026-11-26"),
        ("le 7 décembre", "2026-12-07"),
        ("le 7 DÉCEMBRE", "2026-12-07"),
        ("7 dec.", "2026-12-07"),
        ("le sept décembre", "2026-12-07"),
        ("le premier janvier", "2027-01-01"),
        ("1er mars", "2027-03-01"),
        ("le 3 novembre", "2027-11-03"),
        ("25 novembre", "2026-11-25"),
        ("12 août", "2027-08-12"),
        ("11 sept.", "2027-09-11"),
        ("11 sept", "2027-09-11"),
        ("le 4 février 2027", "2027-02-04"),
        ("03/02", "2027-02-03"),
        ("3/2", "2027-02-03"),
        ("03-02", "2027-02-03"),
        ("le 03.02", "2027-02-03"),
        ("03/02/27", "2027-02-03"),
        ("03/02/2027", "2027-02-03"),
        ("03.02.2027", "2027-02-03"),
        ("2027-02-03", "2027-02-03"),
        ("le 31/12", "2026-12-31"),
        ("29 février 2028", "2028-02-29"),
    ],
)
def test_a_date_is_the_next_such_day(phrase, read):
    assert day(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("lundi 7", "2026-12-07"),
        ("lundi 7 décembre", "2026-12-07"),
        ("lundi 7/12", "2026-12-07"),
        ("lundi 7/12/26", "2026-12-07"),
        ("lundi le 7", "2026-12-07"),
        ("lundi 7 décembre 2026", "2026-12-07"),
        ("jeudi 14", "2027-01-14"),
    ],
)
def test_a_weekday_may_come_with_its_date(phrase, read):
    assert day(phrase) == read
    assert not read_when(phrase, WEDNESDAY).disagrees


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("mardi 7 décembre", "2026-12-07"),
        ("vendredi 1/12", "2026-12-01"),
        ("lundi 6 janvier 2027", "2027-01-06"),
    ],
)
def test_a_weekday_that_is_not_the_dates_is_told(phrase, read):
    assert day(phrase) == read
    assert read_when(phrase, WEDNESDAY).disagrees


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("lundi de Pâques", "2027-03-29"),
        ("lundi de pentecôte", "2027-05-17"),
        ("Noël", "2026-12-25"),
        ("premier lundi d'avril", "2027-04-05"),
        ("le premier lundi du mois d’avril", "2027-04-05"),
        ("le deuxième mardi de janvier", "2027-01-12"),
        ("le 2e mardi de janvier", "2027-01-12"),
        ("le 3ème jeudi de décembre", "2026-12-17"),
        ("le dernier jeudi de novembre", "2026-11-26"),
        ("le dernier vendredi du mois", "2026-11-27"),
        ("le premier mardi du mois prochain", "2026-12-01"),
        ("le premier mercredi de novembre", "2027-11-03"),
    ],
)
def test_feasts_and_ranks_of_weekdays_are_counted(phrase, read):
    assert day(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("demain", "2027-01-01"),
        ("lundi", "2027-01-04"),
        ("le 5", "2027-01-05"),
        ("le 31", "2026-12-31"),
        ("le 2 janvier", "2027-01-02"),
        ("dans un mois", "2027-01-31"),
        ("dans deux mois", "2027-02-28"),
    ],
)
def test_the_turn_of_the_year_is_crossed(phrase, read):
    assert day(phrase, NEW_YEARS_EVE) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("le 12 mars 2025", "2025-03-12"),
        ("12/03/2024", "2024-03-12"),
        ("hier", "2026-11-24"),
        ("avant-hier", "2026-11-23"),
        ("mardi dernier", "2026-11-24"),
        ("mercredi dernier", "2026-11-18"),
    ],
)
def test_what_is_said_to_be_over_stays_over(phrase, read):
    assert day(phrase) == read


@pytest.mark.parametrize(
    "phrase", ["le 31 février", "31/02", "le 30/02/2027", "32 mars", "le 12/25", "2027-02-30"]
)
def test_a_day_that_there_is_not_is_none(phrase):
    assert read_when(phrase, WEDNESDAY) is None


def test_a_year_beyond_every_calendar_does_no_harm():
    assert read_when("31/12/9999", WEDNESDAY) is None
    assert read_when("dans 99999999999 semaines", WEDNESDAY) is None
