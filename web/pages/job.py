"""The demonstration page, on which the widget stands."""

from __future__ import annotations

import asyncio
import logging

from sanic import Blueprint, HTTPResponse, html
from sqlalchemy.exc import SQLAlchemyError

from booking.rules_in_words import rule_variables
from runtime.wiring import Services
from web.chat.schemas import DEFAULT_JOB
from web.context import Request
from web.reading import reads
from web.texts import templates

pages = Blueprint("pages")
logger = logging.getLogger(__name__)


@reads(pages, "/")
async def show_page(request: Request) -> HTTPResponse:
    """Show the school's page about the job, with the widget on it."""
    job = request.app.ctx.services.jobs[DEFAULT_JOB]
    template = templates().get_template("page.html")
    shown = template.render(
        school=job.school.name,
        page=job.page,
        programme_url=job.programme_url,
        length=await asyncio.to_thread(_length, request.app.ctx.services),
    )
    return html(shown)


def _length(services: Services) -> str | None:
    """Say how long an interview is; None where the database is away, which hides no page."""
    try:
        return rule_variables(services.free_slots.schedule())["length"]
    except SQLAlchemyError as error:
        logger.error("reading the rules failed: %s", type(error).__name__)
        return None
