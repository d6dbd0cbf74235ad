"""`./conseiller hours`: when the school receives."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import Annotated

import typer

from booking import hours as office
from booking.model import PARIS
from runtime.cli.common import fail, services

app = typer.Typer(
    help="When the school receives; changes hold at once.", invoke_without_command=True
)


class Weekday(StrEnum):
    """A day of the week, as typed."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_DAYS = tuple(Weekday)


@app.callback()
def show(context: typer.Context) -> None:
    """Show the weekly hours, the rules and the special periods."""
    if context.invoked_subcommand:
        return
    schedule = office.read(services().engine)
    for opening in sorted(schedule.openings, key=lambda o: (o.weekday, o.start, o.interviewer_id)):
        day = _DAYS[opening.weekday].value
        typer.echo(f"{day:<10} {opening.start:%H:%M}-{opening.end:%H:%M}")
    rules = schedule.rules
    typer.echo(
        f"interviews of {rules.slot.total_seconds() / 60:.0f} min, "
        f"{rules.pause.total_seconds() / 60:.0f} min between, "
        f"at least {rules.notice.total_seconds() / 3600:g} h "
        f"and at most {rules.horizon.days} days ahead"
    )
    for period in schedule.special_periods:
        state = "open" if period.is_open else "closed"
        start, end = period.start.astimezone(PARIS), period.end.astimezone(PARIS)
        typer.echo(f"{state} from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}")


@app.command("set")
def set_day(
    day: Annotated[Weekday, typer.Argument(help="The day of the week.")],
    stretches: Annotated[
        list[str] | None, typer.Argument(help="Such as 09:00-12:30 14:00-18:00; none: closed.")
    ] = None,
) -> None:
    """Set the hours of a day of the week."""
    hours = [_stretch(stretch) for stretch in stretches or ()]
    try:
        office.set_day(services().engine, _DAYS.index(day), hours)
    except ValueError as error:
        fail(str(error))
    typer.echo(f"{day.value}: {', '.join(stretches or ()) or 'closed'}")


@app.command("close")
def close(
    start: Annotated[datetime, typer.Argument(help="First moment, Paris' time.")],
    end: Annotated[datetime, typer.Argument(help="Where it opens again, Paris' time.")],
) -> None:
    """Close for a period. Interviews already booked in it stay: move or cancel them."""
    first, last = start.replace(tzinfo=PARIS), end.replace(tzinfo=PARIS)
    if last <= first:
        fail("the period ends before it begins")
    made = services()
    office.close(made.engine, first, last)
    typer.echo(f"closed from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}")
    for interview in made.desk.interviews(after=first):
        if interview.start < last and interview.status == "confirmed":
            typer.echo(f"still booked in it: {interview.reference}")


@app.command("rules")
def set_rules(
    slot: Annotated[int | None, typer.Option(help="Minutes of an interview.")] = None,
    pause: Annotated[int | None, typer.Option(help="Minutes between two.")] = None,
    notice: Annotated[int | None, typer.Option(help="Minutes ahead, at least.")] = None,
    horizon: Annotated[int | None, typer.Option(help="Days ahead, at most.")] = None,
) -> None:
    """Change how interviews are cut and how far ahead they are taken."""
    try:
        office.set_rules(
            services().engine,
            slot_minutes=slot,
            pause_minutes=pause,
            notice_minutes=notice,
            horizon_days=horizon,
        )
    except ValueError as error:
        fail(str(error))
    typer.echo("changed; see ./conseiller hours")


def _stretch(typed: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part) for part in typed.split("-"))
    except ValueError:
        fail(f"{typed!r} is not like 09:00-12:30")
    if end <= start:
        fail(f"{typed!r} ends before it begins")
    return start, end
