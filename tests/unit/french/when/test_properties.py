"""What holds for any words: no error, no time in the past, and reading back gives the same."""

import random
import string
import time
from datetime import datetime, timedelta

import pytest

from french import speak
from french.paris import PARIS
from french.when import Window, as_json, missing_day, read_when, refine, spans

WORDS = (
    "lundi mardi mercredi jeudi vendredi samedi 1er 2 7 14 21 29 30 31 h heures à au du de le la "
    "les entre et ou , . / - pas avant après d'ici jusqu'à dans 8 15 jours semaine mois prochain "
    "suivant en huit quinze midi minuit demi quart moins matin soir après-midi décembre mars mai "
    "2027 février fin début premier deuxième dernier dès partir ce cette une demain week-end plus "
    "tard tôt que sauf minutes 12/12 31/02 9h30 14:30 pâques pentecôte noël veille lendemain heure "
    "de montréal utc je termine bosse cours libre même autre 1/2 septante il y a depuis ~ C_ "
    "ma sœur finit je vous redis étais voyage aussi après ça trop heur é canadienne canada"
).split()
SIGNS = string.ascii_lowercase + "éèàçœﷺ½🙏  0123456789/.-:,'’\n\t\0"


def random_texts(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    words = [
        " ".join(chance.choices(WORDS, k=chance.randint(1, 14))) for _ in range(count * 4 // 5)
    ]
    signs = ["".join(chance.choices(SIGNS, k=chance.randint(1, 80))) for _ in range(count // 5)]
    return words + signs


def random_moment(chance: random.Random) -> datetime:
    start = datetime(2026, 1, 1, tzinfo=PARIS)
    return (start + timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))).astimezone(PARIS)


@pytest.mark.parametrize("seed", range(20))
def test_no_words_raise_an_error(seed):
    chance = random.Random(seed)
    for text in random_texts(seed, 100):
        now = random_moment(chance)
        before = read_when(chance.choice(("jeudi à 14h", "la semaine prochaine", "pas lundi")), now)
        for window in (read_when(text, now), refine(before, text, now, earlier=[before])):
            check(window, now)
        missing_day(text, now)
        assert all(0 <= start < end <= len(text) for start, end in spans(text, now))


def check(window: Window | None, now: datetime) -> None:
    as_json(window)
    for one in (window, *window.others) if window else ():
        assert one.contains(now) in (True, False)
        assert one.start is None or one.end is None or one.start < one.end


@pytest.mark.parametrize("seed", range(20))
def test_hours_without_a_day_are_never_over(seed):
    chance = random.Random(seed)
    for text in random_texts(seed, 100):
        now = random_moment(chance)
        window = read_when(text, now)
        if window is not None and window.days is None and not window.others and not window.zone:
            assert not window.is_over(now), text


@pytest.mark.parametrize(
    "phrase",
    [
        *("10h", "ce mois-ci", "cette semaine", "lundi", "mercredi", "le 25", "25 novembre"),
        *("fin novembre", "début novembre", "en novembre", "noël", "semaine 48", "le 24", "24/11"),
        *("le matin", "midi", "minuit", "la dernière semaine de novembre", "ce week-end"),
        *("le premier lundi de novembre", "du 20 au 27 novembre", "dans une heure", "un mardi"),
    ],
)
@pytest.mark.parametrize("hour", [0, 8, 12, 15, 23])
def test_what_names_no_past_is_not_in_it(phrase, hour):
    now = datetime(2026, 11, 25, hour, 30, tzinfo=PARIS)
    window = read_when(phrase, now)

    assert not window.is_over(now)
    assert window.start is None or window.start.date() >= now.date()


@pytest.mark.parametrize("hour", range(24))
def test_what_was_read_back_gives_the_same_moment(hour):
    chance = random.Random(hour)
    for _ in range(40):
        now = random_moment(chance)
        day = (now + timedelta(days=chance.randrange(1, 200))).date()
        minute = chance.choice((0, 5, 15, 30, 45))
        start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)

        for said in (speak.moment(start), speak.short_moment(start)):
            window = read_when(said, now)
            if start.utcoffset() == (start - timedelta(hours=3)).utcoffset():  # no clock is changed
                assert window.is_exact, said
                assert window.start == start


@pytest.mark.parametrize(
    "unit",
    ["je voudrais en savoir plus, ", "lundi 14h ou mardi, ", "1 ", "9", "a@", "x", " ", "demain"],
)
def test_ten_times_the_text_takes_no_more_than_some_twenty_times_as_long(unit):
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        now = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)
        taken = []
        for _ in range(3):
            begin = time.process_time()
            read_when(text, now)
            taken.append(time.process_time() - begin)
        return min(taken)

    assert seconds(20_000) < 20 * seconds(2_000) + 0.002
