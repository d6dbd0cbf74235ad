"""What is right beside what is wrong: « .fr, pas .com », « pas gmail mais outlook »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from french.everyday import is_everyday
from french.letters import fold
from french.name_words import NOT_NAMES

# Where one part ends and the next begins: « c'est », « mais », a comma.
_CLAUSE = re.compile(
    r"\b(?:c\s?'?\s?(?:est|[ée]tait)|(?<!un\s)(?<!deux\s)c|est|mais|par|plut[ôo]t(?!\s+qu))(?![\w'])|[,;()]",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:[àa]\s+la\s+fin|au\s+d[ée]but|au\s+milieu|en\s+\w+\s+(?:seul\s+)?mots?)\b", re.I
)
_FILLER = r"(?:\s|:|\b(?:chez|avec|sur|en|une?|les?|la|du|d[ei])\s|\b[ld]')*"
_INSTEAD = re.compile(
    r"\b(?:(?:(?:et )?(?:pas|non(?: pas)?)|plut[ôo]t que|(?:[àa] la place|au lieu) d[eu])(?!\w)"
    r"|(?:plut[ôo]t qu|(?:[àa] la place|au lieu) d)')",
    re.I,
)
# « j'ai mis gamil au lieu de gmail »
_MISTAKE = re.compile(
    rf"\b(?:ai|avez|a)\s(?:mis|[ée]crit|tap[ée]|not[ée]|donn[ée]|marqu[ée])\s{_FILLER}(?P<wrong>.+)",
    re.I,
)
_WRONG = re.compile(rf"{_FILLER}(?P<wrong>[^:]+)", re.I)
_WRONG_FIRST = re.compile(
    rf"\b(?:pas|remplace[rz]?|change[rz]?)\b{_FILLER}(?P<wrong>[^:]+):{_FILLER}"
    r"(?P<right>[^:]+)",
    re.I,
)
# « la question n'est pas claire », « Claire ne pourra pas »: « pas » says no, not what is wrong.
_NEGATED = re.compile(r"\b(?:ne\s+|n')(?:\S+\s*){0,2}$", re.I)


class Pair(NamedTuple):
    """The words that begin or end with what is right, and with what is wrong."""

    right: str
    wrong: str
    wrong_follows: bool


def pairs(text: str) -> Iterator[Pair]:
    """Find what is right beside what is wrong, the clearest first."""
    said = _CLAUSE.sub(" : ", _PLACE.sub(" ", " ".join(text.split())))
    for found in _WRONG_FIRST.finditer(said):
        yield Pair(found["right"], found["wrong"], wrong_follows=False)
    for instead in _INSTEAD.finditer(said):
        before = said[: instead.start()].rstrip(" :")
        right = "" if _NEGATED.search(before) else before.rpartition(":")[2]
        wrong = _WRONG.match(said, instead.end())
        mistake = _MISTAKE.search(right)
        if wrong and mistake:
            yield Pair(wrong["wrong"], mistake["wrong"], wrong_follows=False)
        elif wrong and right:
            yield Pair(right, wrong["wrong"], wrong_follows=True)


def beside(pair: Pair, word: re.Pattern[str]) -> tuple[str, str]:
    """Take the one word of either that stands next to « pas »."""
    rights, wrongs = word.findall(pair.right), word.findall(pair.wrong)
    right = (rights[-1] if pair.wrong_follows else rights[0]) if rights else ""
    wrong = wrongs[0] if wrongs else ""
    # « non, pas gmail », « avec un a, pas claire »
    is_speech = max(len(right), len(wrong)) > 1 and fold(right) in NOT_NAMES
    is_speech = is_speech or (pair.wrong_follows and _ends_speech(pair.right, right))
    return "" if is_speech else _bare(right), _bare(wrong)


def _ends_speech(said: str, word: str) -> bool:
    """Tell « mon mail marche, pas » from « chez free, pas »: an everyday word after others."""
    before = said.rstrip().removesuffix(word)
    return len(word) > 1 and is_everyday(_bare(word)) and not re.fullmatch(_FILLER, before)


def _bare(word: str) -> str:
    return re.sub(r"(?<=\w)[.!?…]+$", "", word)
