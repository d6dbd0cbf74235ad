"""The demonstration page, and the widget that stands on it."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
from functools import lru_cache
from pathlib import Path

from sanic import Blueprint, HTTPResponse, empty, html, raw
from sanic.exceptions import NotFound
from sqlalchemy.exc import SQLAlchemyError

from booking.rules_in_words import rule_variables
from runtime.settings import DEFAULT_JOB
from runtime.wiring import Services
from web.context import Request
from web.reading import reads
from web.texts import templates

pages = Blueprint("pages")
logger = logging.getLogger(__name__)

_STATIC = Path(__file__).parents[1] / "static"
_SCRIPT = "text/javascript; charset=utf-8"
_WIDGET = _STATIC / "dist" / "widget.js"
pages.static("/static", _STATIC, name="static")


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


@reads(pages, "/widget.js")
async def widget(request: Request) -> HTTPResponse:
    """Give the widget's script."""
    if not _WIDGET.exists():
        raise NotFound("the widget is not built: run make set-up")
    # Any page may read the script, with an integrity attribute too; who may use the API is another
    # matter: web/cors.py.
    tag, packed = _packed(_WIDGET.stat().st_mtime_ns)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",  # kept, and asked for again by its tag
        "Cross-Origin-Resource-Policy": "cross-origin",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if tag in request.headers.get("if-none-match", ""):
        return empty(304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        packing = {**headers, "Content-Encoding": "gzip"}
        return raw(packed, content_type=_SCRIPT, headers=packing)
    return raw(gzip.decompress(packed), content_type=_SCRIPT, headers=headers)


@lru_cache(maxsize=1)
def _packed(changed_at_ns: int) -> tuple[str, bytes]:
    """Give the widget's tag and its script, packed; read again once it is built again."""
    script = _WIDGET.read_bytes()
    digest = hashlib.blake2b(script, digest_size=8).hexdigest()
    return f'W/"{digest}"', gzip.compress(script, 9)
