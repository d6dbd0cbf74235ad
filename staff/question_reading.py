"""What questions for the school mean: read in the background, so that those alike are gathered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from sqlalchemy import Engine, select, update

from booking.schema import school_question
from staff.meanings import Meaning

_AT_A_TIME = 20  # a second of Rasa's, in which a visitor waits for one reading at most
_SECONDS = 5.0
_question = school_question.c


class QuestionReading:
    """Reads each question once. `read` gives a text's intent and its points."""

    def __init__(self, engine: Engine, read: Callable[[str], tuple[str, Sequence[str]]]) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._read = read

    def read_new(self) -> None:
        """Read some of those that were not read yet, the latest first; what `read` raises ends it.

        Who wants to be called asks nothing of the page.
        """
        unread = (
            select(_question.id, _question.text)
            .where(_question.meaning.is_(None), _question.phone.is_(None))
            .order_by(_question.id.desc())
            .limit(_AT_A_TIME)
        )
        with self._reader.connect() as connection:
            rows = connection.execute(unread).all()
        enough = monotonic() + _SECONDS
        for row in rows:
            if monotonic() > enough:  # Rasa is slow, and the rest of the routine waits
                return
            intent, points = self._read(row.text)
            meant = str(Meaning(intent, tuple(points)))
            with self._engine.begin() as connection:
                # Erased meanwhile, its number may be another's: SQLite gives it again.
                same = (_question.id == row.id, _question.text == row.text)
                noted = update(school_question).where(*same)
                connection.execute(noted.values(meaning=meant))
