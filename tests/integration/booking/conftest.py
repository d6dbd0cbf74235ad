"""The desk, on SQLite and PostgreSQL, and what it has told."""

from __future__ import annotations

import pytest

from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from booking.proof import Proof


@pytest.fixture
def told():
    return []


@pytest.fixture
def desk(engine, told):
    return BookingDesk(engine, announce=lambda connection, event: told.append(event))


@pytest.fixture
def free_slots(engine):
    return FreeSlots(engine)


@pytest.fixture
def proof(engine, desk):
    return Proof(engine, desk, "a key for tests")
