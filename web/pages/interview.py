"""`/entretien/…`: the page of one interview, behind its signed link; works without JavaScript."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sanic import Blueprint, HTTPResponse, Request, raw, redirect
from sqlalchemy.exc import SQLAlchemyError

from booking.links import PATH, BadLink, LinkExpired
from booking.model import (
    Interview,
    NotBookable,
    NotOpen,
    Refusal,
    Status,
    UnknownReference,
)
from notify.calendars.invitation import Attendee, Invitation, Method
from runtime.wiring import Services
from web.pages.no_script import (
    calendar,
    nearest,
    page,
    read_date,
    read_moment,
    refused,
    services_of,
    text_of,
)
from web.responses import said

interview_page = Blueprint("interview_page", url_prefix=PATH)
logger = logging.getLogger(__name__)

_FORM_SECONDS = 3600
_DONE = frozenset({"reserve", "deplace", "annule"})

Answer = Callable[[Request, Interview, str], HTTPResponse]


@interview_page.get("/<token>")
async def show(request: Request, token: str) -> HTTPResponse:
    """Show the interview, and what can be done about it."""
    return await _answer(request, token, _show)


@interview_page.get("/<token>/annuler")
async def ask_to_cancel(request: Request, token: str) -> HTTPResponse:
    """Ask whether it is really to be cancelled."""
    return await _answer(request, token, _ask_to_cancel)


@interview_page.post("/<token>/annuler")
async def cancel(request: Request, token: str) -> HTTPResponse:
    """Cancel it."""
    return await _answer(request, token, _cancel)


@interview_page.get("/<token>/deplacer")
async def ask_to_move(request: Request, token: str) -> HTTPResponse:
    """Show what is free."""
    return await _answer(request, token, _choose)


@interview_page.post("/<token>/deplacer")
async def move(request: Request, token: str) -> HTTPResponse:
    """Move it."""
    return await _answer(request, token, _move)


@interview_page.get("/<token>/entretien.ics")
async def download(request: Request, token: str) -> HTTPResponse:
    """Give the interview as a file for calendars."""
    return await _answer(request, token, _calendar_file)


async def _answer(request: Request, token: str, answer: Answer) -> HTTPResponse:
    return await asyncio.to_thread(_answer_for_interview, request, token, answer)


def _answer_for_interview(request: Request, token: str, answer: Answer) -> HTTPResponse:
    """Find the interview that a link is for and answer; kindly, where there is none."""
    services = services_of(request)
    try:
        return answer(request, _interview(services, token), token)
    except LinkExpired:
        return page(request, "link_unusable.html", 410, expired=True)
    except (BadLink, UnknownReference):
        return page(request, "link_unusable.html", 404, expired=False)
    except NotOpen:
        return redirect(f"{PATH}/{token}", status=303)  # which says how it stands
    except SQLAlchemyError as error:
        logger.error("%s: %s", request.method, type(error).__name__)
        return page(request, "unavailable.html", 503, message=said("utter_page_unavailable"))


def _interview(services: Services, token: str) -> Interview:
    claim = services.links.read(token, services.now())
    interview = services.desk.by_uid(claim.uid)
    if not claim.is_of(interview.uid, interview.visitor.email):
        raise BadLink
    return interview


def _show(request: Request, interview: Interview, token: str) -> HTTPResponse:
    done = request.args.get("fait")
    return _form(request, interview, token, "interview.html", done=done if done in _DONE else None)


def _choose(request: Request, interview: Interview, token: str) -> HTTPResponse:
    return _choice(request, interview, token, {})


def _ask_to_cancel(request: Request, interview: Interview, token: str) -> HTTPResponse:
    return _form(request, interview, token, "interview_cancel.html")


def _cancel(request: Request, interview: Interview, token: str) -> HTTPResponse:
    services = services_of(request)
    if not _is_current(services, request, interview):
        return _changed_meanwhile(request, interview, token, "interview_cancel.html")
    if interview.status is Status.CONFIRMED:
        services.desk.cancel(interview.reference, services.now())
    return redirect(f"{PATH}/{token}?fait=annule", status=303)


def _move(request: Request, interview: Interview, token: str) -> HTTPResponse:
    services = services_of(request)
    start = read_moment(request.form.get("creneau")) if request.form else None
    if start is None:
        return _choice(request, interview, token, {"slot": said("utter_slot_missing")}, 422)
    if not _is_current(services, request, interview) and interview.start != start:
        errors = {"page": said("utter_interview_changed_meanwhile")}
        return _choice(request, interview, token, errors, 409, start)
    try:
        moved = services.desk.move(interview.reference, start, services.now())
    except NotBookable as error:
        errors = {"slot": refused(services, error, start)}
        status = 409 if error.reason is Refusal.TAKEN else 422
        return _choice(request, interview, token, errors, status, start)
    fresh = services.links.token(moved.uid, moved.visitor.email, moved.end)
    return redirect(f"{PATH}/{fresh}?fait=deplace", status=303)


def _choice(
    request: Request,
    interview: Interview,
    token: str,
    errors: dict[str, str],
    status: int = 200,
    chosen: datetime | None = None,
) -> HTTPResponse:
    services = services_of(request)
    now = services.now()
    return _form(
        request,
        interview,
        token,
        "interview_move.html",
        status,
        errors=errors,
        calendar=calendar(services, read_date(request.args.get("depuis")), now),
        nearest=nearest(services, chosen, now) if chosen and "slot" in errors else (),
        chosen=chosen.isoformat() if chosen else "",
    )


def _changed_meanwhile(
    request: Request, interview: Interview, token: str, template: str
) -> HTTPResponse:
    message = said("utter_interview_changed_meanwhile")
    return _form(request, interview, token, template, 409, message=message)


def _form(
    request: Request,
    interview: Interview,
    token: str,
    template: str,
    status: int = 200,
    **values: Any,
) -> HTTPResponse:
    """Show a page about an interview; its forms are signed for the interview as it is now."""
    services = services_of(request)
    return page(
        request,
        template,
        status,
        interview=interview,
        minutes=(interview.end - interview.start) // timedelta(minutes=1),
        video=services.rooms.link(interview.uid),
        path=f"{PATH}/{token}",
        is_open=interview.status is Status.CONFIRMED and interview.start > services.now(),
        seal=_seals(services).dumps([interview.uid, interview.sequence]),
        **{"message": None, "done": None, **values},
    )


def _is_current(services: Services, request: Request, interview: Interview) -> bool:
    """Tell whether the form was made here, lately, for the interview as it is now."""
    sealed = (request.form.get("sceau") if request.form else None) or ""
    try:
        seen = _seals(services).loads(sealed, max_age=_FORM_SECONDS)
    except BadSignature:
        return False
    return bool(seen == [interview.uid, interview.sequence])


def _seals(services: Services) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services.settings.signing_key, salt="interview page")


def _calendar_file(request: Request, interview: Interview, token: str) -> HTTPResponse:
    services = services_of(request)
    link = services.rooms.link(interview.uid)
    visitor = interview.visitor
    is_cancelled = interview.status is Status.CANCELLED
    invitation = Invitation(
        method=Method.CANCEL if is_cancelled else Method.REQUEST,
        uid=interview.uid,
        sequence=interview.sequence,
        stamp=services.now(),
        start=interview.start,
        end=interview.end,
        summary=text_of("calendar_summary.txt", school=services.school_name),
        description=text_of(
            "calendar_description.txt",
            link=link,
            reference=interview.reference,
            page=services.links.url(interview.uid, visitor.email, interview.end),
        ),
        link=link,
        organizer=Attendee(services.school_name, services.settings.sender),
        attendees=(Attendee(visitor.name, visitor.email),),
    )
    headers = {
        "Content-Disposition": 'attachment; filename="entretien.ics"',
        "Cache-Control": "no-store",
    }
    return raw(invitation.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)
