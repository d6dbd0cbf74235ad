"""Weekdays that alone are possible: every one of them, and no other day."""

from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when, refine

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("que le mercredi", "12-02 10:00, 12-09 15:00", "11-26 10:00, 12-03 10:00"),
        ("je ne peux que le lundi", "11-30 10:00, 12-07 10:00", "12-01 10:00"),
        ("nous ne sommes disponibles que le vendredi", "11-27 10:00, 12-04 10:00", "11-26 10:00"),
        ("il me reste que le jeudi", "11-26 10:00, 12-03 10:00", "11-27 10:00"),
        ("le week-end uniquement", "11-28 10:00, 12-06 10:00", "11-26 10:00, 12-07 10:00"),
        ("seul le jeudi me conviendrait", "11-26 10:00, 12-03 10:00", "11-27 10:00"),
        ("jpeux ke le samedi", "11-28 10:00, 12-05 10:00", "11-29 10:00"),
        ("seulement le samedi", "11-28 10:00, 12-05 10:00", "11-29 10:00"),
        ("le mardi et le jeudi seulement", "11-26 10:00, 12-01 10:00, 12-08 10:00", "12-02 10:00"),
        ("que du lundi au mercredi", "11-30 10:00, 12-08 10:00", "12-03 10:00"),
        ("uniquement les mercredis", "12-02 10:00, 12-09 10:00", "12-01 10:00"),
        ("le vendredi et c'est tout", "11-27 10:00, 12-04 10:00", "11-30 10:00"),
        ("que le mercredi après-midi", "12-02 14:30, 12-09 14:30", "12-09 10:00, 12-03 14:30"),
        ("le mercredi matin uniquement", "12-02 10:00, 12-09 10:00", "12-02 15:00, 12-03 10:00"),
        ("juste le jeudi après 15h", "11-26 15:30, 12-03 15:30", "11-26 14:30, 11-27 15:30"),
    ],
)
def test_only_some_weekdays_are_each_of_them(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert all(window.contains(at(moment)) for moment in fits.split(", "))
    assert not any(window.contains(at(moment)) for moment in fails.split(", "))


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("seulement mercredi", "12-02 00:00"),
        ("que jeudi prochain", "11-26 00:00"),
        ("que le 12 décembre", "12-12 00:00"),
        ("je peux que le mercredi à 14h", "12-02 14:00"),
        ("je pense que le mercredi c'est bon", "12-02 00:00"),
        ("pas que le mercredi", "12-02 00:00"),
    ],
)
def test_one_day_is_one_day(phrase, start):
    window = read_when(phrase, NOW)

    assert (window.kind, window.start) == ("instant", at(start))
    assert not window.refusals.weekdays


@pytest.mark.parametrize(
    "phrase",
    ["je bosse que le lundi", "il n'y a que le lundi que je peux pas", "c'est le lundi qui va pas"],
)
def test_only_when_one_cannot_is_refused(phrase):
    window = read_when(phrase, NOW)

    assert window.contains(at("12-01 10:00"))
    assert not window.contains(at("11-30 10:00"))


def test_only_some_weekdays_go_on_with_what_is_said_next():
    only = read_when("que le mercredi", NOW)

    next_week = refine(only, "la semaine prochaine", NOW)
    at_two = refine(only, "14h", NOW)

    assert next_week.contains(at("12-02 10:00"))
    assert not next_week.contains(at("12-01 10:00"))
    assert at_two.contains(at("12-09 14:00"))
    assert not at_two.contains(at("12-03 14:00"))
