"""Which words of an answer are the given name and which the family's: the likeliest of all ways.

Every word is of the given name, of the family name, or of neither; each name is one stretch of
words. Of all such readings the one with the highest sum of learnt weights is found exactly, word by
word (Viterbi), in a time that is linear in the length. `french.learning` learns the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from french.name_features import Lexicon, features
from french.name_tokens import Token, name_tokens
from french.name_words import PARTICLES

GIVEN, FAMILY, NEITHER = LABELS = (0, 1, 2)
"""What a word may be."""
WEIGHTS = Path(__file__).with_name("name_weights.tsv")
GIVEN_NAMES = Path(__file__).with_name("given_names.txt")
FAMILY_NAMES = Path(__file__).with_name("family_names.txt")
_MOST_WORDS = 150  # of a message that are read

# Where one is in a message, what a word there is, and where one may be at the next one: before any
# name, in the first one, between the two, in the second one, past them.
_LABEL_AT = {
    "^": NEITHER,
    "G": GIVEN,
    "G…": NEITHER,
    "GF": FAMILY,
    "F": FAMILY,
    "F…": NEITHER,
    "FG": GIVEN,
    "$": NEITHER,
}
_NEXT = {
    "^": ("^", "G", "F"),
    "G": ("G", "GF", "G…", "$"),
    "G…": ("G…", "GF"),
    "GF": ("GF", "$"),
    "F": ("F", "FG", "F…", "$"),
    "F…": ("F…", "FG"),
    "FG": ("FG", "$"),
    "$": ("$",),
}
_BEFORE = {state: [each for each in _NEXT if state in _NEXT[each]] for state in _NEXT}
_LAST = [state for state in _NEXT if not state.endswith("…")]
_ENDING = frozenset(".,;:?!()|")  # no name goes on after one of these
_NEVER = float("-inf")

Scores = Sequence[float]
"""What speaks for each label of a word."""
Weights = Mapping[str, Scores]
"""What each feature adds to each label; a step's feature has one number."""


@dataclass(frozen=True)
class Tagger:
    """What is learnt: weights, and the words that they are about."""

    weights: Weights
    lexicon: Lexicon

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """Give the words, as typed, of the given name and of the family name in a text."""
        tokens = name_tokens(text)[:_MOST_WORDS]
        path = best_path(self.scores(features(tokens, self.lexicon)), tokens, self.weights)
        labels = labels_of(path)
        given, family = (
            [token.text for token, label in zip(tokens, labels, strict=True) if label == each]
            for each in (GIVEN, FAMILY)
        )
        return given, family

    def scores(self, found: Sequence[Sequence[str]]) -> list[Scores]:
        """Add up what the features of each word say."""
        return [[sum(each) for each in zip(*self._known(word), strict=True)] for word in found]

    def _known(self, found: Sequence[str]) -> list[Scores]:
        return [(0.0, 0.0, 0.0), *(self.weights[each] for each in found if each in self.weights)]


def best_path(scores: Sequence[Scores], tokens: Sequence[Token], weights: Weights) -> list[str]:
    """Find the states through a message whose words and steps score highest; none for no words."""
    if not tokens:
        return []
    best = {
        state: scores[0][_LABEL_AT[state]] + _weight(weights, f"^ {state}") for state in _NEXT["^"]
    }
    came_from: list[dict[str, str]] = []
    for token, score in zip(tokens[1:], scores[1:], strict=True):
        so_far, best, from_ = best, {}, {}
        for state, befores in _BEFORE.items():
            ways = {
                before: so_far[before]
                + sum(_weight(weights, f) for f in _steps(before, state, token))
                for before in befores
                if before in so_far and _may_step(before, state, token)
            }
            if ways:
                from_[state] = max(ways, key=ways.__getitem__)
                best[state] = ways[from_[state]] + score[_LABEL_AT[state]]
        came_from.append(from_)
    ends = {state: best[state] + _weight(weights, f"{state} $") for state in _LAST if state in best}
    path = [max(ends, key=ends.__getitem__)]
    for from_ in reversed(came_from):
        path.append(from_[path[-1]])
    return path[::-1]


def path_of(labels: Sequence[int], tokens: Sequence[Token]) -> list[str] | None:
    """Give the one path with these labels; None where no name may be so."""
    only = [[0.0 if each == label else _NEVER for each in LABELS] for label in labels]
    path = best_path(only, tokens, {})
    return path if labels_of(path) == list(labels) else None


def labels_of(path: Sequence[str]) -> list[int]:
    """Tell what each word is."""
    return [_LABEL_AT[state] for state in path]


def steps_of(path: Sequence[str], tokens: Sequence[Token]) -> list[str]:
    """List the features of the steps of a path, into the message and out of it included."""
    found = [f"^ {path[0]}", f"{path[-1]} $"]
    for before, state, token in zip(path, path[1:], tokens[1:], strict=False):
        found += _steps(before, state, token)
    return found


def _steps(before: str, state: str, token: Token) -> tuple[str, str]:
    return f"{before} {state}", f"{before} {token.before} {state}"


def _may_step(before: str, state: str, token: Token) -> bool:
    is_same_name = before == state and _LABEL_AT[state] != NEITHER
    return not (is_same_name and token.before in _ENDING)


def _weight(weights: Weights, feature: str) -> float:
    return weights[feature][0] if feature in weights else 0.0


def words_of(names: Path) -> frozenset[str]:
    """Read the words of a list of names, but for particles."""
    words = {token.word for line in names.read_text().splitlines() for token in name_tokens(line)}
    return frozenset(words - PARTICLES)


def known_words(weights: Weights) -> frozenset[str]:
    """Give the words that have weights of their own."""
    return frozenset(feature[2:] for feature in weights if feature.startswith("w="))


@cache
def tagger() -> Tagger:
    """Read what was learnt."""
    weights: dict[str, Scores] = {}
    for line in WEIGHTS.read_text().splitlines():
        feature, *numbers = line.split("\t")
        weights[feature] = tuple(map(float, numbers))
    lexicon = Lexicon(known_words(weights), words_of(GIVEN_NAMES), words_of(FAMILY_NAMES))
    return Tagger(weights, lexicon)
