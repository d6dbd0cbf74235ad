"""Two addresses or numbers between which a visitor leaves the choice, and what chooses."""

from __future__ import annotations

import time

import pytest

from french.two_offered import chosen_of, two_addresses, two_numbers

TWO = ("lea@example.com", "b@example.org")


@pytest.mark.parametrize(
    "typed",
    [
        "lea@example.com ou sinon b@example.org",
        "lea@example.com ou b@example.org si ça marche pas",
        "mon mail c’est lea@example.com (ou b@example.org)",
        "lea@example.com, sinon b@example.org",
        "lea@example.com ou bien sur b@example.org",
    ],
)
def test_two_addresses_with_nothing_but_or_between_leave_a_choice(typed):
    assert two_addresses(typed) == TWO


@pytest.mark.parametrize(
    "typed",
    [
        "lea@example.com",
        "lea@example.com et b@example.org",
        "lea@example.com, non, b@example.org",
        "pas lea@example.com mais b@example.org",
        "lea@example.com ou lea@example.com",
        "lea@example.com ou b@example.org ou c@example.org",
        "lea@example.com ou mardi",
    ],
)
def test_all_else_leaves_none(typed):
    assert two_addresses(typed) is None


@pytest.mark.parametrize(
    ("typed", "two"),
    [
        ("06 39 98 12 34 ou au 01 39 98 12 34", ("+33639981234", "+33139981234")),
        ("06.39.98.12.34, sinon le fixe 01.39.98.12.34", ("+33639981234", "+33139981234")),
        ("06 39 98 12 34, pardon, 07 39 98 12 34", None),
        ("06 39 98 12 34 ou mardi 8 à 10 h", None),
    ],
)
def test_so_do_two_numbers(typed, two):
    assert two_numbers(typed) == two


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("la première", 0),
        ("Le premier, svp", 0),
        ("plutôt la 1", 0),
        ("la deuxième", 1),
        ("le second", 1),
        ("mettez la deuxième adresse", 1),
        ("la dernière", 1),
        ("peu importe", 0),
        ("les deux", 0),
    ],
)
def test_a_place_chooses(said, chosen):
    assert chosen_of(TWO, said) == TWO[chosen]


@pytest.mark.parametrize(
    "said",
    [
        "oui",
        "non",
        "en fait décalez à 10 heures",
        "la première, et ça dure combien de temps ?",
        "la première semaine de décembre",
        "le premier mardi",
        "example.org",
        "le 06",
        "annulez tout",
    ],
)
def test_whatever_says_more_does_not(said):
    assert chosen_of(TWO, said) is None


def test_a_long_text_costs_no_time():
    begun = time.perf_counter()

    assert two_addresses("a@b.fr ou " * 3000) is None
    assert two_numbers("06 39 98 12 34 ou " * 3000) is None
    assert chosen_of(TWO, "plutôt la " * 3000) is None
    assert time.perf_counter() - begun < 0.5
