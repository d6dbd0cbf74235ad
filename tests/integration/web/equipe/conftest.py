"""People of every role, in browsers of their own."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from booking import schema
from notify import schema as notify_schema
from staff.accounts import Role
from tests.equipe import Desk, an_account


@pytest.fixture
def server(running):
    yield running
    with running.services.engine.begin() as connection:
        for table in (
            schema.interview,
            schema.special_period,
            schema.school_question,
            notify_schema.outbox,
        ):
            connection.execute(delete(table))


@pytest.fixture
def desk(server):
    """Opens browsers: `desk(Role.SECRETARIAT)`, `desk()` for nobody."""
    opened = []

    def open_one(role: Role | None = None, **more) -> Desk:
        opened.append(Desk(server, an_account(server, role, **more) if role else None))
        return opened[-1]

    yield open_one
    for one in opened:
        one.client.close()


@pytest.fixture
def secretary(desk):
    return desk(Role.SECRETARIAT)
