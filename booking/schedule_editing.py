"""Changing the schedule. Changes hold at once, for the next visitor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from itertools import pairwise

import holidays
from sqlalchemy import Connection, Engine, delete, insert, select, update

from booking import schema
from booking.model import TICK, Interviewer
from booking.openings import SpecialPeriod
from booking.transactions import Note, unnoted

_TICK_MINUTES = int(TICK.total_seconds() // 60)

HOLIDAY_REGIONS: dict[str, str] = {
    name: code
    for name, code in holidays.country_holidays("FR").subdivisions_aliases.items()
    if not name.isupper()  # leave out the library's short codes
}
"""French regions with holidays of their own: their names, and their codes in `holidays`."""


def set_day(
    engine: Engine,
    weekday: int,
    stretches: Sequence[tuple[time, time]],
    interviewer_id: int | None = None,
    note: Note = unnoted,
) -> None:
    """Set the hours of a weekday (0 is Monday, Paris' wall clock) for one interviewer, or for all.

    Raises ValueError for hours that overlap, or are not on the grid of TICK.
    """
    if any(hour.minute % _TICK_MINUTES for stretch in stretches for hour in stretch):
        raise ValueError(f"hours begin and end at multiples of {_TICK_MINUTES} minutes")
    ordered = sorted(stretches)
    if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
        raise ValueError("these hours overlap")
    with engine.begin() as connection:
        who = [key for key in _active(connection) if interviewer_id in (None, key)]
        for table in (schema.opening, schema.alternate_opening):
            connection.execute(
                delete(table).where(table.c.weekday == weekday, table.c.interviewer_id.in_(who))
            )
        rows = [
            {"interviewer_id": key, "weekday": weekday, "starts": start, "ends": end}
            for key in who
            for start, end in ordered
        ]
        if rows:
            connection.execute(insert(schema.opening), rows)
        note(connection)


def add_period(
    engine: Engine,
    start: datetime,
    end: datetime,
    *,
    is_open: bool,
    interviewer_id: int | None = None,
    label: str | None = None,
    note: Note = unnoted,
) -> int:
    """Add a closed or exceptionally open period of one interviewer or all; returns its number.

    Raises ValueError for a period without length, or an open one not on the grid of TICK.
    """
    if end <= start:
        raise ValueError("the period ends before it begins")
    if is_open and (start.minute % _TICK_MINUTES or end.minute % _TICK_MINUTES):
        raise ValueError(f"an opening begins and ends at multiples of {_TICK_MINUTES} minutes")
    with engine.begin() as connection:
        insertion = (
            insert(schema.special_period)
            .values(
                interviewer_id=interviewer_id,
                is_open=is_open,
                starts_at=start,
                ends_at=end,
                label=label,
            )
            .returning(schema.special_period.c.id)
        )
        identity: int = connection.execute(insertion).scalar_one()
        note(connection)
        return identity


def remove_period(engine: Engine, period_id: int, note: Note = unnoted) -> bool:
    """Remove a closed or open period; False if there is none of that number."""
    which = schema.special_period.c.id == period_id
    with engine.begin() as connection:
        removed = connection.execute(delete(schema.special_period).where(which)).rowcount > 0
        if removed:
            note(connection)
        return removed


def add_interviewer(engine: Engine, name: str, email: str | None, note: Note = unnoted) -> int:
    """Add an interviewer, with the weekly hours of the first; returns the number.

    An interviewer without a name, who stands for the whole team, is given this name instead.
    """
    person = {"name": name, "email": email}
    interviewer = schema.interviewer.c
    with engine.begin() as connection:
        note(connection)
        unnamed = connection.execute(
            select(interviewer.id).where(interviewer.name.is_(None), interviewer.active)
        ).scalar()
        if unnamed is not None:
            which = interviewer.id == unnamed
            connection.execute(update(schema.interviewer).where(which).values(person))
            return int(unnamed)
        first = min(_active(connection), default=None)
        insertion = insert(schema.interviewer).values(active=True, **person)
        added: int = connection.execute(insertion.returning(interviewer.id)).scalar_one()
        for table in (schema.opening, schema.alternate_opening):
            hours = select(table).where(table.c.interviewer_id == first)
            for row in connection.execute(hours).mappings().all():
                same = {name: row[name] for name in row if name not in ("id", "interviewer_id")}
                connection.execute(insert(table).values(interviewer_id=added, **same))
        return added


def retire_interviewer(engine: Engine, interviewer_id: int, note: Note = unnoted) -> bool:
    """Give an interviewer no more interviews; booked ones stay. False if there is none active."""
    which = schema.interviewer.c.id == interviewer_id
    with engine.begin() as connection:
        change = update(schema.interviewer).where(which, schema.interviewer.c.active)
        retired = connection.execute(change.values(active=False)).rowcount > 0
        if retired:
            note(connection)
        return retired


def interviewers(engine: Engine) -> list[Interviewer]:
    """List the active interviewers."""
    people = select(schema.interviewer).where(schema.interviewer.c.active)
    with engine.execution_options(read_only=True).connect() as connection:
        rows = connection.execute(people.order_by(schema.interviewer.c.id))
        return [Interviewer(row.id, row.name, row.email) for row in rows]


def special_periods(engine: Engine, now: datetime) -> list[tuple[int, SpecialPeriod, str | None]]:
    """List the periods that are not over, each with its number and its label."""
    period = schema.special_period
    query = select(period).where(period.c.ends_at > now).order_by(period.c.starts_at)
    with engine.execution_options(read_only=True).connect() as connection:
        return [
            (
                row.id,
                SpecialPeriod(row.interviewer_id, row.is_open, row.starts_at, row.ends_at),
                row.label,
            )
            for row in connection.execute(query)
        ]


def set_holiday_region(engine: Engine, region: str | None, note: Note = unnoted) -> None:
    """Set the French region whose public holidays apply; None: metropolitan France.

    Raises ValueError for a region not in HOLIDAY_REGIONS.
    """
    if region not in HOLIDAY_REGIONS and region is not None:
        raise ValueError(f"the regions are: {', '.join(HOLIDAY_REGIONS)}")
    library_name = HOLIDAY_REGIONS[region] if region else None
    with engine.begin() as connection:
        connection.execute(update(schema.booking_rules).values(holiday_region=library_name))
        note(connection)


def set_rules(
    engine: Engine,
    *,
    slot_minutes: int | None = None,
    pause_minutes: int | None = None,
    notice_minutes: int | None = None,
    horizon_days: int | None = None,
    open_per_email: int | None = None,
    note: Note = unnoted,
) -> None:
    """Change rules; None leaves one as it is. Raises ValueError for values that make no sense."""
    given = {
        "slot_minutes": slot_minutes,
        "pause_minutes": pause_minutes,
        "notice_minutes": notice_minutes,
        "horizon_days": horizon_days,
        "open_per_email": open_per_email,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if any(value < 0 for value in changes.values()):
        raise ValueError("no length of time is negative")
    for name in ("slot_minutes", "pause_minutes"):
        if changes.get(name, 0) % _TICK_MINUTES:
            raise ValueError(f"{name} must be a multiple of {_TICK_MINUTES}")
    if slot_minutes == 0:
        raise ValueError("an interview takes some time")
    if open_per_email == 0:
        raise ValueError("an address may have at least one interview")
    if changes:
        with engine.begin() as connection:
            connection.execute(update(schema.booking_rules).values(changes))
            note(connection)


def _active(connection: Connection) -> list[int]:
    keys = connection.execute(select(schema.interviewer.c.id).where(schema.interviewer.c.active))
    return list(keys.scalars())
