"""The visitor's own clock beside that of Paris."""

from __future__ import annotations

import pytest

from french.own_time import OwnTime, aside, own_time, read_zone
from tests.builders import paris

WINTER = paris(2026, 12, 1, 14, 30)
SUMMER = paris(2027, 7, 6, 14, 30)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/Toronto", OwnTime("8 h 30", "Toronto")),
        ("Indian/Reunion", OwnTime("17 h 30", "La Réunion")),
        ("Europe/London", OwnTime("13 h 30", "Londres")),
        ("Asia/Kolkata", OwnTime("19 h", "Kolkata")),
        ("Pacific/Noumea", OwnTime("mercredi 2 décembre 2026, 0 h 30", "Nouméa")),
        ("UTC", OwnTime("13 h 30", "UTC")),
    ],
)
def test_says_the_hour_of_the_place_and_its_day_where_that_is_another(zone, said):
    own = own_time(WINTER, zone)

    assert own is not None
    assert OwnTime(own.when.replace("\u00a0", " "), own.place) == said


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Brussels", "Africa/Lagos", None])
def test_says_nothing_where_clocks_show_the_same(zone):
    assert own_time(WINTER, zone) is None
    assert aside(WINTER, zone) == ""


def test_a_zone_that_differs_in_summer_only_is_said_in_summer():
    own = own_time(SUMMER, "Africa/Lagos")

    assert own is not None
    assert own.when.replace("\u00a0", " ") == "13 h 30"


def test_follows_the_hour_of_paris():
    assert aside(WINTER, "America/Toronto").replace("\u00a0", " ") == " ; Toronto : 8 h 30"


@pytest.mark.parametrize(
    "name",
    ["", None, "Nowhere/At_All", "../../etc/passwd", "/etc", "Europe", "é", "A" * 200],
)
def test_a_name_that_is_no_zone_is_none(name):
    assert read_zone(name) is None
    assert own_time(WINTER, name) is None
