"""Find a person's name in what a visitor typed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from french.letters import fold
from french.name_words import COURTESIES, NOT_NAMES, PARTICLES, THANKS

_LONGEST_NAME = 80  # characters
_MOST_WORDS = 6
_WRONG = r"(?!faux|mal\b|pas\b|incorrect|erron|inexact|bon\b|juste|exact|trop)"
_INTRODUCTION = re.compile(
    rf"""\b(?:
        (?:je\s+|(?<!\bon\s)(?<!\bil\s)(?<!lle\s)(?<!ils\s))m\s?['’]?\s?app?el+e
      | j\s?['’]?m\s?['’]?\s?app?el+e | jm\s?app?el+e
      | (?:(?:mon|le|au|son)\s+(?:petit\s+)?)?(?:pr[ée]nom|nom)(?:\s+de\s+famille|\s+complet)?
        (?:\s*:|\s+(?:est\s+{_WRONG}|c\s?['’]?\s?est|c|s\s?['’]?\s?[ée]crit|:))?
      | (?:[çc]a|il|elle)\s+s\s?['’]?\s?[ée]crit | s\s?['’]?\s?app?el+e
      | moi\s+(?:c\s?['’]?\s?est|c|ses|sé) | ici
    )\s*(?<=[\s:])(?P<name>[^\W\d_].*)""",
    re.I | re.X,
)
_I_AM = re.compile(r"\b(?:je\s+suis|j\s?['’]?suis|c\s?['’]?\s?est|pour)\s+(?P<name>\S.*)", re.I)
# A word of a name, or an initial. No full stop within: « evil.com » would be a link in an e-mail.
_TOKEN = re.compile(r"[^\W\d_]\.(?!\w)|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ADDRESS_LIKE = re.compile(r"\w\.\w{2,}|://|/")
_LABELLED = re.compile(
    r"\b(?P<label>pr[ée]nom|nom)\s*:?\s*(?:c\s?['’]?\s?est\s+|c\s+|est\s+)?(?P<value>[^\W\d_][^,;:\n]*?)"
    r"(?=\s*(?:[,;\n]|$|(?:\b(?:et|mon|le|son)\s+)*\b(?:pr[ée]nom|nom)\b))",
    re.I,
)
# « LAMBERT, Philippe »
_INVERTED = re.compile(r"(?P<surname>[^\W\d_][^,;.:!?\d]*),\s*(?P<given>[^\W\d_][^,;:!?\d]*)")
_ARTICLE = re.compile(r"[ld]['’]", re.I)
_BETWEEN = r"d[eu]s?|la|le|ben|van|von|el|al"  # parts of a name, in small letters
# « pour ma fille Inès Benali », « Ma petite-fille s'appelle Louise, moi c'est Jacqueline »
_OF_ANOTHER = re.compile(
    r"\b(?:[Mm]on|[Mm]a|[Nn]otre)\s(?!part\b)(?:petite?[\s-])?\w+(?:\s?,|\s?:|\ss\s?['’]?\s?app?el+e|\sest)?\s"
    rf"(?P<name>[A-ZÀ-Ý][\w'’-]*(?:\s(?:[A-ZÀ-Ý][\w'’-]*|d[’']|{_BETWEEN}))*)"
)
# « pour ma sœur, pas pour moi », « non pour moi mais pour un élève »: the visitor's name is not it.
_FOR_ANOTHER = re.compile(
    r"\b(?:pas|non)\s+pour\s+moi\b"
    r"|\bpour\s+(?:mon|ma|mes|notre|nos|son|sa|une?\s+de\s+mes)\s"
    r"(?!\w*[st]ion\b|projet|avenir|études|carri)"
    r"|\bpour\s+une?\s+(?:[ée]l[èe]ve|[ée]tudiant|ami|pote|copain|copine|proche|coll[èe]gue|enfant|jeune)",
    re.I,
)
# « c'est pas Janice, c'est Yanis »
_PUT_RIGHT = re.compile(
    r"\bc\s?['’]?\s?est\s+pas\s+\S+(?:\s+\S+)?,?\s+(?:mais\s+)?c\s?['’]?\s?est\s+(?P<name>\S.*)",
    re.I,
)
_SPELT_OUT = re.compile(r"(?:\s+[^\W\d_]\.?){3,}\s*$")  # « Yanis, Y A N I S »
_OF_FAMILY = re.compile(r"\bnom\s+de\s+famille\b", re.I)
_ASIDE = re.compile(r"\([^()]*\)")  # « Naïg (breton, oui) »
_GIVEN_NAME = re.compile(r"\bpr[ée]nom\b", re.I)
# « pour lui donc Bastien Roques »
_CAPITALISED = re.compile(
    rf"(?<![^\W\d_])[A-ZÀ-Þ][\w'’-]+(?:\s(?:(?:{_BETWEEN})\s)*[A-ZÀ-Þ][\w'’-]+)+"
)
_ALIKE = 0.6  # of two spellings of a name
_BREAK = re.compile(r"[,;:!?()\n…]|\s[-–—]\s|\.{2,}|\.\s|\bet\b", re.I)


def read_name(text: str, *, asked: bool, known: bool = False) -> str | None:
    """Find a name after an introduction (« je m'appelle … »), or alone where it was `asked` for.

    Unasked, a name that stands alone (« Bonjour, Sophie Amrani, … ») counts too, unless the name is
    `known` already. `text` should have lost its e-mail address, telephone number and times. Returns
    None where what is there does not look like a name.
    """
    if _ADDRESS_LIKE.search(text):
        return None
    text = _SPELT_OUT.sub("", _ASIDE.sub(" ", text))
    if asked and (whole := written_name(text)):
        return whole
    apart = _told_apart(text)
    if apart:  # unasked, « pour ma fille Sohane » leaves the family's name to be asked for
        is_whole = asked or " " in apart
        return spelt(_TOKEN.findall(apart)[:_MOST_WORDS]) if is_whole else None
    introduced = _introduced(text, asked=asked)
    if introduced:
        return introduced
    pieces = [piece for piece in _BREAK.split(text) if piece.strip()]
    if asked:
        named = (written_name(piece) or _whole_name(piece) for piece in pieces)
        found = sorted(filter(None, named), key=_is_one_word)  # « Fabienne… Fabienne Quéré »
        return found[0] if found else _name_within(text)
    if known or len(pieces) < 2 or text.isupper() or _FOR_ANOTHER.search(text):
        return None
    names = (_whole_name(piece) for piece in pieces[:4] if _is_written_as_name(piece))
    return next(filter(None, names), None)


def written_name(text: str) -> str | None:
    """Read a text that is written as a name and nothing else, whatever its words mean otherwise.

    « Jeanne Bonjour », « Victor Midi », « Ben Slimane Yacine », « LAMBERT, Philippe »: two words or
    more, each with a capital, of which one is no word of everyday. None for anything else.
    """
    said = re.sub(r"(?<=\w\w)[.!]+$", "", text.strip())
    inverted = _INVERTED.fullmatch(said)
    if inverted and inverted["surname"].isupper():
        said = f"{inverted['given']} {inverted['surname'].capitalize()}"
    tokens = said.split()
    if len(tokens) > 2 and _plain(tokens[0]) in COURTESIES:
        tokens = tokens[1:]
    if not 2 <= len(tokens) <= _MOST_WORDS or not all(map(_TOKEN.fullmatch, tokens)):
        return None
    everyday = [_plain(token) in NOT_NAMES | COURTESIES | THANKS for token in tokens]
    return spelt(tokens) if _is_written_as_name(said) and not all(everyday) else None


def completed_name(known: str, text: str, said: str) -> str:
    """Put the part of a name that was `said` in `text` into the name that is `known`.

    « mon nom de famille, c'est Lefèvre » and « prénom : Inès » say which part; a word that is
    nearly one of the name is its right spelling. Anything else is another name.
    """
    first, *others = known.split()
    if _OF_FAMILY.search(text):
        return f"{first} {said}"
    if _GIVEN_NAME.search(text):
        return " ".join((said, *others))
    likeness = [SequenceMatcher(None, fold(word), fold(said)).ratio() for word in (first, *others)]
    nearest = likeness.index(max(likeness))
    if " " in said or not others or likeness[nearest] < _ALIKE:
        return said
    return " ".join(said if place == nearest else word for place, word in enumerate(known.split()))


def is_rather_speech(text: str) -> bool:
    """Tell whether most words of a text are such as no one is called: « tu supportes l'OM toi ».

    In French only: another script has none of these words.
    """
    words = [_plain(token) for token in _TOKEN.findall(text)]
    everyday = [word in NOT_NAMES for word in words]
    return sum(everyday) * 2 > len(words)


def name_as_typed(text: str) -> str | None:
    """Take for a name whatever was typed where one was asked for: letters, and no link.

    An introduction before it and thanks after it are left out; the rest is kept as it stands, in
    any script. None where no letter is left.
    """
    introduced = _INTRODUCTION.search(text) or _I_AM.search(text)
    said = _told_apart(text) or (introduced["name"] if introduced else text)
    words = said.replace("\n", " ").split()
    while words and _plain(words[0].strip(",.!:")) in COURTESIES:
        words = words[1:]
    while words and _plain(words[-1].strip(",.!:")) in THANKS:
        words = words[:-1]
    name = " ".join(words).strip(" ,;:!.-")[:_LONGEST_NAME]
    if _ADDRESS_LIKE.search(name) or "@" in name or not any(map(str.isalpha, name)):
        return None
    return spelt(name.split())


def _introduced(text: str, *, asked: bool) -> str | None:
    """Read the name that the text introduces best: as names are written, else the first one."""
    right = _PUT_RIGHT.search(text)
    if right and (asked or _is_capitalised(right["name"])):
        return _first_name_in(right["name"])
    said = [each["name"] for each in _INTRODUCTION.finditer(text)]
    weakly = [each["name"] for each in _I_AM.finditer(text)]
    if asked and not said:
        said = weakly
    elif not text.isupper():
        said += filter(_is_capitalised, weakly)
    names = [name for name in map(_first_name_in, sorted(said, key=_is_lower)) if name]
    return names[0] if names else None


def _told_apart(text: str) -> str | None:
    """Find a name in parts (« Nom : Dupont, prénom : Jean »), or of another (« ma fille … »)."""
    labelled = {each["label"][0].lower(): each["value"] for each in _LABELLED.finditer(text)}
    if {"p", "n"} <= labelled.keys():
        return f"{labelled['p']} {labelled['n']}"
    another = _OF_ANOTHER.search(text)
    return another["name"] if another else None


def _first_name_in(text: str) -> str | None:
    """Read the name at the beginning of a text that goes on."""
    kept: list[str] = []
    if _ARTICLE.match(text) and text[2:3].islower():
        return None  # « pour l'heure »
    for token in _TOKEN.findall(_BREAK.split(text.strip())[0])[:_MOST_WORDS]:
        if not _may_be_in_name(token):
            break
        kept.append(token)
    while kept and _is_particle(kept[-1]):
        kept.pop()
    return spelt(kept) if kept else None


def _whole_name(text: str) -> str | None:
    """Read a text as a name if all that is in it, courtesies apart, can be one."""
    if any(letter.isdigit() for letter in text):
        return None
    tokens = _TOKEN.findall(text)
    while tokens and _plain(tokens[0]) in COURTESIES:
        tokens = tokens[1:]
    while tokens and _plain(tokens[-1]) in THANKS:
        tokens = tokens[:-1]
    if not 1 <= len(tokens) <= _MOST_WORDS or _is_particle(tokens[-1]):
        return None
    return spelt(tokens) if all(map(_may_be_in_name, tokens)) else None


def _may_be_in_name(token: str) -> bool:
    plain = _plain(token)
    if _is_particle(token) or token.endswith("."):
        return True
    parts = map(_plain, token.split("-"))  # « peut-être » is two such words
    return 0 < len(plain) <= 30 and plain not in NOT_NAMES and not NOT_NAMES.issuperset(parts)


def _is_particle(token: str) -> bool:
    return _plain(token) in PARTICLES


def _name_within(text: str) -> str | None:
    """Find the one name that is written as such among words in small letters."""
    written = {each.group() for each in _CAPITALISED.finditer(text)} - {text.strip()}
    names = set(filter(None, map(written_name, written)))
    return names.pop() if len(names) == 1 else None


def _is_one_word(name: str) -> bool:
    return " " not in name


def _is_lower(text: str) -> bool:
    return not _is_capitalised(text)


def _is_capitalised(text: str) -> bool:
    tokens = _TOKEN.findall(text)
    return bool(tokens) and tokens[0][0].isupper()


def _is_written_as_name(text: str) -> bool:
    """Tell whether a text is two words or more, each with its capital, as names are written."""
    tokens = _TOKEN.findall(text)
    return len(tokens) > 1 and all(t[0].isupper() or _is_particle(t) for t in tokens)


def spelt(tokens: list[str]) -> str:
    """Write a name with its capitals; those that the visitor gave are kept."""
    shouted = all(token.isupper() for token in tokens) and any(len(t) > 3 for t in tokens)
    words = (
        word
        if not (shouted or word.islower())
        else word.lower()
        if _is_particle(word) and index
        else _capitalise(word)
        for index, word in enumerate(tokens)
    )
    return " ".join(words)[:_LONGEST_NAME]


def _capitalise(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def _plain(word: str) -> str:
    """Write a word without accents, apostrophes or capitals, for looking it up."""
    return "".join(letter for letter in fold(word) if letter.isalpha())
