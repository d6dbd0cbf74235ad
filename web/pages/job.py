"""The demonstration page, on which the widget stands."""

from __future__ import annotations

import asyncio
import logging

from sanic import Blueprint, HTTPResponse, html, text
from sqlalchemy.exc import SQLAlchemyError

from booking.rules_in_words import rule_variables
from runtime.wiring import Services
from web.context import Request
from web.reading import reads
from web.texts import templates
from web.unbroken import unbroken

pages = Blueprint("pages")
logger = logging.getLogger(__name__)


@reads(pages, "/")
async def show_page(request: Request) -> HTTPResponse:
    """Show the school's page about the job, with the widget on it."""
    return html(await asyncio.to_thread(_page, request.app.ctx.services))


def _page(services: Services) -> str:
    job = services.default_job
    school = services.school_texts.current(job.school)
    template = templates().get_template("page.html")
    page = template.render(
        school=school.name,
        assistant=school.assistant,
        page=job.page,
        programme_url=school.programme_url or job.programme_url,
        length=_length(services),
    )
    return unbroken(page)


@reads(pages, "/assistant.css")
async def assistant_style(request: Request) -> HTTPResponse:
    """Give the widget the assistant's name, as pages do: a style that any page may link."""
    school = await asyncio.to_thread(request.app.ctx.services.school_texts.current)
    style = f'conseiller-chat {{ --conseiller-text-name: "{_css(school.assistant)}"; }}\n'
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
    return text(
        style if school.assistant else "", content_type="text/css; charset=utf-8", headers=headers
    )


def _css(words: str) -> str:
    """Write words into a string of CSS: whatever could end it is written as its number."""
    return "".join(c if c.isalnum() or c in " -’" else f"\\{ord(c):x} " for c in words)


def _length(services: Services) -> str | None:
    """Say how long an interview is; None where the database is away, which hides no page."""
    try:
        return rule_variables(services.free_slots.schedule())["length"]
    except SQLAlchemyError as error:
        logger.error("reading the rules failed: %s", type(error).__name__)
        return None
