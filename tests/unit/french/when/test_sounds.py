from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when
from french.when.sounds import Heard, sound_of

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deumin", "demain"),
        ("vandredi", "vendredi"),
        ("merkredi", "mercredi"),
        ("novanbre", "novembre"),
        ("prochin", "prochain"),
        ("heur", "heure"),
        ("eure", "heure"),
        ("troi", "trois"),
        ("catre", "quatre"),
        ("kinze", "quinze"),
        ("cart", "quart"),
        ("lundit", "lundi"),
    ],
)
def test_what_sounds_alike_is_one_word(written, meant):
    assert sound_of(written) == sound_of(meant)
    assert Heard([meant]).word(written) == meant


@pytest.mark.parametrize(
    ("written", "other"),
    [("mardi", "mercredi"), ("dimanche", "demain"), ("deux", "douze"), ("marin", "matin")],
)
def test_what_sounds_otherwise_is_another_word(written, other):
    assert Heard([other]).word(written) is None


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("lundi 10 h é demi", "11-30 10:30"),
        ("jeudi a 10 heur é demi", "11-26 10:30"),
        ("mardi a troi heure de laprè midi", "12-01 15:00"),
        ("jeudi prochin a neuf eure", "11-26 09:00"),
        ("deumin a diz heure", "11-26 10:00"),
        ("vandredi a onz heure", "11-27 11:00"),
        ("merkredi 15 heurs", "12-02 15:00"),
        ("mardi à 10 heur et quar", "12-01 10:15"),
        ("jeudi a catre eure et demi", "11-26 16:30"),
        ("jeudi kinze heure trante", "11-26 15:30"),
        ("le 3 desembre a dix heure", "12-03 10:00"),
        ("jeudi a 10 heures car j'ai cours", "11-26 10:00"),
        ("jeudi à 14 heures dans le hall", "11-26 14:00"),
        ("jeudi a 10h30, mes heures de cours changent", "11-26 10:30"),
    ],
)
def test_a_time_is_read_that_is_written_as_it_sounds(phrase, read):
    window = read_when(phrase, NOW)

    assert not window.others
    assert f"{window.start:%m-%d %H:%M}" == read
    assert window.is_exact
