"""Webhooks are posted, signed as https://www.standardwebhooks.com specifies."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

import httpx

from notify.outbox.delivery import PermanentFailure, TemporaryFailure
from notify.outbox.message import Message
from notify.outward import Outward
from notify.webhooks.endpoints import Endpoint, Endpoints
from notify.webhooks.events import WebhookEvents

_PREFIX = "whsec_"
_SECRET_BYTES = 32
_TIMEOUT_SECONDS = 15.0  # what the specification advises
_GONE = 410


def new_secret() -> str:
    """Make a secret, in the form that receivers expect."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signed_headers(
    secrets_: Sequence[str], message_id: str, body: bytes, now: datetime
) -> dict[str, str]:
    """Make the headers that prove to a receiver who sent a body, and when; one secret is enough."""
    timestamp = str(int(now.timestamp()))
    content = b".".join((message_id.encode(), timestamp.encode(), body))
    signatures = [_signature(secret, content) for secret in secrets_]
    return {
        "content-type": "application/json",
        "user-agent": "Conseiller",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


class WebhookSender:
    """Posts messages to endpoints."""

    def __init__(
        self,
        endpoints: Endpoints,
        events: WebhookEvents,
        outward: Outward,
        timeout: float = _TIMEOUT_SECONDS,
    ) -> None:
        self._endpoints = endpoints
        self._events = events
        self._outward = outward
        self._timeout = timeout

    async def deliver(self, message: Message, now: datetime) -> None:
        """Post a message to its endpoint; one that answers 410 gets no more.

        Raises DeliveryFailure. Every attempt has the id of the message and a time of its own.
        """
        endpoint = await self._endpoints.open(message.payload["endpoint"], now)
        body = self._events.of_interview(message)
        status = await self._post(endpoint, message.message_id, body, now)
        if status == _GONE:
            await self._endpoints.close(endpoint.id, now)
            raise PermanentFailure("410: the endpoint is gone, and is told no more")
        _expect_success(status)

    async def test(self, endpoint_id: int, message_id: str, now: datetime) -> None:
        """Send an event that says it is a test. Raises DeliveryFailure."""
        endpoint = await self._endpoints.open(endpoint_id, now)
        body = self._events.test(now)
        _expect_success(await self._post(endpoint, message_id, body, now))

    async def _post(self, endpoint: Endpoint, message_id: str, body: bytes, now: datetime) -> int:
        """Post a body and return the status; the rest of the answer is not read."""
        headers = signed_headers(endpoint.secrets, message_id, body, now)
        client = self._outward.client(self._timeout)
        try:
            async with (
                asyncio.timeout(self._timeout),  # of all of it: an answer may come letter by letter
                client,
                client.stream("POST", endpoint.url, content=body, headers=headers) as answer,
            ):
                return answer.status_code
        except (httpx.TimeoutException, TimeoutError):
            raise TemporaryFailure("the endpoint did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise TemporaryFailure("no connection to the endpoint, or it was cut") from None


def _expect_success(status: int) -> None:
    if 300 <= status < 400:
        raise TemporaryFailure(f"{status}: the endpoint is elsewhere; redirects are not followed")
    if not 200 <= status < 300:
        raise TemporaryFailure(f"{status}: the endpoint did not take it")
