from datetime import datetime, time

import pytest

from french.paris import PARIS
from french.when import DayHours, as_json, read_when

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def stretch(phrase: str, now: datetime = NOW) -> str:
    window = read_when(phrase, now)
    assert window is not None
    start = f"{window.start:%m-%d %H:%M}" if window.start else ""
    end = f"{window.end:%m-%d %H:%M}" if window.end else ""
    return f"{window.kind} {start}/{end}"


@pytest.mark.parametrize(
    ("phrase", "hours"),
    [
        ("matin", "09:00/11-26 12:00"),
        ("dans la matinée", "09:00/11-26 12:00"),
        ("mat", "09:00/11-26 12:00"),
        ("en début de matinée", "09:00/11-26 10:00"),
        ("en milieu de matinée", "10:00/11-26 11:00"),
        ("en fin de matinée", "11:00/11-26 12:00"),
        ("après-midi", "14:00/11-26 18:00"),
        ("après midi", "14:00/11-26 18:00"),
        ("dans l’après-midi", "14:00/11-26 18:00"),
        ("aprem", "14:00/11-26 18:00"),
        ("aprèm", "14:00/11-26 18:00"),
        ("apm", "14:00/11-26 18:00"),
        ("ap-midi", "14:00/11-26 18:00"),
        ("début d'après-midi", "14:00/11-26 16:00"),
        ("en milieu d’aprem", "15:00/11-26 17:00"),
        ("fin d'aprem", "16:00/11-26 18:00"),
        ("en fin de journée", "16:00/11-26 18:00"),
        ("dans la journée", "09:00/11-26 18:00"),
        ("soir", "18:00/11-27 00:00"),
        ("en soirée", "18:00/11-27 00:00"),
        ("en début de soirée", "18:00/11-26 20:00"),
        ("à l'heure du déjeuner", "12:00/11-26 14:00"),
        ("entre midi et deux", "12:00/11-26 14:00"),
        ("entre midi et 14h", "12:00/11-26 14:00"),
    ],
)
def test_parts_of_the_day_are_those_of_the_school(phrase, hours):
    assert stretch(f"demain {phrase}") == f"range 11-26 {hours}"


def test_other_hours_of_the_school_make_other_parts_of_the_day():
    early = DayHours(time(8), time(12, 30), time(13, 30), time(19))

    morning = read_when("demain matin", NOW, early)
    afternoon = read_when("demain après-midi", NOW, early)

    assert (morning.hours.first, morning.hours.last) == (time(8), time(12, 30))
    assert (afternoon.hours.first, afternoon.hours.last) == (time(13, 30), time(19))


@pytest.mark.parametrize(
    ("phrase", "hours"),
    [
        ("entre 9h et 10h", "09:00/11-26 10:00"),
        ("entre 9 et 11h", "09:00/11-26 11:00"),
        ("entre 9 et 11", "09:00/11-26 11:00"),
        ("entre 9h30 et 11h15", "09:30/11-26 11:15"),
        ("entre 10h et midi", "10:00/11-26 12:00"),
        ("de 9 à 11h", "09:00/11-26 11:00"),
        ("de 9h à 11h", "09:00/11-26 11:00"),
        ("de neuf heures à onze heures", "09:00/11-26 11:00"),
        ("de 14h30 jusqu'à 16h", "14:30/11-26 16:00"),
        ("14h-15h", "14:00/11-26 15:00"),
        ("14h–15h", "14:00/11-26 15:00"),
        ("14-15h", "14:00/11-26 15:00"),
        ("14h30/16h", "14:30/11-26 16:00"),
        ("14h à 15h", "14:00/11-26 15:00"),
        ("14:00-15:30", "14:00/11-26 15:30"),
        ("entre 2 et 4h", "14:00/11-26 16:00"),
        ("de 2h à 4h", "14:00/11-26 16:00"),
        ("de 10h à 2h", "10:00/11-26 14:00"),
        ("entre 8h et 9h", "08:00/11-26 09:00"),
    ],
)
def test_two_hours_make_a_range(phrase, hours):
    assert stretch(f"demain {phrase}") == f"range 11-26 {hours}"


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("jeudi après 16h", "open 11-26 16:00/"),
        ("jeudi à partir de 16h", "open 11-26 16:00/"),
        ("jeudi dès 16h", "open 11-26 16:00/"),
        ("jeudi pas avant 16h", "open 11-26 16:00/"),
        ("jeudi, mais pas avant 16 heures", "open 11-26 16:00/"),
        ("jeudi au plus tôt à 16h", "open 11-26 16:00/"),
        ("jeudi plus tard que 16h", "open 11-26 16:00/"),
        ("jeudi avant 16h", "open /11-26 16:00"),
        ("jeudi jusqu'à 16h", "open /11-26 16:00"),
        ("jeudi pas après 16h", "open /11-26 16:00"),
        ("jeudi 16h maximum", "open /11-26 16:00"),
        ("jeudi pas plus tard que 16h", "open /11-26 16:00"),
        ("jeudi au plus tard à 16h", "open /11-26 16:00"),
        ("pas après 18h", "open /11-25 18:00"),
        ("avant midi", "open /11-25 12:00"),
        ("après 16h", "open 11-25 16:00/"),
    ],
)
def test_hours_may_be_open_on_one_side(phrase, read):
    assert stretch(phrase) == read


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("à partir de lundi", "open 11-30 00:00/"),
        ("à partir du 7 décembre", "open 12-07 00:00/"),
        ("à compter du 7/12", "open 12-07 00:00/"),
        ("dès lundi", "open 11-30 00:00/"),
        ("dès janvier", "open 01-01 00:00/"),
        ("pas avant lundi", "open 11-30 00:00/"),
        ("pas avant la semaine prochaine", "open 11-30 00:00/"),
        ("après lundi", "open 12-01 00:00/"),
        ("après le 7 décembre", "open 12-08 00:00/"),
        ("après Noël", "open 12-26 00:00/"),
        ("avant vendredi", "open /11-27 00:00"),
        ("avant Noël", "open /12-25 00:00"),
        ("avant la fin du mois", "open /12-01 00:00"),
        ("d'ici samedi", "open /11-29 00:00"),
        ("d’ici la fin de la semaine", "open /11-28 00:00"),
        ("d'ici 15 jours", "open /12-10 00:00"),
        ("sous huitaine", "open /12-03 00:00"),
        ("jusqu'à vendredi", "open /11-28 00:00"),
        ("jusqu'au 4 décembre", "open /12-05 00:00"),
        ("pas après vendredi", "open /11-28 00:00"),
        ("au plus tard vendredi", "open /11-28 00:00"),
        ("d'ici vendredi 17h", "open /11-27 17:00"),
        ("avant vendredi 17h", "open /11-27 17:00"),
        ("d'ici demain soir", "open /11-27 00:00"),
        ("à partir de lundi 14h", "open 11-30 14:00/"),
        ("dès demain matin", "open 11-26 09:00/"),
        ("d'ici 48h", "open /11-27 10:05"),
        ("sous 24 heures", "open /11-26 10:05"),
    ],
)
def test_days_may_be_open_on_one_side(phrase, read):
    assert stretch(phrase) == read


@pytest.mark.parametrize(
    "phrase",
    [
        "au plus tôt",
        "au plus vite",
        "dès que possible",
        "dès que vous pouvez",
        "tout de suite",
        "n'importe quand",
        "n’importe quel jour",
        "le premier créneau disponible",
        "asap",
        "n'importe lequel",
        "le premier créneau que vous avez",
        "le premier de libre",
        "le premier rdv possible",
        "maintenant",
    ],
)
def test_as_soon_as_possible_begins_now(phrase):
    assert stretch(phrase) == "special 11-25 10:05/"


def test_a_window_is_written_for_programs():
    open_side = as_json(read_when("d'ici vendredi 17h", NOW))
    week = as_json(read_when("la semaine prochaine", NOW))

    assert open_side == {"start": None, "end": "2026-11-27T17:00:00+01:00", "grain": "minute"}
    assert week == {
        "start": "2026-11-30T00:00:00+01:00",
        "end": "2026-12-07T00:00:00+01:00",
        "grain": "week",
    }
    assert as_json(None) is None


def test_what_is_written_says_all_that_was_said():
    daily = as_json(read_when("à partir du 1er février, avant 11h", NOW))
    several = as_json(read_when("mardi ou jeudi, mais pas le matin", NOW))
    unclear = as_json(read_when("lundi 8 décembre", NOW))

    assert daily == {
        "start": "2027-02-01T00:00:00+01:00",
        "end": None,
        "grain": "minute",
        "hours": {"from": None, "until": "11:00"},
    }
    assert as_json(read_when("jeudi après 16h", NOW)) == {
        "start": "2026-11-26T16:00:00+01:00",
        "end": None,
        "grain": "minute",
        "day": "2026-11-26",
    }
    assert as_json(read_when("du 7 au 11 après 16h", NOW)) == {
        "start": "2026-12-07T16:00:00+01:00",
        "end": "2026-12-12T00:00:00+01:00",
        "grain": "hour",
        "hours": {"from": "16:00", "until": None},
    }
    assert as_json(read_when("le plus tard possible mardi", NOW))["latest_first"] is True
    assert [other["start"] for other in several["or"]] == ["2026-11-26T00:00:00+01:00"]
    assert several["not"] == {
        "weekdays": [],
        "days": [],
        "hours": [{"from": "09:00", "until": "12:00"}],
    }
    assert unclear["problem"] == "weekday_differs"


@pytest.mark.parametrize(
    ("now", "phrase", "read"),
    [
        ("2026-11-25 10:05", "ce matin", "range 11-25 10:05/11-25 12:00"),
        ("2026-11-25 16:40", "cet après-midi", "range 11-25 16:40/11-25 18:00"),
        ("2026-11-25 16:40", "aujourd'hui entre 14h et 18h", "range 11-25 16:40/11-25 18:00"),
        ("2026-11-25 08:00", "ce matin", "range 11-25 09:00/11-25 12:00"),
    ],
)
def test_of_hours_that_have_begun_the_rest_is_meant(now, phrase, read):
    assert stretch(phrase, datetime.fromisoformat(now).replace(tzinfo=PARIS)) == read
