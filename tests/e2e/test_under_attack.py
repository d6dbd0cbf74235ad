"""A small siege of a whole assistant: no harm beyond the limits, and visitors are served."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bench.attack.siege import besiege, report
from testing.running import make_conseiller

_PATIENCE_SECONDS = 10.0  # on a machine that does other things; the whole siege asks for one


def test_a_siege_does_no_harm_beyond_its_limits_while_visitors_are_served(tmp_path):
    running = make_conseiller(tmp_path / "home", TRUSTED_PROXIES="1")
    running.start()
    try:
        with ThreadPoolExecutor(1) as apart:  # Playwright's loop may run in this one
            siege = apart.submit(asyncio.run, besiege(running, scale=0.05, visitors=5)).result()
    finally:
        running.stop()

    assert siege.is_withstood(_PATIENCE_SECONDS), report(siege)
    assert siege.harms[0].count > 0, "the attack must reach what it attacks"
