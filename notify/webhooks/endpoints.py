"""Endpoints of webhooks: the addresses to which every change of an interview is posted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from booking.transactions import Note, unnoted
from notify import schema
from notify.outbox.delivery import PermanentFailure
from notify.outbox.message import Channel
from notify.sealing import Seal

OVERLAP = timedelta(days=2)
"""How long an endpoint's secret goes on beside the one that replaces it."""

_MOST_BEFORE = 2
_endpoint = schema.webhook_endpoint.c


class UnknownEndpoint(Exception):
    """There is no endpoint of that number."""


class TooManySecrets(Exception):
    """So many secrets go on side by side that another would end one, before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Endpoint:
    """Where webhooks go, with the secrets that sign them: several while one replaces others."""

    id: int
    url: str
    secrets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class EndpointStatus:
    """An endpoint as administrators see it; `gone_at` is when it said that it is no more."""

    id: int
    url: str
    created_at: datetime
    gone_at: datetime | None


class Endpoints:
    """The endpoints in the database; their secrets are encrypted."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._seal = seal

    def add(self, url: str, secret: str, now: datetime, note: Note = unnoted) -> int:
        """Post every change to an address from now on; returns the endpoint's number."""
        row = {"url": url, "secret": self._seal.encrypt(secret), "created_at": now}
        insertion = insert(schema.webhook_endpoint).values(row).returning(_endpoint.id)
        with self._engine.begin() as connection:
            number: int = connection.execute(insertion).scalar_one()
            note(connection)
            return number

    def everything(self) -> Sequence[EndpointStatus]:
        """List the endpoints, in the order in which they were added."""
        query = select(_endpoint.id, _endpoint.url, _endpoint.created_at, _endpoint.gone_at)
        with self._reader.connect() as connection:
            rows = connection.execute(query.order_by(_endpoint.id))
            return [EndpointStatus(*row) for row in rows]

    def remove(self, number: int, note: Note = unnoted) -> None:
        """Remove an endpoint, with the messages that wait for it. Raises UnknownEndpoint."""
        outbox = schema.outbox.c
        with self._engine.begin() as connection:
            gone = delete(schema.webhook_endpoint).where(_endpoint.id == number)
            if not connection.execute(gone).rowcount:
                raise UnknownEndpoint(number)
            note(connection)
            connection.execute(
                delete(schema.outbox).where(
                    outbox.channel == Channel.WEBHOOK,
                    outbox.recipient == recipient(number),
                    outbox.sent_at.is_(None),
                )
            )

    def renew(self, number: int, secret: str, now: datetime, note: Note = unnoted) -> None:
        """Give an endpoint another secret; those before sign too, for OVERLAP.

        Nobody knows which of them its tool has: one that is renewed again meanwhile ends none.
        Raises UnknownEndpoint, TooManySecrets.
        """
        which = select(schema.webhook_endpoint).where(_endpoint.id == number).with_for_update()
        with self._engine.begin() as connection:
            row = connection.execute(which).one_or_none()
            if row is None:
                raise UnknownEndpoint(number)
            before = [row.secret, *_going_on(row, now)]
            if len(before) > _MOST_BEFORE:
                raise TooManySecrets(row.previous_until)
            connection.execute(
                update(schema.webhook_endpoint)
                .where(_endpoint.id == number)
                .values(
                    previous_secret=" ".join(before),
                    previous_until=now + OVERLAP,
                    secret=self._seal.encrypt(secret),
                )
            )
            note(connection)

    async def open(self, number: int, now: datetime) -> Endpoint:
        """Read an endpoint and its secrets. Raises PermanentFailure, UnreadableSecret."""
        row = await asyncio.to_thread(self._read, number)
        if row is None:
            raise PermanentFailure("the endpoint is no longer told")
        sealed = [row.secret, *_going_on(row, now)]
        return Endpoint(row.id, row.url, tuple(self._seal.decrypt(each) for each in sealed))

    async def close(self, number: int, now: datetime) -> None:
        """Note that an endpoint is gone: nothing is posted to it any more."""
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


def _going_on(row: Any, now: datetime) -> list[str]:
    """List the secrets, sealed, that still sign beside the one that replaced them."""
    is_over = row.previous_until is None or row.previous_until <= now
    return [] if is_over else str(row.previous_secret).split()


def active_ids(connection: Connection) -> list[int]:
    """List the numbers of the endpoints that are not gone."""
    query = select(_endpoint.id).where(_endpoint.gone_at.is_(None)).order_by(_endpoint.id)
    return list(connection.execute(query).scalars())


def recipient(number: int) -> str:
    """Name an endpoint in the outbox: its address may contain a secret."""
    return f"webhook {number}"
