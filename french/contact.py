"""Find an e-mail address and a telephone number in what a visitor typed or dictated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from french import addresses, phones
from french.dictated import SAYS_AT, runs_on, ways_of_reading
from french.letters import fold

_AROUND_AT = re.compile(r"(?<!\S)\S+\s?@\s?\S*|@\s?\S*")
_DECLINES = re.compile(
    r"\b(?:sans|aucune?|pas (?:besoin )?d ?e?|pas (?:vous )?(?:donner|laisser|communiquer))\b"
    r"(?: \w+){0,2}? (?:reponse|retour|e ?mail|mail|adresse|courriel)\b"
    r"|\b(?:pas besoin|inutile)\b.* (?:repond\w*|ecri\w*)\b|\banonym\w+\b"
)
_ASKS = re.compile(r"\?|\b(?:vous|est[ -]ce|comment|pourquoi|quoi|quel(?:le)?s?)\b")


@dataclass(frozen=True)
class Reading:
    """What was found: a valid `value`, or only an attempt at one; and the text without it."""

    value: str | None
    attempted: bool
    rest: str


def read_email(text: str) -> Reading:
    """Find an e-mail address, mending spaces and spoken signs; lower case.

    It is taken whole, or only counts as an attempt: never a part of what was typed.
    """
    text = unicodedata.normalize("NFC", text)
    for written in ways_of_reading(text):
        found = addresses.search(written)
        if found.value is not None and written != text and runs_on(written):
            return Reading(None, True, found.rest)
        if found.value is not None or found.is_unclear:
            return Reading(found.value, True, found.rest)
    attempted = "@" in text or bool(SAYS_AT.search(text))
    return Reading(None, attempted, _AROUND_AT.sub(" ", text) if attempted else text)


def read_phone(text: str, region: str = "FR") -> Reading:
    """Find a telephone number, read as in `region` where it has no prefix; E.164.

    Of one that may belong to several countries only the attempt is told.
    """
    number = phones.find(text, region)
    if number is None:
        return Reading(None, False, text)
    return Reading(number.value, True, f"{text[: number.start]} {text[number.end :]}")


def declines_email(text: str) -> bool:
    """Tell whether a visitor wants no answer by e-mail (« sans réponse », « pas d’adresse »)."""
    plain = fold(text)
    words = " ".join(re.findall(r"\w+", plain))
    return bool(_DECLINES.search(words)) and not _ASKS.search(plain)


def spoken_phone(e164: str) -> str:
    """Write a number as its country does: « 06 39 98 12 34 », « +32 470 12 34 56 »."""
    number = phonenumbers.parse(e164)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == phonenumbers.country_code_for_region("FR")
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
