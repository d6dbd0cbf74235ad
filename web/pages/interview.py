"""`/entretien/…`: the page of one interview, behind its signed link; works without JavaScript."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, raw, redirect
from sqlalchemy.exc import SQLAlchemyError

from booking.links import PATH
from booking.model import (
    Interview,
    MovedMeanwhile,
    NotBookable,
    Refusal,
    Status,
    TooLateToChange,
    UnknownReference,
)
from runtime.threads import WaitedTooLong
from web.chat.tokens import InvalidLink
from web.context import Request, in_a_thread
from web.pages.interview_views import is_current, show_interview, show_times
from web.pages.no_script import read_moment, refusal_text, render_page
from web.pages.signed_interview import does, excuse, shows
from web.reading import reads
from web.responses import response_text

interview_page = Blueprint("interview_page", url_prefix=PATH)

_DONE = frozenset(
    {"reserve", "deplace", "annule", "confirme", "mot", "mot_retire", "vient", "trop_souvent"}
)

_PARTS = {"mot": "/mot", "plus-tot": "/plus-tot"}
"""Where a link of the chat may lead, besides the page itself."""


@reads(interview_page, "/du-chat/<signed>")
async def open_from_chat(request: Request, signed: str) -> HTTPResponse:
    """Lead whoever booked in the chat to the page of the interview."""
    try:
        return await in_a_thread(request, _open_from_chat, request, signed)
    except WaitedTooLong as error:
        return excuse(request, error)


def _open_from_chat(request: Request, signed: str) -> HTTPResponse:
    services, part = request.app.ctx.services, request.args.get("vers")
    try:
        interview = services.desk.get(request.app.ctx.signer.page_reference(signed))
    except (InvalidLink, UnknownReference):
        return render_page(request, "link_unusable.html", 404, expired=False)
    except SQLAlchemyError as error:
        return excuse(request, error)
    token = services.links.token(interview.uid, interview.visitor.email, interview.end)
    return redirect(f"{PATH}/{token}{_PARTS.get(part or '', '')}", status=303)


@shows(interview_page, "")
def show(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Show the interview, and what can be done about it."""
    done = request.args.get("fait")
    done = done if done in _DONE else None
    return show_interview(request, interview, token, "interview.html", done=done)


def _check_in_time(request: Request, interview: Interview) -> None:
    services = request.app.ctx.services
    if interview.is_open(services.now()) and not services.desk.can_change(
        interview, services.now()
    ):
        raise TooLateToChange(interview.reference)


@shows(interview_page, "/deplacer")
def ask_to_move(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Show what is free."""
    _check_in_time(request, interview)
    return show_times(request, interview, token, {})


@shows(interview_page, "/annuler")
def ask_to_cancel(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Ask whether it is really to be cancelled."""
    _check_in_time(request, interview)
    return show_interview(request, interview, token, "interview_cancel.html")


@does(interview_page, "/annuler")
def cancel(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Cancel it."""
    services = request.app.ctx.services
    try:
        if not is_current(request, interview):
            raise MovedMeanwhile(interview.reference)
        if interview.status is Status.CONFIRMED:
            services.desk.cancel(interview.reference, services.now(), interview.sequence)
    except MovedMeanwhile:
        fresh, template = services.desk.get(interview.reference), "interview_cancel.html"
        message = response_text("utter_interview_changed_meanwhile")
        return show_interview(request, fresh, token, template, 409, message=message)
    return redirect(f"{PATH}/{token}?fait=annule", status=303)


@shows(interview_page, "/confirmer")
def ask_to_confirm(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Ask whether it is to take place: mail programs that open links confirm nothing."""
    if interview.confirm_by is None or interview.has_lapsed or not _is_proved(request, interview):
        return redirect(f"{PATH}/{token}", status=303)  # which says how it stands
    proof = request.args.get("preuve")
    return show_interview(request, interview, token, "interview_confirm.html", proof=proof)


@does(interview_page, "/confirmer")
def confirm(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Confirm it, and that its address is the visitor's."""
    services = request.app.ctx.services
    if interview.confirm_by is not None and not _is_proved(request, interview):
        return redirect(f"{PATH}/{token}", status=303)  # which says what is still to be done
    services.confirmations.confirm(interview.uid, services.now(), interview.visitor.email)
    return redirect(f"{PATH}/{token}?fait=confirme", status=303)


def _is_proved(request: Request, interview: Interview) -> bool:
    """Tell whether the link is that of the e-mail: whoever booked is led to the page anyway."""
    links, proof = request.app.ctx.services.links, request.args.get("preuve")
    if not proof or interview.confirm_by is None:
        return False
    email = interview.visitor.email
    return links.proves(proof, interview.uid, email, interview.confirm_by)


@does(interview_page, "/deplacer")
def move(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Move it."""
    services = request.app.ctx.services
    start = read_moment(request.form.get("creneau")) if request.form else None
    if start is None:
        errors = {"slot": response_text("utter_slot_missing")}
        return show_times(request, interview, token, errors, 422)
    version = interview.sequence
    try:
        if not is_current(request, interview) and interview.start != start:
            raise MovedMeanwhile(interview.reference)
        moved = services.desk.move(interview.reference, start, services.now(), version=version)
    except MovedMeanwhile:
        errors = {"page": response_text("utter_interview_changed_meanwhile")}
        fresh = services.desk.get(interview.reference)
        return show_times(request, fresh, token, errors, 409, start)
    except NotBookable as error:
        errors = {"slot": refusal_text(services, error, start)}
        status = 409 if error.reason is Refusal.TAKEN else 422
        return show_times(request, interview, token, errors, status, start)
    again = services.links.token(moved.uid, moved.visitor.email, moved.end)
    return redirect(f"{PATH}/{again}?fait=deplace", status=303)


@shows(interview_page, "/entretien.ics")
def download(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Give the interview as a file for calendars."""
    written = request.app.ctx.services.visitor_entries.file(interview)
    headers = {
        "Content-Disposition": 'attachment; filename="entretien.ics"',
        "Cache-Control": "no-store",
    }
    return raw(written, content_type="text/calendar; charset=utf-8", headers=headers)
