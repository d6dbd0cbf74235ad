"""The calendars of interviewers that are read and written; their passwords are encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from booking import store
from booking.transactions import Note, unnoted
from notify import schema
from notify.outbox.delivery import PermanentFailure
from notify.outbox.message import Channel
from notify.sealing import Seal

BETWEEN_READINGS = timedelta(minutes=3)
_DAY = timedelta(days=1)

_calendar = schema.calendar.c


class NoCalendar(Exception):
    """The interviewer has no calendar."""


@dataclass(frozen=True)
class Account:
    """The address of a calendar, and the login to it."""

    url: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class CalendarStatus:
    """A calendar as administrators see it; `problem` is why the last reading failed."""

    id: int
    interviewer_id: int
    url: str
    username: str
    read_at: datetime | None
    problem: str | None

    def read_until(self, horizon: timedelta) -> datetime | None:
        """Tell up to when its busy times are known; None: it was not read yet."""
        return None if self.read_at is None else end_of_reading(self.read_at, horizon)


def end_of_reading(read_at: datetime, horizon: timedelta) -> datetime:
    """Say how far ahead a calendar is read: as far as anybody books by the rules."""
    return read_at + horizon + _DAY


class Calendars:
    """The calendars in the database: at most one for each interviewer."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._seal = seal

    def put(
        self, connection: Connection, interviewer_id: int, account: Account, now: datetime
    ) -> int:
        """Give an interviewer a calendar, instead of any other; returns its number."""
        _drop(connection, interviewer_id)
        row = {
            "interviewer_id": interviewer_id,
            "url": account.url,
            "username": account.username,
            "password": self._seal.encrypt(account.password),
            "due_at": now,
        }
        insertion = insert(schema.calendar).values(row).returning(_calendar.id)
        number: int = connection.execute(insertion).scalar_one()
        return number

    def remove(self, interviewer_id: int, note: Note = unnoted) -> None:
        """Stop reading and writing an interviewer's calendar. Raises NoCalendar.

        Its busy times no longer block anything; entries that are in it stay.
        """
        with self._engine.begin() as connection:
            if not _drop(connection, interviewer_id):
                raise NoCalendar(interviewer_id)
            note(connection)

    def everything(self) -> Sequence[CalendarStatus]:
        """List the calendars, in the order in which they were set."""
        query = select(
            _calendar.id,
            _calendar.interviewer_id,
            _calendar.url,
            _calendar.username,
            _calendar.read_at,
            _calendar.problem,
        )
        with self._reader.connect() as connection:
            rows = connection.execute(query.order_by(_calendar.id))
            return [CalendarStatus(*row) for row in rows]

    def of(self, interviewer_id: int) -> CalendarStatus | None:
        """Give an interviewer's calendar; None if there is none."""
        theirs = (each for each in self.everything() if each.interviewer_id == interviewer_id)
        return next(theirs, None)

    def account(self, number: int) -> Account:
        """Read how to reach a calendar. Raises PermanentFailure, UnreadableSecret."""
        with self._reader.connect() as connection:
            row = connection.execute(
                select(schema.calendar).where(_calendar.id == number)
            ).one_or_none()
        if row is None:
            raise PermanentFailure("the calendar is no longer written to")
        return Account(row.url, row.username, self._seal.decrypt(row.password))

    def take_due(self, now: datetime) -> list[tuple[int, int]]:
        """Take the calendars that are due to be read; returns their numbers and interviewers.

        Nobody else is given them before they are due again.
        """
        is_due = _calendar.due_at <= now
        with self._reader.connect() as connection:  # so that polling keeps no booking waiting
            if connection.execute(select(_calendar.id).where(is_due)).first() is None:
                return []
        taking = update(schema.calendar).where(is_due).values(due_at=now + BETWEEN_READINGS)
        with self._engine.begin() as connection:
            taken = connection.execute(taking.returning(_calendar.id, _calendar.interviewer_id))
            return [(row.id, row.interviewer_id) for row in taken]

    def note(self, number: int, now: datetime, problem: str | None) -> bool:
        """Note that a calendar was read, or why it was not; False if it was removed."""
        values = {"problem": problem} if problem else {"problem": None, "read_at": now}
        with self._engine.begin() as connection:
            noted = connection.execute(
                update(schema.calendar).where(_calendar.id == number).values(values)
            )
            return noted.rowcount > 0


def find_id(connection: Connection, interviewer_id: int) -> int | None:
    """Find the number of an interviewer's calendar; None if there is none."""
    query = select(_calendar.id).where(_calendar.interviewer_id == interviewer_id)
    number: int | None = connection.execute(query).scalar()
    return number


def recipient(number: int) -> str:
    """Name a calendar, in the outbox and as the source of busy times."""
    return f"calendar {number}"


def _drop(connection: Connection, interviewer_id: int) -> bool:
    """Delete an interviewer's calendar, its busy times and messages; False if there is none."""
    number = find_id(connection, interviewer_id)
    if number is None:
        return False
    outbox = schema.outbox.c
    connection.execute(delete(schema.calendar).where(_calendar.id == number))
    store.replace_busy_times(connection, interviewer_id, recipient(number), ())
    connection.execute(
        delete(schema.outbox).where(
            outbox.channel == Channel.CALDAV,
            outbox.recipient == recipient(number),
            outbox.sent_at.is_(None),
        )
    )
    return True
