"""Pages of one interview: each is behind the interview's signed link, and answers on a thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from sanic import Blueprint, HTTPResponse, redirect
from sqlalchemy.exc import SQLAlchemyError

from booking.links import PATH, BadLink, LinkExpired
from booking.model import ChangedTooOften, Interview, NotOpen, UnknownReference
from runtime.threads import WaitedTooLong
from runtime.wiring import Services
from web.context import Request, in_a_thread
from web.pages.no_script import render_page
from web.responses import response_text

logger = logging.getLogger(__name__)


def shows[Answer: Callable[..., HTTPResponse]](
    blueprint: Blueprint, path: str
) -> Callable[[Answer], Answer]:
    """Have an answer about an interview shown below its link."""
    return _below_link(blueprint, path, ("GET", "HEAD"))


def does[Answer: Callable[..., HTTPResponse]](
    blueprint: Blueprint, path: str
) -> Callable[[Answer], Answer]:
    """Have what is sent there done by an answer about an interview."""
    return _below_link(blueprint, path, ("POST",))


def _below_link[Answer: Callable[..., HTTPResponse]](
    blueprint: Blueprint, path: str, methods: Sequence[str]
) -> Callable[[Answer], Answer]:
    def add(answer: Answer) -> Answer:
        async def handle(request: Request, token: str) -> HTTPResponse:
            try:
                return await in_a_thread(request, _answer, request, token, answer)
            except WaitedTooLong as error:
                return excuse(request, error)

        blueprint.add_route(handle, f"/<token>{path}", methods=methods, name=answer.__name__)
        return answer

    return add


def _answer(request: Request, token: str, answer: Callable[..., HTTPResponse]) -> HTTPResponse:
    """Find the interview that a link is for and answer; kindly, where there is none."""
    services = request.app.ctx.services
    try:
        return answer(request, _interview(services, token), token)
    except LinkExpired:
        return render_page(request, "link_unusable.html", 410, expired=True)
    except (BadLink, UnknownReference):
        return render_page(request, "link_unusable.html", 404, expired=False)
    except ChangedTooOften:
        return redirect(f"{PATH}/{token}?fait=trop_souvent", status=303)
    except NotOpen:
        return redirect(f"{PATH}/{token}", status=303)  # which says how it stands
    except SQLAlchemyError as error:
        return excuse(request, error)


def _interview(services: Services, token: str) -> Interview:
    claim = services.links.read(token, services.now())
    interview = services.desk.by_uid(claim.uid)
    if not services.links.is_of(claim, interview.uid, interview.visitor.email):
        raise BadLink
    return interview


def excuse(request: Request, error: Exception) -> HTTPResponse:
    """Say that the page cannot be shown now, and that nothing has changed."""
    logger.error("%s: %s", request.method, type(error).__name__)
    message = response_text("utter_page_unavailable")
    return render_page(request, "unavailable.html", 503, message=message)
