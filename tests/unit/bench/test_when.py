"""Phrases about a time are judged by what they would offer."""

import pytest

from bench.when import read_all

HEADER = "id\treference\tphrase\tstart\tend\tgrain\tnote\n"


def judged(tmp_path, phrase, start, end, grain="range"):
    file = tmp_path / "when.tsv"
    row = f"1\t2026-11-25T10:05\t{phrase}\t{start}\t{end}\t{grain}\t\n"
    file.write_text(HEADER + row, encoding="utf-8")
    (reading,) = read_all(file, None)
    return reading.is_right, reading.is_as_written


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("jeudi matin", "2026-11-26T08:00", "2026-11-26T12:00"),
        ("demain toute la journée", "2026-11-26T00:00", "2026-11-27T00:00"),
        ("jeudi avant midi", "2026-11-26T00:00", "2026-11-26T12:00"),
        ("jeudi à partir de 15h", "2026-11-26T15:00", "2026-11-27T00:00"),
        ("samedi matin", "2026-11-28T08:00", "2026-11-28T12:00"),
    ],
)
def test_a_range_with_other_ends_is_right_where_it_lets_the_same_slots_through(
    tmp_path, phrase, start, end
):
    assert judged(tmp_path, phrase, start, end) == (True, False)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("jeudi matin", "2026-11-26T10:00", "2026-11-26T12:00"),
        ("jeudi matin", "2026-11-27T08:00", "2026-11-27T12:00"),
        ("samedi matin", "2026-11-29T08:00", "2026-11-29T12:00"),
        ("jeudi ou vendredi", "2026-11-26T00:00", "2026-11-27T00:00"),
        ("à partir de jeudi", "2026-11-26T00:00", "2026-11-27T00:00"),
        ("jeudi soir", "2026-11-26T19:00", "2026-11-26T23:00"),
        ("bonjour", "2026-11-26T00:00", "2026-11-27T00:00"),
    ],
)
def test_a_range_that_lets_other_slots_through_is_wrong(tmp_path, phrase, start, end):
    assert judged(tmp_path, phrase, start, end) == (False, False)


def test_an_hour_is_judged_as_it_is_written(tmp_path):
    assert judged(tmp_path, "jeudi 10h", "2026-11-26T10:00", "", "instant") == (True, True)
    assert judged(tmp_path, "jeudi 10h05", "2026-11-26T10:00", "", "instant") == (False, False)
