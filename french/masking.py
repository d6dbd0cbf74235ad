"""Hide what may tell who typed a text: only words that everybody types are kept.

Whatever is recognised (an address, a number, a name after « je m'appelle ») is replaced by what it
is. Of the rest, a word stays only if it is one of `everyday_words.txt` or of the words `known`
beside them: no list of names would ever be long enough. A slip of one letter is mended, so that
nothing is kept of a word that is not in the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from french.everyday import listed_words
from french.letters import fold
from french.name_words import COURTESIES, NOT_NAMES, PARTICLES
from french.names import read_name
from french.phones import NUMBER_WORDS
from french.whereabouts import ADDRESS, DATE, without_whereabouts

EMAIL, NUMBER, NAME, REFERENCE, LINK, WORD = (
    *("[e-mail]", "[numéro]", "[nom]", "[référence]", "[lien]"),
    "[…]",
)
"""What is read instead of what is hidden."""

LONGEST = 400
"""Characters of a text that are kept."""

_LEAST_MENDED = 5  # letters of a word that is mended
_LEAST_DIGITS = 5
_FEW = 0.5  # of the words: with fewer left, a text says nothing

_AT = re.compile(r"\S*\s?@\s?\S*")
_SAYS_AT = re.compile(r"(?:\S+\s+){0,7}\S*(?:\barobas[e]?\b|[(\[]at[)\]])\S*(?:\s+\S+){0,5}", re.I)
_LINK = re.compile(r"\S*(?://|www\.)\S*", re.I)
_BANK = re.compile(r"\b[A-Z]{2}\d{2}(?:[\s.-]?(?=[A-Z]{0,3}\d)[\dA-Z]{1,4}){3,}", re.I)
_DIGITS = re.compile(r"[+(]{0,2}\d(?:[\s.\-()/’'_,:]{0,3}\d)*")
_AMOUNT = re.compile(r"\s?(?:k?€|k\b|euros?\b|eur\b|francs?\b|fcfa\b)", re.I)
_YEARS = re.compile(r"20\d\d\s?[-/]\s?(?:20)?\d\d")
_IN_WORDS = re.compile(
    rf"\b(?:(?:zéro|{'|'.join(NUMBER_WORDS)})\b(?:[\s,.-]+(?:et\s+)?(?=\w)|\b)){{4,}}", re.I
)
_SPELT = re.compile(r"(?<![^\W_])(?:[^\W_][\s._/\-–]+){3,}[^\W_](?![^\W_])")
_MEASURE = re.compile(
    r"\d{1,2}h(?:[0-5]\d)?|\d+(?:e|er|ere|eme|nd|nde|k|ans?|mois|min)", re.I
)  # « 14h30 », « 2e », « 35k », « 1500e »
_SIGNS = (EMAIL, NUMBER, NAME, REFERENCE, LINK, WORD, ADDRESS, DATE)
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_SIGN_OR_BRACKET = re.compile(rf"({_SIGN.pattern})|[\[\]]")
_TOKEN = re.compile(rf"{_SIGN.pattern}|[^\W_]+(?:[-'’.·][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:…«\"()\n–-])\s*$")
_JOINT = re.compile(rf"[\s.’'–-]*(?:(?:{'|'.join(sorted(PARTICLES))})[\s’'-]+)*", re.I)
_MOSTLY = 0.6  # of the words: with so many capitals, they tell nothing
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CIVILITIES = r"\b(?:madame|monsieur|mademoiselle|mme|mlle|mr|docteur|dr)\b\.?"
_CIVILITY = re.compile(rf"{_CIVILITIES}\s*$", re.I)
# « je suis monsieur petit, … »
_AFTER_CIVILITY = re.compile(
    rf"({_CIVILITIES}\s+)([^\W\d_][\w'’-]*)(?=\s*(?:[,;.!?]|\bet\b|$))", re.I
)
_REPEATED = re.compile(rf"({_SIGN.pattern})(?:[\s,.'’-]*\1)+")


@dataclass(frozen=True)
class _Words:
    """Words that tell nothing: as they are written, by their plain letters."""

    everyday: dict[str, str]
    proper: frozenset[str]
    also_names: frozenset[str]


def masked(text: str, known: Collection[str] = ()) -> str | None:
    """Write a text without anything that may tell who typed it; None where little is left.

    `known` are further words, of a public page, in small letters.
    """
    words = _words()
    if known:
        words = replace(words, everyday={**{fold(word): word for word in known}, **words.everyday})
    written, kept, hidden = _only(words, without_details(text))
    if not kept or hidden > _FEW * (kept + hidden):
        return None
    return " ".join(_REPEATED.sub(r"\1", written).split())


def without_details(text: str) -> str:
    """Hide the addresses, numbers and names that a text gives as such; keep every other word."""
    hidden = without_whereabouts(_without_addresses(_plain(text)))
    hidden = _without_numbers(_without_names(hidden))
    return _REPEATED.sub(r"\1", hidden)


def words_of(text: str) -> frozenset[str]:
    """List the words of a public text, as `masked` takes them."""
    return frozenset(
        word.group().lower() for word in _PART.finditer(text) if word.group().isalpha()
    )


def _plain(text: str) -> str:
    # Brackets stand for something hidden: nobody types them, but for those signs themselves.
    said = _SIGN_OR_BRACKET.sub(lambda found: found[1] or " ", text)
    composed = unicodedata.normalize("NFKC", said)
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")[:LONGEST]


def _without_addresses(text: str) -> str:
    text = _SAYS_AT.sub(EMAIL, _AT.sub(EMAIL, text))
    return _LINK.sub(LINK, text)


def _without_numbers(text: str) -> str:
    text = _SPELT.sub(REFERENCE, _BANK.sub(NUMBER, text))
    text = _IN_WORDS.sub(f"{NUMBER} ", text)

    def hidden(run: re.Match[str]) -> str:
        digits = sum(map(str.isdigit, run.group()))
        is_amount = digits <= _LEAST_DIGITS + 1 and _AMOUNT.match(text, run.end())
        harmless = digits < _LEAST_DIGITS or is_amount or _YEARS.fullmatch(run.group().strip())
        return run.group() if harmless else NUMBER

    return _DIGITS.sub(hidden, text)


def _without_names(text: str) -> str:
    """Hide the names that somebody gives, of everyday words too: « moi c'est Petit »."""
    for _ in range(3):
        name = read_name(_SIGN.sub(" , ", text), asked=False)
        if name is None:
            break
        parts = {fold(part) for part in _PART.findall(name) if part not in _words().proper}
        parts -= PARTICLES
        before, text = text, _hide(parts, text)
        if text == before:
            break
    return _AFTER_CIVILITY.sub(_hide_second, text)


def _hide(parts: Collection[str], text: str) -> str:
    return _PART.sub(lambda word: NAME if fold(word[0]) in parts else word[0], text)


def _hide_second(said: re.Match[str]) -> str:
    return said[0] if _letters(said[2]) in NOT_NAMES else f"{said[1]}{NAME}"


def _only(words: _Words, text: str) -> tuple[str, int, int]:
    """Keep what is in the list: the text, how many words are kept, and how many hidden."""
    tokens = list(_TOKEN.finditer(text))
    named = _named(text, [token for token in tokens if not _is_sign(token[0])])
    shown = [None if t.start() in named else _shown(words, t[0]) for t in tokens]
    changed = [_is_sign(t[0]) or word != t[0] for t, word in zip(tokens, shown, strict=True)]
    written, at, kept, hidden = "", 0, 0, 0
    for place, (token, word) in enumerate(zip(tokens, shown, strict=True)):
        may_be_a_name = word != token[0] or _letters(token[0]) in words.also_names
        if word is None or (may_be_a_name and _is_beside(text, tokens, changed, place)):
            word = NAME if token[0][0].isupper() else WORD
        hidden += _is_sign(word)
        kept += not _is_sign(word)
        written += text[at : token.start()] + word
        at = token.end()
    return written + text[at:], kept, hidden


def _is_sign(written: str) -> bool:
    return written.startswith("[")


def _is_beside(text: str, tokens: list[re.Match[str]], changed: list[bool], place: int) -> bool:
    """Tell whether a word stands next to one that was changed: « […] petit » is a name.

    What stands within names does not part them: « boucher de […] ».
    """
    for step in (-1, 1):
        near = place + step
        while 0 <= near < len(tokens) and _letters(tokens[near][0]) in PARTICLES:
            near += step
        if 0 <= near < len(tokens) and changed[near]:
            one, other = sorted((near, place))
            if _JOINT.fullmatch(text[tokens[one].end() : tokens[other].start()]):
                return True
    return False


def _named(text: str, said: list[re.Match[str]]) -> set[int]:
    """Tell where words stand that are written as names, if capitals tell anything here."""
    capitals = [token for token in said if token[0][0].isupper()]
    return (
        set(_capitalised(text, capitals)) if len(capitals) <= max(1, _MOSTLY * len(said)) else set()
    )


def _capitalised(text: str, capitals: list[re.Match[str]]) -> Iterator[int]:
    """Tell where words stand that are written as names: a capital within a sentence, or two."""
    before: re.Match[str] | None = None
    for token in capitals:
        plain = _letters(token.group())
        said_before = text[: token.start()]
        is_first = bool(_SENTENCE_ENDS.search(said_before))
        is_word = plain in NOT_NAMES or plain in COURTESIES or token.group() in _words().proper
        is_short = token.group().isupper() and len(plain) <= 5  # « le CV », « un BTS »
        if is_word or is_short:
            before = None
            continue
        if before is not None and _JOINT.fullmatch(text[before.end() : token.start()]):
            yield before.start()
            yield token.start()
        elif not is_first or _CIVILITY.search(said_before):
            yield token.start()
        before = token


def _shown(words: _Words, token: str) -> str | None:
    """Give a token as it may be shown; None where it may tell something."""
    if _is_sign(token):
        return token
    parts = _PART.findall(token)
    units = {_letters(part) for part in parts if any(map(str.isdigit, part))}
    if len(units - {""}) > 1:  # « 639k-7h39 »: a range has one unit, a code many
        return None
    shown = token
    for part in parts:
        written = _written(words, part)
        if written is None:
            return None
        if written != part:
            shown = shown.replace(part, written, 1)
    return shown


def _written(words: _Words, part: str) -> str | None:
    if part.isdigit() or _MEASURE.fullmatch(fold(part)):
        return part
    plain = fold(part)
    if plain in words.everyday or (part in words.proper and not part.islower()):
        return part
    if part[0].isupper() and not part.isupper():
        return None
    if part.isascii() and len(plain) == 1:
        return part
    near = _near(plain) if len(plain) >= _LEAST_MENDED and plain.isalpha() else set()
    mended = (near & words.everyday.keys()) - words.also_names
    return words.everyday[mended.pop()] if len(mended) == 1 else None


def _near(plain: str) -> set[str]:
    """Give what a word may have been before a slip of one letter, but for its first one."""
    cuts = [(plain[:place], plain[place:]) for place in range(1, len(plain) + 1)]
    return {
        *(before + after[1:] for before, after in cuts if after),
        *(before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1),
        *(before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS),
        *(before + letter + after for before, after in cuts for letter in _LETTERS),
    }


def _letters(token: str) -> str:
    return "".join(letter for letter in fold(token) if letter.isalpha())


@cache
def _words() -> _Words:
    listed = listed_words()
    plain = [word.removesuffix("*") for word in listed]
    return _Words(
        {fold(word): word for word in plain if word.islower()},
        frozenset(word for word in plain if not word.islower()),
        frozenset(fold(word.removesuffix("*")) for word in listed if word.endswith("*")),
    )
