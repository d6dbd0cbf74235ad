"""Erasing what is kept of a visitor who asks for it: for ever, and after a fresh sign-in."""

from __future__ import annotations

import logging

from sanic import HTTPResponse, redirect
from sqlalchemy.exc import SQLAlchemyError

from booking.model import Interview, UnknownReference
from booking.privacy import StillToCome
from runtime.erasing import BookedMeanwhile, erase_address
from staff.sessions import Member
from web.context import Request
from web.equipe.interviews import find, unknown
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed

logger = logging.getLogger(__name__)

routes = Routes("equipe_erasing")


@routes.get("/entretien/<reference>/effacer", OFFICE, fresh=True)
def ask_to_erase(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Show what would be erased."""
    try:
        return _show(request, member, find(request, member, reference))
    except UnknownReference:
        return unknown(request, member)


@routes.post("/entretien/<reference>/effacer", OFFICE, fresh=True)
def erase(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Erase it all; nothing, where another interview is still to come.

    What breaks half-way is finished by whoever does it again.
    """
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    if typed(request, "adresse") != interview.visitor.email:  # corrected since it was shown
        return _show(request, member, interview, 409, "overtaken")
    try:
        erase_address(services, interview.visitor.email, member.account.actor)
    except StillToCome:
        return _show(request, member, interview, 409, "still_to_come")
    except BookedMeanwhile:
        return _show(request, member, interview, 409, "still_to_come_since")
    except (SQLAlchemyError, OSError) as error:
        logger.error("erasing broke: %s", type(error).__name__)
        return _show(request, member, interview, 503, "erasing_broke")
    return redirect("/equipe?fait=personne_effacee", status=303)


def _show(
    request: Request,
    member: Member,
    interview: Interview,
    status: int = 200,
    problem: str | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    theirs, now = services.desk.interviews(email=interview.visitor.email), services.now()
    return show(
        request,
        member,
        "equipe/erase.html",
        status,
        interview=interview,
        theirs=theirs,
        to_come=[each for each in theirs if each.is_on(now)],
        problem=problem_sentence(problem) if problem else None,
    )
