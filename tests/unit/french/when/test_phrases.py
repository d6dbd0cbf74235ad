"""Phrases as different people write them; `bench/when.py` measures other such files."""

import csv
from datetime import datetime

import pytest

from bench.when import is_right
from french.paris import PARIS
from french.when import read_when
from testing.running import ROOT

with (ROOT / "tests" / "data" / "when.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["phrase"] for row in ROWS])
def test_a_phrase_is_read_as_it_was_meant(row):
    now = datetime.fromisoformat(row["reference"]).replace(tzinfo=PARIS)

    window = read_when(row["phrase"], now)

    assert is_right(row, window), window


NO_TIMES = (ROOT / "tests" / "data" / "when_none.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("phrase", NO_TIMES)
def test_no_time_is_read_where_none_is_meant(phrase):
    assert read_when(phrase, datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)) is None
