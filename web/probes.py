"""`/healthz` and `/readyz`: whether all is well, for those who watch over the service."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, json, text
from sanic.exceptions import NotFound

from web.context import Request
from web.reading import reads

probes = Blueprint("probes")

_PROXY_HEADERS = ("x-forwarded-for", "forwarded")


@reads(probes, "/healthz")
async def alive(request: Request) -> HTTPResponse:
    """Say that this process is alive."""
    return text("ok")


@reads(probes, "/readyz")
async def ready(request: Request) -> HTTPResponse:
    """Say whether every part that a conversation needs answers, and which does not.

    For probes on the same network only: nobody who comes through a proxy is told.
    """
    if any(header in request.headers for header in _PROXY_HEADERS):
        raise NotFound("not for visitors")
    readiness = request.app.ctx.readiness
    parts = await readiness.parts()
    body = {part: problem or "ok" for part, problem in parts.items()}
    return json(body, status=200 if readiness.is_ready(parts) else 503)
