"""`/agenda/….ics`: the private feed of interviews that staff's calendars subscribe to."""

from __future__ import annotations

import asyncio
import hashlib
import logging

from sanic import Blueprint, HTTPResponse, empty, raw, text
from sqlalchemy.exc import SQLAlchemyError

from notify.calendars.feed import PATH, UnknownFeed
from runtime.wiring import Services
from web.context import Request
from web.reading import reads

feed = Blueprint("feed", url_prefix=PATH)
logger = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "private, no-cache",  # kept by the reader alone, who asks whether it changed
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@reads(feed, "/<name>")
async def read(request: Request, name: str) -> HTTPResponse:
    """Give the feed; 304 to those who have it as it is."""
    services = request.app.ctx.services
    try:
        written = await asyncio.to_thread(_write, services, name)
    except UnknownFeed:
        return text("", status=404, headers=_HEADERS)
    except SQLAlchemyError as error:  # answered here, for elsewhere the address would be logged
        logger.error("a feed could not be written: %s", type(error).__name__)
        return text("", status=503, headers={**_HEADERS, "Retry-After": "60"})
    tag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    headers = {**_HEADERS, "ETag": tag}
    if tag in _tags(request.headers.get("if-none-match", "")):
        return empty(status=304, headers=headers)
    return raw(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _write(services: Services, name: str) -> bytes:
    if not name.endswith(".ics"):
        raise UnknownFeed
    feed = services.feeds.find(name.removesuffix(".ics"))
    return services.feed_writer.write(feed, services.now())


def _tags(header: str) -> list[str]:
    """Read the tags of what the reader has; a proxy may have made them weak."""
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
