"""Reading and writing interviews."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    insert,
    select,
    update,
)

from booking import schema
from booking.model import BookingRequest, Interview, Interviewer, Place, Status, Visitor
from booking.references import new_reference
from booking.store.occupied_time import occupy, vacate

_columns = schema.interview.c


def interview_by_id(connection: Connection, interview_id: int | None) -> Interview | None:
    """Find an interview by its number; None if there is none."""
    return _find(connection, _columns.id == interview_id)


def interview_by_reference(
    connection: Connection, reference: str, *, lock: bool = False
) -> Interview | None:
    """Find an interview by its reference as stored; `lock` it for a change in this transaction."""
    return _find(connection, _columns.reference == reference, lock=lock)


def interview_by_uid(connection: Connection, uid: str, *, lock: bool = False) -> Interview | None:
    """Find an interview by its uid; `lock` it for a change in this transaction."""
    return _find(connection, _columns.uid == uid, lock=lock)


def interview_by_request_key(connection: Connection, key: str) -> Interview | None:
    """Find the interview that a confirmation booked; None if it booked none."""
    return _find(connection, _columns.request_key == key)


def lock_interviewer(connection: Connection, interviewer_id: int) -> None:
    """Have others who count the interviewer's day wait until this transaction ends."""
    if connection.dialect.name == "postgresql":  # on SQLite writers wait for each other anyway
        which = schema.interviewer.c.id == interviewer_id
        query = select(schema.interviewer.c.id).where(which)
        connection.execute(query.with_for_update(key_share=True))  # bookings refer to it


def add_interview(
    connection: Connection,
    request: BookingRequest,
    place: Place,
    now: datetime,
    confirm_by: datetime | None = None,
) -> Interview:
    """Book a place under a new reference; IntegrityError if it is taken."""
    insertion = insert(schema.interview).values(
        reference=new_reference(),
        uid=str(uuid.uuid4()),
        sequence=0,
        status=Status.CONFIRMED,
        **_place(place),
        **_visitor(request.visitor),
        questions=list(request.questions),
        consented_at=request.consented_at,
        created_at=now,
        changed_at=now,
        request_key=request.key,
        confirm_by=confirm_by,
        zone=request.zone,
        note=request.note,
    )
    interview_id = connection.execute(insertion.returning(_columns.id)).scalar_one()
    occupy(connection, place, interview_id=interview_id)
    return _stored(connection, interview_id)


def move_interview(
    connection: Connection,
    interview_id: int,
    place: Place,
    now: datetime,
    *,
    settled: bool,
    asked: bool,
) -> Interview:
    """Give an interview, vacated before, another place; IntegrityError if it is taken.

    Once `settled`, nothing is left for its visitor to confirm; `asked`, they are to accept it.
    """
    occupy(connection, place, interview_id=interview_id)
    moved = {
        **_place(place),
        "coming_at": None,
        "accepted_at": None,
        "answer_asked_at": now if asked else None,
    }
    if settled:
        moved["confirm_by"] = None
    return _change(connection, interview_id, now, moved)


def cancel_interview(
    connection: Connection, interview_id: int, now: datetime, *, lapsed: bool = False
) -> Interview:
    """Cancel an interview and free its place; its request may book again.

    One that has `lapsed` keeps the moment by which it was to be confirmed.
    """
    vacate(connection, interview_id)
    cancelled: dict[str, object] = {"status": Status.CANCELLED, "request_key": None}
    if not lapsed:
        cancelled["confirm_by"] = None
    return _change(connection, interview_id, now, cancelled)


def correct_interview(
    connection: Connection,
    interview_id: int,
    visitor: Visitor,
    now: datetime,
    confirm_by: datetime | None,
    *,
    is_proved: bool,
) -> Interview:
    """Replace the visitor's details; unless `is_proved`, what was confirmed before is forgotten."""
    corrected = {**_visitor(visitor), "confirm_by": confirm_by}
    if not is_proved:
        corrected["confirmed_at"] = None
    return _change(connection, interview_id, now, corrected)


def note_interview(
    connection: Connection, interview_id: int, note: str | None, now: datetime
) -> Interview:
    """Replace what the visitor wants the interviewer to know."""
    return _change(connection, interview_id, now, {"note": note})


def note_reply(connection: Connection, interview_id: int, **said: datetime) -> Interview:
    """Note what the visitor said, and when: nothing that anybody has to be told of changes."""
    connection.execute(update(schema.interview).where(_columns.id == interview_id).values(**said))
    return _stored(connection, interview_id)


def set_status(
    connection: Connection, interview_id: int, status: Status, now: datetime
) -> Interview:
    """Note whether the visitor came: nothing that anybody has to be told of changes."""
    connection.execute(
        update(schema.interview)
        .where(_columns.id == interview_id)
        .values(status=status, changed_at=now)
    )
    return _stored(connection, interview_id)


def _place(place: Place) -> dict[str, object]:
    return {
        "interviewer_id": place.interviewer_id,
        "starts_at": place.slot.start,
        "ends_at": place.slot.end,
    }


def _visitor(visitor: Visitor) -> dict[str, object]:
    return {"name": visitor.name, "email": visitor.email, "phone": visitor.phone}


def _change(
    connection: Connection, interview_id: int, now: datetime, values: Mapping[str, object]
) -> Interview:
    """Update an interview, one step up in sequence, and return it as stored."""
    connection.execute(
        update(schema.interview)
        .where(_columns.id == interview_id)
        .values(sequence=_columns.sequence + 1, changed_at=now, **values)
    )
    return _stored(connection, interview_id)


def _find(
    connection: Connection, which: ColumnElement[bool], *, lock: bool = False
) -> Interview | None:
    query = interviews_query().where(which)
    if lock:
        query = query.with_for_update(of=schema.interview)
    row = connection.execute(query).one_or_none()
    return None if row is None else read_interview(row)


def _stored(connection: Connection, interview_id: int) -> Interview:
    return read_interview(
        connection.execute(interviews_query().where(_columns.id == interview_id)).one()
    )


def interviews_query() -> Select[Any]:
    """Select interviews, each with its interviewer, for `read_interview`."""
    return select(
        schema.interview,
        schema.interviewer.c.name.label("interviewer_name"),
        schema.interviewer.c.email.label("interviewer_email"),
    ).join(schema.interviewer)


def read_interview(row: Row[Any]) -> Interview:
    """Make the interview of a row of `interviews_query`."""
    return Interview(
        id=row.id,
        reference=row.reference,
        uid=row.uid,
        sequence=row.sequence,
        status=Status(row.status),
        start=row.starts_at,
        end=row.ends_at,
        interviewer=Interviewer(row.interviewer_id, row.interviewer_name, row.interviewer_email),
        visitor=Visitor(row.name, row.email, row.phone),
        created_at=row.created_at,
        changed_at=row.changed_at,
        questions=tuple(row.questions),
        confirm_by=row.confirm_by,
        zone=row.zone,
        note=row.note,
        coming_at=row.coming_at,
        answer_asked_at=row.answer_asked_at,
        accepted_at=row.accepted_at,
    )
