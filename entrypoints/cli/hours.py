"""`./conseiller hours`: when the school receives."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from booking import schedule_editing as office
from booking.model import Status
from booking.schedule import EVEN, ODD
from entrypoints.cli.common import check_interviewer, fail, noting, services
from french.paris import PARIS
from runtime.wiring import Services
from staff.audit import Action

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
_WEEKS = {EVEN: "even", ODD: "odd"}
_FRANCE = "France"


_Interviewer = Annotated[
    int | None, typer.Option("--interviewer", help="Number of one interviewer; none: all.")
]
_Start = Annotated[str, typer.Argument(help="A day or a moment, such as 2026-12-24T14:00.")]
_Last = Annotated[
    str | None,
    typer.Argument(help="The last day, or the moment where it ends; none: the day of the start."),
]


@app.callback()
def show(context: typer.Context) -> None:
    """Show the weekly hours, the rules and the special periods."""
    if context.invoked_subcommand:
        return
    made = services()
    schedule = made.free_slots.schedule()
    for person in office.interviewers(made.engine):
        typer.echo(f"interviewer {person.id}: {person.name or 'the team'} {person.email or ''}")
    for opening in sorted(schedule.openings, key=lambda o: (o.weekday, o.start, o.interviewer_id)):
        day = _DAYS[opening.weekday].value
        hours = f"{opening.start:%H:%M}-{opening.end:%H:%M}"
        weeks = "" if opening.weeks is None else f", {_WEEKS[opening.weeks]} weeks"
        typer.echo(f"{day:<10} {hours}  interviewer {opening.interviewer_id}{weeks}")
    rules = schedule.rules
    typer.echo(
        f"interviews of {rules.slot.total_seconds() / 60:.0f} min, "
        f"{rules.pause.total_seconds() / 60:.0f} min between, "
        f"at least {rules.notice.total_seconds() / 3600:g} h "
        f"and at most {rules.horizon.days} days ahead, "
        f"{rules.open_per_email} to come an e-mail address"
    )
    for person_id, limit in sorted(schedule.limits.items()):
        typer.echo(f"interviewer {person_id}: at most {limit} a day")
    if rules.change_notice:
        notice = rules.change_notice.total_seconds() / 3600
        typer.echo(f"visitors move and cancel until {notice:g} h before")
    typer.echo(f"public holidays of {_region_name(rules.holiday_region)}")
    for number, period, label in office.special_periods(made.engine, made.now()):
        state = "open" if period.is_open else "closed"
        start, end = period.start.astimezone(PARIS), period.end.astimezone(PARIS)
        who = f", interviewer {period.interviewer_id}" if period.interviewer_id else ""
        note = f" ({label})" if label else ""
        typer.echo(
            f"period {number}: {state} from {start:%Y-%m-%d %H:%M} "
            f"to {end:%Y-%m-%d %H:%M}{who}{note}"
        )


@app.command("set")
def set_day(
    day: Annotated[Weekday, typer.Argument(help="The day of the week.")],
    stretches: Annotated[
        list[str] | None, typer.Argument(help="Such as 09:00-12:30 14:00-18:00; none: closed.")
    ] = None,
    interviewer: _Interviewer = None,
) -> None:
    """Set the hours of a day of the week."""
    hours = [_stretch(stretch) for stretch in stretches or ()]
    made = services()
    check_interviewer(made, interviewer)
    try:
        office.set_day(
            made.engine,
            _DAYS.index(day),
            hours,
            interviewer,
            noting(made, Action.HOURS_CHANGED),
        )
    except ValueError as error:
        fail(str(error))
    typer.echo(f"{day.value}: {', '.join(stretches or ()) or 'closed'}")


@app.command("close")
def close(
    start: _Start,
    end: _Last = None,
    interviewer: _Interviewer = None,
    label: Annotated[str | None, typer.Option(help="What for; only staff see it.")] = None,
) -> None:
    """Close for a period. Interviews already booked in it stay: move or cancel them."""
    made = services()
    first, last = _add_period(made, start, end, False, interviewer, label)
    typer.echo(f"closed from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}")
    for interview in made.desk.interviews([Status.CONFIRMED], after=first):
        if interview.start < last and interviewer in (None, interview.interviewer.id):
            typer.echo(f"still booked in it: {interview.reference}")


@app.command("open")
def open_(
    start: _Start,
    end: _Last = None,
    interviewer: _Interviewer = None,
    label: Annotated[str | None, typer.Option(help="What for; only staff see it.")] = None,
) -> None:
    """Open exceptionally, even on a holiday or at the weekend."""
    first, last = _add_period(services(), start, end, True, interviewer, label)
    typer.echo(f"open from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}")


@app.command("remove")
def remove(
    number: Annotated[int, typer.Argument(help="Of the period, as ./conseiller hours shows it.")],
) -> None:
    """Take back a closed or exceptionally open period."""
    made = services()
    if not office.remove_period(made.engine, number, noting(made, Action.PERIOD_REMOVED)):
        fail(f"there is no period {number}; see ./conseiller hours")
    typer.echo(f"period {number} is removed")


@app.command("add")
def add_interviewer(
    name: Annotated[str, typer.Argument(help="Visitors read it in their confirmation.")],
    email: Annotated[str | None, typer.Option(help="Of the interviewer.")] = None,
) -> None:
    """Add an interviewer, with the same weekly hours as the first."""
    made = services()
    note = noting(made, Action.INTERVIEWER_ADDED)
    number = office.add_interviewer(made.engine, name, email, note)
    typer.echo(f"interviewer {number}: {name}")


@app.command("retire")
def retire_interviewer(
    number: Annotated[int, typer.Argument(help="As ./conseiller hours shows it.")],
) -> None:
    """Give an interviewer no more interviews; those that are booked stay."""
    made = services()
    note = noting(made, Action.INTERVIEWER_RETIRED)
    if not office.retire_interviewer(made.engine, number, note):
        fail(f"there is no interviewer {number}; see ./conseiller hours")
    typer.echo(f"interviewer {number} gets no more interviews")
    for interview in made.desk.interviews([Status.CONFIRMED], after=made.now()):
        if interview.interviewer.id == number:
            typer.echo(f"still booked: {interview.reference}")


@app.command("rules")
def set_rules(
    slot: Annotated[int | None, typer.Option(help="Minutes of an interview.")] = None,
    pause: Annotated[int | None, typer.Option(help="Minutes between two.")] = None,
    notice: Annotated[int | None, typer.Option(help="Minutes ahead, at least.")] = None,
    horizon: Annotated[int | None, typer.Option(help="Days ahead, at most.")] = None,
    per_email: Annotated[
        int | None, typer.Option(help="Interviews to come that an address may have.")
    ] = None,
    holidays: Annotated[
        str | None, typer.Option(help="Region whose holidays are kept, or « France ».")
    ] = None,
) -> None:
    """Change how interviews are cut and how far ahead they are taken."""
    made = services()
    note = noting(made, Action.RULES_CHANGED)
    try:
        if holidays is not None:
            region = None if holidays == _FRANCE else holidays
            office.set_holiday_region(made.engine, region, note)
        office.set_rules(
            made.engine,
            slot_minutes=slot,
            pause_minutes=pause,
            notice_minutes=notice,
            horizon_days=horizon,
            open_per_email=per_email,
            note=note,
        )
    except ValueError as error:
        fail(str(error))
    typer.echo("changed; see ./conseiller hours")


def _add_period(
    made: Services,
    start: str,
    end: str | None,
    is_open: bool,
    interviewer: int | None,
    label: str | None,
) -> tuple[datetime, datetime]:
    check_interviewer(made, interviewer)
    first, _ = _day_or_moment(start)
    _, last = _day_or_moment(end or start[:10])
    try:
        times = {"start": first.isoformat(), "end": last.isoformat()}
        office.add_period(
            made.engine,
            first,
            last,
            is_open=is_open,
            interviewer_id=interviewer,
            label=label,
            note=noting(made, Action.PERIOD_ADDED, **times),
        )
    except ValueError as error:
        fail(str(error))
    return first, last


def _day_or_moment(typed: str) -> tuple[datetime, datetime]:
    """Read where a day begins and ends, or a moment twice; Paris' time."""
    try:
        if len(typed) > 10:
            moment = datetime.fromisoformat(typed)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=PARIS)
            return moment, moment
        day = date.fromisoformat(typed)
        return (
            datetime.combine(day, time(), PARIS),
            datetime.combine(day + timedelta(days=1), time(), PARIS),
        )
    except (ValueError, OverflowError):
        fail(f"{typed!r} is neither a day nor a moment, such as 2026-12-24 or 2026-12-24T14:00")


def _region_name(code: str | None) -> str:
    names = {value: name for name, value in office.HOLIDAY_REGIONS.items()}
    return names[code] if code else _FRANCE


def _stretch(typed: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part) for part in typed.split("-"))
    except ValueError:
        fail(f"{typed!r} is not like 09:00-12:30")
    if end <= start:
        fail(f"{typed!r} ends before it begins")
    return start, end
