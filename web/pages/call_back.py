"""`/rappel`: asking the school to call, on a page that works without JavaScript."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import dataclass

from sanic import Blueprint, HTTPResponse, redirect
from sanic.request import RequestParameters
from sqlalchemy.exc import SQLAlchemyError

from booking.questions import LONGEST, LONGEST_WHEN, QuestionTooLong, TooManyQuestions
from french.callback import CallBack
from french.contact import read_phone
from french.letters import one_line
from french.phones import are_several
from runtime.threads import WaitedTooLong
from web.context import Request, in_a_thread
from web.pages.no_script import render_page
from web.pages.signed_forms import FormSigner
from web.reading import reads
from web.responses import response_text

call_back = Blueprint("call_back", url_prefix="/rappel")
logger = logging.getLogger(__name__)

_KEY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class CallForm:
    """What was typed, as it was typed."""

    phone: str = ""
    when: str = ""
    about: str = ""
    consent: bool = False

    @classmethod
    def read(cls, sent: RequestParameters) -> CallForm:
        """Read what a browser sent."""

        def field(name: str) -> str:
            return one_line(sent.get(name) or "")

        return cls(field("telephone"), field("quand"), field("sujet"), "accord" in sent)

    def problems(self) -> dict[str, str]:
        """Say what is wrong with each field."""
        problems = {}
        if read_phone(self.phone).value is None or are_several(self.phone):
            problems["phone"] = response_text("utter_call_needs_phone")
        if len(self.when) > LONGEST_WHEN:
            problems["when"] = response_text("utter_note_too_long", longest=LONGEST_WHEN)
        if len(self.about) > LONGEST:
            problems["about"] = response_text("utter_note_too_long", longest=LONGEST)
        if not self.consent:
            problems["consent"] = response_text("utter_consent_needed_to_call")
        return problems


@reads(call_back, "/")
async def show(request: Request) -> HTTPResponse:
    """Show the form, or that the school has it."""
    is_done = request.args.get("fait") == "demande"
    return await asyncio.to_thread(_show, request, CallForm(), {}, is_done=is_done)


@call_back.post("/")
async def ask(request: Request) -> HTTPResponse:
    """Tell the school, or show the form again with all that was typed."""
    form = CallForm.read(request.form or RequestParameters())
    key = (request.form.get("cle") if request.form else None) or ""
    try:
        return await in_a_thread(request, _ask, request, form, key)
    except WaitedTooLong as error:
        return await asyncio.to_thread(_show_failure, request, form, key, error)


def _ask(request: Request, form: CallForm, key: str) -> HTTPResponse:
    services = request.app.ctx.services
    identity = _keys(request).read(key)
    errors = form.problems()
    if identity is None:
        errors["page"] = response_text("utter_page_too_old")
    if errors:
        return _show(request, form, errors, 422, key if identity else None)
    call = CallBack(read_phone(form.phone).value or "", form.when or None)
    try:
        services.questions.put(form.about, None, f"page {identity}", services.now(), call)
    except (TooManyQuestions, QuestionTooLong):
        errors = {"page": response_text("utter_call_too_many")}
        return _show(request, form, errors, 409, key)
    except SQLAlchemyError as error:
        return _show_failure(request, form, key, error)
    return redirect("/rappel/?fait=demande", status=303)


def _show_failure(request: Request, form: CallForm, key: str, error: Exception) -> HTTPResponse:
    """Show all that was typed, to be sent again: the same key asks once, whatever came of it."""
    logger.error("asking for a call failed: %s", type(error).__name__)
    errors = {"page": response_text("utter_question_failed")}
    return _show(request, form, errors, 503, key)


def _show(
    request: Request,
    form: CallForm,
    errors: dict[str, str],
    status: int = 200,
    key: str | None = None,
    *,
    is_done: bool = False,
) -> HTTPResponse:
    return render_page(
        request,
        "call_back.html",
        status,
        form=form,
        errors=errors,
        is_done=is_done,
        key=key or _keys(request).sign(str(uuid.uuid4())),
    )


def _keys(request: Request) -> FormSigner:
    key = request.app.ctx.services.settings.signing_key
    return FormSigner(key, "call back form", _KEY_SECONDS)
