import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from booking.transactions import in_transaction, read_first


class PostgresError(Exception):
    """What the driver raises; only its code counts."""

    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class Notebook:
    """Notes words; the first calls fail with the codes given, after the word was written."""

    def __init__(self, path, failures=()):
        self._engine = create_engine(f"sqlite:///{path / 'notebook.db'}")
        self._failures = list(failures)
        self.calls = 0
        with self._engine.begin() as connection:
            connection.execute(text("CREATE TABLE note (word TEXT)"))

    def words(self):
        with self._engine.connect() as connection:
            return list(connection.execute(text("SELECT word FROM note")).scalars())

    def _noted(self, word):
        return word if word in self.words() else None

    @read_first(_noted)
    @in_transaction
    def note(self, connection, word):
        self.calls += 1
        connection.execute(text("INSERT INTO note VALUES (:word)"), {"word": word})
        if self._failures:
            raise OperationalError("INSERT", {}, PostgresError(self._failures.pop(0)))
        return word


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_a_transaction_that_was_ended_for_another_is_done_again_and_counts_once(tmp_path, code):
    notebook = Notebook(tmp_path, failures=[code, code])

    assert notebook.note("lundi") == "lundi"
    assert notebook.words() == ["lundi"]
    assert notebook.calls == 3


def test_any_other_failure_is_raised_at_once_and_nothing_is_written(tmp_path):
    notebook = Notebook(tmp_path, failures=["57P01"])

    with pytest.raises(OperationalError):
        notebook.note("lundi")
    assert notebook.words() == []
    assert notebook.calls == 1


def test_what_reading_answers_begins_no_transaction(tmp_path):
    notebook = Notebook(tmp_path)
    notebook.note("lundi")

    assert notebook.note("lundi") == "lundi"
    assert notebook.calls == 1
