"""Find a person's name in what a visitor typed."""

from __future__ import annotations

import re
import unicodedata

from french.everyday import is_everyday
from french.letters import fold, is_latin
from french.name_parts import Parts, family_first, in_told_order, read_parts, without_birth_name
from french.name_remarks import SPELLING, past_agreement, without_letters
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
from french.name_tagger import tagger
from french.name_words import COURTESIES, NOT_NAMES, THANKS
from french.names_of_others import (
    is_for_another,
    name_of_another,
    own_name,
    without_others,
)
from french.places import zone_of_place

_MOST_WORDS = 6  # that are no particle
_MOST_TOKENS = 2 * _MOST_WORDS
_WRONG = r"(?!faux|mal\b|pas\b|incorrect|erron|inexact|bon\b|juste|exact|trop)"
_WHOLE = r"\s+(?:de\s+famille|complet|entier)\b"
_INTRODUCTION = re.compile(
    rf"""\b(?:
        (?:je\s+|(?<!\bon\s)(?<!\bil\s)(?<!lle\s)(?<!ils\s))m\s?['’]?\s?app?el+e
      | j\s?['’]?m\s?['’]?\s?app?el+e | jm\s?app?el+e
      | je\s+me\s+(?:pr[ée])?nomme
      | (?:(?:mon|le|au|son)\s+(?:petit\s+)?)?(?:pr[ée]nom|nom)(?:{_WHOLE}|(?!{_WHOLE}))
        (?:\s*:|\s+(?:est\s+{_WRONG}|c\s?['’]?\s?est|c|s\s?['’]?\s?[ée]crit|:))?
      | (?:[çc]a|il|elle)\s+s\s?['’]?\s?[ée]crit | s\s?['’]?\s?app?el+e
      | moi\s+(?:c\s?['’]?\s?est|c|ses|sé) | ici
    )\s*(?<=[\s:])(?P<name>[^\W\d_].*)""",
    re.I | re.X,
)
_MYSELF = re.compile(r"j?e?\s?['’]?\s?m\s?['’]?\s?app|moi\b|ici\b", re.I)
_I_AM = re.compile(r"\b(?:je\s+suis|j\s?['’]?suis|c\s?['’]?\s?est|pour)\s+(?P<name>\S.*)", re.I)
_SAID_TO_BE = re.compile(r"(?:je\s+suis|c\s?['’]?\s?est)\s+(?P<name>\S.*)", re.I)
_LINK = re.compile(r"\w\.\w{2,}|://")
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
_GIVEN_LABEL = re.compile(r"\bpr[ée]noms?\b", re.I)
_ONE_STRETCH = re.compile(r"(?:[^\W\d_]|[ .'’-])+")
_AGE = re.compile(r"(?:\b(?:g|j\s?['’]?\s?ai)\s?)?\d", re.I)  # « c'est lea petit g 15 ans »


def read_name(text: str, *, asked: bool, known: bool = False) -> str | None:
    """Find the name that answers the question for one if it was `asked`, or one that is introduced.

    Unasked, a name that stands alone (« Bonjour, Sophie Amrani, … ») counts too, unless the name is
    `known` already. `text` should have lost its e-mail address and telephone number, and unasked
    its times. Returns None where what is there does not look like a name.
    """
    text = re.sub(r"\n\s*", "\n", re.sub(r"[^\S\n]+", " ", without_letters(text)))
    if asked:
        return None if _LINK.search(text) else _answered(text)
    return _introduced_or_signed(text, known=known)


def _answered(text: str) -> str | None:
    """Read what learnt weights take for the name; they know of Latin letters only."""
    if not all(map(is_latin, filter(str.isalpha, text))):
        return _whole_name(text) if not any(map(_is_mark, text)) else None
    if own := own_name(text):
        text = own
    given, family = _given_and_family(text)
    if any(map(_is_speech, (*given, *family))):
        return None
    if _is_cut(given, family, text):
        return written_name(text)
    if _is_said_again(given, family, text):
        given, family = (given, []) if _is_before(given, family, text) else ([], family)
    if text.isupper():
        given, family = ([word.lower() for word in words] for words in (given, family))
    if given or family:
        return _in_order(Parts(" ".join(given), " ".join(family)))
    labelled = read_parts(text, _piece)  # « Belkacem c'est le nom », but « le prénom suffit »
    is_speech = labelled is None or any(map(is_everyday, TOKEN.findall(labelled.told)))
    return None if labelled is None or is_speech else _in_order(labelled)


def _given_and_family(text: str) -> tuple[list[str], list[str]]:
    """Read both parts, without the name that somebody had before if they are whole without it."""
    now = without_birth_name(text)
    given, family = tagger().read(now)
    return (given, family) if now == text or (given and family) else tagger().read(text)


def _is_mark(letter: str) -> bool:
    """Tell a sign of Indian scripts, which is of the letter before it."""
    return unicodedata.category(letter).startswith("M")


def _is_speech(token: str) -> bool:
    return len(token) > 1 and token[0].islower() and not _may_be_in_name(token)


def _is_cut(given: list[str], family: list[str], text: str) -> bool:
    """Tell whether a text that is a name and nothing else was read, but not as a whole."""
    whole = written_name(text)
    if whole is None or not (given or family) or not _ONE_STRETCH.fullmatch(text.strip()):
        return False
    read = [*map(fold, (*given, *family))]
    left_out = [word for word in whole.split() if fold(word) not in read]
    if text.isupper() or any(map(_may_be_else, left_out)):
        return False
    is_hanging = bool(family) and (is_particle(family[-1]) or family[-1][-1] == ".")
    return is_hanging or len(read) < len(whole.split())


def _may_be_else(word: str) -> bool:
    """Tell « ici » and « Marseille » from what is nothing but a part of a name."""
    parts = word.split("-")
    return not is_particle(word) and any(is_everyday(part) or zone_of_place(part) for part in parts)


def _is_said_again(given: list[str], family: list[str], text: str) -> bool:
    """Tell whether both parts are one: « Rose. Rose tout court », « Ben Ali, Ali »."""
    shared = {*map(fold, given)} & {*map(fold, family)}
    is_apart = fold(" ".join((*given, *family))) not in fold(text)
    return bool(shared) and is_apart and not _GIVEN_LABEL.search(text)


def _is_before(given: list[str], family: list[str], text: str) -> bool:
    return text.find(given[0]) <= text.find(family[0])


def _introduced_or_signed(text: str, *, known: bool) -> str | None:
    parts = read_parts(text, _piece)
    if parts and parts.is_whole:
        return _in_order(parts)
    if _LINK.search(text) or "/" in text:
        return None
    text = without_birth_name(_OWNER.sub(" ", _ASIDE.sub(" ", in_told_order(text))))
    text = without_others(text)
    another = name_of_another(text)
    if another and not re.search(r"\d", another):
        # « pour ma fille Sohane » leaves the family's name to be asked for
        name = _first_name_in(another)
        return name if name and " " in name else None
    if introduced := _introduced(text):
        return introduced
    if parts and _stands_out(parts.told, text):
        return _in_order(parts)
    pieces = [piece for piece in _BREAK.split(text) if piece.strip()]
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


def is_name(text: str) -> bool:
    """Tell whether a text would do as the name that was asked for."""
    return (read_name(text, asked=True) or written_name(text)) is not None


def name_as_typed(text: str) -> str | None:
    """Take for a name whatever was typed where one was asked for: letters, and no link.

    An introduction before it and thanks after it are left out; the rest is kept as it stands, in
    any script. None where no letter is left.
    """
    text = past_agreement(text)
    remark = SPELLING.search(text)
    text = text[: remark.start()] if remark else text
    introduced = _INTRODUCTION.search(text) or _I_AM.search(text)
    said = introduced["name"] if introduced else text
    words = said.replace("\n", " ").split()
    while words and plain(words[0].strip(",.!:")) in COURTESIES:
        words = words[1:]
    while words and plain(words[-1].strip(",.!:")) in THANKS:
        words = words[:-1]
    name = " ".join(words).strip(" ,;:!.-")[:LONGEST]
    if _LINK.search(name) or {"@", "/"} & {*name} or not any(map(str.isalpha, name)):
        return None
    return spelt(name.split())


def _introduced(text: str) -> str | None:
    """Read the name that the text introduces best: as names are written, else the first one."""
    right = _PUT_RIGHT.search(text)
    if right and is_capitalised(right["name"]):
        return _first_name_in(right["name"])
    of_another = is_for_another(text)
    said = [
        each["name"]
        for each in _INTRODUCTION.finditer(text)
        if not (of_another and _MYSELF.match(each[0]))
    ]
    inverted = next(filter(None, map(_inverted_family, said)), None)
    if inverted:
        return inverted
    weakly = [] if of_another else [each["name"] for each in _I_AM.finditer(text)]
    if not text.isupper():
        said += [each for each in weakly if is_capitalised(each) and not _is_stressed(each)]
    names = [
        name for name in map(_first_name_in, sorted(said, key=is_capitalised, reverse=True)) if name
    ]
    return names[0] if names else None


def _is_typed_small(word: str, given: list[str]) -> bool:
    """Tell « Giovanni dalla Chiesa » from « yann le goff », where all is in small letters."""
    return is_particle(word) and word.islower() and any(map(is_capitalised, given))


def _stands_out(name: str, text: str) -> bool:
    """Tell whether one part that is told can be nothing else: « Vasseur, c'est mon nom »."""
    tokens = TOKEN.findall(name)
    return not text.isupper() and all(token[0].isupper() or is_particle(token) for token in tokens)


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
    # « de la Tour », but « Le Roy »
    begins_small = bool(family) and (is_preposition(family[0]) or _is_typed_small(family[0], given))
    return f"{spelt(given)} {spelt(family, is_first=not begins_small)}".strip()[:LONGEST]


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


def _is_stressed(text: str) -> bool:
    """Tell what is said loudly after « c'est », « PARFAITEMENT juste », « NICKEL », from a name."""
    tokens = (_first_name_in(text) or "").split()
    is_loud = TOKEN.findall(text)[:1] and TOKEN.findall(text)[0].isupper()
    return bool(is_loud) and all(map(is_everyday, tokens))


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
