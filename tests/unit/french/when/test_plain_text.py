import random
import unicodedata
from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when, refine, spans

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)

WORDS = (
    "lundi mardi jeudi 1er 2 7 14 21 30 31 99 h heures / . - , à au de du le la entre et ou pas "
    "avant après d'ici jusqu'à dans 8 15 jours semaine mois prochaine en huit quinze vingt trente "
    "midi minuit demi quart moins matin soir après-midi décembre mars mai 2026 9999 29 février fin "
    "début premier dernier dès partir ce cette une un demain hier week-end plus tard tôt que sauf "
    "ni minutes 00 12/12 31/02 9h30 14:30 14.30 pm am ~ C_ lendemain"
).split()


@pytest.mark.parametrize(
    "text",
    [
        "après-demain à 14h30",
        "APRÈS-DEMAIN À 14H30",
        "apres-demain a 14h30",
        "Apres Demain   A 14H30",
        "après\N{NON-BREAKING HYPHEN}demain à 14\N{NO-BREAK SPACE}h\N{NARROW NO-BREAK SPACE}30",
        "après–demain, à 14 h 30 !!!",
        "bonjour, après demain 14h30 svp 🙏",
        unicodedata.normalize("NFD", "après-demain à 14h30"),
        "après-demain\nà 14h30",
    ],
)
def test_typography_does_not_matter(text):
    assert f"{read_when(text, NOW).start:%Y-%m-%d %H:%M}" == "2026-11-27 14:30"


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´")
def test_any_apostrophe_is_one(apostrophe):
    window = read_when(f"aujourd{apostrophe}hui dans l{apostrophe}après-midi", NOW)

    assert f"{window.start:%Y-%m-%d %H:%M}" == "2026-11-25 14:00"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("jeudi", ["jeudi"]),
        ("Je m’appelle Zoé, dispo Jeudi 14 h 30", ["Jeudi", "14 h 30"]),
        ("Avril Dupont, mercredi 10h", ["mercredi", "10h"]),
        ("2m1 aprem pour Éva", ["2m1", "aprem"]),
        ("asap", ["asap"]),
        ("dans une heure, Tom", ["dans une heure"]),
        ("ouais ok", []),
    ],
)
def test_the_parts_that_speak_of_time_are_found_in_what_was_typed(text, parts):
    assert [text[start:end].strip() for start, end in spans(text, NOW)] == parts


@pytest.mark.parametrize("size", [10, 100, 200, 1_000, 100_000])
@pytest.mark.parametrize(
    "unit",
    [
        *("1 ", "9", "lundi 14h ", "mardi ", "vingt et un ", "le 1er mars au 2 avril ", "12/"),
        *("pas ", "entre ", "de 9 à ", "lundi je ne suis ", "dans 2 ou ", "06 ", "a@", "C_", " "),
        *("rue du 8 mai ", "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}", "e\u0301", "½", "\0"),
    ],
)
def test_a_text_of_any_length_is_read_to_its_end(unit, size):
    text = unit * size

    window = read_when(text, NOW)

    assert all(0 <= start < end <= len(text) for start, end in spans(text, NOW))
    assert window is None or window.kind in ("instant", "range", "open", "special")


PROSE = (
    "Bonjour, je suis en terminale et je me demande comment se passe la formation, quels sont les "
    "débouchés et si la sélection est difficile. Mon père connaît l’école et en dit du bien. "
)


@pytest.mark.parametrize("size", [1, 2, 10, 100])
def test_a_time_is_read_wherever_it_stands_in_a_long_text(size):
    long = PROSE * size

    for text in (f"vendredi 11h. {long}", f"{long} vendredi 11h", f"{long} vendredi 11h. {long}"):
        assert f"{read_when(text, NOW).start:%Y-%m-%d %H:%M}" == "2026-11-27 11:00"
        assert [text[start:end].strip() for start, end in spans(text, NOW)] == ["vendredi", "11h"]


def test_a_misspelt_day_is_read_in_a_long_text():
    assert f"{read_when(PROSE * 5 + 'vendrdi', NOW).start:%Y-%m-%d}" == "2026-11-27"


def test_what_is_refused_in_a_long_text_is_refused():
    window = read_when(f"{PROSE * 3} plutôt le matin mais surtout pas lundi. {PROSE * 3}", NOW)

    assert not window.contains(datetime(2026, 11, 30, 10, tzinfo=PARIS))
    assert window.contains(datetime(2026, 12, 1, 10, tzinfo=PARIS))


@pytest.mark.parametrize("seed", range(40))
def test_any_words_in_any_order_make_a_window_or_none(seed):
    chance = random.Random(seed)
    before = read_when("la semaine prochaine", NOW)
    for _ in range(10):
        text = " ".join(chance.choices(WORDS, k=chance.randint(1, 14)))

        for window in (read_when(text, NOW), refine(before, text, NOW)):
            if window is not None and window.start and window.end:
                assert window.start < window.end
            if window is not None:
                assert window.contains(NOW) in (True, False)
                assert window.start is None or window.start.tzinfo is PARIS
