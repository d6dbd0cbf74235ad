from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

# A Wednesday morning.
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def hour(phrase: str) -> str:
    window = read_when(f"demain {phrase}", NOW)
    assert window is not None
    assert window.kind == "instant"
    assert f"{window.start:%Y-%m-%d}" == "2026-11-26"
    return f"{window.start:%H:%M}"


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("11h", "11:00"),
        ("11 h", "11:00"),
        ("11H", "11:00"),
        ("11h00", "11:00"),
        ("11hs", "11:00"),
        ("11 heures", "11:00"),
        ("11 heures précises", "11:00"),
        ("11h pile", "11:00"),
        ("11h environ", "11:00"),
        ("vers 11h", "11:00"),
        ("vers les 11h", "11:00"),
        ("aux alentours de 11 h", "11:00"),
        ("autour de 11 h", "11:00"),
        ("sur les coups de 11h", "11:00"),
        ("pour 11 h", "11:00"),
        ("à 11", "11:00"),
        ("09h00", "09:00"),
        ("9:05", "09:05"),
        ("09:05", "09:05"),
        ("16:20:00", "16:20"),
        ("16.20", "16:20"),
        ("16 h 20", "16:20"),
        ("16h 20", "16:20"),
        ("16 heures 20", "16:20"),
        ("16 heures 20 minutes", "16:20"),
        ("16 heures 5", "16:05"),
        ("21:24", "21:24"),
        ("16 20h", "20:00"),
    ],
)
def test_an_hour_is_read_in_any_notation(phrase, read):
    assert hour(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("à neuf heures", "09:00"),
        ("à dix heures dix", "10:10"),
        ("à dix heures vingt-cinq", "10:25"),
        ("à dix-sept heures quarante", "17:40"),
        ("à quinze heures zéro cinq", "15:05"),
        ("à quatorze trente", "14:30"),
        ("à seize quarante-cinq", "16:45"),
        ("à onze heures et quart", "11:15"),
        ("à onze heures et demie", "11:30"),
        ("à onze heures et demi", "11:30"),
        ("à onze heures moins le quart", "10:45"),
        ("à onze heures moins un quart", "10:45"),
        ("à onze heures moins cinq", "10:55"),
        ("à onze heures moins vingt-cinq", "10:35"),
        ("à neuf heures moins vingt", "08:40"),
        ("à huit heures moins le quart", "07:45"),
        ("à quinze heures et demie", "15:30"),
        ("à 14h et quart", "14:15"),
        ("à 14h moins 10", "13:50"),
    ],
)
def test_an_hour_is_read_in_words(phrase, read):
    assert hour(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("midi", "12:00"),
        ("à midi", "12:00"),
        ("midi pile", "12:00"),
        ("à midi et demi", "12:30"),
        ("à midi et demie", "12:30"),
        ("à midi et quart", "12:15"),
        ("à midi moins le quart", "11:45"),
        ("à midi moins dix", "11:50"),
    ],
)
def test_noon_and_what_is_near_it(phrase, read):
    assert hour(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("1h", "13:00"),
        ("à 2h", "14:00"),
        ("à 2h30", "14:30"),
        ("à trois heures", "15:00"),
        ("vers les 4h", "16:00"),
        ("à cinq heures et demie", "17:30"),
        ("à 6h30", "18:30"),
        ("à 7h", "19:00"),
        ("à 8h", "08:00"),
        ("à 3", "15:00"),
    ],
)
def test_a_small_hour_is_in_the_afternoon(phrase, read):
    assert hour(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("à 7h du matin", "07:00"),
        ("à 7h du mat", "07:00"),
        ("matin à 7h", "07:00"),
        ("à 9h du matin", "09:00"),
        ("à 3h de l'après-midi", "15:00"),
        ("à 3h de l’après midi", "15:00"),
        ("aprem 3h", "15:00"),
        ("à 8h du soir", "20:00"),
        ("soir 8h", "20:00"),
        ("à 03h30", "03:30"),
        ("2pm", "14:00"),
        ("2 pm", "14:00"),
        ("2:30pm", "14:30"),
        ("2 p.m.", "14:00"),
        ("10am", "10:00"),
        ("10 a.m.", "10:00"),
        ("12pm", "12:00"),
    ],
)
def test_the_half_of_the_day_may_be_said(phrase, read):
    assert hour(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("10h", "2026-11-26 10:00"),
        ("10h10", "2026-11-25 10:10"),
        ("10h05", "2026-11-26 10:05"),
        ("18h", "2026-11-25 18:00"),
        ("minuit", "2026-11-26 00:00"),
    ],
)
def test_an_hour_alone_is_the_next_such_hour(phrase, start):
    assert f"{read_when(phrase, NOW).start:%Y-%m-%d %H:%M}" == start


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("dans 5 minutes", "2026-11-25 10:10"),
        ("dans 20 min", "2026-11-25 10:25"),
        ("dans un quart d'heure", "2026-11-25 10:20"),
        ("dans une demi-heure", "2026-11-25 10:35"),
        ("dans une demi heure", "2026-11-25 10:35"),
        ("dans trois quarts d'heure", "2026-11-25 10:50"),
        ("dans une heure", "2026-11-25 11:05"),
        ("dans une heure et quart", "2026-11-25 11:20"),
        ("dans une heure et demie", "2026-11-25 11:35"),
        ("dans 1h30", "2026-11-25 11:35"),
        ("dans 2 h", "2026-11-25 12:05"),
        ("dans environ 3 heures", "2026-11-25 13:05"),
        ("dans 48h", "2026-11-27 10:05"),
    ],
)
def test_hours_are_counted_from_now(phrase, start):
    assert f"{read_when(phrase, NOW).start:%Y-%m-%d %H:%M}" == start


@pytest.mark.parametrize(
    ("now", "later"),
    [
        # In the night to 28 March 2027 the clock springs from 2:00 to 3:00,
        (datetime(2027, 3, 28, 1, 30, tzinfo=PARIS), "2027-03-28T03:30:00+02:00"),
        # in the night to 25 October 2026 it falls back from 3:00 to 2:00.
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), "2026-10-25T02:30:00+01:00"),
    ],
)
def test_an_hour_counted_over_a_change_of_clocks_is_an_hour(now, later):
    assert read_when("dans une heure", now).start.isoformat() == later


def test_a_time_that_daylight_saving_skips_is_an_hour_later():
    window = read_when("le 28 mars 2027 à 2h30 du matin", NOW)

    assert window.start.isoformat() == "2027-03-28T03:30:00+02:00"


def test_a_time_that_daylight_saving_doubles_is_the_first():
    window = read_when("le 31 octobre 2027 à 2h30 du matin", NOW)

    assert window.start.isoformat() == "2027-10-31T02:30:00+02:00"


@pytest.mark.parametrize("day", ["28 mars 2027", "31 octobre 2027"])
def test_a_day_of_23_or_25_hours_goes_from_midnight_to_midnight(day):
    window = read_when(f"jusqu'au {day}", NOW)

    assert f"{window.end:%H:%M}" == "00:00"
