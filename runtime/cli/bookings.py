"""`./conseiller bookings`: the interviews, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from booking import french
from booking.contact import spoken_phone
from booking.model import PARIS, Interview
from runtime.cli.common import services


def list_bookings(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON list, for programs.")
    ] = False,
    upcoming: Annotated[bool, typer.Option(help="Only those that are not over.")] = False,
) -> None:
    """List the interviews, in order of time."""
    made = services()
    interviews = made.desk.interviews(after=made.now() if upcoming else None)
    if as_json:
        typer.echo(json.dumps([_record(i) for i in interviews], ensure_ascii=False, indent=2))
    else:
        _print_table(interviews)


def _record(interview: Interview) -> dict[str, Any]:
    return {
        "reference": interview.reference,
        "status": interview.status.value,
        "start": interview.start.astimezone(PARIS).isoformat(),
        "end": interview.end.astimezone(PARIS).isoformat(),
        "name": interview.visitor.name,
        "email": interview.visitor.email,
        "phone": interview.visitor.phone,
        "created_at": interview.created_at.astimezone(PARIS).isoformat(),
        "questions": list(interview.questions),
    }


def _print_table(interviews: Sequence[Interview]) -> None:
    if not interviews:
        typer.echo("No interview is booked yet.")
    for interview in interviews:
        visitor = interview.visitor
        phone = spoken_phone(visitor.phone) if visitor.phone else "-"
        typer.echo(
            f"{interview.reference}  {interview.status.value:<9}  "
            f"{french.moment(interview.start)}  {visitor.name}  {visitor.email}  {phone}"
        )
