"""`/question`: asking the school a question without JavaScript, by the rules of the chat."""

from __future__ import annotations

import asyncio
import logging
import uuid

from sanic import Blueprint, HTTPResponse
from sanic.request import RequestParameters
from sqlalchemy.exc import SQLAlchemyError

from booking.questions import LONGEST, MOST, QuestionTooLong, TooManyQuestions
from french.address_slips import likely_meant
from french.distress import speaks_of_distress
from runtime.threads import WaitedTooLong
from runtime.wiring import Services
from web.context import Request, in_a_thread
from web.pages.no_script import render_page
from web.pages.question_form import QuestionForm
from web.pages.signed_forms import FormSigner
from web.reading import reads
from web.responses import response_text
from web.sentences import sentences

question_page = Blueprint("question_page", url_prefix="/question")
logger = logging.getLogger(__name__)

_KEY_SECONDS = 24 * 3600


@reads(question_page, "/")
async def show(request: Request) -> HTTPResponse:
    """Show the form."""
    return await asyncio.to_thread(_show_form, request, QuestionForm(), {})


@question_page.post("/")
async def ask(request: Request) -> HTTPResponse:
    """Hand the question to the school, or show the form again with all that was typed."""
    form = QuestionForm.read(request.form or RequestParameters())
    try:
        return await in_a_thread(request, _ask, request, form)
    except WaitedTooLong as error:
        return _show_failure(request, form, error)


def _ask(request: Request, form: QuestionForm) -> HTTPResponse:
    if speaks_of_distress(form.text):  # answered as in the chat, and not kept
        return render_page(request, "distress.html", said=response_text("utter_distress"))
    services = request.app.ctx.services
    identity = _keys(services).read(form.key)
    errors = form.problems()
    if identity is None:
        errors["page"] = sentences("question")["too_old"]
    if errors:
        return _show_form(request, form, errors, 422)
    address = form.address()
    meant = likely_meant(address) if address else None
    if meant and form.seen != address:  # asked about once, never refused
        errors["email"] = sentences("question")["slip"].format(email=address, meant=meant)
        return _show_form(request, form, errors, 422, seen=address or "")
    try:
        services.questions.put(form.text, address, identity, services.now())
    except (QuestionTooLong, TooManyQuestions) as error:
        too_long = isinstance(error, QuestionTooLong)
        place, name = ("text", "too_long") if too_long else ("page", "too_many")
        errors[place] = sentences("question")[name].format(longest=LONGEST, most=MOST)
        return _show_form(request, form, errors, 422)
    except SQLAlchemyError as error:
        return _show_failure(request, form, error)
    return render_page(request, "question_sent.html", question=form.text, email=address)


def _show_failure(request: Request, form: QuestionForm, error: Exception) -> HTTPResponse:
    """Show all that was typed, to be sent again: the same question is kept once."""
    logger.error("keeping a question failed: %s", type(error).__name__)
    return _show_form(request, form, {"page": sentences("question")["failed"]}, 503)


def _show_form(
    request: Request,
    form: QuestionForm,
    errors: dict[str, str],
    status: int = 200,
    seen: str = "",
) -> HTTPResponse:
    keys = _keys(request.app.ctx.services)
    key = form.key if keys.read(form.key) else keys.sign(str(uuid.uuid4()))
    return render_page(
        request,
        "question.html",
        status,
        form=form,
        errors=errors,
        seen=seen,
        key=key,
        longest=LONGEST,
    )


def _keys(services: Services) -> FormSigner:
    return FormSigner(services.settings.signing_key, "question form", _KEY_SECONDS)
