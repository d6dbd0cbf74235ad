"""« Rappelez-moi au 06 39 98 12 34, mardi après 17 h »."""

from __future__ import annotations

import pytest

from french.callback import CallBack, read_callback
from tests.builders import NOON

NUMBER = "+33639981234"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("rappelez-moi au 06 39 98 12 34 mardi après 17 h", "mardi après 17 h"),
        ("rappelle moi au 0639981234", None),
        ("Pouvez-vous me rappeler demain matin au 06 39 98 12 34 ?", "demain matin"),
        ("je voudrais qu’on m’appelle au 06 39 98 12 34 lundi matin", "lundi matin"),
        ("j'aimerais être rappelé au 0639981234", None),
        ("contactez moi 06.39.98.12.34 entre midi et 14h", "entre midi et 14h"),
        ("je suis joignable au +33 6 39 98 12 34 après 18h", "après 18h"),
        ("merci de me recontacter au 0639981234", None),
    ],
)
def test_reads_the_number_and_the_time_as_it_was_said(text, when):
    assert read_callback(text, NOON) == CallBack(NUMBER, when)


@pytest.mark.parametrize(
    "text",
    [
        "rappelez-moi mardi",
        "mon numéro : 06 39 98 12 34",
        "je vous rappelle que mon numéro est le 06 39 98 12 34",
        "je vous appelle du 06 39 98 12 34",
        "Je m’appelle Léa Morvan, 06 39 98 12 34",
        "",
    ],
)
def test_a_number_without_the_wish_or_a_wish_without_a_number_is_none(text):
    assert read_callback(text, NOON) is None
