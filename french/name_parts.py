"""Names told in parts: « Vasseur, c'est le nom », « prénom : Thierry », « Le Dantec, Kévin »."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from french.everyday import is_everyday
from french.letters import fold
from french.name_spelling import is_particle

_LABEL = re.compile(
    r"""\b(?<!\bau\s)(?:
        (?P<other>(?:deuxi[èe]me|second|autres?)\s+pr[ée]noms?)
      | (?P<birth>nom\s+de\s+(?:jeune\s+fille|naissance))
      | (?P<given>petit\s+nom | (?:premier\s+)?pr[ée]nom(?:\s+usuel)?)
      | (?P<family>nom\s+de\s+famille)
      | (?P<name>nom(?:\s+d\s?['’]\s?(?:usage|[ée]pou[xs]e?)|\s+marital)?(?!\s+d\s?['’]))
    )(?!\w|\s+complet|\s+de\s+famille|\s+et\s+(?:le\s+|mon\s+)?pr|\s+de\s+l['’])""",
    re.I | re.X,
)
# What ties a label to its value.
_LINK = r"(?:c\s?['’]?\s?est|c|est|[ée]tant|s\s?['’]?\s?[ée]crit)(?![\w'’])|[êe]tre\b|[=:]"
_BEFORE_LABEL = re.compile(
    rf"(?:(?:^|(?<=[\s'’:=]))(?:{_LINK}|(?:le|mon|son|ton|votre|comme|en|pour|de|et)(?!\w))\s*)+$",
    re.I,
)
_AFTER_LABEL = re.compile(rf"^(?:\s*(?:{_LINK}))+", re.I)
_BETWEEN_PIECES = re.compile(
    r"[,;:()\n…]|\.(?=\s|$)|\s[-–—/]\s|\b(?:et|mais|enfin|pardon|donc|alors|euh+|oui|non)\b", re.I
)
_MOST_LABELS = 5
_MOST_WORDS = 6  # of a name
_BIRTH_NAME = re.compile(
    r"[\s,;(]*\b(?:nom\s+de\s+(?:jeune\s+fille|naissance)|n[ée]e)\s*:?\s+(?:c\s?['’]?\s?est\s+)?"
    r"[^\W\d_][^,;()\n]*\)?"
    r"|\bnom\s+de\s+(?:jeune\s+fille|naissance)\b",
    re.I,
)

# « Le Dantec, Kévin », « LAMBERT, Philippe »
_INVERTED = re.compile(r"(?P<family>[^\W\d_][^,;.:!?\d\n]*),\s*(?P<given>[^\W\d_][^,;:!?\d\n]*)")
# « LE GOFF Yann »; but « JB Martin » may be initials.
_SHOUTED_FAMILY = re.compile(
    r"(?P<family>(?=[^a-zà-ÿ]*[A-ZÀ-Þ]{3})(?:[A-ZÀ-Þ'’-]{2,}\s)+)"
    r"(?P<given>[A-ZÀ-Þ][a-zà-ÿ][\w'’ -]*)"
)

# « Castagnet Bruno (nom puis prénom) »
_FAMILY_FIRST = re.compile(
    r"[\s,(]*\bnom(?:\s+de\s+famille)?\s*(?:,|/|-|puis|et\s+(?:puis|apr[èe]s|ensuite)|avant(?:\s+le)?|d['’]abord,?(?:\s+puis)?)"
    r"\s*(?:le\s+)?pr[ée]nom(?:\s+apr[èe]s)?\b\)?",
    re.I,
)

Reader = Callable[[str], str | None]
"""Gives the words of the name that a piece of text is, as typed; None for any other piece."""


@dataclass(frozen=True)
class Parts:
    """What is told of a name: its parts, of which one may be missing."""

    given: str | None
    family: str | None

    @property
    def told(self) -> str:
        """The words that are told."""
        return " ".join(filter(None, (self.given, self.family)))

    @property
    def is_whole(self) -> bool:
        """Whether both parts are told."""
        return bool(self.given and self.family)


@dataclass(frozen=True)
class _Piece:
    """A name between two labels, and whether it touches the label before or after it."""

    name: str
    place: tuple[int, int]
    touches_before: bool
    touches_after: bool


def read_parts(text: str, read: Reader) -> Parts | None:
    """Read the parts of a name that are labelled, in any order; None where none is.

    Beside one part that is labelled, the whole name tells the other: « Peyrissac Karine, Karine
    c'est le prénom ».
    """
    labels = list(_LABEL.finditer(text))
    if not 1 <= len(labels) <= _MOST_LABELS:
        return None
    edges = [0, *(edge for label in labels for edge in label.span()), len(text)]
    gaps: list[list[_Piece | None]] = [
        _pieces(text[start:end], number, read)
        for number, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True))
    ]
    chosen = _assigned(gaps, len(labels))
    told = {
        str(label.lastgroup): piece.name
        for label, piece in zip(labels, chosen, strict=True)
        if piece is not None
    }
    if not told.keys() - {"other"}:
        return None
    given, name = told.get("given"), told.get("name")
    family = told.get("family")
    if family and name and not given:  # « mon nom : Oumar, mon nom de famille : Ba »
        given, name = name, None
    family = family or name or told.get("birth")
    rest = [piece.name for gap in gaps for piece in gap if piece and piece not in chosen]
    return _with_rest(Parts(given, family), rest)


def without_birth_name(text: str) -> str:
    """Leave out the name that somebody had before: « Claire Martin, née Dubois »."""
    return _BIRTH_NAME.sub("", text)


def in_told_order(text: str) -> str:
    """Put the given name of two words first where the text tells that it is last."""
    words = _FAMILY_FIRST.sub(" ", text).split()
    if _FAMILY_FIRST.search(text) is None or len(words) != 2:
        return text
    return " ".join(reversed(words))


def family_first(text: str, read: Reader) -> Parts | None:
    """Read « Le Dantec, Kévin » or « FAUCHER Sylvie »: the comma or the capitals tell the order."""
    said = re.sub(r"(?<=\w\w)[.!]+$", "", text.strip())
    told = _INVERTED.fullmatch(said) or _SHOUTED_FAMILY.fullmatch(said)
    if told is None:
        return None
    family, given = read(told["family"]), read(told["given"])
    if not family or not given or len(f"{family} {given}".split()) > _MOST_WORDS:
        return None
    if not fold(told["given"].strip()).startswith(fold(given)) or family.lower() == family.upper():
        return None  # « Coucou, c'est mamie »; and scripts without capitals
    is_alike = family.islower() == given[0].islower()
    is_twice = {*fold(family).split()} & {*fold(given).split()}  # « Fabienne, Fabienne Quéré »
    if not is_alike or is_twice or all(map(is_everyday, given.split())):
        return None  # « Sophie Amrani, Bordeaux »
    if (family.islower() or said.isupper()) and _is_speech(family, given):
        return None
    starts_family = is_particle(given.split()[0]) and " " in given
    return Parts(family, given) if starts_family else Parts(given, family)


def _is_speech(family: str, given: str) -> bool:
    """Tell whether words without capitals may be anything: « allez, supprimez »."""
    first, *others = family.split()
    is_long = " " in given or (len(others) > 0 and not is_particle(first))
    return is_long or is_everyday(first if not others else others[-1])


def _pieces(gap: str, number: int, read: Reader) -> list[_Piece | None]:
    """Cut what is between two labels into names, without what ties them to their labels.

    What is no name is None: a label does not reach over it.
    """
    written = _BETWEEN_PIECES.split(_AFTER_LABEL.sub("", _BEFORE_LABEL.sub("", gap)))
    found: list[_Piece | None] = []
    for place, piece in enumerate(written):
        said = _AFTER_LABEL.sub("", _BEFORE_LABEL.sub("", piece)).strip()
        name, is_last = read(said), place == len(written) - 1
        if name:
            found.append(_Piece(name, (number, place), place == 0, is_last))
        elif said:
            found.append(None)
    return found


def _assigned(gaps: list[list[_Piece | None]], count: int) -> list[_Piece | None]:
    """Give each label the name before or after it: as many as can be, the nearest, alike."""
    options = [(gaps[at][-1:], [*filter(None, gaps[at + 1])][:1]) for at in range(count)]
    best: list[_Piece | None] = [None] * count
    best_rank: tuple[int, int, int] = (0, 0, 0)
    for sides in product((1, 0), repeat=count):
        chosen = [next(iter(options[at][side]), None) for at, side in enumerate(sides)]
        given = [piece for piece in chosen if piece is not None]
        if len({piece.place for piece in given}) < len(given):
            chosen = _without_second(chosen)
            given = [piece for piece in chosen if piece is not None]
        touching = sum(
            piece.touches_before if side else piece.touches_after
            for piece, side in zip(chosen, sides, strict=True)
            if piece is not None
        )
        rank = (len(given), touching, len(set(sides)) == 1)
        if rank > best_rank:
            best, best_rank = chosen, rank
    return best


def _without_second(chosen: list[_Piece | None]) -> list[_Piece | None]:
    return [None if piece in chosen[:at] else piece for at, piece in enumerate(chosen)]


def _with_rest(told: Parts, rest: list[str]) -> Parts:
    """Complete the part that is told by a whole name that begins or ends with it."""
    part = told.given or told.family
    if told.is_whole or part is None:
        return told
    words = fold(part).split()
    for name in rest:
        all_words, folded = name.split(), fold(name).split()
        if len(folded) <= len(words):
            continue
        if folded[: len(words)] == words:
            own, other = all_words[: len(words)], all_words[len(words) :]
        elif folded[-len(words) :] == words:
            own, other = all_words[-len(words) :], all_words[: -len(words)]
        else:
            continue
        own_part, other_part = " ".join(own), " ".join(other)
        return Parts(own_part, other_part) if told.given else Parts(other_part, own_part)
    return told
