"""`/healthz` and `/readyz`: whether all is well, for those who watch over the service."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, json, text

from runtime.health import check_all
from web.context import Request

probes = Blueprint("probes")


@probes.get("/healthz")
async def alive(request: Request) -> HTTPResponse:
    """Say that this process is alive."""
    return text("ok")


@probes.get("/readyz")
async def ready(request: Request) -> HTTPResponse:
    """Say whether every part that a conversation needs answers, and which does not."""
    services = request.app.ctx.services
    parts = await check_all(services.settings, services.engine)
    body = {part: problem or "ok" for part, problem in parts.items()}
    return json(body, status=503 if any(parts.values()) else 200)
