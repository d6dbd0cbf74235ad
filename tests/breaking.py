"""A database that refuses to delete from a table, as a broken one does, or changes beneath one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

_ON_DELETE = {
    "sqlite": ("CREATE TRIGGER broken BEFORE DELETE ON {table} BEGIN {statement}; END",),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN {statement}; RETURN OLD; END $$",
        "CREATE TRIGGER broken BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION broken()",
    ),
}
_MEND = {"sqlite": "DROP TRIGGER broken", "postgresql": "DROP TRIGGER broken ON {table}"}
_REFUSE = {"sqlite": "SELECT RAISE(ABORT, 'broken')", "postgresql": "RAISE EXCEPTION 'broken'"}


@contextmanager
def that_refuses_to_delete(engine: Engine, table: str) -> Iterator[None]:
    """Have nothing deleted from a table for a while."""
    with that_first_does(engine, table, _REFUSE[engine.dialect.name]):
        yield


@contextmanager
def that_first_does(engine: Engine, table: str, statement: str) -> Iterator[None]:
    """Have something else done just before a row of a table is deleted, for a while."""
    _run(engine, *_ON_DELETE[engine.dialect.name], table=table, statement=statement)
    try:
        yield
    finally:
        _run(engine, _MEND[engine.dialect.name], table=table, statement="")


def _run(engine: Engine, *statements: str, table: str, statement: str) -> None:
    with engine.begin() as connection:
        for each in statements:
            connection.execute(text(each.format(table=table, statement=statement)))
