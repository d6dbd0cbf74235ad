"""A database that refuses to delete from a table, as one does that is full, or broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

_BREAK = {
    "sqlite": (
        "CREATE TRIGGER broken BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'broken'; END $$",
        "CREATE TRIGGER broken BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION broken()",
    ),
}
_MEND = {"sqlite": "DROP TRIGGER broken", "postgresql": "DROP TRIGGER broken ON {table}"}


@contextmanager
def that_refuses_to_delete(engine: Engine, table: str) -> Iterator[None]:
    """Have nothing deleted from a table for a while."""
    _run(engine, *_BREAK[engine.dialect.name], table=table)
    try:
        yield
    finally:
        _run(engine, _MEND[engine.dialect.name], table=table)


def _run(engine: Engine, *statements: str, table: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement.format(table=table)))
