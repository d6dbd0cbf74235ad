"""Moving, cancelling and correcting an interview for somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from booking.desk import BookingDesk
from booking.exceptional import LeavesRules
from booking.model import (
    Change,
    Interview,
    MovedMeanwhile,
    NotBookable,
    NotOpen,
    TooManyOpen,
    UnknownReference,
    Visitor,
)
from french.contact import read_email, read_phone
from french.names import read_name
from staff.sessions import Member
from web.context import Request
from web.equipe import preview
from web.equipe.interviews import find, show_page, unknown
from web.equipe.other_time import OtherTime
from web.equipe.refused import near, refused, too_many
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.telling import Telling
from web.equipe.views import show, typed
from web.pages.booking_form import BookingForm
from web.pages.no_script import read_calendar, read_date, read_moment

routes = Routes("equipe_changes")

type ShowForm = Callable[..., HTTPResponse]


@dataclass(frozen=True)
class _Doing:
    """A change: how it is made, what is then said, and what the interview would be after it."""

    kind: Change
    make: Callable[[BookingDesk, Interview], Interview]
    after: Callable[[Interview], Interview]
    show_form: ShowForm
    done: str


@routes.get("/entretien/<reference>/deplacer", OFFICE)
def ask_to_move(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Show what is free."""
    return _ask(request, member, reference, _show_move)


@routes.post("/entretien/<reference>/deplacer", OFFICE)
def move(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Move it, unless somebody was faster."""
    other = OtherTime.read(request)
    start, problems = other.wanted, other.problems()
    if start is None and not other.is_chosen:
        problems["slot"] = problem_sentence("slot_missing")
    services = request.app.ctx.services
    now = services.now()

    def make(desk: BookingDesk, interview: Interview) -> Interview:
        if start is None:
            return interview
        exceptionally = OtherTime.read(request, interview).exceptionally(services, now)
        version = interview.sequence
        return desk.move(interview.reference, start, now, None, exceptionally, version)

    def after(interview: Interview) -> Interview:
        length = services.free_slots.schedule().rules.slot
        person = OtherTime.read(request, interview).person if other.is_chosen else None
        return preview.moved(interview, start, length, now, person) if start else interview

    doing = _Doing(Change.MOVED, make, after, _show_move, "deplace")
    return _change(request, member, reference, doing, problems)


@routes.get("/entretien/<reference>/annuler", OFFICE)
def ask_to_cancel(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Ask whether it is really to be cancelled."""
    return _ask(request, member, reference, _show_cancel)


@routes.post("/entretien/<reference>/annuler", OFFICE)
def cancel(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Cancel it."""
    now = request.app.ctx.services.now()

    def make(desk: BookingDesk, interview: Interview) -> Interview:
        return desk.cancel(interview.reference, now, interview.sequence)

    doing = _Doing(Change.CANCELLED, make, lambda interview: interview, _show_cancel, "annule")
    return _change(request, member, reference, doing, {})


@routes.post("/entretien/<reference>/confirmer", OFFICE)
def confirm(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Confirm it for a visitor with whom one spoke."""
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
        confirmations = services.confirmations_of(member.account.actor)
        confirmations.confirm(interview.uid, services.now())
    except UnknownReference:
        return unknown(request, member)
    except NotOpen:
        return show_page(request, member, interview, 409, "not_open")
    return redirect(f"/equipe/entretien/{interview.reference}?fait=confirme", status=303)


@routes.get("/entretien/<reference>/corriger", OFFICE)
def ask_details(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Show the visitor's details."""
    return _ask(request, member, reference, _show_details)


@routes.post("/entretien/<reference>/corriger", OFFICE)
def correct(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Correct them; everybody concerned is told, at the right address."""
    form = BookingForm.read(request.form or RequestParameters())
    given = form.problems()
    wanted = {"name": "name_missing", "email": "email_bad", "phone": "phone_bad"}
    problems = {
        name: problem_sentence(sentence) for name, sentence in wanted.items() if name in given
    }
    now = request.app.ctx.services.now()
    visitor = Visitor(
        read_name(form.name, asked=True) or form.name,
        read_email(form.email).value or form.email,
        read_phone(form.phone).value if form.phone else None,
    )

    def make(desk: BookingDesk, interview: Interview) -> Interview:
        return desk.correct(interview.reference, visitor, now, interview.sequence)

    def after(interview: Interview) -> Interview:
        return replace(interview, visitor=visitor)

    doing = _Doing(Change.CORRECTED, make, after, _show_details, "corrige")
    return _change(request, member, reference, doing, problems)


def _ask(request: Request, member: Member, reference: str, show_form: ShowForm) -> HTTPResponse:
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    if not interview.is_open(request.app.ctx.services.now()):
        return show_page(request, member, interview, 409, "not_open")
    return show_form(request, member, interview, {})


def _change(
    request: Request,
    member: Member,
    reference: str,
    doing: _Doing,
    problems: dict[str, str],
) -> HTTPResponse:
    """Change an interview as the form showed it; whoever is second learns of the first."""
    services = request.app.ctx.services
    telling = Telling.read(request)
    problems = problems | telling.problems()
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    if typed(request, "version") != str(interview.sequence):
        return show_page(request, member, interview, 409, "overtaken")
    if problems:
        return doing.show_form(request, member, interview, problems, 422)
    if preview.is_asked(request):
        after = doing.after(interview)
        letter = preview.letter_about(services, after, doing.kind, before=interview)
        return doing.show_form(request, member, interview, {}, letter=letter)
    desk = services.desk_of(member.account.actor, telling.untold_because)
    try:
        changed = doing.make(desk, interview)
    except (NotOpen, MovedMeanwhile) as error:
        fresh = services.desk.get(interview.reference)
        said = "not_open" if isinstance(error, NotOpen) else "overtaken"
        return show_page(request, member, fresh, 409, said)
    except LeavesRules:
        return doing.show_form(request, member, interview, {})
    except NotBookable as error:
        other = OtherTime.read(request)
        said = refused(services, error, other.wanted or interview.start)
        problems = {other.problem_of(error): said}
        return doing.show_form(request, member, interview, problems, 409)
    except TooManyOpen as error:
        problems = {"email": too_many(error)}
        return doing.show_form(request, member, interview, problems, 409)
    return redirect(f"/equipe/entretien/{changed.reference}?fait={doing.done}", status=303)


def _show_move(
    request: Request,
    member: Member,
    interview: Interview,
    problems: dict[str, str],
    status: int = 200,
    letter: preview.Letter | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    now = services.now()
    chosen, other = read_moment(typed(request, "creneau")), OtherTime.read(request, interview)
    since = read_date(request.args.get("depuis"))
    lost = other.wanted if "slot" in problems else None
    return _show_form(
        request,
        member,
        "equipe/move.html",
        interview,
        problems,
        status,
        letter,
        calendar=read_calendar(services, since, now, interview.id),
        nearest=near(services, lost, now, interview.id),
        chosen=chosen.isoformat() if chosen else "",
        **other.shown(services, now, is_lost=lost is not None),
    )


def _show_cancel(
    request: Request,
    member: Member,
    interview: Interview,
    problems: dict[str, str],
    status: int = 200,
    letter: preview.Letter | None = None,
) -> HTTPResponse:
    return _show_form(request, member, "equipe/cancel.html", interview, problems, status, letter)


def _show_details(
    request: Request,
    member: Member,
    interview: Interview,
    problems: dict[str, str],
    status: int = 200,
    letter: preview.Letter | None = None,
) -> HTTPResponse:
    known = interview.visitor
    form = (
        BookingForm.read(request.form)
        if request.form
        else BookingForm(known.name, known.email, known.phone or "")
    )
    return _show_form(
        request, member, "equipe/details.html", interview, problems, status, letter, form=form
    )


def _show_form(
    request: Request,
    member: Member,
    template: str,
    interview: Interview,
    problems: dict[str, str],
    status: int,
    letter: preview.Letter | None,
    **values: Any,
) -> HTTPResponse:
    telling = Telling.read(request) if request.form else Telling()
    return show(
        request,
        member,
        template,
        status,
        interview=interview,
        problems=problems,
        telling=telling,
        preview=letter,
        address=f"/equipe/entretien/{interview.reference}",
        **values,
    )
