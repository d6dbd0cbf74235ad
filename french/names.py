"""Find a person's name in what a visitor typed."""

from __future__ import annotations

import re

from french.letters import fold
from french.name_parts import Parts, family_first, in_told_order, read_parts, without_birth_name
from french.name_remarks import (
    REMARK,
    SPELLING,
    around_slip,
    past_agreement,
    told_once,
    without_letters,
)
from french.name_spelling import (
    LONGEST,
    TOKEN,
    is_capitalised,
    is_joint,
    is_particle,
    is_preposition,
    is_written_as_name,
    plain,
    spelt,
    starts_speech,
    without_town,
)
from french.name_words import COURTESIES, NOT_NAMES, THANKS
from french.names_of_others import (
    CAPITALISED,
    is_for_another,
    name_beside_own,
    name_of_another,
    name_of_kin,
    without_others,
)

_MOST_WORDS = 6  # that are no particle
_MOST_TOKENS = 2 * _MOST_WORDS
_WRONG = r"(?!faux|mal\b|pas\b|incorrect|erron|inexact|bon\b|juste|exact|trop)"
_INTRODUCTION = re.compile(
    rf"""\b(?:
        (?:je\s+|(?<!\bon\s)(?<!\bil\s)(?<!lle\s)(?<!ils\s))m\s?['’]?\s?app?el+e
      | j\s?['’]?m\s?['’]?\s?app?el+e | jm\s?app?el+e
      | je\s+me\s+(?:pr[ée])?nomme
      | (?:(?:mon|le|au|son)\s+(?:petit\s+)?)?(?:pr[ée]nom|nom)(?:\s+de\s+famille|\s+complet)?
        (?:\s*:|\s+(?:est\s+{_WRONG}|c\s?['’]?\s?est|c|s\s?['’]?\s?[ée]crit|:))?
      | (?:[çc]a|il|elle)\s+s\s?['’]?\s?[ée]crit | s\s?['’]?\s?app?el+e
      | moi\s+(?:c\s?['’]?\s?est|c|ses|sé) | ici
    )\s*(?<=[\s:])(?P<name>[^\W\d_].*)""",
    re.I | re.X,
)
_MYSELF = re.compile(r"j?e?\s?['’]?\s?m\s?['’]?\s?app|moi\b|ici\b", re.I)
_I_AM = re.compile(r"\b(?:je\s+suis|j\s?['’]?suis|c\s?['’]?\s?est|pour)\s+(?P<name>\S.*)", re.I)
_SAID_TO_BE = re.compile(r"(?:je\s+suis|c\s?['’]?\s?est)\s+(?P<name>\S.*)", re.I)
_ADDRESS_LIKE = re.compile(r"\w\.\w{2,}|://|/")
_SPEECH = re.compile(r"(?:[cjs]|qu)['’]", re.I)  # « s'il », « j'annule »
_ARTICLE = re.compile(r"[ld]['’]", re.I)
# « c'est pas Janice, c'est Yanis »
_PUT_RIGHT = re.compile(
    r"\bc\s?['’]?\s?est\s+pas\s+\S+(?:\s+\S+)?,?\s+(?:mais\s+)?c\s?['’]?\s?est\s+(?P<name>\S.*)",
    re.I,
)
# « le sien : … »
_OWNER = re.compile(r"\bl[ea]\s+(?:[mst]ien(?:ne)?|leur)\b|\bde\s+la\s+part\s+de\b", re.I)
_ASIDE = re.compile(r"\([^()]*\)")  # « Naïg (breton, oui) »
_BREAK = re.compile(r"[,;:!?()\n…]|\s[-–—]\s|\.{2,}|\.\s|\bet\b", re.I)
_AGE = re.compile(r"(?:\b(?:g|j\s?['’]?\s?ai)\s?)?\d", re.I)  # « c'est lea petit g 15 ans »


def read_name(text: str, *, asked: bool, known: bool = False) -> str | None:
    """Find a name after an introduction (« je m'appelle … »), or alone where it was `asked` for.

    Unasked, a name that stands alone (« Bonjour, Sophie Amrani, … ») counts too, unless the name is
    `known` already. `text` should have lost its e-mail address, telephone number and times. Returns
    None where what is there does not look like a name.
    """
    text = re.sub(r"\n\s*", "\n", re.sub(r"[^\S\n]+", " ", without_letters(text)))
    told_again = _told_again(text) if asked else None
    name = told_again or _read(text, asked=asked, known=known)
    return _without_capitals(text, name) if asked and text.isupper() else name


def _without_capitals(text: str, name: str | None) -> str | None:
    """Prefer what a text in capitals says without them, unless that is another name.

    « THIERRY GAUDIN, C'EST BIEN ÇA »: where all is in capitals, they tell nothing.
    """
    quiet = text.lower()
    said = None if quiet.isupper() else read_name(quiet, asked=True)
    if said is None or " " not in said:
        return name
    is_part = name is not None and {*fold(said).split()} <= {*fold(name).split()}
    return said if is_part or name is None or " " not in name else name


def _told_again(text: str) -> str | None:
    """Read a name that is told twice, or put right in one breath; None where it is not."""
    if instead := _put_right(text):
        return instead
    once = told_once(text)
    is_labelled = once != text and read_parts(text, _piece)
    name = _read(once, asked=True, known=False) if once != text and not is_labelled else None
    return name if name and " " in name else None


def _put_right(text: str) -> str | None:
    """Read what is said instead at the end of a text, of the same person."""
    around = around_slip(text)
    if around is None:
        return None
    first, second = (_read(part, asked=True, known=False) for part in around)
    if not first or not second or " " not in second:
        return None
    is_last = fold(around[1]).rstrip(" .!").endswith(fold(second))
    return second if is_last and fold(first).split()[0] in fold(second).split() else None


def _read(text: str, *, asked: bool, known: bool) -> str | None:
    parts = read_parts(text, _piece)
    if parts and parts.is_whole:
        return _in_order(parts)
    if _ADDRESS_LIKE.search(text):
        return None
    text = _ASIDE.sub(" ", in_told_order(text))
    if asked and (other := name_beside_own(text)) and (name := _whole_name(other)):
        return name
    text = without_birth_name(_OWNER.sub(" ", text))
    text = past_agreement(text) if asked else text
    if asked and (whole := written_name(text)):
        return whole
    text = without_others(text, asked=asked)
    another = name_of_another(text) or (_of_kin(text) if asked else None)
    if another and not re.search(r"\d", another):
        # unasked, « pour ma fille Sohane » leaves the family's name to be asked for
        name = _first_name_in(another)
        return name if name and (asked or " " in name) else None
    if asked and (before := _before_comment(text)):
        return before
    introduced = _introduced(text, asked=asked)
    if introduced:
        return introduced
    if parts and _stands_out(parts.told, text, asked=asked):
        return _in_order(parts)
    pieces = [piece for piece in _BREAK.split(text) if piece.strip()]
    if asked:
        named = (written_name(piece) or _whole_name(piece) for piece in pieces)
        # « Fabienne… Fabienne Quéré »
        found = sorted(filter(None, named), key=lambda name: " " not in name)
        return found[0] if found else _name_within(text)
    if known or len(pieces) < 2 or text.isupper() or is_for_another(text):
        return None
    if inverted := _inverted_family(text):
        return inverted
    names = (_whole_name(piece) for piece in pieces[:4] if is_written_as_name(piece))
    return next(filter(None, names), None)


def tells_both_parts(text: str) -> bool:
    """Tell whether a text says which is the given name, and which the family's."""
    parts = read_parts(text, _piece)
    return parts is not None and parts.is_whole


def written_name(text: str) -> str | None:
    """Read a text that is written as a name and nothing else, whatever its words mean otherwise.

    « Jeanne Bonjour », « Victor Midi », « Ben Slimane Yacine », « LAMBERT, Philippe »: two words or
    more, each with a capital, of which one is no word of everyday. None for anything else.
    """
    text = past_agreement(without_birth_name(without_letters(text)))
    told = family_first(text, _as_typed)
    if told:
        return _in_order(told)
    said = re.sub(r"(?<=\w\w)[.!]+$", "", text.strip())
    tokens = said.split()
    while len(tokens) > 2 and plain(tokens[0]) in COURTESIES:
        tokens = tokens[1:]
    if len(tokens) < 2 or _length(tokens) > _MOST_WORDS or not all(map(TOKEN.fullmatch, tokens)):
        return None
    everyday = [plain(token) in NOT_NAMES | COURTESIES | THANKS for token in tokens]
    return spelt(tokens) if is_written_as_name(said) and not all(everyday) else None


def name_as_typed(text: str) -> str | None:
    """Take for a name whatever was typed where one was asked for: letters, and no link.

    An introduction before it and thanks after it are left out; the rest is kept as it stands, in
    any script. None where no letter is left.
    """
    text = past_agreement(text)
    introduced = _INTRODUCTION.search(text) or _I_AM.search(text)
    said = _before_comment(text) or (introduced["name"] if introduced else text)
    words = said.replace("\n", " ").split()
    while words and plain(words[0].strip(",.!:")) in COURTESIES:
        words = words[1:]
    while words and plain(words[-1].strip(",.!:")) in THANKS:
        words = words[:-1]
    name = " ".join(words).strip(" ,;:!.-")[:LONGEST]
    if _ADDRESS_LIKE.search(name) or "@" in name or not any(map(str.isalpha, name)):
        return None
    return spelt(name.split())


def _introduced(text: str, *, asked: bool) -> str | None:
    """Read the name that the text introduces best: as names are written, else the first one."""
    right = _PUT_RIGHT.search(text)
    if right and (asked or is_capitalised(right["name"])):
        return _first_name_in(right["name"])
    of_another = not asked and is_for_another(text)
    said = [
        each["name"]
        for each in _INTRODUCTION.finditer(text)
        if not (of_another and _MYSELF.match(each[0]))
    ]
    inverted = next(filter(None, map(_inverted_family, said)), None)
    if inverted:
        return inverted
    weakly = [] if of_another else [each["name"] for each in _I_AM.finditer(text)]
    if asked and not said:
        said = weakly
    elif not text.isupper():
        said += filter(is_capitalised, weakly)
    names = [
        name for name in map(_first_name_in, sorted(said, key=is_capitalised, reverse=True)) if name
    ]
    return names[0] if names else None


def _stands_out(name: str, text: str, *, asked: bool) -> bool:
    """Tell whether one part that is told can be nothing else: « Vasseur, c'est mon nom »."""
    tokens = TOKEN.findall(name)
    if not text.isupper() and all(token[0].isupper() or is_particle(token) for token in tokens):
        return True
    return asked and bool(re.match(rf"{re.escape(name)}\s*,?\s+c\s?['’]?\s?est\s", text, re.I))


def _piece(text: str) -> str | None:
    """Read a piece of a text as a name, without what introduces it or comments on it."""
    introduced = _INTRODUCTION.search(text) or _SAID_TO_BE.match(text)
    said = introduced["name"] if introduced else text
    remark = SPELLING.search(said)
    return _as_typed(said) or (_as_typed(said[: remark.start()]) if remark else None)


def _as_typed(text: str) -> str | None:
    words = _words_of_name(text)
    return " ".join(words) if words else None


def _in_order(parts: Parts) -> str:
    """Write a name whose parts are told with its given name first."""
    given, family = (parts.given or "").split(), (parts.family or "").split()
    begins_small = bool(family) and is_preposition(family[0])  # « de la Tour », but « Le Roy »
    return f"{spelt(given)} {spelt(family, is_first=not begins_small)}".strip()[:LONGEST]


def _before_comment(text: str) -> str | None:
    """Read a name that a remark on it follows: « Zoé Lemaître avec un accent »."""
    for remark in filter(None, (REMARK.search(text), SPELLING.search(text))):
        name = text[: remark.start()].strip()
        tokens = TOKEN.findall(name)
        if len(tokens) < 2 or not _may_be_in_name(tokens[0]):
            continue
        is_sure = not name.isupper() and len([t for t in tokens if not is_particle(t)]) > 1
        if is_sure and written_name(name):
            return written_name(name)
        if remark.re is SPELLING and not _BREAK.search(name):
            return _whole_name(name)
    return None


def _of_kin(text: str) -> str | None:
    """Read « pour ma fille lina belkacem », in small letters."""
    name = name_of_kin(text)
    return name if name and len(name.split()) > 1 and _whole_name(name) else None


def _inverted_family(text: str) -> str | None:
    """Read « Le Dantec, Kévin » within speech, where « Sophie Amrani, Lyon » is something else."""
    told = family_first(text, _as_typed) if is_capitalised(text) else None
    if told is None or told.family is None:
        return None
    first, *others = told.family.split()
    return _in_order(told) if is_particle(first) and others else None


def _first_name_in(text: str) -> str | None:
    """Read the name at the beginning of a text that goes on."""
    kept: list[str] = []
    if _ARTICLE.match(text) and text[2:3].islower():
        return None  # « pour l'heure »
    said, *after = _AGE.split(_BREAK.split(text.strip())[0])
    tokens = TOKEN.findall(said)
    for place, token in enumerate(tokens[:_MOST_TOKENS]):
        if not kept and plain(token) in COURTESIES:
            continue  # « pour Mlle Yi Xu »
        is_last_letter = kept and token.isupper() and len(token) == 1 and place + 1 == len(tokens)
        if not (_may_be_in_name(token) or is_last_letter or is_joint(tokens, place)):
            break
        kept.append(token)
    while _length(kept) > _MOST_WORDS:
        kept.pop()
    is_end = not after and len(kept) == len(tokens) > 1  # « je m'appelle Minh Le »
    while kept and (_is_left_hanging(kept[-1]) or (is_particle(kept[-1]) and not is_end)):
        kept.pop()
    return spelt(without_town(kept)) if kept and not starts_speech(kept) else None


def _whole_name(text: str) -> str | None:
    """Read a text as a name if all that is in it, courtesies apart, can be one."""
    words = _words_of_name(text)
    return spelt(words) if words else None


def _words_of_name(text: str) -> list[str] | None:
    if any(letter.isdigit() for letter in text):
        return None
    tokens = TOKEN.findall(text)
    while tokens and plain(tokens[0]) in COURTESIES:
        tokens = tokens[1:]
    while tokens and plain(tokens[-1]) in THANKS:
        tokens = tokens[:-1]
    if not tokens or _length(tokens) > _MOST_WORDS or _is_left_hanging(tokens[-1]):
        return None
    may_be = (_may_be_in_name(each) or is_joint(tokens, at) for at, each in enumerate(tokens))
    return tokens if all(may_be) else None


def _length(tokens: list[str]) -> int:
    """Count the words of a name, without those that join them: « Maria do Carmo de Souza »."""
    return sum(not (is_particle(each) or is_joint(tokens, at)) for at, each in enumerate(tokens))


def _is_left_hanging(token: str) -> bool:
    """Tell « le » and « van » at an end from « Minh Le » and « BAH », which are names."""
    return is_particle(token) and not token[0].isupper()


def _may_be_in_name(token: str) -> bool:
    word = plain(token)
    if _SPEECH.match(token):
        return False
    if is_particle(token) or token.endswith("."):
        return True
    parts = map(plain, _ARTICLE.sub("", token).split("-"))  # « peut-être » is two such words
    return 0 < len(word) <= 30 and word not in NOT_NAMES and not NOT_NAMES.issuperset(parts)


def _name_within(text: str) -> str | None:
    """Find the one name that is written as such among words in small letters."""
    written = {each.group() for each in CAPITALISED.finditer(text)} - {text.strip()}
    names = set(filter(None, map(written_name, written)))
    return names.pop() if len(names) == 1 else None
