"""Reading one message: each of its parts once, and a part's sentence only where that is needed."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlu.understanding.courtesies import past_courtesy
from nlu.understanding.intent_model import IntentModel
from nlu.understanding.multi_intent import Sight, meanings_in
from nlu.understanding.prediction import Prediction
from nlu.understanding.sentence_embeddings import blended, normalised
from nlu.understanding.word_vectors import VectorTable

_SURE_OF_POINT = 0.8  # below, the sentence that asks may be surer than what is said around it
_QUESTION = re.compile(r"[^.!?…]+\?")
_SURE = 0.93  # of an intent by its words: then its sentence is not asked for it

# Who has just booked seldom wants another interview: « passez-moi au jeudi 23 » moves the one.
_AFTER_BOOKING = "booked"
_ANOTHER_ONE = "book_interview"

# A stranger who comes to the page seldom has an interview already: so many times likelier is any
# other wish, unless an interview is what was spoken of. (Training has as many of each.)
_OF_THOSE_WHO_HAVE_ONE = ("move_interview", "cancel_interview", "recall_interview")
_SELDOM = 0.35

# Where no form asks for anything, nobody stops it: « bon, je vais quand même lui réserver ».
_OF_A_FORM = ("stop_form",)

# What these ask is done on the strength of a « yes »: its sentence has to tell one as well, for
# words alone may be misled: « la nouvelle heure c'est mort pour moi ».
_DONE_ON_YES = ("consent", "recap_confirmed", "change_confirmed")
_YES = "affirm"
_DOUBT = 0.1  # how sure a yes is that may be none
_LEAST_OF_SENTENCE = 0.1

# What a yes goes on with may take it back: « oui, gardez celui d'avant ».
_GOES_ON = re.compile(
    r"\W*(?:oui+|ouais?|ok(?:ay)?|d['’]accord|yes|yep|si)\b\W*(?P<rest>\w.*)", re.I | re.S
)
_TAKES_BACK = ("deny", "hesitate", "stop_form")
_SURE_TO_TAKE_BACK = 0.6


class Context(NamedTuple):
    """What was asked or told before a message, of which job, and whether there is an interview."""

    said: str = ""
    job: str = ""
    has_interview: bool = False


class Reader:
    """Reads a message that was said in a context, about a job, and remembers what its parts mean.

    Words cost half a millisecond, a sentence's embedding some eight: it is asked where words are
    not sure of an intent, and for the points of an intent that has some.
    """

    def __init__(self, model: IntentModel, table: VectorTable, context: Context) -> None:
        self._model = model
        self._table = table
        self._context = context.said
        self._job = context.job
        self._prior = _prior(model, context)
        self._likely = cache(self._likely_by_words)
        self._meant = cache(self._likely_meanings)
        self._named = cache(self._with_points)
        self._glance = past_courtesy(self._by_words, self._by_words)
        self._look = past_courtesy(self._by_sentence, self._by_words)

    def ranking(self, text: str) -> list[Prediction]:
        """Rank every intent for the whole message, the likeliest first, without points."""
        return self._look(text)

    def meanings(self, text: str, together: Collection[str]) -> list[Prediction]:
        """List what the message means, in its order, as `meanings_in` tells."""
        sight = Sight(self._glance, self._look, self._named, self._has_points)
        return [self._as_agreed(each) for each in meanings_in(text, sight, together)]

    def _as_agreed(self, read: Prediction) -> Prediction:
        """Doubt a yes that only the words tell, or that the rest takes back, where it counts."""
        meanings = self._model.meanings
        if read.intent != _YES or self._context not in _DONE_ON_YES or meanings is None:
            return read
        of_sentence = float(self._by_meanings(read.text)[self._model.intents == _YES].sum())
        is_doubtful = of_sentence < _LEAST_OF_SENTENCE or self._is_taken_back(read.text)
        return read._replace(confidence=min(read.confidence, _DOUBT)) if is_doubtful else read

    def _is_taken_back(self, text: str) -> bool:
        goes_on = _GOES_ON.match(text)
        if goes_on is None:
            return False
        rest = self._look(goes_on["rest"])[0]
        return rest.intent in _TAKES_BACK and rest.confidence >= _SURE_TO_TAKE_BACK

    def _by_words(self, text: str) -> list[Prediction]:
        return self._model.ranked(self._likely(text), text)

    def _by_sentence(self, text: str) -> list[Prediction]:
        likely = self._likely(text)
        if self._model.meanings is None or likely.max() >= _SURE:
            return self._by_words(text)
        return self._model.ranked(blended(likely, self._by_meanings(text)), text)

    def _by_meanings(self, text: str) -> NDArray[Any]:
        meant = self._model.intents_of(self._meant(text, self._context))
        return normalised(meant * self._prior)

    def _has_points(self, intent: str) -> bool:
        meanings = self._model.meanings
        return meanings is not None and meanings.has_points(intent)

    def _with_points(self, read: Prediction) -> Prediction:
        meanings = self._model.meanings
        if meanings is None or not self._has_points(read.intent):
            return read
        # What a form asks tells how an answer reads, and nothing of what a question is about.
        told = told_in(self._context)
        meant = self._meant(read.text, told)
        if meanings.surest(meant, read.intent) < _SURE_OF_POINT:
            asking = (self._meant(sentence, told) for sentence in _asking(read.text))
            meant = max((meant, *asking), key=lambda each: meanings.surest(each, read.intent))
        return read._replace(points=meanings.points(meant, read.intent))

    def _likely_by_words(self, text: str) -> NDArray[Any]:
        likely = self._model.likelihoods(text, self._context, self._table)
        return normalised(likely * self._prior)

    def _likely_meanings(self, text: str, context: str) -> NDArray[Any]:
        assert self._model.meanings is not None
        meanings = self._model.meanings
        return normalised(meanings.likelihoods(text, context) * meanings.may_be_of(self._job))


def _prior(model: IntentModel, context: Context) -> NDArray[Any]:
    is_of_the_job = told_in(context.said) and context.said != "told:interview"
    is_asked_nothing = context.said in ("", "offer")
    speaks_of_one = not is_asked_nothing and not is_of_the_job
    may_have_one = speaks_of_one or context.has_interview
    rare: tuple[str, ...] = () if may_have_one else _OF_THOSE_WHO_HAVE_ONE
    if context.said == _AFTER_BOOKING:
        rare = (_ANOTHER_ONE,)
    elif is_asked_nothing or told_in(context.said):
        rare += _OF_A_FORM
    return np.where(np.isin(model.intents, rare), _SELDOM, 1.0)


def told_in(context: str) -> str:
    """Give a context where it is what was told, and none where it is what a form asks."""
    return context if context.startswith("told:") else ""


def _asking(text: str) -> list[str]:
    """List the sentences of a text that end with a question mark, where others do not."""
    asking = [each.strip() for each in _QUESTION.findall(text)]
    return [each for each in asking if each != text.strip()]
