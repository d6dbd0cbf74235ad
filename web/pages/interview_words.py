"""`/entretien/…/mot`, `/je-viens` and `/accepter`: what visitors tell who receives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sanic import Blueprint, HTTPResponse, redirect

from booking.links import PATH
from booking.model import Interview, MovedMeanwhile
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
    services = request.app.ctx.services
    reply, then = services.replies.note_coming, f"{PATH}/{token}?fait=vient"
    return _reply(request, interview, token, reply, "interview_coming.html", then)


@shows(interview_words, "/accepter")
def ask_to_accept(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Ask whether the hour suits to which the school moved it; or say how it stands."""
    return show_interview(request, interview, token, "interview_accept.html")


@does(interview_words, "/accepter")
def accept(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Note that it suits; the page then thanks."""
    reply, then = request.app.ctx.services.replies.accept, f"{PATH}/{token}/accepter"
    return _reply(request, interview, token, reply, "interview_accept.html", then)


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


def _reply(
    request: Request,
    interview: Interview,
    token: str,
    reply: Callable[[str, int, datetime], Interview],
    template: str,
    then: str,
) -> HTTPResponse:
    """Take a reply to the interview as the form showed it; to another one, nobody replied."""
    services = request.app.ctx.services
    try:
        if not is_current(request, interview):
            raise MovedMeanwhile
        reply(interview.reference, interview.sequence, services.now())
    except MovedMeanwhile:
        message = response_text("utter_interview_changed_meanwhile")
        fresh = services.desk.get(interview.reference)
        return show_interview(request, fresh, token, template, 409, message=message)
    return redirect(then, status=303)
