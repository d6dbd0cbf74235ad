"""`/entretien/…/plus-tot`: the wish for an earlier time, and the places offered to it."""

from __future__ import annotations

from datetime import datetime

from sanic import Blueprint, HTTPResponse, redirect
from sanic.request import RequestParameters

from booking.links import PATH
from booking.model import Interview, NotBookable
from booking.waiting_list import OfferOver
from web.context import Request
from web.pages.interview_views import is_current, show_interview
from web.pages.no_script import read_moment, refusal_text
from web.pages.signed_interview import does, shows
from web.responses import response_text

earlier = Blueprint("earlier", url_prefix=PATH)


@does(earlier, "/plus-tot")
def change(request: Request, interview: Interview, token: str) -> HTTPResponse:
    """Take a place that is offered, wish for one, or wish no more."""
    services = request.app.ctx.services
    sent = request.form or RequestParameters()
    if not is_current(request, interview):
        message = response_text("utter_interview_changed_meanwhile")
        return show(request, interview, token, message, 409)
    start = read_moment(sent.get("creneau"))
    if start is not None:
        return _take(request, interview, token, start)
    if "plus" in sent:
        services.waiting_list.withdraw(interview)
    else:
        services.waiting_list.ask(interview, services.now())
    return redirect(f"{PATH}/{token}/plus-tot", status=303)


def _take(request: Request, interview: Interview, token: str, start: datetime) -> HTTPResponse:
    services = request.app.ctx.services
    try:
        moved = services.waiting_list.accept(interview, start, services.now())
    except OfferOver:
        return show(request, interview, token, response_text("utter_offer_over"), 409)
    except NotBookable as error:
        return show(request, interview, token, refusal_text(services, error, start), 409)
    fresh = services.links.token(moved.uid, moved.visitor.email, moved.end)
    return redirect(f"{PATH}/{fresh}?fait=deplace", status=303)


@shows(earlier, "/plus-tot")
def show(
    request: Request,
    interview: Interview,
    token: str,
    message: str | None = None,
    status: int = 200,
) -> HTTPResponse:
    """Show the places that are offered, or how to be told of some."""
    waiting_list = request.app.ctx.services.waiting_list
    return show_interview(
        request,
        interview,
        token,
        "interview_earlier.html",
        status,
        message=message,
        waits=waiting_list.waits(interview),
        offers=waiting_list.offers(interview, request.app.ctx.services.now()),
    )
