"""`/vos-donnees`: what is kept of a visitor, how long, and how it is erased."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse

from booking.blocking import KEPT as BLOCKED
from booking.privacy import RETENTION
from staff.phrases import KEPT as PHRASES
from web.context import Request
from web.pages.no_script import render_page
from web.reading import reads

privacy_page = Blueprint("privacy_page", url_prefix="/vos-donnees")


@reads(privacy_page, "/")
async def show(request: Request) -> HTTPResponse:
    """Say it."""
    return render_page(
        request,
        "privacy.html",
        days=RETENTION.days,
        phrase_days=PHRASES.days,
        blocked_days=BLOCKED.days,
    )
