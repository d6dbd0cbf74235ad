"""Notes of an interview: written and taken back on its page."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from booking.model import UnknownReference
from staff.notes import LONGEST
from staff.sessions import Member
from web.context import Request
from web.equipe.interviews import find, show_page, unknown
from web.equipe.routes import EVERYBODY, Routes

routes = Routes("equipe_notes")


@routes.post("/entretien/<reference>/notes", EVERYBODY)
def write_note(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Add a note to an interview."""
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    text = ((request.form.get("note") if request.form else None) or "").strip()
    if not text or len(text) > LONGEST:
        problem = "note_too_long" if text else "note_empty"
        return show_page(request, member, interview, 422, note_problem=problem, note=text)
    services.notes.write(interview, text, member.account, services.now())
    return redirect(f"/equipe/entretien/{interview.reference}?fait=note", status=303)


@routes.post("/entretien/<reference>/notes/<number:int>/effacer", EVERYBODY)
def take_back_note(request: Request, member: Member, reference: str, number: int) -> HTTPResponse:
    """Take back a note of one's own."""
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    if not services.notes.take_back(interview, number, member.account, services.now()):
        return show_page(request, member, interview, 409, "note_gone")
    return redirect(f"/equipe/entretien/{interview.reference}?fait=note_effacee", status=303)
