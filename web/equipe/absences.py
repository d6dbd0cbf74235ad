"""Absences: what one changes is shown first, with a proposal for each interview that it hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from booking import schedule_editing
from booking.model import Interviewer
from booking.openings import SpecialPeriod
from booking.planning import ChangedMeanwhile
from booking.schedule_changes import Closure, PeriodGone, PeriodTakenBack
from french.paris import PARIS
from runtime.wiring import Services
from staff import changing
from staff.sessions import Member
from web.context import Request
from web.equipe import planning
from web.equipe.hours_forms import read_hour
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import own_interviewer, show
from web.pages.no_script import read_date

routes = Routes("equipe_absences")

_LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class AbsenceForm:
    """What was typed, as it was typed; dates are inclusive, hours narrow the first and last day."""

    since: str = ""
    until: str = ""
    opens: str = ""
    closes: str = ""
    who: str = ""
    label: str = ""

    @classmethod
    def read(cls, sent: RequestParameters, member: Member) -> AbsenceForm:
        """Read what a browser sent; an interviewer's absence is their own."""

        def field(name: str) -> str:
            return " ".join((sent.get(name) or "").split())[:200]

        own = own_interviewer(member)
        who = str(own) if own is not None else field("qui")
        return cls(field("du"), field("au"), field("de"), field("a"), who, field("motif"))

    @property
    def fields(self) -> dict[str, str]:
        """What a browser sends again to publish it."""
        return {
            "du": self.since,
            "au": self.until,
            "de": self.opens,
            "a": self.closes,
            "qui": self.who,
            "motif": self.label,
        }

    def closure(self) -> Closure | str:
        """Make the closure, or name the sentence that says what is wrong."""
        first, last = read_date(self.since), read_date(self.until or self.since)
        opens, closes = read_hour(self.opens), read_hour(self.closes)
        if first is None or last is None:
            return "absence_dates"
        if (self.opens and opens is None) or (self.closes and closes is None):
            return "absence_hours"
        start = datetime.combine(first, opens or time(), PARIS)
        end = (
            datetime.combine(last, closes, PARIS)
            if closes
            else datetime.combine(last + timedelta(days=1), time(), PARIS)
        )
        if end <= start:
            return "absence_order"
        if end - start > _LONGEST:
            return "absence_long"
        who = int(self.who) if self.who.isdecimal() else None
        return Closure(start, end, who, self.label or None)


@routes.get("/absences", EVERYBODY)
def show_absences(request: Request, member: Member) -> HTTPResponse:
    """List the absences to come, and ask for another."""
    return _show(request, member, AbsenceForm.read(request.args, member))


@routes.get("/absences/effet", EVERYBODY)
def show_effect(request: Request, member: Member) -> HTTPResponse:
    """Show what an absence would change; nothing is changed yet."""
    form = AbsenceForm.read(request.args, member)
    closure = _closure(request.app.ctx.services, member, form)
    if isinstance(closure, str):
        return _show(request, member, form, 422, closure)
    return _show_effect(request, member, form, closure)


@routes.post("/absences", EVERYBODY)
def publish(request: Request, member: Member) -> HTTPResponse:
    """Publish an absence, with what was decided of each interview."""
    form = AbsenceForm.read(request.form or RequestParameters(), member)
    closure = _closure(request.app.ctx.services, member, form)
    if isinstance(closure, str):
        return _show(request, member, form, 422, closure)
    try:
        published = planning.publish(request, member, closure)
    except ChangedMeanwhile:
        return _show_effect(request, member, form, closure, problem_sentence("absence_overtaken"))
    return _done(f"absence{published}")


@routes.get("/absences/<number:int>/reprise", EVERYBODY)
def show_way_back(request: Request, member: Member, number: int) -> HTTPResponse:
    """Show what taking a period back would change, and who would have their hour again."""
    return _show_way_back(request, member, number, gone=404)


@routes.post("/absences/<number:int>/reprendre", EVERYBODY)
def take_back(request: Request, member: Member, number: int) -> HTTPResponse:
    """Take a period back; of the interviews that were moved, those ticked have their hour again.

    Each is put back as it was shown: one that was answered or changed meanwhile stays.
    """
    services = request.app.ctx.services
    period = _period(services, member, number)
    if period is None:
        return _show(request, member, AbsenceForm(), 409, "absence_gone")
    moved = changing.moved_by(services.engine, period, services.now())
    try:
        published = planning.publish(request, member, PeriodTakenBack(number, period), moved)
    except PeriodGone:
        return _show(request, member, AbsenceForm(), 409, "absence_gone")
    except ChangedMeanwhile:
        return _show_way_back(request, member, number, problem_sentence("undo_overtaken"))
    return _done(f"{'ouverture' if period.is_open else 'absence'}_reprise{published}")


def _done(what: str) -> HTTPResponse:
    return redirect(f"/equipe/absences?fait={what}", status=303)


def _show_way_back(
    request: Request, member: Member, number: int, problem: str | None = None, gone: int = 409
) -> HTTPResponse:
    services = request.app.ctx.services
    period = _period(services, member, number)
    if period is None:
        return _show(request, member, AbsenceForm(), gone, "absence_gone")
    return planning.show_effect(
        request,
        member,
        "equipe/absence_back.html",
        PeriodTakenBack(number, period),
        {},
        moved=changing.moved_by(services.engine, period, services.now()),
        problem=problem,
    )


def _period(services: Services, member: Member, number: int) -> SpecialPeriod | None:
    """Find a period that a person may take back."""
    known = {key: period for key, period, _ in _periods(services, member)}
    period = known.get(number)
    return period if period is not None and _may_take_back(member, period) else None


def _people(services: Services, member: Member) -> list[Interviewer]:
    """List those whose absence a person may enter."""
    own = own_interviewer(member)
    return [p for p in schedule_editing.interviewers(services.engine) if own in (None, p.id)]


def _periods(services: Services, member: Member) -> list[tuple[int, SpecialPeriod, str | None]]:
    """List the periods that concern a person: for those of the office, all."""
    own = own_interviewer(member)
    periods = schedule_editing.special_periods(services.engine, services.now())
    return [each for each in periods if own is None or each[1].concerns(own)]


def _may_take_back(member: Member, period: SpecialPeriod) -> bool:
    return own_interviewer(member) in (None, period.interviewer_id)


def _closure(services: Services, member: Member, form: AbsenceForm) -> Closure | str:
    closure = form.closure()
    if isinstance(closure, str):
        return closure
    known = {person.id for person in _people(services, member)}
    if closure.interviewer_id is None and own_interviewer(member) is None:
        return closure
    if closure.end <= services.now():
        return "absence_past"
    return closure if closure.interviewer_id in known else "absence_who"


def _show(
    request: Request,
    member: Member,
    form: AbsenceForm,
    status: int = 200,
    problem: str | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    people, periods = _people(services, member), _periods(services, member)
    return show(
        request,
        member,
        "equipe/absences.html",
        status,
        form=form,
        people=people,
        names={person.id: person.name for person in people},
        periods=periods,
        may_take_back=lambda period: _may_take_back(member, period),
        problem=problem_sentence(problem) if problem else None,
        today=services.now().astimezone(PARIS).date(),
    )


def _show_effect(
    request: Request,
    member: Member,
    form: AbsenceForm,
    closure: Closure,
    problem: str | None = None,
) -> HTTPResponse:
    return planning.show_effect(
        request,
        member,
        "equipe/absence_effect.html",
        closure,
        form.fields,
        problem=problem,
    )
