"""Two addresses or numbers that are offered in one message, and which of them is meant then.

« a@… ou sinon b@… »: nothing but « ou » or « sinon » stands between them. What chooses is a place
(« la première »), and nothing more: any other answer is read as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from french import addresses, phones
from french.letters import fold

Two = tuple[str, str]

_LONGEST = 300  # characters in which two are looked for
_OR = re.compile(
    r"[\s,;(-]*\b(?:ou(?: bien| alors| encore| sinon| a defaut)?|sinon|a defaut)\b"
    r"[\s,:]*(?:(?:au|le|sur|a|par|mon|ma)\b\s*)?(?:(?:fixe|portable|mobile|autre|perso)\b[\s:]*)?"
)
_MANNERS = r"(?:s'il (?:vous|te) plait|svp|stp|merci|plutot|suffi[rt]a?|ira|va(?: bien)?)"
_PLACE = re.compile(
    r"(?:(?:euh|alors|bon|plutot|mettez|prenez|gardez|prends|mets|je prefere|c'est)[\s,]+)*"
    r"(?:l[ae] |l')?(?:numero |n ?° ?)?"
    r"(?:(?P<first>premiere?|1(?:ere?|er|re)?)|(?P<second>deuxieme|seconde?|2(?:nde?|e|eme)?|derniere?))"
    rf"(?:,? (?:adresse|mail|e-mail|numero|des deux|{_MANNERS}))*",
)
_EITHER = re.compile(
    r"(?:peu importe|n'importe(?: l'?(?:aquelle|equel)| laquelle| lequel)?|au choix"
    r"|comme (?:vous voulez|tu veux)|l'une? ou l'autre|les deux(?: vont| marchent)?)"
    rf"(?: {_MANNERS})*"
)


def two_addresses(text: str) -> Two | None:
    """Find the two e-mail addresses between which a message leaves the choice."""
    return _two(text, addresses.each(text)) if len(text) <= _LONGEST else None


def two_numbers(text: str) -> Two | None:
    """Find the two telephone numbers (E.164) between which a message leaves the choice."""
    return _two(text, phones.each(text)) if len(text) <= _LONGEST else None


def chosen_of(two: Two, answer: str) -> str | None:
    """Tell which of two an answer chooses by its place; the first, where both will do."""
    plain = fold(answer).strip(" \u00a0.!")
    place = _PLACE.fullmatch(plain)
    if place is not None:
        return two[0] if place["first"] else two[1]
    return two[0] if _EITHER.fullmatch(plain) else None


def _two(text: str, found: Iterable[tuple[str, int, int]]) -> Two | None:
    offered = list(found)
    if len(offered) != 2:
        return None
    (first, _, end), (second, start, _) = offered
    is_choice = first != second and _OR.fullmatch(fold(text[end:start]).rstrip())
    return (first, second) if is_choice else None
