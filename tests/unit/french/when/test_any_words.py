"""What holds for any words that anybody may type, as Hypothesis looks for a counterexample."""

import sys
from datetime import datetime, timedelta
from itertools import pairwise
from types import FrameType

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from french import speak
from french.paris import PARIS
from french.when import as_json, is_undated, missing_day, points_to_time, read_when, refine, spans
from french.when.days import GRAMMAR
from tests.unit.french.when.test_properties import WORDS, check

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)
PHRASES = sorted({rule.example for section in GRAMMAR for rule in section.rules})
PAST = frozenset("hier depuis passé passée dernier dernière a déjà avant ce cette".split())
HOURS = ("9h", "à 14h30", "10 h 05", "midi", "à 16 heures", "18h et quart", "17 h moins dix")

moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(
    lambda naive: naive.replace(tzinfo=PARIS)
)
pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(PHRASES),
    st.integers(0, 2100).map(str),
    st.text(max_size=6),
)
texts = st.one_of(
    st.lists(pieces, max_size=14).map(" ".join), st.lists(pieces).map("".join), st.text()
)
lively = st.lists(st.sampled_from([*WORDS, *PHRASES]), min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)
@given(text=texts, before=st.sampled_from(PHRASES), now=moments)
def test_nothing_raises_and_every_part_lies_in_the_text(text, before, now):
    previous = read_when(before, now)
    check(read_when(text, now), now)
    if previous is not None:
        check(refine(previous, text, now, earlier=[previous]), now)
    missing_day(text, now)
    is_undated(text)
    points_to_time(text)
    parts = spans(text, now)
    assert all(0 <= start < end <= len(text) for start, end in parts)
    assert all(one[1] <= other[0] for one, other in pairwise(parts))


@settings(deadline=None)
@given(text=lively, now=moments)
def test_what_names_no_past_is_never_before_today(text, now):
    """« le 27 à 14 h » may be over on the evening of the 27th, and is said to be."""
    assume(PAST.isdisjoint(text.lower().replace("-", " ").split()))
    assume(not any(year in text for year in ("2026", "2027")))  # a year may be over
    window = read_when(text, now)
    for one in (window, *window.others) if window else ():
        last = one.end or (one.start if one.kind == "instant" else None)
        assert last is None or last.astimezone(PARIS).date() >= now.date(), as_json(one)


@settings(deadline=None)
@given(text=st.tuples(st.sampled_from(PHRASES), st.sampled_from(HOURS)).map(" ".join), now=moments)
def test_an_hour_that_is_read_back_is_read_as_the_same_hour(text, now):
    window = read_when(text, now)
    assume(window is not None and window.is_exact and not window.is_over(now))
    start = window.start
    assume(start.fold == 0 and start.hour >= 4)  # of a night when clocks are changed, who knows

    is_soon = start < now + timedelta(days=200)  # in short, the year is not said
    for said in (speak.moment(start), *([speak.short_moment(start)] if is_soon else [])):
        again = read_when(said, now)
        assert again.is_exact, said
        assert again.start == start, said


@settings(deadline=None, max_examples=25)
@given(unit=st.lists(pieces, min_size=1, max_size=4).map(" ".join), gap=st.sampled_from(" ,\n"))
def test_ten_times_the_text_is_no_more_than_ten_times_the_work(unit, gap):
    def work(size: int) -> int:
        """Count the functions that are called: unlike a clock, the same each time."""
        text = ((unit + gap) * size)[:size]
        read_when(text, NOW)  # what is kept from the first time is not counted
        return calls_of(lambda: (read_when(text, NOW), spans(text, NOW)))

    assert work(20_000) < 15 * work(2_000) + 1_000


def calls_of(work) -> int:
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
