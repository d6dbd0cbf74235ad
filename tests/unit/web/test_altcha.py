"""Answers to challenges: right ones, in time, to what was asked of oneself, and no others."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest

from french.paris import PARIS
from testing.work import answer_to
from web.work.altcha import VALID, Challenges, NoProof

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.fixture(scope="module")
def challenges():
    return Challenges("a key")


@pytest.fixture(scope="module")
def asked(challenges):
    return asdict(challenges.make("form", "a booking", NOW))


@pytest.fixture(scope="module")
def answer(asked):
    return answer_to(asked)


def changed(answer: str, **fields: object) -> str:
    given = json.loads(base64.b64decode(answer)) | fields
    return base64.b64encode(json.dumps(given).encode()).decode()


def test_an_answer_is_read_until_it_is_too_late(challenges, asked, answer):
    answered = challenges.read(answer, "form", "a booking", NOW + VALID - timedelta(seconds=1))

    assert answered.challenge == asked["challenge"]
    with pytest.raises(NoProof):
        challenges.read(answer, "form", "a booking", NOW + VALID + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("purpose", "subject"), [("form", "another booking"), ("opening", "a booking"), ("form", "")]
)
def test_an_answer_opens_nothing_else(challenges, answer, purpose, subject):
    with pytest.raises(NoProof):
        challenges.read(answer, purpose, subject, NOW)


def test_an_answer_is_nothing_to_another_key(answer):
    with pytest.raises(NoProof):
        Challenges("another key").read(answer, "form", "a booking", NOW)


def test_no_digit_moves_from_the_number_to_the_end_of_the_time(challenges, asked, answer):
    number = json.loads(base64.b64decode(answer))["number"]
    salt = asked["salt"]
    spliced = salt.removesuffix("&") + str(number)[:1] + "&"

    for moved in (spliced, salt + str(number)[:1], salt.replace("expires=", "expires=9")):
        with pytest.raises(NoProof):
            challenges.read(changed(answer, salt=moved), "form", "a booking", NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"number": -1},
        {"number": True},
        {"number": "1"},
        {"number": 1.0},
        {"number": 10**30},
        {"number": None},
        {"salt": None},
        {"salt": "é"},
        {"signature": "é"},
        {"signature": 1},
        {"signature": "0" * 64},
        {"challenge": ["a"]},
        {"challenge": "\ud800"},
    ],
)
def test_what_is_no_answer_proves_nothing(challenges, answer, fields):
    with pytest.raises(NoProof):
        challenges.read(changed(answer, **fields), "form", "a booking", NOW)


@pytest.mark.parametrize(
    "written",
    ["", "é", "=", "AAAA", "e30=", "W10=", "MQ==", "A" * 5000, "W1tbW1tb" * 100, "\ud800"],
)
def test_what_cannot_be_read_proves_nothing(challenges, written):
    with pytest.raises(NoProof):
        challenges.read(written, "form", "a booking", NOW)
