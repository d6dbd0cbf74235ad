"""`/healthz` and `/readyz`: whether all is well, for those who watch over the service."""

from __future__ import annotations

from collections.abc import Mapping

from sanic import Blueprint, HTTPResponse, json, text
from sanic.exceptions import NotFound

from web.context import Request
from web.reading import reads
from web.visitors import read_address

probes = Blueprint("probes")

_PROXY_HEADERS = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")


@reads(probes, "/healthz")
async def alive(request: Request) -> HTTPResponse:
    """Say that this process is alive."""
    return text("ok")


@reads(probes, "/readyz")
async def ready(request: Request) -> HTTPResponse:
    """Say whether every part that a conversation needs answers, and which does not.

    For probes on the same network only: nobody who comes through a proxy, or from the internet, is
    told.
    """
    if not is_probe(request.ip, request.headers):
        raise NotFound("not for visitors")
    readiness = request.app.ctx.readiness
    parts = await readiness.parts()
    body = {part: problem or "ok" for part, problem in parts.items()}
    return json(body, status=200 if readiness.is_ready(parts) else 503)


def is_probe(ip: str, headers: Mapping[str, str]) -> bool:
    """Tell whether whoever asks is on this machine or its own network, and asks by itself."""
    address = read_address(ip)
    is_near = address is not None and address.is_private
    return is_near and not any(header in headers for header in _PROXY_HEADERS)
