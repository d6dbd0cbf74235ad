"""Who did what stays as it was noted: the database itself refuses to change or delete it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from booking import privacy
from notify.outbox.owing import owing_interviews
from staff import audit
from staff.audit import COMMAND_LINE, SYSTEM, Action, Actor, ActorKind
from staff.schema import audit_event, audit_words
from tests.builders import NOON, a_request, paris

ZOE = Actor(ActorKind.PERSON, 7, "Zoé")
WHY = "sa sœur, Inès Roux, est au téléphone"


@pytest.fixture
def booked(house):
    """Booked by Zoé, who said why the visitor was not to be told."""
    return house.desk_of(ZOE, untold_because=WHY).book(a_request(), NOON)


def refuses(house, statement):
    with pytest.raises(IntegrityError), house.engine.begin() as connection:
        connection.execute(text(statement))
    return True


def count(house, table):
    with house.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize("table", ["audit_event", "audit_words"])
def test_nothing_that_was_noted_can_be_changed_deleted_or_replaced(house, booked, table):
    first = {"audit_event": "action", "audit_words": "text"}[table]
    noted = count(house, audit_event), count(house, audit_words)

    assert refuses(house, f"UPDATE {table} SET {first} = 'came'")
    assert refuses(house, f"DELETE FROM {table}")
    if house.engine.dialect.name == "sqlite":
        assert refuses(house, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        assert refuses(house, f"TRUNCATE {table} CASCADE")
        assert refuses(house, "TRUNCATE interview CASCADE")
    assert (count(house, audit_event), count(house, audit_words)) == noted == (2, 1)


def test_no_way_of_writing_it_differently_gets_round_that(house, booked):
    with pytest.raises(IntegrityError), house.engine.begin() as connection:
        connection.execute(update(audit_event).values(at=NOON - timedelta(days=900)))

    assert [e.at for e in audit.history(house.engine, booked.reference)] == [NOON, NOON]


def test_a_year_later_it_is_forgotten_and_not_before(house):
    today = datetime.now(UTC)
    ages = {"K7PD-M4QX": 400, "ACDE-FGH2": 360, "ACDE-FGH3": 1}
    with house.engine.begin() as connection:
        for reference, days in ages.items():
            then = today - timedelta(days=days)
            audit.note(connection, ZOE, Action.CAME, then, reference)

    assert audit.forget(house.engine, today) == 1
    assert audit.forget(house.engine, today) == 0

    assert [e.subject for e in audit.latest(house.engine, 5)] == ["ACDE-FGH3", "ACDE-FGH2"]
    with pytest.raises(IntegrityError):  # as a clock would have it that is a year ahead
        audit.forget(house.engine, today + timedelta(days=400))
    assert len(audit.latest(house.engine, 5)) == 2


def test_what_was_written_about_a_visitor_goes_with_the_interview_and_who_did_it_stays(
    house, booked
):
    noted = audit.history(house.engine, booked.reference)
    assert [event.words for event in noted] == [None, WHY]

    after = paris(2026, 12, 2, 9)
    note = audit.noting(COMMAND_LINE, Action.ERASED, after)
    privacy.erase(house.engine, booked.visitor.email, after, owing_interviews(), note)

    kept = audit.latest(house.engine, 5)
    assert [(e.action, e.words) for e in reversed(kept)] == [
        (Action.BOOKED, None),
        (Action.NOT_TOLD, None),
        (Action.ERASED, None),
    ]
    assert WHY not in str(kept)
    assert count(house, audit_words) == 0


def test_the_purge_of_interviews_takes_what_was_written_too(house, booked):
    note = audit.noting(SYSTEM, Action.PURGED, NOON)

    assert privacy.purge(house.engine, NOON + privacy.RETENTION + timedelta(days=30), note) == 1

    assert count(house, audit_words) == 0
    assert [e.actor for e in audit.latest(house.engine, 1)] == [SYSTEM]
