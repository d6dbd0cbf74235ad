"""`./conseiller bookings`: the interviews, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from booking.model import Interview, NotBookable, NotOpen, UnknownReference
from entrypoints.cli.common import services
from entrypoints.cli.french_typer import argument, option
from entrypoints.cli.saying import AsJson, fail, on_paris_clock, print_json
from entrypoints.cli.texts import text
from french import speak
from french.contact import spoken_phone
from french.paris import PARIS
from staff.audit import COMMAND_LINE

_Reference = Annotated[str, argument("reference")]


def list_bookings(
    as_json: AsJson = False,
    upcoming: Annotated[bool, option("--upcoming", told="upcoming")] = False,
) -> None:
    """List the interviews, in order of time."""
    made = services()
    interviews = made.desk.interviews(after=made.now() if upcoming else None)
    if as_json:
        print_json(map(_record, interviews))
    else:
        _print_table(interviews)


def cancel(reference: _Reference) -> None:
    """Cancel an interview; everybody concerned is told by e-mail."""
    made = services()
    try:
        interview = made.desk_of(COMMAND_LINE).cancel(reference, made.now())
    except (UnknownReference, NotOpen):
        fail(text("not_cancelled", reference=reference))
    typer.echo(text("cancelled", reference=interview.reference))


def move(reference: _Reference, start: Annotated[datetime, argument("start")]) -> None:
    """Move an interview; everybody concerned is told by e-mail."""
    made = services()
    wanted = start.replace(tzinfo=PARIS)
    try:
        interview = made.desk_of(COMMAND_LINE).move(reference, wanted, made.now())
    except (UnknownReference, NotOpen):
        fail(text("not_moved", reference=reference))
    except NotBookable as refused:
        why = text(f"refused_{refused.reason.value}")
        fail(text("refused", start=speak.moment(wanted), why=why))
    typer.echo(text("moved", reference=interview.reference, start=speak.moment(wanted)))


def _record(interview: Interview) -> dict[str, Any]:
    return {
        "reference": interview.reference,
        "status": interview.status.value,
        "start": on_paris_clock(interview.start),
        "end": on_paris_clock(interview.end),
        "name": interview.visitor.name,
        "email": interview.visitor.email,
        "phone": interview.visitor.phone,
        "created_at": on_paris_clock(interview.created_at),
        "questions": list(interview.questions),
        "confirm_by": interview.confirm_by and on_paris_clock(interview.confirm_by),
    }


def _print_table(interviews: Sequence[Interview]) -> None:
    if not interviews:
        typer.echo(text("no_bookings"))
    for interview in interviews:
        visitor = interview.visitor
        phone = spoken_phone(visitor.phone) if visitor.phone else text("nobody")
        status = text(f"status_{interview.status.value}")
        typer.echo(
            f"{interview.reference}  {status:<9}  "
            f"{speak.moment(interview.start)}  {visitor.name}  {visitor.email}  {phone}"
        )
