"""Find an e-mail address and a telephone number in what a visitor typed or dictated."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from french.letters import fold

# How people say the signs of an address aloud, or write them where a sign is hard to type.
_SPOKEN_SIGNS = (
    (re.compile(r"\s*(?:\barobase\b|\barobas\b|\bat sign\b|[(\[]at[)\]])\s*", re.I), "@"),
    (re.compile(r"\s*\b(?:tiret du bas|underscore)\b\s*", re.I), "_"),
    (re.compile(r"\s*\b(?:tiret|trait d[’']union)\b\s*", re.I), "-"),
    (re.compile(r"\s*\b(?:point|dot)\b\s*", re.I), "."),
)
_SAYS_AT = re.compile(r"\barobas[e]?\b|[(\[]at[)\]]", re.I)
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_SPACED_ADDRESS = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+")
# A dictated local part may come in several words: « fatou point ndiaye 2027 arobase … ».
_DICTATED_ADDRESS = re.compile(r"[\w.+%-]+(?:\s\d+)?@[\w-]+(?:\.[\w-]+)+")
_AROUND_AT = re.compile(r"\S+\s?@\s?\S*|\S*\s?@\s?\S+|@")
_DECLINES = re.compile(
    r"\b(?:sans|aucune?|pas (?:besoin )?d ?e?|pas (?:vous )?(?:donner|laisser|communiquer))\b"
    r"(?: \w+){0,2}? (?:reponse|retour|e ?mail|mail|adresse|courriel)\b"
    r"|\b(?:pas besoin|inutile)\b.* (?:repond\w*|ecri\w*)\b|\banonym\w+\b"
)
_ASKS = re.compile(r"\?|\b(?:vous|est[ -]ce|comment|pourquoi|quoi|quel(?:le)?s?)\b")
_MANY_DIGITS = re.compile(r"\+?\d(?:[\s.\-()]*\d){5,}")


@dataclass(frozen=True)
class Reading:
    """What was found: a valid `value`, or only an attempt at one; and the text without it."""

    value: str | None
    attempted: bool
    rest: str


def read_email(text: str) -> Reading:
    """Find an e-mail address, mending spaces and spoken signs; lower case.

    Only the form is checked: whether the mailbox exists is for the mail server to say.
    """
    for candidate, rest in _address_candidates(text):
        try:
            valid = validate_email(candidate, check_deliverability=False)
        except EmailNotValidError:
            continue
        return Reading(valid.normalized.lower(), True, rest)
    attempted = "@" in text or bool(_SAYS_AT.search(text))
    return Reading(None, attempted, _AROUND_AT.sub(" ", text) if attempted else text)


def read_phone(text: str, region: str = "FR") -> Reading:
    """Find a telephone number, read as in `region` where it has no prefix; E.164."""
    # « possible » rather than « valid »: the plan of numbers changes faster than any library.
    leniency = phonenumbers.Leniency.POSSIBLE
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=leniency):
        if len(str(match.number.national_number)) >= 8:
            value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            return Reading(value, True, text[: match.start] + " " + text[match.end :])
    many = _MANY_DIGITS.search(text)
    if many:
        return Reading(None, True, text[: many.start()] + " " + text[many.end() :])
    return Reading(None, False, text)


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


def _address_candidates(text: str) -> list[tuple[str, str]]:
    """List possible addresses, the most literal first, each with the text around it."""
    found = [(text, match) for match in _ADDRESS.finditer(text)]
    found += [(text, match) for match in _SPACED_ADDRESS.finditer(text)]
    if _SAYS_AT.search(text):
        written = text
        for spoken, sign in _SPOKEN_SIGNS:
            written = spoken.sub(sign, written)
        found += [(written, match) for match in _DICTATED_ADDRESS.finditer(written)]
    return [
        (
            re.sub(r"\s", "", match.group()).strip("."),
            source[: match.start()] + " " + source[match.end() :],
        )
        for source, match in found
    ]
