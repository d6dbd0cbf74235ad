"""What is left of a message that names the settled time again."""

from __future__ import annotations

import pytest

from actions.present_time import without_present
from tests.builders import paris

NOW = paris(2026, 11, 27, 10)
SETTLED = paris(2026, 12, 8, 15)  # a Tuesday, the second from now


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("mardi 15h j'ai un TD, mettez 16h30", " j'ai un TD, mettez 16h30"),
        ("mardi 15h finalement non, plutôt 17h", " finalement non, plutôt 17h"),
        ("mince mardi j'ai dentiste, jeudi 10h", " j'ai dentiste, jeudi 10h"),
        ("le 8 je peux plus, le lendemain même heure", " je peux plus, le lendemain même heure"),
    ],
)
def test_the_settled_time_is_left_out_where_another_follows(said, rest):
    assert without_present(said, SETTLED, NOW) == rest


@pytest.mark.parametrize(
    "said",
    [
        "mardi 15h parfait, enfin je dois partir à 16h",
        "mardi 15h, mon train est à 17h",
        "mardi 15h soit 9h chez moi, en fait c'est tôt",
        "15h et non 16h",
        "plutôt jeudi : 15h, 16h ou 17h",
        "plutôt 15 heures parce que 14 heures je dors",
        "mardi 15h ou mercredi",
        "la semaine prochaine, 16h",
        "oui mardi 15h et non mercredi",
        "finalement mardi 15h c'est bien, mercredi je travaille tard",
        "mettez bien mardi 15h parce que mercredi je garde mes enfants",
    ],
)
def test_what_names_it_otherwise_stays_whole(said):
    assert without_present(said, SETTLED, NOW) == said
