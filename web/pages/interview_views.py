"""How an interview's pages are shown; their forms are signed for the interview as it is now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sanic import HTTPResponse

from booking.links import PATH
from booking.model import Interview
from notify import Snapshot
from runtime.wiring import Services
from web.context import Request
from web.pages.no_script import nearest_slots, read_calendar, read_date, render_page
from web.pages.signed_forms import FormSigner

_FORM_SECONDS = 3600


def show_interview(
    request: Request,
    interview: Interview,
    token: str,
    template: str,
    status: int = 200,
    **values: Any,
) -> HTTPResponse:
    """Show a page about an interview."""
    services = request.app.ctx.services
    is_open = interview.is_open(services.now())
    return render_page(
        request,
        template,
        status,
        interview=interview,
        minutes=(interview.end - interview.start) // timedelta(minutes=1),
        video=services.rooms.link(interview.uid),
        calendars=services.visitor_entries.web_links(Snapshot.of(interview)),
        path=f"{PATH}/{token}",
        link_is_old=token != _token_of(services, interview),
        is_open=is_open,
        too_late=is_open and not services.desk.can_change(interview, services.now()),
        seal=_seals(services).sign(_state(interview)),
        **{"message": None, "done": None, **values},
    )


def show_times(
    request: Request,
    interview: Interview,
    token: str,
    errors: dict[str, str],
    status: int = 200,
    chosen: datetime | None = None,
) -> HTTPResponse:
    """Show the times to which an interview can be moved; `chosen` is one that could not be had."""
    services = request.app.ctx.services
    now = services.now()
    return show_interview(
        request,
        interview,
        token,
        "interview_move.html",
        status,
        errors=errors,
        calendar=read_calendar(services, read_date(request.args.get("depuis")), now, interview.id),
        nearest=nearest_slots(services, chosen, now, interview.id)
        if chosen and "slot" in errors
        else (),
        chosen=chosen.isoformat() if chosen else "",
    )


def is_current(request: Request, interview: Interview) -> bool:
    """Tell whether the form was made here, within the hour, for the interview as it is now."""
    sealed = (request.form.get("sceau") if request.form else None) or ""
    return bool(_seals(request.app.ctx.services).read(sealed) == _state(interview))


def _state(interview: Interview) -> list[str | int]:
    """What a form was made for: an interview that has changed since is another one."""
    return [interview.uid, interview.sequence]


def _token_of(services: Services, interview: Interview) -> str:
    """Make the link's token as it would be made now: it is another one once the hour changed."""
    return services.links.token(interview.uid, interview.visitor.email, interview.end)


def _seals(services: Services) -> FormSigner:
    return FormSigner(services.settings.signing_key, "interview page", _FORM_SECONDS)
