"""A Conseiller that a test could not start is stopped, whatever has started of it."""

from __future__ import annotations

import pytest

from testing import running
from testing.running import make_conseiller


def test_nothing_outlives_a_start_that_took_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "_START_SECONDS", 0.1)
    school = make_conseiller(tmp_path / "home")

    with pytest.raises(AssertionError, match="did not start"):
        school.start()

    assert school.process.poll() is not None
