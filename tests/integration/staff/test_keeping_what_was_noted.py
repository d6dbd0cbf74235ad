"""A house that noted things before is brought up to date, and loses nothing of them."""

from __future__ import annotations

from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, text

from booking.desk import BookingDesk
from runtime import database
from runtime.database import make_engine, migrate
from staff import audit
from staff.audit import SYSTEM, VISITOR, Action
from tests.builders import NOON, a_request

BEFORE = "0023"  # before the audit was guarded
NOTE = text(
    "INSERT INTO audit_event (at, actor, action, subject, details)"
    " VALUES (:at, :actor, :action, :subject, :details)"
)


def move(engine: Engine, how: Any, revision: str) -> None:
    config = database._alembic()
    config.attributes["engine"] = engine
    how(config, revision)


@pytest.fixture
def engine(database_url):
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_reasons_go_beside_the_interview_and_what_lapsed_was_nobodys_doing(engine):
    booked = BookingDesk(engine, lambda *_: None).book(a_request(), NOON)
    move(engine, command.downgrade, BEFORE)
    rows = [
        ("person", "not_told", booked.reference, '{"reason": "au téléphone"}'),
        ("person", "not_told", "ACDE-FGH2", '{"reason": "de quelqu’un qui est effacé"}'),
        ("visitor", "lapsed", booked.reference, "{}"),
        ("visitor", "booked", booked.reference, "{}"),
    ]
    with engine.begin() as connection:
        for actor, action, subject, details in rows:
            values = {"actor": actor, "action": action, "subject": subject, "details": details}
            connection.execute(NOTE, {"at": NOON.isoformat(" "), **values})

    migrate(engine)

    assert [(e.action, e.words, e.details) for e in reversed(audit.latest(engine, 9))] == [
        (Action.NOT_TOLD, "au téléphone", {}),
        (Action.NOT_TOLD, None, {}),
        (Action.LAPSED, None, {}),
        (Action.BOOKED, None, {}),
    ]
    assert [e.actor for e in audit.latest(engine, 2)] == [VISITOR, SYSTEM]

    move(engine, command.downgrade, BEFORE)
    with engine.connect() as connection:
        first = connection.execute(text("SELECT details FROM audit_event ORDER BY id")).scalar()
    assert "au t" in str(first)
