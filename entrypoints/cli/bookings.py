"""`./conseiller bookings`: the interviews, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from booking.model import Interview, NotBookable, NotOpen, UnknownReference
from entrypoints.cli.common import AsJson, fail, on_paris_clock, print_json, services
from french import speak
from french.contact import spoken_phone
from french.paris import PARIS
from staff.audit import COMMAND_LINE


def list_bookings(
    as_json: AsJson = False,
    upcoming: Annotated[bool, typer.Option(help="Only those that are not over.")] = False,
) -> None:
    """List the interviews, in order of time."""
    made = services()
    interviews = made.desk.interviews(after=made.now() if upcoming else None)
    if as_json:
        print_json(map(_record, interviews))
    else:
        _print_table(interviews)


def cancel(reference: Annotated[str, typer.Argument(help="Such as K7PD-M4QX.")]) -> None:
    """Cancel an interview; everybody concerned is told by e-mail."""
    made = services()
    try:
        interview = made.desk_of(COMMAND_LINE).cancel(reference, made.now())
    except (UnknownReference, NotOpen):
        fail(f"{reference} is no interview that can still be cancelled")
    typer.echo(f"{interview.reference} is cancelled.")


def move(
    reference: Annotated[str, typer.Argument(help="Such as K7PD-M4QX.")],
    start: Annotated[datetime, typer.Argument(help="The new time, Paris' wall clock.")],
) -> None:
    """Move an interview; everybody concerned is told by e-mail."""
    made = services()
    try:
        interview = made.desk_of(COMMAND_LINE).move(
            reference, start.replace(tzinfo=PARIS), made.now()
        )
    except (UnknownReference, NotOpen):
        fail(f"{reference} is no interview that can still be moved")
    except NotBookable as refused:
        fail(f"{start:%Y-%m-%d %H:%M} cannot be had: {refused.reason.value}")
    typer.echo(f"{interview.reference} is moved to {start:%Y-%m-%d %H:%M}.")


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
        typer.echo("No interview is booked yet.")
    for interview in interviews:
        visitor = interview.visitor
        phone = spoken_phone(visitor.phone) if visitor.phone else "-"
        typer.echo(
            f"{interview.reference}  {interview.status.value:<9}  "
            f"{speak.moment(interview.start)}  {visitor.name}  {visitor.email}  {phone}"
        )
