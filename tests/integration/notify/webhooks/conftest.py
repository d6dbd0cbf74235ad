"""The house that tells other tools, and one that it tells."""

from __future__ import annotations

import pytest

from tests.receiver import Receiver
from tests.webhook_house import WebhookHouse


@pytest.fixture
def house(engine):
    return WebhookHouse(engine)


@pytest.fixture
def receiver():
    return Receiver()
