"""How the desk changes something: in a transaction, and only if reading is not enough.

Writers wait for each other (on SQLite, each for all others); readers never wait. So a method that
can often be answered by reading alone, such as a repeated confirmation or a time that is taken,
reads first (`read_first`) and then makes nobody wait. The price: what was read may be outdated a
moment later, so the transaction asks the same questions again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random

type Note = Callable[[Connection], None]
"""Writes who did something, in the transaction of what is done."""

_MAY_BE_REDONE = {"40001", "40P01"}  # PostgreSQL's serialization_failure and deadlock_detected


def unnoted(_: Connection) -> None:
    """Note nothing."""


class HasEngine(Protocol):
    """What methods in transactions belong to."""

    _engine: Engine


def in_transaction[Owner: HasEngine, **P, Result](
    method: Callable[Concatenate[Owner, Connection, P], Result],
) -> Callable[Concatenate[Owner, P], Result]:
    """Call a method with the connection of a transaction, which ends with it.

    If PostgreSQL ends the transaction because two block each other, the method is called again.
    """

    @wraps(method)
    def run(owner: Owner, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        for attempt in Retrying(
            retry=retry_if_exception(_may_be_redone),
            stop=stop_after_attempt(4),
            wait=wait_random(0, 0.1),
            reraise=True,
        ):
            with attempt, owner._engine.begin() as connection:
                return method(owner, connection, *args, **kwargs)
        raise AssertionError("tenacity returns or raises")

    return run


def read_first[Owner, **P, Result](
    look: Callable[Concatenate[Owner, P], Result | None],
) -> Callable[[Callable[Concatenate[Owner, P], Result]], Callable[Concatenate[Owner, P], Result]]:
    """Answer with what `look` finds by reading; call the method only if that is None."""

    def decorate(
        method: Callable[Concatenate[Owner, P], Result],
    ) -> Callable[Concatenate[Owner, P], Result]:
        @wraps(method)
        def run(owner: Owner, /, *args: P.args, **kwargs: P.kwargs) -> Result:
            found = look(owner, *args, **kwargs)
            return method(owner, *args, **kwargs) if found is None else found

        return run

    return decorate


def _may_be_redone(error: BaseException) -> bool:
    return (
        isinstance(error, OperationalError)
        and getattr(error.orig, "sqlstate", None) in _MAY_BE_REDONE
    )
