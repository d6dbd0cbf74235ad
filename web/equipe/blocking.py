"""Blocking: the addresses that may not book any more, and letting them in again."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from booking.blocking import LONGEST_REASON
from booking.model import UnknownReference
from staff.audit import Action, noting
from staff.sessions import Member
from web.context import Request
from web.equipe.interviews import find, show_page, unknown
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed

routes = Routes("equipe_blocking")


@routes.post("/entretien/<reference>/bloquer", OFFICE)
def block(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Keep an interview's address from booking again; the interview stays as it is."""
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    reason = typed(request, "raison", LONGEST_REASON)
    if not reason:
        return show_page(request, member, interview, 422, block_problem="block_reason_missing")
    now, actor = services.now(), member.account.actor
    note = noting(actor, Action.ADDRESS_BLOCKED, now, interview.reference)
    services.blocking.block(interview.visitor.email, reason, actor.name, now, note)
    return redirect(f"/equipe/entretien/{interview.reference}?fait=bloque", status=303)


@routes.get("/bloquees", OFFICE)
def show_blocked(request: Request, member: Member) -> HTTPResponse:
    """List the addresses that may not book."""
    return _show(request, member)


@routes.post("/bloquees/<number:int>/debloquer", OFFICE)
def unblock(request: Request, member: Member, number: int) -> HTTPResponse:
    """Let an address book again."""
    services = request.app.ctx.services
    note = noting(member.account.actor, Action.ADDRESS_UNBLOCKED, services.now())
    if not services.blocking.unblock(number, note):
        return _show(request, member, 409, problem_sentence("block_gone"))
    return redirect("/equipe/bloquees?fait=debloque", status=303)


def _show(
    request: Request, member: Member, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    blocked = request.app.ctx.services.blocking.addresses()
    return show(request, member, "equipe/blocked.html", status, blocked=blocked, problem=problem)
