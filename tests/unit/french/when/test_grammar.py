"""Each row of the grammar's tables reads what it says it reads."""

from datetime import date

import pytest

from french.when.counted_days import COUNTED_FROM, counted_from
from french.when.day_hours import DEFAULT
from french.when.days import GRAMMAR, read_days
from french.when.hours import read_hours
from french.when.mentions import without_hours
from french.when.named_days import NamedDays, NoDay, single_day
from french.when.plain_text import make_plain

TODAY = date(2026, 11, 25)
RULES = [(section, rule) for section in GRAMMAR for rule in section.rules]


@pytest.mark.parametrize(("section", "rule"), RULES, ids=[rule.example for _, rule in RULES])
def test_a_rule_reads_its_example_and_no_earlier_rule_does(section, rule):
    plain = make_plain(rule.example.split(", that")[0]).plain
    plain = without_hours(plain, read_hours(plain, DEFAULT))

    assert section.cue.search(plain)
    for other_section in GRAMMAR:
        for other in other_section.rules:
            for match in other.pattern.finditer(plain):
                named = other.read(match, TODAY)
                if match.group() and named is not None:
                    assert other is rule
                    assert isinstance(named, NoDay if ", that" in rule.example else NamedDays)
                    return
    pytest.fail("no rule reads it")


@pytest.mark.parametrize(
    "example", [row[0] for row in COUNTED_FROM], ids=[row[0] for row in COUNTED_FROM]
)
def test_what_stands_before_a_day_counts_from_it(example):
    ((_, end, counted),) = read_days(make_plain(example).plain, TODAY)
    last = make_plain(example).plain.split()[-1]
    (*_, (_, _, named)) = read_days(f"le {last}" if last.isdigit() else last, TODAY)

    assert counted.days != named.days
    assert end == len(make_plain(example).plain)


def test_nothing_before_a_day_leaves_it_as_it_is():
    assert counted_from("bonjour, ", NamedDays(single_day(TODAY))) is None
