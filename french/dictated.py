"""E-mail addresses as they are said aloud, or typed with spaces: « jean point roy chez … »."""

from __future__ import annotations

import re

from french.everyday import is_everyday
from french.letters import fold

_AT = r"(?:\barr?obas[e]?\b|\bat sign\b|\ba commercial\b|(?<=[(\[])at(?=[)\]]))"
SAYS_AT = re.compile(rf"[(\[]?{_AT}[)\]]?", re.I)
"""The sign « @ » in words."""

# How people say the signs of an address aloud, or write them where a sign is hard to type.
_SIGNS = (
    (re.compile(rf"\s*{SAYS_AT.pattern}\s*", re.I), "@"),
    (re.compile(r"\s*\b(?:tiret (?:du )?(?:bas|8|huit)|under ?score)\b\s*", re.I), "_"),
    (re.compile(r"\s*\b(?:tiret(?: du (?:6|six|milieu))?|trait d[’']union)\b\s*", re.I), "-"),
    (re.compile(r"\s*[(\[]?\b(?:point|dot)\b[)\]]?\s*", re.I), "."),
    (re.compile(r"\s*\bapostrophe\b\s*", re.I), "'"),
)
_SAYS_SIGN = re.compile(
    r"(?<![^\s@])(?P<before>[^\s@]+)\s{1,3}(?:point|dot|tiret|under ?score)\b[^@\n]{0,60}@", re.I
)
_SAYS_DOT_AFTER = re.compile(r"@[\w-]+\s{1,3}(?:point|dot|tiret)\b", re.I)

# « jean.roy chez exemple.fr », « jean.roy at exemple.fr »: only an address has a domain after it.
_IN_OTHER_WORDS = re.compile(
    r"(?<![\w.+'-])(?P<local>[\w.+'-]+)\s{1,3}(?P<at>chez|at|[àa])\s+(?=[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\b)",
    re.I,
)
_NAMES_ADDRESS = re.compile(r"\b(?:e-?\s?mails?|mails?|courriels?|adresse)\b", re.I)
_IS_DOMAIN = re.compile(r"\.(?:com|fr|org|net)$", re.I)
_IS_NUMBER = re.compile(r"(?:\d[\s./-]{0,3}){9,15}$")  # of a telephone
_SPACED_AT = re.compile(r"\s?@\s?")
# « @exemple . com. Ah non »: a full stop that no space precedes, and one follows, ends a sentence.
_SPACED_DOMAIN = re.compile(r"(?<=@)[\w-]+(?:(?:\s\.\s?|\.(?!\s))[\w-]+)+|(?<=@)[\w-]+\.\s[\w-]+")
_SPACED_DOT = re.compile(r"(?<=\w)(?:\s\.\s?)(?=[\w.+-]+@)")
# A dictated local part may come in several words: « fatou point ndiaye 2027 arobase … ».
_SPACED_DIGITS = re.compile(r"(?<=[\w.])\s(?=\d+@)")
_SPELT = re.compile(r"(?<!\S)(?:\w\s){2,30}\w(?=[@._-])")  # « w a r d arobase … »
_AS_ONE = re.compile(
    r"\b(?:(?:tout )?(?:attach[ée]|coll[ée])s?|en (?:un(?: seul)?|1) mot|sans espaces?)\b,?", re.I
)
_IN_SMALL = re.compile(r"\s?\b(?:tout )?en (?:minuscules?|petit)\b,?", re.I)
_LOCAL = re.compile(r"(?<![^\s@,;:()])(?P<before>[^\s@,;:()]+)\s{1,3}(?P<local>[^\s@,;:()]+)@")


def ways_of_reading(text: str) -> list[str]:
    """Write a text as it stands, without spaces around signs, and with spoken signs written."""
    if SAYS_AT.search(text) or _is_half_said(text):
        return [*([] if _is_half_said(text) else [text]), _written(text)]
    ways = [text]
    if "@" in text:
        ways.append(_without_spaces(text))
    else:
        written = _with_signs(text)
        names_address = bool(_NAMES_ADDRESS.search(text))
        said = _IN_OTHER_WORDS.sub(
            lambda found: _at_in_other_words(found, names_address=names_address), written
        )
        ways += [_joined(_without_spaces(said))] if said != written else []
    return ways


def runs_on(written: str) -> bool:
    """Tell whether a word before a dictated address may be its beginning: « jean roy@… »."""
    found = _LOCAL.search(written)
    if found is None:
        return False
    before, local = found["before"], found["local"]
    is_name = before[0].isupper() and local.islower()  # « Jean Roy jean.roy@exemple.fr »
    domain = re.match(r"[\w.-]*", written[found.end() :])
    said_again = domain[0].split(".") if domain else []  # « mon gmail jean@gmail.com »
    said_again += local.split(".") if "." in local else []  # « sophie roy jean.roy@… »
    is_name = is_name or fold(before) in map(fold, said_again)
    is_number = bool(_IS_NUMBER.search(written[: found.end("before")]))
    return before[-1].isalnum() and not (is_name or is_number or _is_speech(before))


def _is_half_said(text: str) -> bool:
    """Tell « jean point roy@exemple.fr » and « jean@exemple point fr »."""
    said = _SAYS_SIGN.search(text)
    begins = said is not None and not _is_speech(said["before"])
    return begins or bool(_SAYS_DOT_AFTER.search(text))


def _written(text: str) -> str:
    return _joined(_SPACED_DIGITS.sub("", _without_spaces(_with_signs(text))))


def _with_signs(text: str) -> str:
    for spoken, sign in _SIGNS:
        text = spoken.sub(sign, text)
    return text


def _at_in_other_words(said: re.Match[str], *, names_address: bool) -> str:
    """Write « @ » only after what begins as an address, or where the text speaks of one.

    « vu à 14h30 à etudes.fr », « en BTS-SIO chez openclassrooms.com » give none.
    """
    local = said["local"]
    has_sign = any(sign in local.strip("._'") for sign in "._") and not _IS_DOMAIN.search(local)
    is_at = said["at"].lower() in ("chez", "at") and not _is_speech(local)
    is_local = any(map(str.isalpha, local)) and (has_sign or (names_address and is_at))
    return f"{local}@" if is_local else said.group()


def _joined(text: str) -> str:
    """Join what is said to be one word, or is spelt letter by letter, before « @ »."""
    text = _SPELT.sub(lambda spelt: re.sub(r"\s", "", spelt.group()), _IN_SMALL.sub("", text))
    as_one = _AS_ONE.search(text)
    if as_one is None:
        return text
    before, after = text[: as_one.start()].rstrip(" ,"), text[as_one.end() :].lstrip()
    text = f"{before}{'' if after.startswith('@') else ', '}{after}"
    said, at, after = text.partition("@")
    words = said.split(" ")
    first = len(words)
    while first > 0 and words[first - 1][-1:].isalnum() and not _is_speech(words[first - 1]):
        first -= 1
    words, joined = words[:first], "".join(words[first:])
    return " ".join([*words, joined]) + at + after


def _is_speech(word: str) -> bool:
    return is_everyday(re.sub(r"^(?:[cdjlmnst]|qu)['’]", "", word.strip(".,;:!?"), flags=re.I))


def _without_spaces(text: str) -> str:
    closed = _SPACED_DOT.sub(".", _SPACED_AT.sub("@", text))
    return _SPACED_DOMAIN.sub(lambda domain: re.sub(r"\s", "", domain.group()), closed)
