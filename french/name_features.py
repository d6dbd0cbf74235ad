"""What tells whether a word of an answer is a name: the word, its neighbours, how all are written.

A feature is a string, « what=value », whose weight is learnt from answers (`french.learning`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from french.everyday import is_everyday
from french.name_tokens import Token
from french.name_words import NOT_NAMES, PARTICLES
from french.names_of_others import is_for_another
from french.places import zone_of_place

_LABELS = {
    "prenom": "p",
    "prenoms": "p",
    "prenon": "p",
    "nom": "n",
    "non": "n",
    "famille": "f",
    "patronyme": "f",
    "surnom": "s",
}
_REACH = 4  # words between a name and its label
# Whose name follows: the visitor's, an elder's, a younger one's, a companion's, another's.
_PEOPLE = {
    "i": "moi je j m m'appelle j'm'appelle mappelle jmappelle",
    "e": """pere mere papa maman parent parents mamie papi papy mamy tante oncle tuteur tutrice
        marraine parrain beau-pere belle-mere grand-mere grand-pere conseiller conseillere prof
        educateur educatrice referent referente""",
    "y": """fils fille enfant petit petite gamin gamine neveu niece petit-fils petite-fille filleul
        filleule eleve jeune ado fiston stagiaire""",
    "c": """frere soeur cousin cousine ami amie pote copain copine mari femme compagnon compagne
        collegue voisin voisine""",
    "t": "lui elle il",
}
_PERSON_OF = {word: person for person, words in _PEOPLE.items() for word in words.split()}
_PERSON_REACH = 6
_CLOSING = frozenset(".;?!,")
_UNKNOWN = "~"


@dataclass(frozen=True)
class Lexicon:
    """The words that are known by themselves, and the names at hand; a name may be in none."""

    words: Collection[str]
    given: Collection[str]
    family: Collection[str]


def features(
    tokens: Sequence[Token], lexicon: Lexicon, is_hidden: Callable[[str], bool] = lambda word: False
) -> list[list[str]]:
    """List the features of each word.

    What is known of a word that `is_hidden` is left out: while learning, so that names which
    nobody has met are read as well.
    """
    message = _Message(tokens, lexicon, is_hidden)
    return [list(message.features(place)) for place in range(len(tokens))]


class _Message:
    def __init__(
        self, tokens: Sequence[Token], lexicon: Lexicon, is_hidden: Callable[[str], bool]
    ) -> None:
        self._tokens = tokens
        self._is_hidden = is_hidden
        self._everyday = [is_everyday(token.word) for token in tokens]
        self._words = [
            token.word if token.word in lexicon.words else _UNKNOWN + ("e" if everyday else "")
            for token, everyday in zip(tokens, self._everyday, strict=True)
        ]
        self._kinds = [self._kind(token.word, lexicon) for token in tokens]
        self._shapes = [token.shape for token in tokens]
        self._labels = [self._labels_near(place) for place in range(len(tokens))]
        self._times = Counter(token.word for token in tokens)
        capitals = [shape in ("Aa", "AA", "AB", "X") for shape in self._shapes]
        self._of_another = is_for_another(" ".join(token.text for token in tokens))
        self._runs = self._runs_of_names()
        shouted = all(shape in ("AA", "AB", "X") for shape in self._shapes)
        self._style = "AA" if shouted else "Aa" if any(capitals) else "a"

    def features(self, place: int) -> Iterator[str]:
        yield "any"
        yield from self._of_words(place)
        yield from self._of_kinds(place)
        yield from self._of_writing(place)
        yield from self._of_place(place)
        yield from self._of_labels(place)
        yield from self._of_others(place)
        yield from self._of_letters(place)

    def _kind(self, word: str, lexicon: Lexicon) -> str:
        parts = [] if self._is_hidden(word) else [word, *word.split("-")]
        told = {
            "g": any(part in lexicon.given for part in parts),
            "f": any(part in lexicon.family for part in parts),
            "p": word in PARTICLES,
            "e": is_everyday(word),
            "n": word in NOT_NAMES,
            "t": bool(zone_of_place(word)),
        }
        return "".join(kind for kind, holds in told.items() if holds)

    def _of_words(self, place: int) -> Iterator[str]:
        two, one, word, next_one, next_two = (
            self._at(self._words, place + step) for step in range(-2, 3)
        )
        yield f"w={word}"
        yield f"w-1={one}"
        yield f"w+1={next_one}"
        yield f"w-2={two}"
        yield f"w+2={next_two}"
        yield f"w-2-1={two} {one}"
        yield f"w+1+2={next_one} {next_two}"
        yield f"w-1,0={one} {word}"
        yield f"w0+1={word} {next_one}"
        yield f"w-3-2-1={self._at(self._words, place - 3)} {two} {one}"
        yield f"w-1,k={one} {self._kinds[place]}"
        yield f"w+1,k={next_one} {self._kinds[place]}"

    def _of_kinds(self, place: int) -> Iterator[str]:
        before, kind, after = (self._at(self._kinds, place + step) for step in (-1, 0, 1))
        yield f"k={kind}"
        yield f"k,s={kind} {self._style} {self._shapes[place]}"
        yield f"k-1,0={before} {kind}"
        yield f"k0+1={kind} {after}"
        yield f"k-1,0,1={before} {kind} {after}"

    def _of_writing(self, place: int) -> Iterator[str]:
        token, shape, style = self._tokens[place], self._shapes[place], self._style
        around = [self._at(self._shapes, place + step) for step in (-1, 0, 1)]
        everyday = "e" if self._everyday[place] else ""
        yield f"s={style} {shape}"
        yield f"s-1,0,1={style} {' '.join(around)}"
        yield f"s,e={style} {shape} {everyday} {'' if token.before else 'within'}"
        yield f"b={token.before}"
        yield f"a={token.after}"
        yield f"b,s={token.before} {shape} {style}"
        yield f"b,a={token.before} {token.after} {everyday}"
        yield f"k,a={self._kinds[place]} {token.after}"
        yield f"b-1={self._tokens[place - 1].before if place else ''}"

    def _of_place(self, place: int) -> Iterator[str]:
        count = len(self._tokens)
        yield f"of={min(count, 8)}"
        yield f"i={min(place, 3)}"
        yield f"e={min(count - 1 - place, 3)}"
        yield f"of,i={min(count, 6)} {min(place, 5)} {self._style}"
        word = self._tokens[place].word
        if self._times[word] > 1:
            again = any(token.word == word for token in self._tokens[place + 1 :])
            yield f"twice={again} {self._everyday[place]}"

    def _of_labels(self, place: int) -> Iterator[str]:
        yield f"l={self._labels[place]}"
        yield f"l,e={self._labels[place]} {self._everyday[place]}"
        word = self._tokens[place].word
        for other, token in enumerate(self._tokens):
            if other != place and token.word == word:
                yield f"l2={self._labels[other]} {other < place}"

    def _of_others(self, place: int) -> Iterator[str]:
        """Tell which of several names a word may belong to, and whether it is for another."""
        run, last = self._runs[place], self._runs[-1]
        person = self._person_before(place)
        yield f"p={person}"
        yield f"p,run={person} {min(run, 2)} {min(last, 2)} {self._of_another}"
        yield f"p,w-1={person} {self._at(self._words, place - 1)}"
        yield f"run={min(run, 3)} {min(last, 3)} {self._of_another}"
        yield f"run,w-1={min(run, 2)} {self._of_another} {self._at(self._words, place - 1)}"
        yield f"o,w+1={self._of_another} {self._at(self._words, place + 1)}"

    def _of_letters(self, place: int) -> Iterator[str]:
        word = self._tokens[place].word
        if not self._everyday[place] and not self._is_hidden(f"{word}#"):
            yield f"end2={word[-2:]}"
            yield f"end3={word[-3:]}"
            yield f"start={word[:2]}"

    def _person_before(self, place: int) -> str:
        """Tell of whom was spoken last before a word, and whether a sign is between."""
        sign = ""
        for at in range(place - 1, max(place - 1 - _PERSON_REACH, -1), -1):
            sign = sign or ("," if self._tokens[at + 1].before in _CLOSING else "")
            if person := _PERSON_OF.get(self._tokens[at].word):
                return person + sign
        return "-"

    def _runs_of_names(self) -> list[int]:
        """Number the stretches of words that not everybody types, as each word comes."""
        runs = accumulate(
            not everyday and (before or bool(token.before))
            for token, everyday, before in zip(
                self._tokens, self._everyday, [True, *self._everyday], strict=False
            )
        )
        return list(runs)

    def _labels_near(self, place: int) -> str:
        """Tell the label before a word and the one after it, as long as no sign is between."""
        return self._label(place, -1) + self._label(place, 1)

    def _label(self, place: int, step: int) -> str:
        for at in range(place + step, place + step * (_REACH + 1), step):
            if not 0 <= at < len(self._tokens):
                break
            if self._tokens[max(at, at - step)].before in _CLOSING:
                break
            if label := _LABELS.get(self._tokens[at].word):
                return label
        return "-"

    @staticmethod
    def _at(values: Sequence[str], place: int) -> str:
        return "<" if place < 0 else ">" if place >= len(values) else values[place]
