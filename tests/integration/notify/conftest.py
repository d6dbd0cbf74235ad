"""The house that sends e-mails."""

from __future__ import annotations

import pytest

from tests.builders import a_database
from tests.mailboxes import House


@pytest.fixture
def house(tmp_path):
    """A house on SQLite; tests that want both kinds of database make their own."""
    house = House(a_database(tmp_path))
    yield house
    house.engine.dispose()
