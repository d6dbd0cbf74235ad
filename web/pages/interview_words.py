"""`/entretien/…/mot` and `/je-viens`: what visitors tell the person who receives them."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, redirect

from booking.links import PATH
from booking.model import Interview
from booking.visitor_notes import LONGEST, NoteTooLong, read_note
from web.context import Request
from web.pages.interview_views import is_current, show_interview
from web.pages.signed_interview import does, shows
from web.responses import response_text

interview_words = Blueprint("interview_words", url_prefix=PATH)


@shows(interview_words, "/je-viens")
def ask_if_coming(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Ask, as the reminder does: a program that opens links answers nothing."""
    return show_interview(request, interview, token, "interview_coming.html")


@does(interview_words, "/je-viens")
def say_coming(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Note that the visitor is coming."""
    if not is_current(request, interview):
        message = response_text("utter_interview_changed_meanwhile")
        template = "interview_coming.html"
        return show_interview(request, interview, token, template, 409, message=message)
    services = request.app.ctx.services
    services.desk.note_coming(interview.reference, services.now())
    return redirect(f"{PATH}/{token}?fait=vient", status=303)


@shows(interview_words, "/mot")
def ask_for_note(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Show what was written, to be changed."""
    return _page(request, interview, token, interview.note or "")


@does(interview_words, "/mot")
def write_note(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Keep it, and tell whoever receives the visitor."""
    typed = (request.form.get("mot") if request.form else None) or ""
    if not is_current(request, interview):
        message = response_text("utter_interview_changed_meanwhile")
        return _page(request, interview, token, typed, message, 409)
    try:
        note = read_note(typed)
    except NoteTooLong:
        message = response_text("utter_note_too_long", longest=LONGEST)
        return _page(request, interview, token, typed, message, 422)
    services = request.app.ctx.services
    services.desk.write_note(interview.reference, note, services.now())
    done = "mot" if note else "mot_retire"
    return redirect(f"{PATH}/{token}?fait={done}", status=303)


def _page(
    request: Request,
    interview: Interview,
    token: str,
    typed: str,
    message: str | None = None,
    status: int = 200,
) -> HTTPResponse:
    return show_interview(
        request, interview, token, "interview_note.html", status, typed=typed, message=message
    )
