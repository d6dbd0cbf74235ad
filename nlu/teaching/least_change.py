"""The least change of a trained model after which some lessons are likely.

A model that learns everything anew reads everything a little differently, which no trial can tell
from what a lesson did. Here the weights of the trained model are the centre of the new ones' prior
(as in Chelba and Acero's « Adaptation of maximum entropy capitalizer »): what comes of it differs
by a combination of the lessons' own features, and reads what shares none of them as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.teaching.lessons import Lesson
from nlu.understanding.french_words import words_of
from nlu.understanding.intent_model import IntentModel
from nlu.understanding.reader import told_in
from nlu.understanding.sentence_embeddings import MeaningModel, embedding, said_after
from nlu.understanding.text_features import TextFeatures
from nlu.understanding.word_vectors import VectorTable, WordVectors

_AS_FEW_TEXTS = 3  # in which TextFeatures learns an n-gram

Array = NDArray[Any]
_Loss = Callable[[Array, Array, Array], tuple[float, Array]]


def taught(
    base: IntentModel, lessons: Sequence[Lesson], strengths: Array, table: VectorTable
) -> IntentModel:
    """Change a model as little as makes its lessons likely, each as strongly as is given."""
    model = _with_the_words_of(lessons, base)
    meanings = model.meanings and _taught_meanings(model.meanings, lessons, strengths)
    return replace(_taught_words(model, lessons, strengths, table), meanings=meanings)


def _with_the_words_of(lessons: Sequence[Lesson], base: IntentModel) -> IntentModel:
    """Give the n-grams that only lessons have a column each, which weighs nothing yet."""
    grams = {gram: column for column, gram in enumerate(base.features.grams)}
    known = len(grams)
    place = count(known)
    for lesson in lessons:
        words, context = _words(base, lesson)
        own = TextFeatures.learn([words] * _AS_FEW_TEXTS, [context] * _AS_FEW_TEXTS)
        for gram in own.grams:
            if gram not in grams:
                grams[gram] = next(place)
    rarity = base.features.rarity
    rare = np.full(len(grams) - known, rarity.max(), rarity.dtype)
    none = np.zeros((len(rare), base.of_features.shape[1]), base.of_features.dtype)
    return replace(
        base,
        features=TextFeatures(grams, np.concatenate([rarity, rare])),
        of_features=np.vstack([base.of_features, none]),
    )


def _words(model: IntentModel, lesson: Lesson) -> tuple[list[str], str]:
    """Read words and context as IntentModel.likelihoods does."""
    words = model.speller.mend(words_of(lesson.text))
    is_known = any(word in model.speller.frequency for word in words)
    return words, lesson.said if is_known else ""


def _taught_words(
    model: IntentModel, lessons: Sequence[Lesson], strengths: Array, table: VectorTable
) -> IntentModel:
    read = [_words(model, lesson) for lesson in lessons]
    features = [model.features.of(words, context) for words, context in read]
    used = np.unique(np.concatenate([each.columns for each in features]))
    grams = np.zeros((len(lessons), len(used)))
    for row, each in zip(grams, features, strict=True):
        row[np.searchsorted(used, each.columns)] = each.weights
    by_vector = WordVectors(table, model.spellings, model.vector_weight)
    rows = np.hstack([grams, np.vstack([by_vector.of(words) for words, _ in read])])
    weights = np.vstack([model.of_features[used], model.of_vectors])
    meant = np.array([model.intents == lesson.intent for lesson in lessons], dtype=float)
    change = _change(rows, rows @ weights + model.intercepts, meant, strengths, _of_each)
    of_features = model.of_features.copy()
    of_features[used] += change[: len(used)]
    return replace(
        model, of_features=of_features, of_vectors=model.of_vectors + change[len(used) :]
    )


def _taught_meanings(
    model: MeaningModel, lessons: Sequence[Lesson], strengths: Array
) -> MeaningModel:
    texts, meant, weights = [], [], []
    for lesson, strength in zip(lessons, strengths, strict=True):
        share = np.isin(model.meanings, lesson.points or (lesson.intent,))
        # The intent is read after whatever was said, its points after what was told alone.
        for context in dict.fromkeys((lesson.said, told_in(lesson.said))) if share.any() else ():
            texts.append(said_after(context, lesson.text))
            meant.append(share / share.sum())
            weights.append(strength)
    if not texts:
        return model
    rows = (np.vstack([embedding(text) for text in texts]) - model.mean) / model.scale
    scores = rows @ model.of_meanings + model.meaning_intercepts
    change = _change(rows, scores, np.vstack(meant), np.array(weights), _of_one)
    return replace(model, of_meanings=model.of_meanings + change)


def _change(rows: Array, scores: Array, meant: Array, strengths: Array, loss: _Loss) -> Array:
    """Find the change of weights, by L-BFGS over its shares of the rows."""
    from scipy.optimize import minimize

    kernel = rows @ rows.T
    unit = kernel.diagonal().mean() or 1.0  # so that a strength means the same to both models
    kernel = kernel / unit

    def cost(shares: Array) -> tuple[float, Array]:
        change = kernel @ shares.reshape(meant.shape)
        lost, slope = loss(scores + change, meant, strengths[:, None])
        shares = shares.reshape(meant.shape)
        return lost + (shares * change).sum() / 2, (kernel @ (slope + shares)).ravel()

    found = minimize(cost, np.zeros(meant.size), jac=True, method="L-BFGS-B")
    change: Array = rows.T @ found.x.reshape(meant.shape) / unit
    return change.astype(np.float32)


def _of_each(scores: Array, meant: Array, strengths: Array) -> tuple[float, Array]:
    """Give the loss of intents that are each likely or not, and its slope."""
    lost = strengths * (np.logaddexp(0, scores) - meant * scores)
    return float(lost.sum()), strengths * (1 / (1 + np.exp(-scores)) - meant)


def _of_one(scores: Array, meant: Array, strengths: Array) -> tuple[float, Array]:
    """Give the loss of meanings of which one is likely, and its slope."""
    scores = scores - scores.max(axis=1, keepdims=True)
    log_likely = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    lost = -strengths * meant * log_likely
    return float(lost.sum()), strengths * (np.exp(log_likely) - meant)
