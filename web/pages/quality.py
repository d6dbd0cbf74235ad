"""`/qualite`: how well the service does, in measured figures alone, for everybody; and as JSON."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from datetime import date, datetime
from datetime import time as clock_time
from functools import cache
from typing import Any

from pydantic import BaseModel
from sanic import Blueprint, HTTPResponse
from sanic.response import json as json_response
from sqlalchemy.exc import SQLAlchemyError

from french.paris import PARIS
from runtime.settings import ROOT
from runtime.wiring import Services
from staff.figure import Count, Percent
from staff.quality import Live, read_live
from web.context import Request
from web.pages.no_script import render_page
from web.reading import reads
from web.sentences import sentences

quality_page = Blueprint("quality")
logger = logging.getLogger(__name__)

_FILE = ROOT / "docs" / "quality.json"
_KEPT_SECONDS = 300.0  # for however many ask


class Share(BaseModel):
    """So many of a total are right; the ends of the 95 % interval are in percent."""

    right: int
    total: int
    interval: tuple[float, float]


class Invented(BaseModel):
    """How many texts, of those answered to a total of messages, were of neither page nor school."""

    number: int
    total: int


class Measured(BaseModel):
    """What was measured before this version was put to use: `make figures` writes it."""

    measured_on: date
    shares: dict[str, Share]
    invented: Invented


class _Kept:
    """The live figures, read anew every few minutes."""

    def __init__(self) -> None:
        self._live: Live | None = None
        self._read_at = float("-inf")

    def read(self, services: Services) -> Live | None:
        """Read them; None where the database is away and nothing is kept."""
        if time.monotonic() > self._read_at + _KEPT_SECONDS:
            try:
                self._live = read_live(services.engine, services.now())
                self._read_at = time.monotonic()
            except SQLAlchemyError as error:
                logger.error("reading the figures failed: %s", type(error).__name__)
        return self._live


_kept = _Kept()


@cache
def measured() -> Measured:
    """Read what was measured."""
    return Measured.model_validate_json(_FILE.read_bytes())


@reads(quality_page, "/qualite")
async def show_quality(request: Request) -> HTTPResponse:
    """Show the figures, each with how it was measured."""
    services = request.app.ctx.services
    live = await asyncio.to_thread(_kept.read, services)
    return render_page(
        request,
        "quality.html",
        measured=measured(),
        measured_on=datetime.combine(measured().measured_on, clock_time(12), PARIS),
        texts=sentences("quality"),
        live=live,
        watches=services.watched,
    )


@reads(quality_page, "/qualite.json")
async def give_quality(request: Request) -> HTTPResponse:
    """Give the same for programs; a number that is too small to be told is null."""
    services = request.app.ctx.services
    live = await asyncio.to_thread(_kept.read, services)
    body = {
        "measured": measured().model_dump(mode="json"),
        "live": _to_json(live, services) if live else None,
        "how": sentences("quality"),
    }
    return json_response(body, dumps=lambda value: json.dumps(value, ensure_ascii=False))


def _to_json(live: Live, services: Services) -> dict[str, Any]:
    def number(value: Count | Percent) -> int | None:
        return value.number

    return {
        "from": live.period.first.isoformat(),
        "to": live.period.last.isoformat(),
        "questions": number(live.questions),
        "left_open_percent": number(live.left_open),
        "messages": number(live.messages),
        "delivered_percent": number(live.delivered),
        "answers": number(live.answers),
        "p95_ms_at_most": live.p95_ms,
        "interviews": number(live.interviews),
        "double_bookings": live.double_bookings,
        "held_at": {
            name: moment.isoformat() if (moment := live.held_at[name]) else None
            for name in services.watched
        },
    }
