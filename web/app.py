"""The web application: what it is made of, and the headers that keep its visitors safe."""

from __future__ import annotations

from typing import Any

from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse

from runtime.settings import Settings
from runtime.wiring import Services
from web.chat.api import api
from web.chat.chat import Chat
from web.chat.rasa import AT_ONCE_PER_WORKER, RasaClient
from web.chat.tokens import Signer
from web.cors import Origins, guard_origins
from web.errors import register_errors
from web.limits import register_limits
from web.pages.booking import booking_page
from web.pages.feed import feed
from web.pages.interview import interview_page
from web.pages.job import pages

_LARGEST_REQUEST = 64 * 1024  # bytes; a chat message is far smaller
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


def make_app(services: Services) -> Sanic[Any, Any]:
    """Make the web application."""
    app: Sanic[Any, Any] = Sanic("conseiller-web", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = _LARGEST_REQUEST
    app.ctx.services = services
    app.ctx.signer = Signer(services.settings.signing_key)
    app.blueprint([api, pages, booking_page, interview_page, feed])
    app.before_server_start(_open)
    app.after_server_stop(_close)
    app.register_middleware(_protect, "response")
    guard_origins(app, Origins(services.settings.web_origin, services.settings.allowed_origins))
    register_errors(app)
    register_limits(app, services.settings.trusted_proxies)
    return app


async def _open(app: Sanic[Any, Any]) -> None:
    services: Services = app.ctx.services
    settings = services.settings
    app.ctx.rasa = RasaClient(settings.rasa_urls, settings.rasa_api_token, _at_once(settings))
    app.ctx.chat = Chat(app.ctx.rasa, services)


def _at_once(settings: Settings) -> int:
    """Share the turns that Rasa takes at once between the web processes."""
    return max(1, AT_ONCE_PER_WORKER * settings.rasa_workers // settings.web_workers)


async def _close(app: Sanic[Any, Any]) -> None:
    await app.ctx.rasa.close()


async def _protect(request: Request, response: BaseHTTPResponse) -> None:
    for header, value in _HEADERS.items():
        response.headers.setdefault(header, value)
