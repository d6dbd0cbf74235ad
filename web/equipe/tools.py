"""Other tools: who is told of interviews, which calendars are kept in step, and where to read."""

from __future__ import annotations

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any

from sanic import HTTPResponse, redirect

from booking import schedule_editing
from french import speak
from notify import DeliveryFailure, Entry, TemporaryFailure, list_webhook_deliveries
from notify.calendars.accounts import Account, NoCalendar
from notify.calendars.caldav import RemoteCalendar
from notify.calendars.feed import Feed
from notify.outward import OwnNetwork
from notify.webhooks import endpoints
from notify.webhooks.addresses import BadAddress, checked, masked
from notify.webhooks.endpoints import TooManySecrets, UnknownEndpoint
from notify.webhooks.sender import new_secret
from staff import audit
from staff.audit import Action
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import ADMINISTRATION, Routes
from web.equipe.sentences import message_words, problem_sentence, reason_sentence
from web.equipe.views import show, typed

routes = Routes("equipe_tools")

_PAGE = "/equipe/outils"
_READ = 60  # deliveries, of all tools
_SHOWN = 5  # of each
_LONGEST_ADDRESS = 2000
_CALL_SECONDS = 15.0
_LONGEST_PASSWORD = 500


@routes.get("/outils", ADMINISTRATION, fresh=True)
def show_tools(request: Request, member: Member) -> HTTPResponse:
    """Show them."""
    return _show(request, member)


@routes.post("/outils", ADMINISTRATION, fresh=True, calls=True)
def add_tool(request: Request, member: Member) -> HTTPResponse:
    """Have another tool told; its secret is shown this once."""
    services = request.app.ctx.services
    now = services.now()
    try:
        address = checked(typed(request, "adresse", _LONGEST_ADDRESS + 1))
        asyncio.run(services.outward.check(address))
    except BadAddress:
        return _show(request, member, 422, {"address": problem_sentence("tool_address")})
    except OwnNetwork:
        return _show(request, member, 422, {"address": problem_sentence("tool_own_network")})
    except DeliveryFailure:
        return _show(request, member, 422, {"address": problem_sentence("tool_unknown_name")})
    if any(each.url == address for each in services.endpoints.everything()):
        return _show(request, member, 409, {"address": problem_sentence("tool_known")})
    secret = new_secret()
    note = audit.noting(member.account.actor, Action.WEBHOOK_ADDED, now)
    services.endpoints.add(address, secret, now, note)
    return _show(request, member, secret=secret)


@routes.post("/outils/<number:int>/essayer", ADMINISTRATION, fresh=True, calls=True)
def try_tool(request: Request, member: Member, number: int) -> HTTPResponse:
    """Send a tool an event that says it is a test."""
    services = request.app.ctx.services
    test = services.webhooks.test(number, f"msg_{uuid.uuid4().hex}", services.now())
    try:
        asyncio.run(test)
    except DeliveryFailure as failure:
        problem = problem_sentence("tool_silent").format(why=reason_sentence(failure.reason))
        return _show(request, member, 409, {"page": problem})
    return redirect(f"{_PAGE}?fait=outil_essaye", status=303)


@routes.post("/outils/<number:int>/secret", ADMINISTRATION, fresh=True)
def renew_secret(request: Request, member: Member, number: int) -> HTTPResponse:
    """Give a tool another secret; the one before goes on for a while."""
    services = request.app.ctx.services
    now, secret = services.now(), new_secret()
    note = audit.noting(member.account.actor, Action.WEBHOOK_RENEWED, now, f"webhook {number}")
    try:
        services.endpoints.renew(number, secret, now, note)
    except UnknownEndpoint:
        return _gone(request, member)
    except TooManySecrets as error:
        problem = problem_sentence("tool_secrets").format(until=speak.moment(error.until))
        return _show(request, member, 409, {"page": problem})
    return _show(request, member, secret=secret)


@routes.post("/outils/<number:int>/retirer", ADMINISTRATION, fresh=True)
def remove_tool(request: Request, member: Member, number: int) -> HTTPResponse:
    """Tell a tool no more."""
    services = request.app.ctx.services
    now = services.now()
    note = audit.noting(member.account.actor, Action.WEBHOOK_REMOVED, now, f"webhook {number}")
    try:
        services.endpoints.remove(number, note)
    except UnknownEndpoint:
        return _gone(request, member)
    return redirect(f"{_PAGE}?fait=outil_retire", status=303)


@routes.post("/outils/agendas/<number:int>", ADMINISTRATION, fresh=True, calls=True)
def set_calendar(request: Request, member: Member, number: int) -> HTTPResponse:
    """Keep the calendar of a person in step, once it has answered."""
    services = request.app.ctx.services
    if number not in {person.id for person in schedule_editing.interviewers(services.engine)}:
        return _gone(request, member)
    password = ((request.form.get("mot_de_passe") if request.form else None) or "").strip("\r\n")
    try:
        address = checked(typed(request, "adresse", _LONGEST_ADDRESS + 1)).rstrip("/") + "/"
        account = Account(address, typed(request, "identifiant"), password[:_LONGEST_PASSWORD])
        asyncio.run(_in_time(RemoteCalendar(account, services.outward).check()))
    except BadAddress:
        return _show(request, member, 422, {f"calendar-{number}": problem_sentence("tool_address")})
    except DeliveryFailure as failure:
        problem = problem_sentence("tool_silent").format(why=reason_sentence(failure.reason))
        return _show(request, member, 422, {f"calendar-{number}": problem})
    note = audit.noting(member.account.actor, Action.CALENDAR_SET, services.now())
    services.calendar_sync.adopt(number, account, note)
    return redirect(f"{_PAGE}?fait=agenda_relie", status=303)


@routes.post("/outils/agendas/<number:int>/detacher", ADMINISTRATION, fresh=True)
def remove_calendar(request: Request, member: Member, number: int) -> HTTPResponse:
    """Read and write a person's calendar no more."""
    services = request.app.ctx.services
    note = audit.noting(member.account.actor, Action.CALENDAR_REMOVED, services.now())
    try:
        services.calendars.remove(number, note)
    except NoCalendar:
        return _gone(request, member)
    return redirect(f"{_PAGE}?fait=agenda_detache", status=303)


@routes.post("/outils/abonnement", ADMINISTRATION, fresh=True)
def renew_feed(request: Request, member: Member) -> HTTPResponse:
    """Give a feed another address."""
    services = request.app.ctx.services
    now, asked = services.now(), typed(request, "qui")
    people = schedule_editing.interviewers(services.engine)
    who = next((person.id for person in people if str(person.id) == asked), None)
    if asked and who is None:
        return _gone(request, member)
    note = audit.noting(member.account.actor, Action.FEED_RENEWED, now)
    services.feeds.renew(Feed(who), now, note)
    return redirect(f"{_PAGE}?fait=abonnement", status=303)


async def _in_time(call: Coroutine[Any, Any, None]) -> None:
    """Call another machine for a few seconds at most. Raises DeliveryFailure."""
    try:
        await asyncio.wait_for(call, _CALL_SECONDS)
    except TimeoutError:
        raise TemporaryFailure("the calendar's server did not answer in time") from None


def _gone(request: Request, member: Member) -> HTTPResponse:
    return _show(request, member, 409, {"page": problem_sentence("tool_gone")})


def _show(
    request: Request,
    member: Member,
    status: int = 200,
    problems: dict[str, str] | None = None,
    secret: str | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    with services.engine.execution_options(read_only=True).connect() as connection:
        last = list_webhook_deliveries(connection, services.now(), _READ)
    deliveries: dict[str, list[Entry]] = defaultdict(list)
    for entry in last:
        deliveries[entry.recipient].append(entry)
    people = schedule_editing.interviewers(services.engine)
    urls = services.feeds.urls()
    calendars = {each.interviewer_id: each for each in services.calendars.everything()}
    return show(
        request,
        member,
        "equipe/tools.html",
        status,
        problems=problems or {},
        secret=secret,
        tools=[
            (
                tool,
                [(e, message_words(e)) for e in deliveries[endpoints.recipient(tool.id)][:_SHOWN]],
            )
            for tool in services.endpoints.everything()
        ],
        calendars=[(person, calendars.get(person.id)) for person in people],
        everybodys_feed=urls[Feed(None)],
        feeds=[(person, urls[Feed(person.id)]) for person in people],
        masked=masked,
        overlap_days=endpoints.OVERLAP.days,
    )
