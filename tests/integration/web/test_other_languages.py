"""A message in another language gets one sentence in English and the way to book, at once."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.integration.web.test_distress import said, server, visitor  # noqa: F401


@pytest.mark.parametrize(
    "typed", ["Good morning", "what is the salary?", "Guten Tag, was kostet das?", "你好"]
)
def test_who_does_not_write_french_is_told_where_to_book(visitor, typed):  # noqa: F811
    (answer,) = said(visitor, typed).json()["messages"]

    assert "I only understand French" in answer["text"]
    assert "/rendez-vous)" in answer["text"]
    assert answer["data"] == {"kind": "english"}


def test_it_is_counted_as_not_understood(server, visitor):  # noqa: F811
    said(visitor, "how does this work", turn="counted")

    with server.services.engine.connect() as connection:
        outcomes = connection.execute(text("SELECT outcome FROM turn")).scalars().all()
    assert "not_understood" in outcomes


def test_distress_in_english_is_answered_in_english(visitor):  # noqa: F811
    (answer,) = said(visitor, "I want to kill myself").json()["messages"]

    assert "[3114](tel:3114)" in answer["text"]
    assert answer["data"] == {"kind": "english"}
    assert "interview" not in answer["text"]
