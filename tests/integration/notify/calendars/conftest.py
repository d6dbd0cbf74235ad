"""The house whose interviewers have calendars, and the server that these are on."""

from __future__ import annotations

import pytest

from runtime.database import make_engine
from tests.calendar_house import CalendarHouse
from tests.conftest import a_database


@pytest.fixture
def house(request, tmp_path):
    engine = make_engine(a_database("sqlite", request, tmp_path))
    yield CalendarHouse(engine)
    engine.dispose()


@pytest.fixture
def server(radicale):
    return radicale
