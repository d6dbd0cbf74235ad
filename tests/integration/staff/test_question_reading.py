"""Questions for the school are read once, so that those alike are gathered, however they came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select

from booking.schema import school_question
from conversations.schema import phrase
from french.callback import CallBack
from runtime.reading import NotRead
from staff import phrases, question_reading
from staff.phrases import KEPT
from staff.question_reading import QuestionReading
from tests.builders import NOON

JOB = "responsable-ecommerce"
ON_PRICE = ("ask_not_on_page", ["school_price"])
MEANINGS = {
    "combien coûte l'année ?": ON_PRICE,
    "les frais de scolarité sont élevés ?": ON_PRICE,
    "où logent les étudiants ?": ("ask_not_on_page", ["school_place"]),
}


class Reader:
    """Reads as a model would that knows these questions; away, it reads nothing."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.is_away = False

    def __call__(self, text: str) -> tuple[str, list[str]]:
        if self.is_away:
            raise NotRead
        self.read.append(text)
        return MEANINGS[text]


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def reading(house, reader):
    return QuestionReading(house.engine, reader)


def put(house, text, which, callback=None):
    house.questions.put(text, None, f"a form {which}", NOON, callback)


def gathered(house) -> list[tuple[str, int, int]]:
    return [
        (group.open.text, group.open.asked, len(group.asked)) for group in house.left_opens.all()
    ]


@pytest.fixture
def typed(house):
    """The price was asked for in the chat."""
    read = {"intent": ON_PRICE[0], "points": ON_PRICE[1], "outcome": "left_open"}
    also = {"job": JOB, "said": "", "confidence": 0.9, "margin": 0.8, "asked": 3}
    row = {"id": "a", "digest": "a", "text": "combien coûte l'année ?", "last_on": NOON.date()}
    with house.engine.begin() as connection:
        connection.execute(insert(phrase).values(**read, **also, **row, first_on=NOON.date()))


def test_what_is_asked_in_other_words_is_gathered_once_it_is_read(house, reading, typed):
    for number, text in enumerate(MEANINGS):
        put(house, text, number)
    assert len(gathered(house)) == 3  # by their words alone

    reading.read_new()

    price, place = gathered(house)
    assert price == ("combien coûte l'année ?", 4, 2)
    assert place == ("où logent les étudiants ?", 1, 1)


def test_a_question_stays_with_those_alike_when_its_phrase_is_forgotten(house, reading, typed):
    put(house, "combien coûte l'année ?", 1)
    put(house, "les frais de scolarité sont élevés ?", 2)
    reading.read_new()

    phrases.forget(house.engine, NOON + KEPT + timedelta(days=1))

    assert [(asked, put_to_school) for _, asked, put_to_school in gathered(house)] == [(2, 2)]


def test_each_is_read_once_and_who_wants_to_be_called_not_at_all(house, reading, reader):
    put(house, "combien coûte l'année ?", 1)
    put(house, "rappelez-moi", 2, CallBack("+33639981234", None))

    reading.read_new()
    reading.read_new()

    assert reader.read == ["combien coûte l'année ?"]


def test_what_could_not_be_read_is_read_another_time(house, reading, reader, typed):
    put(house, "les frais de scolarité sont élevés ?", 1)
    reader.is_away = True
    with pytest.raises(NotRead):
        reading.read_new()
    with house.engine.begin() as connection:
        assert connection.execute(select(school_question.c.meaning)).scalar_one() is None

    reader.is_away = False
    reading.read_new()

    assert gathered(house) == [("combien coûte l'année ?", 4, 1)]


def test_slow_reading_keeps_the_rest_of_the_routine_waiting_some_seconds_only(
    house, reader, monkeypatch
):
    seconds = iter(range(0, 100, 4))
    monkeypatch.setattr(question_reading, "monotonic", lambda: next(seconds))
    for number, text in enumerate(MEANINGS):
        put(house, text, number)

    QuestionReading(house.engine, reader).read_new()

    assert len(reader.read) == 1


def test_what_another_asks_is_not_read_as_what_was_erased(house):
    put(house, "combien coûte l'année ?", 1)

    def read(_: str) -> tuple[str, list[str]]:
        with house.engine.begin() as connection:
            connection.execute(delete(school_question))
        put(house, "où logent les étudiants ?", 2)  # SQLite gives it the same number
        return ON_PRICE

    QuestionReading(house.engine, read).read_new()

    with house.engine.begin() as connection:
        assert connection.execute(select(school_question.c.meaning)).scalar_one() is None
