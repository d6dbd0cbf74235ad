"""What takes back, or agrees to, what was said before."""

from __future__ import annotations

import pytest

from french.corrections import agrees

KNOWN = "Inès Marchetti ines@example.com"


@pytest.mark.parametrize(
    "said",
    [
        "oui mardi 14h",
        "ouaip mercredi 17 a 16h c ca",
        "mercredi à 16 h, c'est ça",
        "ok pour mardi 14h, merci",
        "oui Inès Marchetti, mardi à 14h",
    ],
)
def test_a_yes_with_what_was_read_back_agrees(said):
    assert agrees(said, KNOWN)


@pytest.mark.parametrize(
    "said",
    [
        "mardi 14h",
        "ok 14h c'est trop tôt",
        "oui mardi 14h, par contre le mail est faux",
        "oui mardi 14h si je trouve une garde",
        "oui non mardi 14h",
        "mardi 14h c'est bon ?",
        "ok laisse tomber",
        "oui 👎",
    ],
)
def test_whatever_else_is_said_may_be_an_objection(said):
    assert not agrees(said, KNOWN)
