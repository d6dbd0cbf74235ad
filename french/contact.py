"""Find an e-mail address and a telephone number in what a visitor typed or dictated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from french import addresses, phones
from french.letters import fold

# How people say the signs of an address aloud, or write them where a sign is hard to type.
_SPOKEN_SIGNS = (
    (re.compile(r"\s*(?:\barobase\b|\barobas\b|\bat sign\b|[(\[]at[)\]])\s*", re.I), "@"),
    (re.compile(r"\s*\b(?:tiret du bas|underscore)\b\s*", re.I), "_"),
    (re.compile(r"\s*\b(?:tiret|trait d[’']union)\b\s*", re.I), "-"),
    (re.compile(r"\s*\b(?:point|dot)\b\s*", re.I), "."),
    (re.compile(r"\s*\bapostrophe\b\s*", re.I), "'"),
)
_SAYS_AT = re.compile(r"\barobas[e]?\b|[(\[]at[)\]]", re.I)
_SPACED_AT = re.compile(r"\s?@\s?")
# « @exemple . com. Ah non »: a full stop that no space precedes, and one follows, ends a sentence.
_SPACED_DOMAIN = re.compile(r"(?<=@)[\w-]+(?:(?:\s\.\s?|\.(?!\s))[\w-]+)+|(?<=@)[\w-]+\.\s[\w-]+")
# A dictated local part may come in several words: « fatou point ndiaye 2027 arobase … ».
_SPACED_DIGITS = re.compile(r"(?<=[\w.])\s(?=\d+@)")
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
    for written in _ways_of_reading(text):
        found = addresses.search(written)
        if found.value is not None or found.is_unclear:
            return Reading(found.value, True, found.rest)
    attempted = "@" in text or bool(_SAYS_AT.search(text))
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


def _ways_of_reading(text: str) -> list[str]:
    """Write a text as it stands, without spaces around signs, and with spoken signs written."""
    ways = [text]
    if "@" in text:
        ways.append(_without_spaces(text))
    if _SAYS_AT.search(text):
        for spoken, sign in _SPOKEN_SIGNS:
            text = spoken.sub(sign, text)
        ways.append(_SPACED_DIGITS.sub("", _without_spaces(text)))
    return ways


def _without_spaces(text: str) -> str:
    closed = _SPACED_AT.sub("@", text)
    return _SPACED_DOMAIN.sub(lambda domain: re.sub(r"\s", "", domain.group()), closed)
