"""The endpoints of webhooks: where staff's other tools are told of every interview."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from notify.outbox import schema
from notify.outbox.channel import PermanentFailure
from notify.outbox.message import Channel
from notify.sealing import Seal

_endpoint = schema.webhook_endpoint.c


class UnknownEndpoint(Exception):
    """There is no endpoint of that number."""


@dataclass(frozen=True)
class Endpoint:
    """Where webhooks go, with the secret that signs them."""

    id: int
    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Listed:
    """An endpoint as administrators see it; `gone_at` is when it said that it is no more."""

    id: int
    url: str
    created_at: datetime
    gone_at: datetime | None


class Endpoints:
    """The endpoints kept in the database; their secrets are sealed."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._seal = seal

    def add(self, url: str, secret: str, now: datetime) -> int:
        """Have an address told of every interview from now on; returns the endpoint's number."""
        row = {"url": url, "secret": self._seal.close(secret), "created_at": now}
        insertion = insert(schema.webhook_endpoint).values(row).returning(_endpoint.id)
        with self._engine.begin() as connection:
            number: int = connection.execute(insertion).scalar_one()
            return number

    def everything(self) -> Sequence[Listed]:
        """List the endpoints, in the order in which they were added."""
        query = select(_endpoint.id, _endpoint.url, _endpoint.created_at, _endpoint.gone_at)
        with self._reader.connect() as connection:
            return [Listed(*row) for row in connection.execute(query.order_by(_endpoint.id))]

    def remove(self, number: int) -> None:
        """Tell an endpoint no more, not even what it is still owed. Raises UnknownEndpoint."""
        owed = schema.outbox.c
        with self._engine.begin() as connection:
            gone = delete(schema.webhook_endpoint).where(_endpoint.id == number)
            if not connection.execute(gone).rowcount:
                raise UnknownEndpoint(number)
            connection.execute(
                delete(schema.outbox).where(
                    owed.channel == Channel.WEBHOOK,
                    owed.recipient == recipient(number),
                    owed.sent_at.is_(None),
                )
            )

    async def open(self, number: int) -> Endpoint:
        """Read an endpoint and its secret. Raises PermanentFailure, Unreadable."""
        row = await asyncio.to_thread(self._read, number)
        if row is None:
            raise PermanentFailure("the endpoint is no longer told")
        return Endpoint(row.id, row.url, self._seal.open(row.secret))

    async def close(self, number: int, now: datetime) -> None:
        """Note that an endpoint is gone: it is told no more."""
        await asyncio.to_thread(self._close, number, now)

    def _read(self, number: int) -> Any:
        query = select(schema.webhook_endpoint).where(
            _endpoint.id == number, _endpoint.gone_at.is_(None)
        )
        with self._reader.connect() as connection:
            return connection.execute(query).one_or_none()

    def _close(self, number: int, now: datetime) -> None:
        with self._engine.begin() as connection:
            which = update(schema.webhook_endpoint).where(_endpoint.id == number)
            connection.execute(which.values(gone_at=now))


def told(connection: Connection) -> list[int]:
    """List the numbers of the endpoints that are told of interviews."""
    query = select(_endpoint.id).where(_endpoint.gone_at.is_(None)).order_by(_endpoint.id)
    return list(connection.execute(query).scalars())


def recipient(number: int) -> str:
    """Name an endpoint in the outbox, where its address would give a secret away."""
    return f"webhook {number}"
