"""What a model is taught, and whether it reads it rightly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlu.understanding.intent_model import IntentModel
from nlu.understanding.multi_intent import led_by_one_of, order_in
from nlu.understanding.reader import Context, Reader
from nlu.understanding.word_vectors import VectorTable


@dataclass(frozen=True)
class Lesson:
    """A message, what was said before it, of which job, and what it means.

    A job's points begin with its slug.
    """

    text: str
    said: str
    job: str
    intent: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Pupil:
    """A model, with what it needs to read: word vectors, and the intents that share a message."""

    model: IntentModel
    table: VectorTable
    together: Sequence[str]

    def reads(self, lesson: Lesson, *, exactly: bool) -> bool:
        """Tell whether a lesson is read rightly.

        A topic as a whole may be read as one of its points, unless `exactly` that is asked.
        """
        reader = Reader(self.model, self.table, Context(lesson.said, lesson.job))
        found = reader.meanings(lesson.text, self.together)
        order = order_in(lesson.said, self.together)
        first = found[0] if len(found) == 1 else led_by_one_of(found, [], order)[0]
        points = {p for each in found if each.intent == first.intent for p in each.points}
        if first.intent != lesson.intent:
            return False
        if lesson.points or not exactly:
            return points >= set(lesson.points)
        return not points
