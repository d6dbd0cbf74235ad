"""`/entretien/…`: the page of one interview, behind its signed link; works without JavaScript."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sanic import Blueprint, HTTPResponse, raw, redirect
from sqlalchemy.exc import SQLAlchemyError

from booking.links import PATH, BadLink, LinkExpired
from booking.model import (
    ChangedTooOften,
    Interview,
    NotBookable,
    NotOpen,
    Refusal,
    Status,
    TooLateToChange,
    UnknownReference,
)
from runtime.threads import WaitedTooLong
from runtime.wiring import Services
from web.chat.tokens import InvalidLink
from web.context import Request, in_a_thread
from web.pages.interview_views import is_current, show_interview, show_times
from web.pages.no_script import read_moment, refusal_text, render_page
from web.reading import reads
from web.responses import response_text

interview_page = Blueprint("interview_page", url_prefix=PATH)
logger = logging.getLogger(__name__)

_DONE = frozenset(
    {"reserve", "deplace", "annule", "confirme", "mot", "mot_retire", "vient", "trop_souvent"}
)

_PARTS = {"mot": "/mot", "plus-tot": "/plus-tot"}
"""Where a link of the chat may lead, besides the page itself."""

Answer = Callable[[Request, Interview, str], HTTPResponse]


@reads(interview_page, "/<token>")
async def show(request: Request, token: str) -> HTTPResponse:
    """Show the interview, and what can be done about it."""
    return await respond(request, token, _show)


@reads(interview_page, "/du-chat/<signed>")
async def open_from_chat(request: Request, signed: str) -> HTTPResponse:
    """Lead whoever booked in the chat to the page of the interview."""
    try:
        return await in_a_thread(request, _open_from_chat, request, signed)
    except WaitedTooLong as error:
        return _excuse(request, error)


@reads(interview_page, "/<token>/annuler")
async def ask_to_cancel(request: Request, token: str) -> HTTPResponse:
    """Ask whether it is really to be cancelled."""
    return await respond(request, token, _ask_to_cancel)


@interview_page.post("/<token>/annuler")
async def cancel(request: Request, token: str) -> HTTPResponse:
    """Cancel it."""
    return await respond(request, token, _cancel)


@reads(interview_page, "/<token>/deplacer")
async def ask_to_move(request: Request, token: str) -> HTTPResponse:
    """Show what is free."""
    return await respond(request, token, _show_times)


@interview_page.post("/<token>/deplacer")
async def move(request: Request, token: str) -> HTTPResponse:
    """Move it."""
    return await respond(request, token, _move)


@reads(interview_page, "/<token>/confirmer")
async def ask_to_confirm(request: Request, token: str) -> HTTPResponse:
    """Ask whether it is to take place: mail programs that open links confirm nothing."""
    return await respond(request, token, _ask_to_confirm)


@interview_page.post("/<token>/confirmer")
async def confirm(request: Request, token: str) -> HTTPResponse:
    """Confirm it, and that its address is the visitor's."""
    return await respond(request, token, _confirm)


@reads(interview_page, "/<token>/entretien.ics")
async def download(request: Request, token: str) -> HTTPResponse:
    """Give the interview as a file for calendars."""
    return await respond(request, token, _calendar_file)


async def respond(request: Request, token: str, answer: Answer) -> HTTPResponse:
    """Answer about the interview that a link is for, on a thread."""
    try:
        return await in_a_thread(request, _answer_for_interview, request, token, answer)
    except WaitedTooLong as error:
        return _excuse(request, error)


def _answer_for_interview(request: Request, token: str, answer: Answer) -> HTTPResponse:
    """Find the interview that a link is for and answer; kindly, where there is none."""
    services = request.app.ctx.services
    try:
        return answer(request, _interview(services, token), token)
    except LinkExpired:
        return render_page(request, "link_unusable.html", 410, expired=True)
    except (BadLink, UnknownReference):
        return render_page(request, "link_unusable.html", 404, expired=False)
    except ChangedTooOften:
        return redirect(f"{PATH}/{token}?fait=trop_souvent", status=303)
    except NotOpen:
        return redirect(f"{PATH}/{token}", status=303)  # which says how it stands
    except SQLAlchemyError as error:
        return _excuse(request, error)


def _open_from_chat(request: Request, signed: str) -> HTTPResponse:
    services, part = request.app.ctx.services, request.args.get("vers")
    try:
        interview = services.desk.get(request.app.ctx.signer.page_reference(signed))
    except (InvalidLink, UnknownReference):
        return render_page(request, "link_unusable.html", 404, expired=False)
    except SQLAlchemyError as error:
        return _excuse(request, error)
    token = services.links.token(interview.uid, interview.visitor.email, interview.end)
    return redirect(f"{PATH}/{token}{_PARTS.get(part or '', '')}", status=303)


def _excuse(request: Request, error: Exception) -> HTTPResponse:
    logger.error("%s: %s", request.method, type(error).__name__)
    message = response_text("utter_page_unavailable")
    return render_page(request, "unavailable.html", 503, message=message)


def _interview(services: Services, token: str) -> Interview:
    claim = services.links.read(token, services.now())
    interview = services.desk.by_uid(claim.uid)
    if not services.links.is_of(claim, interview.uid, interview.visitor.email):
        raise BadLink
    return interview


def _show(request: Request, interview: Interview, token: str) -> HTTPResponse:
    done = request.args.get("fait")
    done = done if done in _DONE else None
    return show_interview(request, interview, token, "interview.html", done=done)


def _check_in_time(request: Request, interview: Interview) -> None:
    services = request.app.ctx.services
    if interview.is_open(services.now()) and not services.desk.can_change(
        interview, services.now()
    ):
        raise TooLateToChange(interview.reference)


def _show_times(request: Request, interview: Interview, token: str) -> HTTPResponse:
    _check_in_time(request, interview)
    return show_times(request, interview, token, {})


def _ask_to_cancel(request: Request, interview: Interview, token: str) -> HTTPResponse:
    _check_in_time(request, interview)
    return show_interview(request, interview, token, "interview_cancel.html")


def _cancel(request: Request, interview: Interview, token: str) -> HTTPResponse:
    services = request.app.ctx.services
    if not is_current(request, interview):
        message = response_text("utter_interview_changed_meanwhile")
        template = "interview_cancel.html"
        return show_interview(request, interview, token, template, 409, message=message)
    if interview.status is Status.CONFIRMED:
        services.desk.cancel(interview.reference, services.now())
    return redirect(f"{PATH}/{token}?fait=annule", status=303)


def _ask_to_confirm(request: Request, interview: Interview, token: str) -> HTTPResponse:
    if interview.confirm_by is None or interview.has_lapsed or not _is_proved(request, interview):
        return redirect(f"{PATH}/{token}", status=303)  # which says how it stands
    proof = request.args.get("preuve")
    return show_interview(request, interview, token, "interview_confirm.html", proof=proof)


def _confirm(request: Request, interview: Interview, token: str) -> HTTPResponse:
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


def _move(request: Request, interview: Interview, token: str) -> HTTPResponse:
    services = request.app.ctx.services
    start = read_moment(request.form.get("creneau")) if request.form else None
    if start is None:
        errors = {"slot": response_text("utter_slot_missing")}
        return show_times(request, interview, token, errors, 422)
    if not is_current(request, interview) and interview.start != start:
        errors = {"page": response_text("utter_interview_changed_meanwhile")}
        return show_times(request, interview, token, errors, 409, start)
    try:
        moved = services.desk.move(interview.reference, start, services.now())
    except NotBookable as error:
        errors = {"slot": refusal_text(services, error, start)}
        status = 409 if error.reason is Refusal.TAKEN else 422
        return show_times(request, interview, token, errors, status, start)
    fresh = services.links.token(moved.uid, moved.visitor.email, moved.end)
    return redirect(f"{PATH}/{fresh}?fait=deplace", status=303)


def _calendar_file(request: Request, interview: Interview, token: str) -> HTTPResponse:
    written = request.app.ctx.services.visitor_entries.file(interview)
    headers = {
        "Content-Disposition": 'attachment; filename="entretien.ics"',
        "Cache-Control": "no-store",
    }
    return raw(written, content_type="text/calendar; charset=utf-8", headers=headers)
