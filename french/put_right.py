"""Put right a part of a detail that is known: « .fr, pas .com », « Vasseur et non Vaseur »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from french import addresses, phones
from french.contact import read_email, spoken_phone
from french.instead import beside, pairs
from french.letters import small
from french.message_details import Detail, named_detail
from french.names_put_right import name_put_right, speaks_of_name
from french.when.vocabulary import MONTH_RE

_WORD = re.compile(r"[^\s,;:()«»\"]+")
# How the signs of an address are said; a word after « point » belongs to it: « point fr ».
_SIGNS = (
    (re.compile(r"\b(?:tiret\s+(?:du\s+)?bas|underscore)\b\s*(?!(?:pas|et|au|non)\b)", re.I), "_"),
    (re.compile(r"\btiret\b\s*(?!(?:pas|et|au|non|du|bas)\b)", re.I), "-"),
    (re.compile(r"\bpoint\b\s*(?!(?:pas|et|au|non)\b)", re.I), "."),
    (re.compile(r"\barobase?\b\s*", re.I), "@"),
)
_OF_ADDRESS = re.compile(r"@|\w[._]\w|(?<!\w)[._]\w")
_PART_OF_ADDRESS = re.compile(r"(?<!\S)[.@][^\W\d_]|[^\W\d_]\.[^\W\d_]")
_TAKES_BACK = re.compile(
    r"\W*(?:(?:euh|heu|ah|oh|mais|oups|mince|zut|enfin)\W+)*(?:n[oa]n|pardon|attend\w*|erreur|oups)\b"
    r"(?!.*\b(?:lieu|place|[ée]tait?s?|av(?:ais|ait|iez)|site|ancien\w*)\b)",
    re.I | re.S,
)
_AT_ONCE = 120  # characters after an address
_ALIKE = 0.75  # of two spellings within a word
_ENDS = re.compile(r"\b(?:fini[tr]?|termine|fin|derni[eè]re?s?)\b", re.I)
_BEGINS = re.compile(r"\b(?:commence|d[ée]bute|d[ée]but|premiere?s?)\b", re.I)
# « à la fin du mois, le 13 pas le 12 », « la réunion finit par 12 13 »
_OF_TIME = re.compile(
    rf"\ble\s\d|\b(?:mois|semaine|matin\w*|journ[ée]e|soir\w*|apr[èe]s.midi|r[ée]union|cours|je|{MONTH_RE})\b",
    re.I,
)
_END_TOLD = re.compile(
    r"\b(?:finit|termine)\s+(?:bien\s+)?par\s+(?P<digits>\d[\d .]*\d)(?!\s?[\dh:])", re.I
)
_DIGITS = re.compile(r"\d+(?:[ .]\d+)*(?![\d/]|\s?(?:h\b|h\d|heures?\b|:))", re.I)


def part_put_right(
    known: Mapping[Detail, str], text: str, meant: Detail | None = None
) -> tuple[Detail, str] | None:
    """Tell which of the details that are `known` a text puts right in part, and its new value.

    Only the one that is `meant`, or that the text names, may be; None where nothing is certain,
    and where the text gives a whole address, which is to be read as such.
    """
    if read_email(text).value:
        return None
    meant = named_detail(text) or meant
    for detail in known if meant is None else {meant} & known.keys():
        if not _may_mean(detail, known, text, is_meant=meant is not None):
            continue
        value = _put_right(detail, known[detail], text, is_meant=meant is not None)
        if value is not None and value != known[detail]:
            return detail, value
    return None


def _may_mean(detail: Detail, known: Mapping[Detail, str], text: str, *, is_meant: bool) -> bool:
    """Tell a text that is not another detail's: « c'est Claire, pas Martin » means no address."""
    is_of_address = bool(_OF_ADDRESS.search(_with_signs(text)))
    if detail == "visitor_name":
        return not is_of_address
    if detail == "visitor_email" and not (is_meant or is_of_address):
        return not speaks_of_name(known.get("visitor_name", ""), text)
    return True


def _with_signs(text: str) -> str:
    said = small(text)
    for spoken, sign in _SIGNS:
        said = spoken.sub(sign, said)
    return said


def _put_right(detail: Detail, known: str, text: str, *, is_meant: bool) -> str | None:
    if detail == "visitor_name":
        return name_put_right(known, text, is_meant=is_meant)
    if detail == "visitor_email":
        return email_put_right(known, text)
    return phone_put_right(known, text, is_meant=is_meant)


def email_put_right(known: str, text: str) -> str | None:
    """Replace the part of an address that `text` puts right; None where it is not clear which."""
    for pair in pairs(_with_signs(text)):
        right, wrong = beside(pair, _WORD)
        if right and wrong:
            mended = _replaced(known, wrong, right)
            if mended and (whole := addresses.read_whole(mended)):
                return whole
    return None


def typed_email_put_right(email: str, text: str) -> str | None:
    """Put an address right by what is said at once after it: « …@a.com, non, .org pas .com ».

    Only by a part of an address, and where the writer takes back what was typed: « mon ancien
    finit par .fr, pas .com » says something else.
    """
    said = text.rpartition("@")[2].partition(" ")[2][:_AT_ONCE]
    is_meant = _TAKES_BACK.match(said) and _PART_OF_ADDRESS.search(_with_signs(said))
    return email_put_right(email, said) if is_meant else None


def phone_put_right(known: str, text: str, *, is_meant: bool = False) -> str | None:
    """Replace the digits of a number (E.164) that `text` puts right; None where that is unclear.

    Where it `is_meant` already, « 18, pas 81 » is enough; else a day or an hour may be meant.
    """
    tells_where = (_ENDS.search(text) or _BEGINS.search(text)) and not _OF_TIME.search(text)
    if not (is_meant or tells_where):
        return None
    shown = spoken_phone(known)
    digits = "".join(filter(str.isdigit, shown))
    for right, wrong in _digits_told(text, digits):
        places = [
            place
            for place in range(len(digits))
            if digits.startswith(wrong, place)
            and (not _ENDS.search(text) or place + len(wrong) == len(digits))
            and (not _BEGINS.search(text) or place == 0)
            and (place % 2 == 0 or shown.startswith("+"))
        ]
        if len(places) == 1 and len(right) == len(wrong):
            mended = digits[: places[0]] + right + digits[places[0] + len(wrong) :]
            number = phones.find("+" + mended if shown.startswith("+") else mended)
            return number.value if number else None
    return None


def _replaced(known: str, wrong: str, right: str) -> str | None:
    """Replace the one place where a part stands, as a word of its own or else within one."""
    if not any(map(str.isalnum, wrong)):  # a sign is one of the name before « @ »
        local, _, domain = known.partition("@")
        return f"{local.replace(wrong, right)}@{domain}" if local.count(wrong) == 1 else None
    if right[0].isalnum() != wrong[0].isalnum() or right in re.split(r"[\W_]+", known):
        return None  # one of them is only a part: « claire tiret martin, pas claire point martin »
    local, _, domain = known.partition("@")
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", right) and wrong in domain.split("."):
        return f"{local}@{right}"  # « orange.fr, pas gmail »
    before = r"(?<!\w)" if wrong[0].isalnum() else ""
    patterns = [rf"{before}{re.escape(wrong)}(?!\w)"]
    is_number = wrong.isdigit() and right.isdigit()
    if (
        is_number or SequenceMatcher(None, wrong, right).ratio() >= _ALIKE
    ):  # « 77, pas 75 » in « yanis75 »
        patterns.append(re.escape(wrong))
    for pattern in patterns:
        found = list(re.finditer(pattern, known, re.I))
        if len(found) == 1:
            return known[: found[0].start()] + right + known[found[0].end() :]
    return None


def _digits_told(text: str, known: str) -> Iterator[tuple[str, str]]:
    for pair in pairs(text):
        rights, wrongs = _DIGITS.findall(pair.right), _DIGITS.findall(pair.wrong)
        if rights and wrongs:
            right = rights[-1] if pair.wrong_follows else rights[0]
            yield re.sub(r"\D", "", right), re.sub(r"\D", "", wrongs[0])
    for found in _END_TOLD.finditer(text):
        end = re.sub(r"\D", "", found["digits"])
        yield end, known[-len(end) :]
