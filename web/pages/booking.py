"""`/rendez-vous`: booking an interview without JavaScript, by the same rules as in the chat."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import replace

from sanic import Blueprint, HTTPResponse, redirect
from sanic.request import RequestParameters
from sqlalchemy.exc import SQLAlchemyError

from booking.model import AddressBlocked, Interview, NotBookable, TooManyOpen, TooManyToday
from french.address_slips import likely_meant
from runtime.threads import WaitedTooLong
from runtime.wiring import Services
from web.context import Request, in_a_thread
from web.pages.booking_form import BookingForm
from web.pages.no_script import (
    nearest_slots,
    read_calendar,
    read_date,
    refusal_text,
    render_page,
)
from web.pages.signed_forms import FormSigner
from web.reading import reads
from web.responses import response_text

booking_page = Blueprint("booking_page", url_prefix="/rendez-vous")
logger = logging.getLogger(__name__)

_KEY_SECONDS = 24 * 3600  # a page left open for longer is confirmed a second time


@reads(booking_page, "/")
async def show(request: Request) -> HTTPResponse:
    """Show the form."""
    form = BookingForm(
        since=request.args.get("depuis") or "", slot=request.args.get("creneau") or ""
    )
    return await asyncio.to_thread(_show_form, request, form, {})


@booking_page.post("/")
async def book(request: Request) -> HTTPResponse:
    """Book, or show the form again with all that was typed."""
    sent = request.form or RequestParameters()
    form = BookingForm.read(sent)
    if "depuis" in sent:
        return await asyncio.to_thread(_show_form, request, form, {})
    key = sent.get("cle") or ""
    try:
        return await in_a_thread(request, _book, request, form, key)
    except WaitedTooLong as error:
        return await asyncio.to_thread(_show_failure, request, form, key, error)


def _book(request: Request, form: BookingForm, key: str) -> HTTPResponse:
    services = request.app.ctx.services
    identity = _keys(services).read(key)
    errors = form.problems()
    if "email" not in errors and services.reach.excludes(form.visitor().email):
        errors["email"] = response_text("utter_email_with_accents")
    if identity is None:
        errors["page"] = response_text("utter_page_too_old")
    start = form.start
    if errors or identity is None or start is None:
        return _show_form(request, form, errors, status=422, key=key if identity else None)
    if _read_backs(services).read(form.read_back) != form.read_back_digest(form.visitor()):
        return _read_back(request, form, key, identity)
    now = services.now()
    try:
        is_admitted = request.app.ctx.work.is_form_admitted(
            request.app.ctx.source_of(request), form.request_key(identity), form.altcha
        )
        if not is_admitted and form.altcha is None:  # it was read back in a quieter moment
            return _read_back(request, form, key, identity)
        asked = form.confirmation(start, identity, now)
        interview = services.desk.book(replace(asked, is_doubtful=not is_admitted), now)
    except NotBookable as error:
        errors = {"slot": refusal_text(services, error, start)}
        return _show_form(request, form, errors, status=409, key=key)
    except TooManyOpen as error:
        name = "today" if isinstance(error, TooManyToday) else "open"
        errors = {"page": response_text(f"utter_too_many_{name}", limit=error.limit)}
        return _show_form(request, form, errors, status=409, key=key)
    except AddressBlocked:
        contact = services.settings.staff_email
        errors = {"page": response_text("utter_address_blocked", contact=contact)}
        return _show_form(request, form, errors, status=403, key=key)
    except SQLAlchemyError as error:
        return _show_failure(request, form, key, error)
    return _redirect_to_interview(services, interview)


def _show_failure(request: Request, form: BookingForm, key: str, error: Exception) -> HTTPResponse:
    """Show all that was typed, to be sent again: the same key books once, whatever came of it."""
    logger.error("booking failed: %s", type(error).__name__)
    errors = {"page": response_text("utter_booking_failed")}
    return _show_form(request, form, errors, status=503, key=key)


def _read_back(request: Request, form: BookingForm, key: str, identity: str) -> HTTPResponse:
    """Read back what is about to be booked: a slip in an address would be noticed by nobody."""
    visitor = form.visitor()
    source = request.app.ctx.source_of(request)
    seal = _read_backs(request.app.ctx.services).sign(form.read_back_digest(visitor))
    return render_page(
        request,
        "booking_check.html",
        form=form,
        visitor=visitor,
        meant=likely_meant(visitor.email),
        key=key,
        read_back=seal,
        challenge=request.app.ctx.work.challenge_for_form(source, form.request_key(identity)),
    )


def _redirect_to_interview(services: Services, interview: Interview) -> HTTPResponse:
    token = services.links.token(interview.uid, interview.visitor.email, interview.end)
    return redirect(f"/entretien/{token}?fait=reserve", status=303)


def _show_form(
    request: Request,
    form: BookingForm,
    errors: dict[str, str],
    status: int = 200,
    key: str | None = None,
) -> HTTPResponse:
    """Show the form; without its slots, but with all that was typed, where the database is away."""
    services = request.app.ctx.services
    now = services.now()
    try:
        calendar = read_calendar(services, read_date(form.since), now)
        lost = form.start if "slot" in errors else None
        nearest = nearest_slots(services, lost, now) if lost else ()
    except SQLAlchemyError as error:
        logger.error("reading the free slots failed: %s", type(error).__name__)
        errors = {"page": response_text("utter_booking_failed")}
        calendar, nearest, status = None, (), 503
    return render_page(
        request,
        "booking.html",
        status,
        form=form,
        errors=errors,
        calendar=calendar,
        nearest=nearest,
        key=key or _keys(services).sign(str(uuid.uuid4())),
    )


def _keys(services: Services) -> FormSigner:
    return FormSigner(services.settings.signing_key, "booking form", _KEY_SECONDS)


def _read_backs(services: Services) -> FormSigner:
    return FormSigner(services.settings.signing_key, "booking read back", _KEY_SECONDS)
