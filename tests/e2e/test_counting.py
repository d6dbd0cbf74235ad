"""What a conversation comes to is counted as it goes on, and none of its words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from runtime.reading import TextReader
from runtime.settings import Settings
from testing.running import Talk


def counted_since(conseiller, last: int = 0) -> list[tuple]:
    with sqlite3.connect(Path(conseiller.home) / "conseiller.db") as database:
        query = "SELECT topic, outcome, step, confidence FROM turn WHERE id > ? ORDER BY id"
        return database.execute(query, [last]).fetchall()


def test_each_turn_is_counted_by_its_topic_and_what_became_of_it(conseiller):
    before = len(counted_since(conseiller))
    visitor = Talk(conseiller.url)
    for said in (
        "quel est le salaire ?",
        "combien coûte la formation ?",
        "xqzt wbrr plok",
        "merci",
        "quels créneaux sont libres ?",
    ):
        visitor.say(said)

    rows = counted_since(conseiller)[before:]

    assert [row[:3] for row in rows] == [
        (None, "opening", None),
        ("ask_salary", "told", None),
        ("ask_not_on_page", "left_open", None),
        (rows[3][0], "not_understood", None),
        ("thank", "other", None),
        ("ask_free_slots", "other", "slots"),
    ]
    assert all(0 < row[3] <= 1 for row in rows[1:])


def test_a_question_that_was_not_said_to_the_assistant_is_read_as_if_it_was(conseiller):
    port = int(conseiller.environment["RASA_PORT"])
    settings = Settings(_env_file=None, CONSEILLER_HOME=conseiller.home, rasa_port=port)
    reader = TextReader(settings)

    assert reader.read("les frais de scolarité, c'est combien ?") == (
        "ask_not_on_page",
        ["school_price"],
    )
    # It is of no conversation, and so about no job: of a job's own points none is told.
    assert reader.read("quel est le salaire d'un débutant ?") == ("ask_salary", [])
    assert reader.read("") == ("", ())
