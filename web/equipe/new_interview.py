"""Booking for somebody: the free slots and rules that visitors have; the same key decides.

Whoever calls may wish to speak with one person: then the slots are that person's.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from booking.exceptional import LeavesRules
from booking.model import Change, Interviewer, NotBookable, Slot, TooManyOpen
from booking.rules import Exceptionally
from runtime.wiring import Services
from staff.sessions import Member
from web.context import Request
from web.equipe import preview
from web.equipe.other_time import OtherTime
from web.equipe.refused import near, refused, too_many
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.telling import Telling
from web.equipe.views import show
from web.pages.booking_form import BookingForm
from web.pages.no_script import read_calendar, read_date
from web.pages.signed_forms import FormSigner

routes = Routes("equipe_new_interview")

_KEY_SECONDS = 12 * 3600
_PROBLEMS = {
    "slot": "slot_missing",
    "name": "name_missing",
    "email": "email_bad",
    "phone": "phone_bad",
    "consent": "consent_missing",
}


@routes.get("/entretiens/nouveau", OFFICE)
def show_form(request: Request, member: Member) -> HTTPResponse:
    """Show the form, perhaps with an hour that was chosen in the agenda."""
    chosen = request.args.get("creneau") or ""
    form = BookingForm(since=request.args.get("depuis") or chosen[:10], slot=chosen)
    return _show(request, member, form, Telling(), {})


@routes.post("/entretiens/nouveau", OFFICE)
def book(request: Request, member: Member) -> HTTPResponse:
    """Book, or show the form again with all that was typed."""
    services = request.app.ctx.services
    sent = request.form or RequestParameters()
    form, telling = BookingForm.read(sent), Telling.read(request)
    if "depuis" in sent:
        return _show(request, member, form, telling, {})
    other = OtherTime.read(request)
    if other.is_chosen:
        form = replace(form, slot=other.start.isoformat() if other.start else "")
    problems = {name: problem_sentence(_PROBLEMS[name]) for name in form.problems()}
    if other.is_chosen:
        problems.pop("slot", None)  # what is wrong with it is said beside it
    problems |= other.problems() | telling.problems()
    identity = _keys(services).read(sent.get("cle") or "")
    if identity is None:
        problems["page"] = problem_sentence("page_too_old")
    start, wished = form.start, None if other.is_chosen else _wished(request, other.people)
    if problems or identity is None or start is None:
        return _show(request, member, form, telling, problems, 422)
    now = services.now()
    if preview.is_asked(request):
        slot = Slot(start, start + services.free_slots.schedule().rules.slot)
        person = other.person if other.is_chosen else wished
        planned = preview.booked(form.visitor(), slot, now, person)
        letter = preview.letter_about(services, planned, Change.BOOKED)
        return _show(request, member, form, telling, {}, letter=letter)
    desk = services.desk_of(member.account.actor, telling.untold_because)
    try:
        chosen = Exceptionally(wished.id) if wished else other.exceptionally(services, now)
        interview = desk.book(form.confirmation(start, identity, now), now, chosen)
    except LeavesRules:
        away = {"slot": problem_sentence("wished_away").format(name=wished.name)} if wished else {}
        return _show(request, member, form, telling, away, 409 if away else 200)
    except NotBookable as error:
        problems = {other.problem_of(error): refused(services, error, start)}
        return _show(request, member, form, telling, problems, 409)
    except TooManyOpen as error:
        return _show(request, member, form, telling, {"email": too_many(error)}, 409)
    done = "reserve_sans_message" if telling.silent else "reserve"
    return redirect(f"/equipe/entretien/{interview.reference}?fait={done}", status=303)


def _show(
    request: Request,
    member: Member,
    form: BookingForm,
    telling: Telling,
    problems: dict[str, str],
    status: int = 200,
    letter: preview.Letter | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    now = services.now()
    other = OtherTime.read(request)
    wished = _wished(request, other.people)
    who = wished.id if wished else None
    calendar = read_calendar(services, read_date(form.since), now, who=who)
    lost = form.start if "slot" in problems else None
    key = (request.form.get("cle") if request.form else None) or ""
    return show(
        request,
        member,
        "equipe/new_interview.html",
        status,
        form=form,
        telling=telling,
        preview=letter,
        problems=problems,
        calendar=calendar,
        nearest=near(services, lost, now, who=who),
        wished=wished,
        **other.shown(services, now, is_lost=lost is not None),
        key=key if _keys(services).read(key) else _keys(services).sign(str(uuid.uuid4())),
    )


def _wished(request: Request, people: Sequence[Interviewer]) -> Interviewer | None:
    """Tell with whom the interview is to be; None: with whoever is free."""
    asked = (request.form or request.args).get("chez") or ""
    return next((each for each in people if str(each.id) == asked), None)


def _keys(services: Services) -> FormSigner:
    return FormSigner(services.settings.signing_key, "staff booking form", _KEY_SECONDS)
