"""The database is full, or away in mid-booking: nothing is lost, and confirming again works."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import event, make_url
from sqlalchemy.exc import SQLAlchemyError

from booking.desk import BookingDesk
from runtime.database import make_engine, migrate
from testing.postgresql import PostgreSQL
from testing.web_server import WebServer
from tests.booking_page import SLOT, confirm, fields, hidden, text
from tests.builders import NOON, a_request


def test_when_the_disk_is_full_nothing_is_half_booked_and_it_can_be_confirmed_again(tmp_path):
    url = make_url(f"sqlite:///{tmp_path / 'full.db'}")
    migrate(make_engine(url))
    full = make_engine(url)

    @event.listens_for(full, "connect")
    def _leave_no_room(connection, _):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    fill = BookingDesk(full, announce=lambda connection, event: _write_much(connection))
    with pytest.raises(SQLAlchemyError):
        fill.book(a_request(), NOON)
    desk = BookingDesk(make_engine(url), announce=lambda connection, event: None)

    assert desk.interviews() == []
    assert desk.book(a_request(), NOON).start == a_request().start


def _write_much(connection) -> None:
    connection.exec_driver_sql("CREATE TABLE much AS SELECT zeroblob(1000000) AS bytes")


@pytest.fixture
def own_postgresql():
    server = PostgreSQL()
    server.start()
    yield server
    server.remove()


def test_when_postgresql_restarts_what_was_typed_is_kept_and_confirming_again_books(
    own_postgresql, tmp_path
):
    with WebServer(tmp_path / "home", own_postgresql.database()).running() as server:
        with httpx.Client(base_url=server.url, timeout=60) as visitor:
            shown = visitor.post("/rendez-vous/", data=fields(visitor.get("/rendez-vous")))
            form = hidden(shown)
            own_postgresql.stop("immediate")
            failed = visitor.post("/rendez-vous/", data=form)
            own_postgresql.start()
            booked = confirm(visitor, visitor.post("/rendez-vous/", data=fields(failed)))

        assert failed.status_code == 503
        assert "Rien n’est perdu" in text(failed)
        assert "ines@example.com" in failed.text
        assert SLOT in failed.text
        assert booked.status_code == 303
        assert len(server.interviews()) == 1
