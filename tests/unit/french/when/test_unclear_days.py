"""Days that cannot be booked as they were said: the visitor has to be asked."""

from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import Problem, is_undated, missing_day, read_when

WEDNESDAY = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("phrase", "nearest"),
    [
        ("le 31 avril", "2027-04-30 2027-05-01"),
        ("le 31 avril à 10h", "2027-04-30 2027-05-01"),
        ("le 30/02", "2027-02-28 2027-03-01"),
        ("le 30 février à 11h", "2027-02-28 2027-03-01"),
        ("le 31.06.2027 à 14h", "2027-06-30 2027-07-01"),
        ("mercredi 31 novembre", "2026-11-30 2026-12-01"),
        ("2027-02-30", "2027-02-28 2027-03-01"),
        ("le 29 février", "2027-02-28 2027-03-01"),
        ("le 29/02/2027 à 9h", "2027-02-28 2027-03-01"),
        ("vendredi 31 avril 10h", "2027-04-30 2027-05-01"),
    ],
)
def test_a_day_that_there_is_not_has_days_near_it(phrase, nearest):
    assert read_when(phrase, WEDNESDAY) is None
    assert " ".join(map(str, missing_day(phrase, WEDNESDAY))) == nearest


@pytest.mark.parametrize("phrase", ["le 30 avril", "jeudi 10h", "bonjour", "31h"])
def test_no_day_is_missing_where_each_is_in_the_calendar(phrase):
    assert missing_day(phrase, WEDNESDAY) is None


@pytest.mark.parametrize(
    "phrase",
    [
        *("lundi 8 décembre", "ven, 10 déc à 10h", "mardi 03/12", "aujourd'hui, jeudi"),
        *("demain vendredi", "demain jeudi 27", "du lundi 8 au mercredi 9 décembre"),
        *("le 8 décembre, un lundi", "vendredi (le 3 décembre) à 10h", "le 8 décembre (lundi)"),
    ],
)
def test_a_weekday_that_differs_has_to_be_asked(phrase):
    window = read_when(phrase, WEDNESDAY)

    assert window.problem is Problem.WEEKDAY_DIFFERS
    assert not window.is_exact


@pytest.mark.parametrize(
    "phrase", ["aujourd'hui, mercredi", "demain (jeudi)", "demain jeudi 26", "demain, le 26"]
)
def test_a_day_that_is_said_twice_is_one_day(phrase):
    window = read_when(f"{phrase} à 16h", WEDNESDAY)

    assert window.is_exact
    assert not window.others


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("le 5 novembre à 10h", Problem.YEAR_UNSURE),
        ("20/11 à 10h", Problem.YEAR_UNSURE),
        ("mercredi 1er septembre à 10h", Problem.YEAR_UNSURE),
        ("le 5 novembre 2027 à 10h", None),
        ("le 5 mars à 10h", None),
        ("le 25 novembre à 16h", None),
    ],
)
def test_a_date_that_has_just_been_leaves_its_year_to_be_asked(phrase, problem):
    assert read_when(phrase, WEDNESDAY).problem is problem


@pytest.mark.parametrize(
    "phrase",
    [
        *("avant les vacances", "juste après les vacances de Noël", "à la rentrée"),
        *("après mes examens", "plutôt pendant les vacances", "dès la rentrée"),
    ],
)
def test_a_time_of_which_only_the_visitor_knows_the_date_is_one_all_the_same(phrase):
    assert is_undated(phrase)
    assert read_when(phrase, WEDNESDAY) is None


@pytest.mark.parametrize("phrase", ["avant jeudi", "après les cours, c'est cher ?", "à Paris"])
def test_other_words_are_not_such_a_time(phrase):
    assert not is_undated(phrase)
