"""What the pages that change the schedule share: the effect is shown, then published as decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from booking import schedule_editing
from booking.model import Place, Slot
from booking.planning import ChangedMeanwhile, Decision
from booking.schedule_changes import ScheduleChange
from runtime.wiring import Services
from staff.sessions import Member
from web.context import Request
from web.equipe.views import show
from web.pages.no_script import read_moment

_CANCEL, _KEEP = "annuler", "garder"


def show_effect(
    request: Request,
    member: Member,
    template: str,
    change: ScheduleChange,
    fields: Mapping[str, str],
    *,
    problem: str | None = None,
    **values: Any,
) -> HTTPResponse:
    """Show what a change changes; `fields` are sent again with what is decided."""
    services = request.app.ctx.services
    planning = services.planning_of(member.account.actor)
    people = schedule_editing.interviewers(services.engine)
    return show(
        request,
        member,
        template,
        409 if problem else 200,
        change=change,
        effect=planning.effect(change, services.now()),
        fields=fields,
        names={person.id: person.name for person in people},
        problem=problem,
        **values,
    )


def publish(request: Request, member: Member, change: ScheduleChange, then: str) -> HTTPResponse:
    """Publish a change with what was decided of each interview. Raises ChangedMeanwhile."""
    services = request.app.ctx.services
    decisions = _decisions(services, request.form or RequestParameters())
    services.planning_of(member.account.actor).publish(change, decisions, services.now())
    return redirect(then, status=303)


def _decisions(services: Services, sent: RequestParameters) -> dict[str, Decision]:
    """Read what was chosen for each interview. Raises ChangedMeanwhile for what makes no sense."""
    slot = services.free_slots.schedule().rules.slot
    decisions = {}
    for name in sent:
        reference = name.removeprefix("version-")
        version = sent.get(name) or ""
        if reference == name or not version.isdecimal():
            continue
        plan = sent.get(f"plan-{reference}") or _KEEP
        start_text, _, who = plan.partition("|")
        start = read_moment(start_text)
        if plan in (_KEEP, _CANCEL):
            decisions[reference] = Decision(int(version), cancel=plan == _CANCEL)
        elif start is not None and who.isdecimal():
            place = Place(int(who), Slot(start, start + slot))
            decisions[reference] = Decision(int(version), place)
        else:
            raise ChangedMeanwhile
    return decisions
