"""The details of visitors, and the forms in which they give them: the value is always known."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from french.letters import fold

_HERE = Path(__file__).parent
_DOMAINS = ("gmail.com", "orange.fr", "laposte.net", "hotmail.fr", "icloud.com", "univ-lille.fr")
_ABROAD = ("BE", "CH", "CA", "MA", "DZ", "SN", "CI", "TN", "RE", "GP", "CM")
_SHARE_ABROAD = 0.25

Forms = Mapping[str, str]
"""The ways of writing a detail, by what they are; the plainest first."""

_SIGNS = {".": " point ", "-": " tiret ", "_": " tiret du bas ", "@": " arobase "}


@dataclass(frozen=True)
class Person:
    """Whom an interview is for: what the school shall know."""

    first: str
    last: str
    email: str
    phone: str
    """E.164."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


def somebody(chance: random.Random, number: int) -> Person:
    """Make somebody whose address no other number has."""
    first, last = chance.choice(_names())
    local = chance.choice(("{f}.{l}{n}", "{l}_{f}{n}", "{f}{n}", "{f}-{l}.{n}")).format(
        f=_ascii(first), l=_ascii(last), n=number
    )
    return Person(first, last, f"{local}@{chance.choice(_DOMAINS)}", _phone(chance))


def is_same_name(booked: str, meant: Person) -> bool:
    """Tell whether a name is this person's, whichever part of it comes first."""
    return fold(booked) in (fold(meant.name), fold(f"{meant.last} {meant.first}"))


def name_forms(person: Person) -> Forms:
    """The ways of writing a name."""
    return {
        "plain": person.name,
        "small": person.name.lower(),
        "surname_first": f"{person.last.upper()} {person.first}",
        "capitals": person.name.upper(),
    }


def email_forms(person: Person) -> Forms:
    """The ways of writing an address."""
    spoken = "".join(_SIGNS.get(sign, sign) for sign in person.email)
    return {"plain": person.email, "capital": person.email.capitalize(), "spoken": spoken}


def phone_forms(person: Person) -> Forms:
    """The ways of writing a number; more of them for one of France."""
    number = phonenumbers.parse(person.phone)
    abroad = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    forms = {"international": abroad, "compact": person.phone, "zeros": abroad.replace("+", "00 ")}
    if phonenumbers.region_code_for_number(number) != "FR":
        return forms
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    pairs = national.split()
    return {
        "plain": national,
        **forms,
        "joined": "".join(pairs),
        "dots": ".".join(pairs),
        "dashes": "-".join(pairs),
        "words": " ".join(map(_pair_in_words(0), pairs)),
        "words_of_belgium": " ".join(map(_pair_in_words(1), pairs)),
    }


def in_words(number: int, dialect: int = 0) -> str:
    """Write a number below 100 in words: of France (0), or of Belgium and Switzerland (1)."""
    return _numbers()[number][dialect]


def _pair_in_words(dialect: int) -> Callable[[str], str]:
    def said(pair: str) -> str:
        word = in_words(int(pair), dialect)
        return f"{in_words(0)} {word}" if pair.startswith("0") else word

    return said


def _phone(chance: random.Random) -> str:
    region = chance.choice(_ABROAD) if chance.random() < _SHARE_ABROAD else "FR"
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    assert example is not None and example.national_number is not None, region
    while True:  # the last four digits are nobody's
        made = phonenumbers.PhoneNumber(
            country_code=example.country_code,
            national_number=example.national_number // 10_000 * 10_000 + chance.randrange(10_000),
            italian_leading_zero=example.italian_leading_zero,
        )
        if phonenumbers.is_valid_number(made):
            return phonenumbers.format_number(made, PhoneNumberFormat.E164)


def _ascii(name: str) -> str:
    plain = "".join(sign for sign in fold(name) if sign.isascii() and sign.isalnum())
    return plain or "visiteur"


@cache
def _names() -> list[tuple[str, str]]:
    return [(first, last) for first, last in _rows("people.tsv")]


@cache
def _numbers() -> dict[int, tuple[str, str]]:
    return {int(number): (france, belgium) for number, france, belgium in _rows("numbers.tsv")}


def _rows(file: str) -> list[list[str]]:
    with (_HERE / file).open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if not row[0].startswith("#")]
