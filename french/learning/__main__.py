"""Learn to read names in answers, in some ten minutes; writes `french/name_weights.tsv`.

    python -m french.learning

An averaged structured perceptron (Collins 2002): each answer is read with the weights so far; where
the reading is wrong, what speaks for the right one gains, and what spoke for the wrong one loses.
The mean of all weights that there were is kept, and of these the mean of several such learners, to
each of which the answers come in another order, with other names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from french.everyday import is_everyday
from french.learning.answers import Answer, Varied, labelled, read_answers
from french.name_features import Lexicon, features
from french.name_tagger import (
    FAMILY_NAMES,
    GIVEN_NAMES,
    LABELS,
    NEITHER,
    WEIGHTS,
    Tagger,
    Weights,
    best_path,
    labels_of,
    path_of,
    steps_of,
    words_of,
)
from french.name_tokens import Token

ANSWERS = Path(__file__).with_name("answers.tsv")
_ROUNDS = 8
_VARIATIONS = {True: 8, False: 2}  # of an answer that tells a name, or none
_BARE = 1_000  # names alone, in their usual order
_LEAST_SAID = 2  # answers in which a word stands that has weights of its own
_LEAST = 0.1  # a weight that says something
_HIDDEN = 0.5  # of what is known of words, so that the others are read as well
_MARGIN = 5.0  # by which the right reading is to be better, for each word that another one misreads
_LEARNERS = range(1, 4)


@dataclass(frozen=True)
class _Lesson:
    tokens: Sequence[Token]
    labels: Sequence[int]
    path: Sequence[str]


class _Means:
    """Weights that change, and the mean of all that they were."""

    def __init__(self) -> None:
        self.now: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
        self._changes: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
        self.lessons = 1

    def add(self, feature: str, label: int, value: float) -> None:
        self.now[feature][label] += value
        self._changes[feature][label] += self.lessons * value

    def means(self) -> Weights:
        """Give the means of those weights that say something."""
        means: Weights = {
            feature: tuple(
                now - changed / self.lessons
                for now, changed in zip(weights, self._changes[feature], strict=True)
            )
            for feature, weights in self.now.items()
        }
        return _telling(means)


def learn(seed: int) -> Weights:
    """Learn from the answers, each said in several ways with the names of the two lists."""
    answers, given, family = read_answers(ANSWERS), GIVEN_NAMES, FAMILY_NAMES
    chance = Random(seed)
    varied = Varied(given.read_text().splitlines(), family.read_text().splitlines(), chance)
    lexicon = Lexicon(_said_often(answers), words_of(given), words_of(family))
    ways = [
        way
        for answer in answers
        for way in (answer, *varied.ways(answer, _VARIATIONS[answer.tells_name]))
    ]
    lessons = [lesson for way in (*ways, *varied.bare(_BARE)) for lesson in _lessons(way)]
    weights = _Means()
    for round_ in range(_ROUNDS):
        chance.shuffle(lessons)
        wrong = sum(_learn(lesson, weights, lexicon, chance) for lesson in lessons)
        told = f"learner {seed}, round {round_ + 1} of {_ROUNDS}: {wrong} of {len(lessons)} misread"
        print(told, flush=True)
    return weights.means()


def mean(learnt: Sequence[Weights]) -> Weights:
    """Give the mean of what several learners learnt."""
    nothing = (0.0,) * len(LABELS)
    means = {
        feature: tuple(
            sum(numbers) / len(learnt)
            for numbers in zip(*(each.get(feature, nothing) for each in learnt), strict=True)
        )
        for feature in sorted({feature for each in learnt for feature in each})
    }
    return _telling(means)


def _telling(weights: Weights) -> Weights:
    """Keep those weights that say something."""
    return {each: kept for each, kept in weights.items() if max(map(abs, kept)) > _LEAST}


def _said_often(answers: Iterable[Answer]) -> frozenset[str]:
    """List the words that stand in several answers and are no names there."""
    said: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for answer in answers:
        for tokens, labels in filter(None, [labelled(answer)]):
            words = {
                (token.word, label == NEITHER) for token, label in zip(tokens, labels, strict=True)
            }
            said.update(word for word, is_said in words if is_said)
            names.update(word for word, is_said in words if not is_said)
    return frozenset(
        word
        for word, count in said.items()
        if count >= _LEAST_SAID and (names[word] <= count or is_everyday(word))
    )


def _lessons(answer: Answer) -> Iterator[_Lesson]:
    """Give an answer as a lesson, unless no path leads through it, or it is empty."""
    found = labelled(answer)
    path = path_of(found[1], found[0]) if found else None
    if found and path:
        yield _Lesson(*found, path)


def _learn(lesson: _Lesson, weights: _Means, lexicon: Lexicon, chance: Random) -> bool:
    """Read a lesson, and learn from it if the reading is wrong, which is told."""
    salt = chance.random()
    found = features(
        lesson.tokens, lexicon, lambda word: Random(f"{word}{salt}").random() < _HIDDEN
    )
    so_far = Tagger(weights.now, lexicon).scores(found)
    scores = [
        [score + _MARGIN * (label != right) for label, score in zip(LABELS, word, strict=True)]
        for word, right in zip(so_far, lesson.labels, strict=True)
    ]
    path = best_path(scores, lesson.tokens, weights.now)
    read = labels_of(path)
    if is_wrong := read != list(lesson.labels):
        for right, label, of_word in zip(lesson.labels, read, found, strict=True):
            for feature in of_word if right != label else ():
                weights.add(feature, right, 1)
                weights.add(feature, label, -1)
        for way, value in ((lesson.path, 1), (path, -1)):
            for feature in steps_of(way, lesson.tokens):
                weights.add(feature, 0, value)
    weights.lessons += 1
    return is_wrong


def _write(weights: Weights) -> None:
    lines = (
        "\t".join([feature, *(f"{number:.2f}" for number in numbers)])
        for feature, numbers in weights.items()
    )
    WEIGHTS.write_text("".join(f"{line}\n" for line in lines))
    print(f"{len(weights)} weights are in {WEIGHTS.name}. Now: make check")


if __name__ == "__main__":
    with ProcessPoolExecutor() as processes:
        _write(mean(list(processes.map(learn, _LEARNERS))))
