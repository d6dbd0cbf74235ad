"""Find an e-mail address and a telephone number in what a visitor typed or dictated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

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
_FRENCH_MOBILES = ("+336", "+337")  # of which the library knows no new ones


@dataclass(frozen=True)
class Reading:
    """What was found: a valid `value`, or only an attempt at one; and the text without it.

    Where the text leaves the choice between several, there is no `value` but `alternatives`.
    """

    value: str | None
    attempted: bool
    rest: str
    alternatives: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: tuple[str, ...], rest: str) -> Reading:
        """Make what an attempt gave: a value, several to choose from, or none."""
        if len(values) == 1:
            return cls(values[0], True, rest)
        return cls(None, True, rest, values)

    @property
    def given(self) -> str | None:
        """The value, or the several, as a text that reads as the same."""
        return self.value or ", ".join(self.alternatives) or None


def read_email(text: str) -> Reading:
    """Find an e-mail address, mending spaces and spoken signs; lower case.

    It is taken whole, or only counts as an attempt: never a part of what was typed.
    """
    text = unicodedata.normalize("NFC", text)
    found = None
    for written in ways_of_reading(text):
        search = addresses.search(written)
        if search.values and written != text and runs_on(written):
            search = replace(search, values=(), is_unclear=True)
        # « a@… ou karim arobase … »: what is only said may be one more
        is_first = found is None and (search.values or search.is_unclear)
        if is_first or (found and len(search.values) > len(found.values) > 0):
            found = search
    if found:
        return Reading.of(found.values, found.rest)
    attempted = "@" in text or bool(SAYS_AT.search(text))
    return Reading(None, attempted, _AROUND_AT.sub(" ", text) if attempted else text)


def read_phone(text: str, region: str = "FR") -> Reading:
    """Find a telephone number, read as in `region` where it has no prefix; E.164.

    Of one that may belong to several countries only the attempt is told.
    """
    numbers = phones.find(text, region)
    if not numbers:
        return Reading(None, False, text)
    rest = text
    for number in reversed(numbers):
        rest = f"{rest[: number.start]} {rest[number.end :]}"
    return Reading.of(tuple(number.value for number in numbers if number.value), rest)


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


def is_mobile(e164: str) -> bool:
    """Tell a mobile telephone's number from one at home or at work."""
    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return e164.startswith(_FRENCH_MOBILES) or kind == phonenumbers.PhoneNumberType.MOBILE
