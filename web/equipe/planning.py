"""What the pages that change the schedule share: the effect is shown, then published as decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sanic import HTTPResponse
from sanic.request import RequestParameters

from booking import schedule_editing
from booking.model import Place, Slot
from booking.planning import ChangedMeanwhile, Decision
from booking.putting_back import Moved
from booking.schedule_changes import ScheduleChange
from runtime.wiring import Services
from staff.sessions import Member
from web.context import Request
from web.equipe.views import show
from web.pages.no_script import read_moment
from web.sentences import sentences

_CANCEL, _KEEP, _BACK = "annuler", "garder", "remettre-"


class Published(StrEnum):
    """What a change did to interviews; the values end the keys of `equipe/done.yml`."""

    ALONE = ""
    """None was moved or cancelled."""
    TOLD = "_prevenus"
    """Some were moved or cancelled, and their visitors are told."""
    BACK = "_remis"
    """Some have their hour again, and their visitors are told."""


def show_effect(
    request: Request,
    member: Member,
    template: str,
    change: ScheduleChange,
    fields: Mapping[str, str],
    *,
    moved: Sequence[Moved] = (),
    problem: str | None = None,
    **values: Any,
) -> HTTPResponse:
    """Show what a change changes; `fields` are sent again with what is decided.

    `moved`: what was moved by an earlier change that this one takes back.
    """
    services = request.app.ctx.services
    planning = services.planning_of(member.account.actor)
    people = schedule_editing.interviewers(services.engine)
    return show(
        request,
        member,
        template,
        409 if problem else 200,
        change=change,
        effect=planning.effect(change, services.now(), moved),
        why=sentences("equipe/staying"),
        fields=fields,
        names={person.id: person.name for person in people},
        problem=problem,
        **values,
    )


def publish(
    request: Request, member: Member, change: ScheduleChange, moved: Sequence[Moved] = ()
) -> Published:
    """Publish a change with what was decided of each interview, and put back who was ticked.

    `moved`: who could be ticked. Raises ChangedMeanwhile.
    """
    services, sent = request.app.ctx.services, request.form or RequestParameters()
    decisions = _decisions(services, sent)
    wanted = [each for each in moved if sent.get(f"{_BACK}{each.reference}") == "oui"]
    if len(wanted) < sum(name.startswith(_BACK) for name in sent):
        raise ChangedMeanwhile
    services.planning_of(member.account.actor).publish(change, decisions, services.now(), wanted)
    is_told = any(each.cancel or each.place for each in decisions.values())
    return Published.BACK if wanted else Published.TOLD if is_told else Published.ALONE


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
