"""Hours and rules: weekly hours, extra openings, length, pause, notice and horizon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from sanic import HTTPResponse
from sanic.request import RequestParameters

from booking import schedule_editing
from booking.planning import ChangedMeanwhile
from booking.schedule import Opening
from booking.schedule_changes import ScheduleChange
from french.paris import PARIS
from runtime.wiring import Services
from staff import changing
from staff.audit import Action
from staff.changing import Before
from staff.sessions import Member
from web.context import Request
from web.equipe import planning
from web.equipe.hours_forms import OpeningForm, RulesForm, ScheduleForm, WeekForm, read_hour
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.today import show_nothing
from web.equipe.views import show
from web.pages.no_script import read_calendar, read_date

routes = Routes("equipe_hours")

_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # of a moment whose free slots can be shown

_FORMS: dict[str, type[WeekForm | OpeningForm | RulesForm]] = {
    "semaine": WeekForm,
    "ouverture": OpeningForm,
    "regles": RulesForm,
}


@routes.get("/horaires", OFFICE)
def show_hours(request: Request, member: Member) -> HTTPResponse:
    """Show the hours and rules as they are, and ask for others."""
    return _show(request, member)


@routes.get("/horaires/apercu", OFFICE)
def preview(request: Request, member: Member) -> HTTPResponse:
    """Show what a visitor is offered who comes at a moment."""
    services = request.app.ctx.services
    day, hour = read_date(request.args.get("jour")), read_hour(request.args.get("heure") or "")
    if day is None or hour is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return _show(request, member, 422, {"apercu": problem_sentence("moment_unreadable")})
    moment = datetime.combine(day, hour, PARIS)
    calendar = read_calendar(services, None, moment)
    return show(request, member, "equipe/hours_preview.html", moment=moment, calendar=calendar)


@routes.get("/horaires/<kind>/effet", OFFICE)
def show_change(request: Request, member: Member, kind: str) -> HTTPResponse:
    """Show what a change of hours or rules would change; nothing is changed yet."""
    if kind not in _FORMS:
        return show_nothing(request, member, kind)
    form = _FORMS[kind].read(request.args)
    change = _change(request, form)
    if isinstance(change, str):
        return _show(request, member, 422, {kind: problem_sentence(change)}, form)
    return _show_effect(request, member, kind, form, change)


@routes.post("/horaires/<kind>", OFFICE)
def publish_change(request: Request, member: Member, kind: str) -> HTTPResponse:
    """Publish a change of hours or rules, with what was decided of each interview."""
    if kind not in _FORMS:
        return show_nothing(request, member, kind)
    form = _FORMS[kind].read(request.form or RequestParameters())
    change = _change(request, form)
    if isinstance(change, str):
        return _show(request, member, 422, {kind: problem_sentence(change)}, form)
    try:
        return planning.publish(request, member, change, "/equipe/horaires?fait=horaires")
    except ChangedMeanwhile:
        problem = problem_sentence("hours_overtaken")
        return _show_effect(request, member, kind, form, change, problem)


def _change(request: Request, form: ScheduleForm) -> ScheduleChange | str:
    services = request.app.ctx.services
    people = {str(p.id): p.id for p in schedule_editing.interviewers(services.engine)}
    if form.who and form.who not in people:
        return "absence_who"
    return form.change(people.get(form.who), services.free_slots.schedule())


def _show(
    request: Request,
    member: Member,
    status: int = 200,
    problems: dict[str, str] | None = None,
    form: ScheduleForm | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    schedule = services.free_slots.schedule()
    people = schedule_editing.interviewers(services.engine)
    asked = request.args.get("qui") or ""
    who = next((person.id for person in people if str(person.id) == asked), None)
    given: dict[str, Any] = {
        "week": form if isinstance(form, WeekForm) else WeekForm.of(who, schedule.openings),
        "opening": form if isinstance(form, OpeningForm) else OpeningForm(),
        "rules": form if isinstance(form, RulesForm) else RulesForm.of(schedule.rules),
    }
    now = services.now()
    return show(
        request,
        member,
        "equipe/hours.html",
        status,
        people=people,
        who=who,
        today=now.astimezone(PARIS).date(),
        ways_back=list(_ways_back(services, now)),
        are_alike=_are_alike(schedule.openings, schedule.interviewers),
        problems=problems or {},
        **given,
    )


def _ways_back(services: Services, now: datetime) -> Iterator[tuple[str, Before, str]]:
    """Give what was changed within the hour, and the address that shows going back to before."""
    interviewers = services.free_slots.schedule().interviewers
    hours = changing.before_last(services.engine, Action.HOURS_CHANGED, now)
    if hours is not None and hours.openings is not None:
        week = WeekForm.of(hours.interviewer_id, hours.openings)
        if hours.interviewer_id is not None or _are_alike(hours.openings, interviewers):
            yield "semaine", hours, urlencode(week.fields)
    rules = changing.before_last(services.engine, Action.RULES_CHANGED, now)
    if rules is not None and rules.rules is not None:
        yield "regles", rules, urlencode(RulesForm.of(rules.rules).fields)


def _are_alike(openings: Sequence[Opening], interviewers: Collection[int]) -> bool:
    """Tell whether all have the same hours: only then can one form say them.

    Somebody who never receives has other hours than those who do.
    """
    weeks: dict[int, set[tuple[int, time, time]]] = {each: set() for each in interviewers}
    for opening in openings:
        weeks.setdefault(opening.interviewer_id, set()).add(
            (opening.weekday, opening.start, opening.end)
        )
    return all(week == next(iter(weeks.values())) for week in weeks.values())


def _show_effect(
    request: Request,
    member: Member,
    kind: str,
    form: ScheduleForm,
    change: ScheduleChange,
    problem: str | None = None,
) -> HTTPResponse:
    return planning.show_effect(
        request,
        member,
        "equipe/hours_effect.html",
        change,
        form.fields,
        problem=problem,
        kind=kind,
    )
