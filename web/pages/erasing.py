"""`/vos-donnees/effacer`: erasing what is kept of a person who proves an interview to be theirs."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence

from sanic import Blueprint, HTTPResponse, redirect
from sanic.request import RequestParameters
from sqlalchemy.exc import SQLAlchemyError

from booking import privacy
from booking.model import Interview, TooManyGuesses, UnknownReference
from booking.references import read_reference
from french import addresses
from french.letters import one_line
from notify.mail import files as mail_files
from notify.outbox.owing import owing_interviews
from runtime.threads import WaitedTooLong
from runtime.wiring import Services
from staff.audit import VISITOR, Action, noting
from web.context import Request, in_a_thread
from web.pages.no_script import render_page
from web.pages.signed_forms import FormSigner
from web.reading import reads
from web.responses import response_text
from web.sentences import sentences

erasing_page = Blueprint("erasing_page", url_prefix="/vos-donnees/effacer")
logger = logging.getLogger(__name__)

_KEY_SECONDS = 24 * 3600


@reads(erasing_page, "/")
async def show(request: Request) -> HTTPResponse:
    """Show the form, or that all is gone."""
    return _show(request, is_done=request.args.get("fait") == "efface")


@erasing_page.post("/")
async def erase(request: Request) -> HTTPResponse:
    """Erase what can be; an interview to come stays, as the school expects its visitor."""
    try:
        return await in_a_thread(request, _erase, request)
    except WaitedTooLong as error:
        return _show_failure(request, error)


def _erase(request: Request) -> HTTPResponse:
    services, app = request.app.ctx.services, request.app.ctx
    reference, email, key = _typed(request)
    errors = {}
    if read_reference(reference, asked=True) is None:
        errors["reference"] = response_text("utter_reference_unclear")
    if addresses.read_whole(email) is None:
        errors["email"] = response_text("utter_email_invalid")
    identity = _keys(services).read(key)
    if identity is None:
        errors["page"] = response_text("utter_page_too_old")
    if errors:
        return _show(request, 422, errors=errors)
    given = read_reference(reference, asked=True) or "", addresses.read_whole(email) or ""
    now, source = services.now(), app.source_of(request)
    try:
        proved = services.proof.check(*given, f"page {identity}", now, source)
        kept = _erase_all(services, proved.visitor.email)
    except UnknownReference:
        return _show(request, 404, errors={"page": sentences("erasing")["wrong"]})
    except TooManyGuesses:
        return _show(request, 429, errors={"page": sentences("erasing")["used_up"]})
    except SQLAlchemyError as error:
        return _show_failure(request, error)
    if kept:
        links = services.links
        to_come = [(i, links.token(i.uid, i.visitor.email, i.end)) for i in kept]
        return _show(request, to_come=to_come)
    return redirect("/vos-donnees/effacer/?fait=efface", status=303)


def _erase_all(services: Services, email: str) -> Sequence[Interview]:
    """Erase what is kept of an address; returns the interviews that are still to come.

    The others go last: they are the proof with which it is done again, where it breaks half-way.
    """
    theirs = services.desk.interviews(email=email)
    engine, now = services.engine, services.now()
    over = {interview.reference for interview in theirs if not interview.is_on(now)}
    mail_files.erase(services.mail_folder, over)
    services.conversation_eraser.erase_mentions(email)
    privacy.erase_questions(engine, email)
    note = noting(VISITOR, Action.ERASED, now)
    references = {interview.reference for interview in theirs}
    kept = set(privacy.erase_over(engine, references, now, owing_interviews(), note))
    services.forget_erased()
    return [interview for interview in theirs if interview.reference in kept]


def _show_failure(request: Request, error: Exception) -> HTTPResponse:
    logger.error("erasing failed: %s", type(error).__name__)
    return _show(request, 503, errors={"page": sentences("erasing")["failed"]})


def _show(
    request: Request,
    status: int = 200,
    *,
    errors: dict[str, str] | None = None,
    to_come: Sequence[tuple[Interview, str]] = (),
    is_done: bool = False,
) -> HTTPResponse:
    reference, email, key = _typed(request)
    keys = _keys(request.app.ctx.services)
    return render_page(
        request,
        "erasing.html",
        status,
        reference=reference,
        email=email,
        errors=errors or {},
        to_come=to_come,
        is_done=is_done,
        key=key if keys.read(key) else keys.sign(str(uuid.uuid4())),
    )


def _typed(request: Request) -> tuple[str, str, str]:
    sent = request.form or RequestParameters()
    return (
        one_line(sent.get("reference") or ""),
        one_line(sent.get("email") or ""),
        (sent.get("cle") or ""),
    )


def _keys(services: Services) -> FormSigner:
    return FormSigner(services.settings.signing_key, "erasing form", _KEY_SECONDS)
