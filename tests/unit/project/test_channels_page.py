"""What docs/channels.md tells receivers to do is right."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from notify.webhooks.sender import new_secret, signed_headers
from testing.running import ROOT

BODY = '{"text": "Zoé Lambert a réservé"}'.encode()


@pytest.fixture
def is_genuine():
    """The page's own example."""
    page = (ROOT / "docs" / "channels.md").read_text()
    [example] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names = {}
    exec(example, names)
    return names["is_genuine"]


def test_the_example_believes_what_we_send(is_genuine):
    secret = new_secret()

    assert is_genuine(secret, signed_headers([secret], "msg_1", BODY, datetime.now(UTC)), BODY)


@pytest.mark.parametrize("change", ["body", "secret", "identity", "time"])
def test_the_example_does_not_believe_what_somebody_else_made(is_genuine, change):
    secret = new_secret()
    headers = signed_headers([secret], "msg_1", BODY, datetime.now(UTC))
    later = str(int(headers["webhook-timestamp"]) + 1)

    altered = {
        "body": (secret, headers, BODY.replace(b"Lambert", b"Lombard")),
        "secret": (new_secret(), headers, BODY),
        "identity": (secret, headers | {"webhook-id": "msg_2"}, BODY),
        "time": (secret, headers | {"webhook-timestamp": later}, BODY),
    }

    assert not is_genuine(*altered[change])


def test_the_example_does_not_believe_what_is_sent_again_much_later(is_genuine):
    secret = new_secret()
    overheard = signed_headers([secret], "msg_1", BODY, datetime.now(UTC) - timedelta(minutes=6))

    assert not is_genuine(secret, overheard, BODY)
