"""What is remembered of the time that a visitor wants."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from actions.wanted_time import WantedTime, read_chosen
from french.paris import PARIS
from french.when import read_when, refine, window_at
from tests.builders import paris

THURSDAY = datetime(2026, 11, 26, 14, 30, tzinfo=PARIS)


def said(now: datetime, *phrases: str, chosen: datetime | None = None) -> WantedTime:
    wanted = WantedTime(now, chosen)
    for phrase in phrases:
        wanted = wanted.and_said(phrase, now)
        assert wanted is not None
    return wanted


def test_a_later_phrase_completes_the_earlier(now):
    assert said(now, "jeudi").start is None
    assert said(now, "jeudi", "à 14h30").start == THURSDAY


def test_a_later_phrase_completes_a_time_that_was_chosen(now):
    assert said(now, "vendredi", chosen=THURSDAY).start == THURSDAY + timedelta(days=1)


def test_a_phrase_that_means_no_time_is_not_remembered(now):
    assert said(now, "jeudi").and_said("je ne sais pas", now) is None


def test_nothing_is_wanted_before_anything_is_said(now):
    wanted = WantedTime.from_slot(None, now)

    assert wanted.is_empty
    assert (wanted.window, wanted.start) == (None, None)


def test_what_is_oldest_is_forgotten_but_not_the_moment_that_it_made(now):
    wanted = said(now, "mardi", "le matin", "vendredi", chosen=THURSDAY)
    assert wanted.chosen == THURSDAY

    wanted = wanted.and_said("à 9h", now)
    assert (wanted.chosen.day, wanted.said) == (1, ("le matin", "vendredi", "à 9h"))
    assert wanted.and_said("lundi", now).said == ("le matin", "vendredi", "à 9h", "lundi")


def test_an_hour_may_be_counted_on_many_times(now):
    wanted = said(now, "jeudi 9h", *["une heure plus tard"] * 7)

    assert wanted.start == THURSDAY.replace(hour=16, minute=0)


def test_an_offered_time_is_chosen_by_its_place(now):
    offered = WantedTime(now).offering([THURSDAY, THURSDAY + timedelta(hours=1)])

    assert offered.choice("le deuxième") == THURSDAY + timedelta(hours=1)
    assert offered.choice("le troisième") is None


def test_the_slot_holds_all_of_it_as_json(now):
    wanted = said(now, "le matin", chosen=THURSDAY).offering([THURSDAY])

    read = WantedTime.from_slot(json.loads(json.dumps(wanted.to_slot())), now)

    assert read == wanted
    assert read.window == wanted.window


def test_a_slot_written_before_times_were_kept_apart_is_read(now):
    slot = {
        "said": ["26/11/2026 à 14h30", "vendredi"],
        "at": now.isoformat(),
        "offered": ["2026-11-26T14:30:00+01:00"],
    }

    wanted = WantedTime.from_slot(slot, now)

    assert wanted.start == THURSDAY + timedelta(days=1)
    assert wanted.offered == (THURSDAY,)


@pytest.mark.parametrize(
    "phrase", ["le matin", "vendredi", "pas jeudi", "la semaine d'après", "9h"]
)
def test_a_chosen_time_is_refined_as_though_it_had_been_said(phrase, now):
    spoken = read_when("26/11/2026 à 14h30", now)

    assert window_at(THURSDAY).start == spoken.start
    assert refine(window_at(THURSDAY), phrase, now) == refine(spoken, phrase, now)


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("2026-11-26T14:30:00+01:00", THURSDAY),
        ("2026-11-26T13:30:20Z", THURSDAY),
        ("jeudi à 14h30", None),
        ("2026-11-26 14:30", None),
        ("20261126", None),
    ],
)
def test_a_chosen_time_is_iso_8601_with_offset(value, start):
    assert read_chosen(value) == start


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("oui, je confirme le jeudi", paris(2027, 4, 22, 11)),
        ("plutôt vendredi", paris(2027, 4, 23, 11)),
        ("mercredi même heure", paris(2027, 4, 21, 11)),
        ("vendredi 16", paris(2027, 4, 16, 11)),
    ],
)
def test_a_weekday_is_one_of_the_week_that_was_spoken_of(said, start):
    now = paris(2027, 4, 9, 10)
    wanted = WantedTime(now, paris(2027, 4, 22, 11)).and_said(said, now)

    assert wanted is not None
    assert wanted.start == start
