"""`/rendez-vous`: booking an interview without JavaScript, by the same rules as in the chat."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sanic import Blueprint, HTTPResponse, Request, redirect
from sanic.request import RequestParameters
from sqlalchemy.exc import SQLAlchemyError

from booking.model import Interview, NotBookable, TooManyOpen, Visitor
from booking.model import Request as Confirmation
from french.contact import read_email, read_phone
from french.names import read_name
from runtime.wiring import Services
from web.pages.no_script import (
    calendar,
    nearest,
    page,
    read_date,
    read_moment,
    refused,
    services_of,
)
from web.responses import said

booking_page = Blueprint("booking_page", url_prefix="/rendez-vous")
logger = logging.getLogger(__name__)

_KEY_SECONDS = 24 * 3600  # a page left open for longer is confirmed a second time
_LONGEST = 200  # characters of a field


@dataclass(frozen=True)
class Form:
    """What was typed, as it was typed."""

    name: str = ""
    email: str = ""
    phone: str = ""
    slot: str = ""
    consent: bool = False
    since: str = ""

    @property
    def start(self) -> datetime | None:
        """The time chosen, if it is one."""
        return read_moment(self.slot)


@booking_page.get("/")
async def show(request: Request) -> HTTPResponse:
    """Show the form."""
    form = Form(since=request.args.get("depuis") or "", slot=request.args.get("creneau") or "")
    return await asyncio.to_thread(_answer, request, form, {})


@booking_page.post("/")
async def book(request: Request) -> HTTPResponse:
    """Book, or show the form again with all that was typed."""
    sent = request.form or RequestParameters()
    form = _read(sent)
    if "depuis" in sent:
        return await asyncio.to_thread(_answer, request, form, {})
    return await asyncio.to_thread(_book, request, form, sent.get("cle") or "")


def _read(sent: RequestParameters) -> Form:
    def field(name: str) -> str:
        return " ".join((sent.get(name) or "").split())[:_LONGEST]

    return Form(
        name=field("nom"),
        email=field("email"),
        phone=field("telephone"),
        slot=field("creneau"),
        consent="accord" in sent,
        since=field("depuis"),
    )


def _book(request: Request, form: Form, key: str) -> HTTPResponse:
    services = services_of(request)
    identity = _identity(services, key)
    errors = _problems(form)
    if identity is None:
        errors["page"] = said("utter_page_too_old")
    start = form.start
    if errors or identity is None or start is None:
        return _answer(request, form, errors, status=422, key=key if identity else None)
    now = services.now()
    try:
        interview = services.desk.book(_confirmation(form, start, identity, now), now)
    except NotBookable as error:
        errors = {"slot": refused(services, error, start)}
        return _answer(request, form, errors, status=409, key=key)
    except TooManyOpen as error:
        errors = {"page": said("utter_too_many_open", limit=error.limit)}
        return _answer(request, form, errors, status=409, key=key)
    except SQLAlchemyError as error:
        logger.error("booking failed: %s", type(error).__name__)
        return _answer(request, form, {"page": said("utter_booking_failed")}, 503, key)
    return _to_its_page(services, interview)


def _to_its_page(services: Services, interview: Interview) -> HTTPResponse:
    token = services.links.token(interview.uid, interview.visitor.email, interview.end)
    return redirect(f"/entretien/{token}?fait=reserve", status=303)


def _answer(
    request: Request,
    form: Form,
    errors: dict[str, str],
    status: int = 200,
    key: str | None = None,
) -> HTTPResponse:
    """Show the form; without its slots, but with all that was typed, where the database is away."""
    services = services_of(request)
    now = services.now()
    try:
        days = calendar(services, read_date(form.since), now)
        lost = form.start if "slot" in errors else None
        others = nearest(services, lost, now) if lost else ()
    except SQLAlchemyError as error:
        logger.error("reading the free slots failed: %s", type(error).__name__)
        errors = {"page": said("utter_booking_failed")}
        days, others, status = None, (), 503
    return page(
        request,
        "booking.html",
        status,
        form=form,
        errors=errors,
        calendar=days,
        nearest=others,
        key=key or _keys(services).dumps(str(uuid.uuid4())),
    )


def _problems(form: Form) -> dict[str, str]:
    """Say what is wrong with each field, as the assistant does."""
    problems = {}
    if form.start is None:
        problems["slot"] = said("utter_slot_missing")
    if read_name(form.name, asked=True) is None:
        problems["name"] = said("utter_name_unclear")
    if read_email(form.email).value is None:
        problems["email"] = said("utter_email_invalid")
    if form.phone and read_phone(form.phone).value is None:
        problems["phone"] = said("utter_phone_invalid_on_page")
    if not form.consent:
        problems["consent"] = said("utter_consent_needed")
    return problems


def _confirmation(form: Form, start: datetime, identity: str, now: datetime) -> Confirmation:
    """Make what is asked of the desk, of a form without problems."""
    visitor = Visitor(
        name=read_name(form.name, asked=True) or form.name,
        email=read_email(form.email).value or form.email,
        phone=read_phone(form.phone).value if form.phone else None,
    )
    # One form books once, however often it is sent; its fields are part of what it is, so that
    # going back to choose another hour is another booking, and counts as one.
    content = f"page {identity} {start.isoformat()} {visitor}"
    return Confirmation(visitor, start, now, hashlib.sha256(content.encode()).hexdigest())


def _identity(services: Services, key: str) -> str | None:
    """Read which form was sent; None for one that was not made here, or too long ago."""
    try:
        return str(_keys(services).loads(key, max_age=_KEY_SECONDS))
    except BadSignature:
        return None


def _keys(services: Services) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services.settings.signing_key, salt="booking form")
