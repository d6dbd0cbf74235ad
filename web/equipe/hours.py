"""Hours and rules: weekly hours, extra openings, length, pause, notice and horizon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from booking import schedule_editing
from booking.hours_changes import HoursAsBefore
from booking.openings import Opening
from booking.planning import ChangedMeanwhile
from booking.putting_back import Moved
from booking.rules import PersonalRules
from booking.rules_in_words import rule_variables
from booking.schedule import Schedule
from booking.schedule_changes import ScheduleChange
from french.paris import PARIS
from runtime.wiring import Services
from staff import changing
from staff.audit import Action
from staff.changing import Before
from staff.sessions import Member
from web.context import Request
from web.equipe import planning
from web.equipe.hours_forms import (
    EVERY_WEEK,
    WEEKS,
    OpeningForm,
    ScheduleForm,
    WeekForm,
    read_hour,
    typed,
)
from web.equipe.routes import OFFICE, Routes
from web.equipe.rules_forms import PersonalForm, RulesForm
from web.equipe.sentences import problem_sentence
from web.equipe.today import show_nothing
from web.equipe.views import show
from web.pages.no_script import read_calendar, read_date

routes = Routes("equipe_hours")

_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # of a moment whose free slots can be shown


@dataclass(frozen=True)
class HoursBeforeForm:
    """Going back to the hours before the change that was made `at` a moment."""

    at: str = ""
    who: str = ""

    @classmethod
    def read(cls, sent: RequestParameters) -> HoursBeforeForm:
        """Read what a browser sent."""
        return cls(typed(sent, "quand"))

    @property
    def fields(self) -> dict[str, str]:
        """What a browser sends again to publish it."""
        return {"quand": self.at}

    def change(self, who: int | None, before: Schedule) -> str:
        """Say that there is nothing to go back to; what there is, the history knows."""
        return "nothing_to_undo"


_FORMS: dict[str, type[WeekForm | OpeningForm | RulesForm | PersonalForm | HoursBeforeForm]] = {
    "semaine": WeekForm,
    "ouverture": OpeningForm,
    "regles": RulesForm,
    "personne": PersonalForm,
    "avant": HoursBeforeForm,
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
    form, schedule = _FORMS[kind].read(request.args), _schedule(request)
    change = _change(request, form, schedule)
    if isinstance(change, str):
        return _show(request, member, 422, {kind: problem_sentence(change)}, form)
    return _show_effect(request, member, kind, form, change, schedule)


@routes.post("/horaires/<kind>", OFFICE)
def publish_change(request: Request, member: Member, kind: str) -> HTTPResponse:
    """Publish a change of hours or rules, with what was decided of each interview."""
    if kind not in _FORMS:
        return show_nothing(request, member, kind)
    form = _FORMS[kind].read(request.form or RequestParameters())
    schedule = _schedule(request)
    change = _change(request, form, schedule)
    if isinstance(change, str):
        return _show(request, member, 422, {kind: problem_sentence(change)}, form)
    try:
        published = planning.publish(request, member, change, _moved(request, form))
    except ChangedMeanwhile:
        problem = problem_sentence("hours_overtaken")
        return _show_effect(request, member, kind, form, change, schedule, problem)
    return redirect(f"/equipe/horaires?fait=horaires{published}", status=303)


def _schedule(request: Request) -> Schedule:
    return request.app.ctx.services.free_slots.schedule()


def _change(request: Request, form: ScheduleForm, schedule: Schedule) -> ScheduleChange | str:
    services = request.app.ctx.services
    people = {str(p.id): p.id for p in schedule_editing.interviewers(services.engine)}
    if form.who and form.who not in people:
        return "absence_who"
    if isinstance(form, HoursBeforeForm):
        return _hours_before(services, form)
    return form.change(people.get(form.who), schedule)


def _moved(request: Request, form: ScheduleForm) -> Sequence[Moved]:
    """List what the change moved that is gone back on."""
    meant = isinstance(form, HoursBeforeForm) and _gone_back_on(request.app.ctx.services, form)
    return meant.moved if meant else ()


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
    now = services.now()
    weeks = _weeks_shown(request, schedule.openings, who, now)
    own = schedule.personal.get(who or 0, PersonalRules())
    given: dict[str, Any] = {
        "week": form if isinstance(form, WeekForm) else WeekForm.of(who, schedule.openings, weeks),
        "opening": form if isinstance(form, OpeningForm) else OpeningForm(),
        "rules": form if isinstance(form, RulesForm) else RulesForm.of(schedule.rules),
        "personal": form if isinstance(form, PersonalForm) else PersonalForm.of(who or 0, own),
        "otherwise": [person for person in people if person.id in schedule.personal],
    }
    return show(
        request,
        member,
        "equipe/hours.html",
        status,
        people=people,
        who=who,
        today=now.astimezone(PARIS).date(),
        this_week=now.astimezone(PARIS).isocalendar().week,
        ways_back=list(_ways_back(services, now)),
        are_alike=_are_alike(schedule.openings, schedule.interviewers),
        problems=problems or {},
        in_words=rule_variables(schedule),
        school_rules=schedule.rules,
        **given,
    )


def _ways_back(services: Services, now: datetime) -> Iterator[tuple[str, Before, str]]:
    """Give what was changed within the hour, and the address that shows going back to before."""
    hours = changing.before_last(services.engine, Action.HOURS_CHANGED, now)
    if hours is not None and hours.openings is not None:
        yield "avant", hours, urlencode(HoursBeforeForm(hours.at.isoformat()).fields)
    rules = changing.before_last(services.engine, Action.RULES_CHANGED, now)
    if rules is not None and rules.rules is not None:
        yield "regles", rules, urlencode(RulesForm.of(rules.rules).fields)
    own = changing.before_last(services.engine, Action.PERSONAL_RULES_CHANGED, now)
    if own is not None and own.personal is not None and own.interviewer_id is not None:
        form = PersonalForm.of(own.interviewer_id, own.personal)
        yield "personne", own, urlencode(form.fields)


def _hours_before(services: Services, form: HoursBeforeForm) -> HoursAsBefore | str:
    """Find the hours before the last change, if that is still the one that was meant."""
    before = _gone_back_on(services, form)
    if before is None or before.openings is None:
        return "nothing_to_undo"
    return HoursAsBefore(before.openings, before.interviewer_id)


def _gone_back_on(services: Services, form: HoursBeforeForm) -> Before | None:
    before = changing.before_last(services.engine, Action.HOURS_CHANGED, services.now())
    return before if before is not None and before.at.isoformat() == form.at else None


def _weeks_shown(
    request: Request, openings: Sequence[Opening], who: int | None, now: datetime
) -> str:
    """Tell which weeks' hours to show: the one asked for, else this week's where weeks differ."""
    asked = request.args.get("semaines") or ""
    if asked in (*WEEKS, EVERY_WEEK):
        return asked
    alternate = any(o.weeks is not None and who in (None, o.interviewer_id) for o in openings)
    this = now.astimezone(PARIS).isocalendar().week % 2
    names = {number: name for name, number in WEEKS.items()}
    return names[this] if alternate else EVERY_WEEK


def _are_alike(openings: Sequence[Opening], interviewers: Collection[int]) -> bool:
    """Tell whether all have the same hours: only then can one form say them.

    Somebody who never receives has other hours than those who do.
    """
    weeks: dict[int, set[Opening]] = {each: set() for each in interviewers}
    for opening in openings:
        weeks.setdefault(opening.interviewer_id, set()).add(replace(opening, interviewer_id=0))
    return all(week == next(iter(weeks.values())) for week in weeks.values())


def _show_effect(
    request: Request,
    member: Member,
    kind: str,
    form: ScheduleForm,
    change: ScheduleChange,
    schedule: Schedule,
    problem: str | None = None,
) -> HTTPResponse:
    return planning.show_effect(
        request,
        member,
        "equipe/hours_effect.html",
        change,
        form.fields,
        moved=_moved(request, form),
        problem=problem,
        kind=kind,
        in_words=rule_variables(change.applied(schedule)),
    )
