"""`./conseiller hours`: when the school receives."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated

import typer
from babel.dates import get_day_names

from booking import schedule_editing as office
from booking.model import Status
from booking.openings import Opening
from booking.schedule import Schedule
from entrypoints.cli.common import check_interviewer, noting, services
from entrypoints.cli.french_typer import argument, command, group, option
from entrypoints.cli.saying import fail
from entrypoints.cli.texts import text
from french import speak
from french.paris import PARIS
from runtime.wiring import Services
from staff.audit import Action
from web.machine_words import in_french

app = group("hours", runs_alone=True)

_DAYS = "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
_FRANCE = "France"
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


_Interviewer = Annotated[
    int | None, option("--interviewer", told="interviewer_option", shown="interviewer_shown")
]
_Start = Annotated[str, argument("period_start")]
_Last = Annotated[str | None, argument("period_end")]
_Label = Annotated[str | None, option("--label", told="label", shown="label")]


@app.callback()
def show(context: typer.Context) -> None:
    """Show the weekly hours, the rules and the special periods."""
    if context.invoked_subcommand:
        return
    made = services()
    schedule = made.free_slots.schedule()
    for person in office.interviewers(made.engine):
        name, email = person.name or text("the_team"), person.email or ""
        typer.echo(text("interviewer", number=person.id, name=name, email=email).rstrip())
    for opening in sorted(schedule.openings, key=lambda o: (o.weekday, o.start, o.interviewer_id)):
        typer.echo(_opening(opening))
    _print_rules(schedule)
    for number, period, label in office.special_periods(made.engine, made.now()):
        typer.echo(
            text(
                "period_open" if period.is_open else "period_closed",
                number=number,
                when=speak.span(period.start, period.end),
                who=text("period_who", number=period.interviewer_id)
                if period.interviewer_id
                else "",
                note=f" ({label})" if label else "",
            )
        )


@command(app, "set", "hours")
def set_day(
    day: Annotated[str, argument("day")],
    stretches: Annotated[list[str] | None, argument("stretches")] = None,
    interviewer: _Interviewer = None,
) -> None:
    """Set the hours of a day of the week."""
    weekday = _weekday(day)
    hours = [_stretch(stretch) for stretch in stretches or ()]
    made = services()
    check_interviewer(made, interviewer)
    try:
        office.set_day(
            made.engine,
            weekday,
            hours,
            interviewer,
            noting(made, Action.HOURS_CHANGED),
        )
    except ValueError as error:
        fail(in_french(str(error)))
    said = ", ".join(stretches or ()) or text("day_closed")
    typer.echo(text("day_is", day=_day_name(weekday), hours=said))


@command(app, "close", "hours")
def close(
    start: _Start,
    end: _Last = None,
    interviewer: _Interviewer = None,
    label: _Label = None,
) -> None:
    """Close for a period. Interviews already booked in it stay: move or cancel them."""
    made = services()
    first, last = _add_period(made, start, end, False, interviewer, label)
    typer.echo(text("closed", start=speak.moment(first), end=speak.moment(last)))
    for interview in made.desk.interviews([Status.CONFIRMED], after=first):
        if interview.start < last and interviewer in (None, interview.interviewer.id):
            typer.echo(text("still_in_it", reference=interview.reference))


@command(app, "open", "hours")
def open_(
    start: _Start,
    end: _Last = None,
    interviewer: _Interviewer = None,
    label: _Label = None,
) -> None:
    """Open exceptionally, even on a holiday or at the weekend."""
    first, last = _add_period(services(), start, end, True, interviewer, label)
    typer.echo(text("opened", start=speak.moment(first), end=speak.moment(last)))


@command(app, "remove", "hours")
def remove(number: Annotated[int, argument("period")]) -> None:
    """Take back a closed or exceptionally open period."""
    made = services()
    if not office.remove_period(made.engine, number, noting(made, Action.PERIOD_REMOVED)):
        fail(text("no_period", number=number))
    typer.echo(text("period_removed", number=number))


@command(app, "add", "hours")
def add_interviewer(
    name: Annotated[str, argument("name", "interviewer_name")],
    email: Annotated[str | None, option("--email", told="interviewer_email", shown="email")] = None,
) -> None:
    """Add an interviewer, with the same weekly hours as the first."""
    made = services()
    note = noting(made, Action.INTERVIEWER_ADDED)
    number = office.add_interviewer(made.engine, name, email, note)
    typer.echo(text("interviewer", number=number, name=name, email=email or "").rstrip())


@command(app, "retire", "hours")
def retire_interviewer(
    number: Annotated[int, argument("interviewer_shown", "interviewer")],
) -> None:
    """Give an interviewer no more interviews; those that are booked stay."""
    made = services()
    note = noting(made, Action.INTERVIEWER_RETIRED)
    if not office.retire_interviewer(made.engine, number, note):
        fail(text("no_interviewer", number=number))
    typer.echo(text("retired", number=number))
    for interview in made.desk.interviews([Status.CONFIRMED], after=made.now()):
        if interview.interviewer.id == number:
            typer.echo(text("still_booked", reference=interview.reference))


@command(app, "rules", "hours")
def set_rules(
    slot: Annotated[int | None, option("--slot", told="slot", shown="minutes")] = None,
    pause: Annotated[int | None, option("--pause", told="pause", shown="minutes")] = None,
    notice: Annotated[int | None, option("--notice", told="notice", shown="minutes")] = None,
    horizon: Annotated[int | None, option("--horizon", told="horizon", shown="days")] = None,
    per_email: Annotated[int | None, option("--per-email", told="per_email", shown="count")] = None,
    holidays: Annotated[str | None, option("--holidays", told="holidays", shown="region")] = None,
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
        fail(in_french(str(error)))
    typer.echo(text("rules_changed"))


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
        fail(in_french(str(error)))
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
        fail(text("bad_moment", typed=typed))


def _weekday(typed: str) -> int:
    """Read a day of the week, in French or as programs name it."""
    for weekday, name in enumerate(_DAYS):
        if typed.lower() in (name, _day_name(weekday)):
            return weekday
    raise typer.BadParameter(text("bad_day", day=typed))


def _day_name(weekday: int) -> str:
    return str(get_day_names("wide", locale="fr")[weekday])


def _opening(opening: Opening) -> str:
    return text(
        "opening",
        day=_day_name(opening.weekday),
        hours=f"{opening.start:%H:%M}-{opening.end:%H:%M}",
        number=opening.interviewer_id,
        weeks="" if opening.weeks is None else text(f"weeks_{opening.weeks}"),
    )


def _print_rules(schedule: Schedule) -> None:
    rules = schedule.rules
    said = text(
        "rules",
        slot=rules.slot // _MINUTE,
        pause=rules.pause // _MINUTE,
        notice=f"{rules.notice / _HOUR:g}",
        horizon=rules.horizon.days,
        per_email=rules.open_per_email,
    )
    typer.echo(said)
    for person_id, limit in sorted(schedule.limits.items()):
        typer.echo(text("limit", number=person_id, limit=limit))
    if rules.change_notice:
        typer.echo(text("change_notice", notice=f"{rules.change_notice / _HOUR:g}"))
    typer.echo(text("holidays", region=_region_name(rules.holiday_region)))


def _region_name(code: str | None) -> str:
    names = {value: name for name, value in office.HOLIDAY_REGIONS.items()}
    return names[code] if code else _FRANCE


def _stretch(typed: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part) for part in typed.split("-"))
    except ValueError:
        fail(text("bad_stretch", typed=typed))
    if end <= start:
        fail(text("stretch_backwards", typed=typed))
    return start, end
