"""Every failure of the API, turned into a status, a code and a French sentence, in one place."""

from __future__ import annotations

import logging
import uuid

from pydantic import ValidationError
from sanic import HTTPResponse, json
from sanic.exceptions import SanicException
from sqlalchemy.exc import SQLAlchemyError

from booking.model import NotOpen, UnknownReference
from runtime.threads import WaitedTooLong
from web.allowances import TooManyMessages
from web.chat.chat import UnknownJob
from web.chat.rasa import AtCapacity, RasaUnavailable
from web.chat.schemas import ChallengeOut, ErrorCode, ErrorOut, MessageOut
from web.chat.tokens import InvalidButton, InvalidLink, InvalidToken
from web.chat.user_text import EmptyText, TextTooLong
from web.context import App, Request, route_of
from web.cors import OriginRefused
from web.pages.no_script import render_page, school_values
from web.sentences import sentences
from web.work.gate import WorkNeeded

logger = logging.getLogger(__name__)

_ANSWERS: tuple[tuple[type[Exception], int, str], ...] = (
    (EmptyText, 422, "empty_text"),
    (TextTooLong, 422, "text_too_long"),
    (InvalidButton, 422, "invalid_button"),
    (ValidationError, 422, "invalid_request"),
    (WorkNeeded, 428, "work_needed"),
    (InvalidToken, 401, "invalid_token"),
    (TooManyMessages, 429, "too_many_messages"),
    (AtCapacity, 429, "at_capacity"),
    (OriginRefused, 403, "origin_refused"),
    (UnknownJob, 422, "unknown_job"),
    (InvalidLink, 404, "not_found"),
    (UnknownReference, 404, "not_found"),
    (NotOpen, 410, "interview_over"),
    (RasaUnavailable, 503, "assistant_unavailable"),
    (SQLAlchemyError, 503, "assistant_unavailable"),
    (WaitedTooLong, 503, "assistant_unavailable"),
)
_CODES_BY_STATUS = {
    400: "invalid_request",
    404: "not_found",
    405: "not_found",
    413: "text_too_long",
}


def register_errors(app: App) -> None:
    """Have every exception of the API answered as the contract says."""
    app.error_handler.add(Exception, _answer)


def _answer(request: Request, error: Exception) -> HTTPResponse:
    status, code = _status_and_code(request, error)
    if status >= 500:
        logger.error("%s: %s", route_of(request), type(error).__name__)
    said = sentences("errors")[code]
    if _is_person(request):
        school = school_values(request.app.ctx.services.school_texts.known)  # asks no database
        return render_page(request, "error.html", status, code=code, message=said, **school)
    message = MessageOut(id=str(uuid.uuid4()), author="assistant", text=said, buttons=[])
    asked = error.challenge if isinstance(error, WorkNeeded) else None
    challenge = ChallengeOut.model_validate(asked) if asked else None
    body = ErrorOut(error=ErrorCode(code=code), messages=[message], challenge=challenge)
    wait = getattr(error, "retry_after", None)
    headers = {"Retry-After": str(wait)} if wait else None
    return json(body.model_dump(exclude_none=True), status=status, headers=headers)


def _is_person(request: Request) -> bool:
    """Tell a browser that shows a page from a program, or from the widget."""
    is_api = request.path.startswith("/api/")
    return not is_api and "text/html" in request.headers.get("accept", "")


def _status_and_code(request: Request, error: Exception) -> tuple[int, str]:
    is_file = (request.uri_template or "").startswith("/static/")
    if is_file and isinstance(error, OSError | ValueError):
        return 404, "not_found"  # a folder, or a name that no file can have
    for kind, status, code in _ANSWERS:
        if isinstance(error, kind):
            return status, code
    if isinstance(error, SanicException):
        return error.status_code, _CODES_BY_STATUS.get(error.status_code, "invalid_request")
    return 500, "unexpected"
