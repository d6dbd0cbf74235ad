"""What several kinds of tests share."""

from __future__ import annotations

from datetime import datetime

import pytest

from booking.model import PARIS
from runtime.database import make_engine, migrate


@pytest.fixture
def now() -> datetime:
    """A Wednesday morning of winter."""
    return datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.fixture
def engine(tmp_path):
    """A database of its own, made by the migrations."""
    from sqlalchemy import make_url

    made = make_engine(make_url(f"sqlite:///{tmp_path / 'test.db'}"))
    migrate(made)
    yield made
    made.dispose()
