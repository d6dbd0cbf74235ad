"""The web application: what it is made of, and the headers that keep its visitors safe."""

from __future__ import annotations

from sanic import Sanic
from sanic.response import BaseHTTPResponse

from runtime.wiring import Services
from web.chat.api import api
from web.connections import REQUEST_SECONDS
from web.context import App, Context, Request
from web.cors import Origins, guard_origins
from web.equipe import BLUEPRINTS
from web.errors import register_errors
from web.headers import register_plain_headers
from web.limits import register_limits
from web.pages.booking import booking_page
from web.pages.call_back import call_back
from web.pages.earlier import earlier
from web.pages.erasing import erasing_page
from web.pages.feed import feed
from web.pages.files import files
from web.pages.interview import interview_page
from web.pages.interview_words import interview_words
from web.pages.job import pages
from web.pages.privacy import privacy_page
from web.pages.quality import quality_page
from web.pages.question import question_page
from web.probes import probes

_OF_INTERVIEWS = (interview_page, interview_words, earlier)
_VISITORS_PAGES = (
    booking_page,
    question_page,
    call_back,
    *_OF_INTERVIEWS,
    privacy_page,
    erasing_page,
    quality_page,
)
_LARGEST_REQUEST = 64 * 1024  # bytes; a chat message is far smaller
_ONLY_TLS = "max-age=31536000"
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


def make_app(services: Services) -> App:
    """Make the web application."""
    app = Sanic("conseiller-web", ctx=Context(services), configure_logging=False)
    app.config.REQUEST_MAX_SIZE = _LARGEST_REQUEST
    app.config.REQUEST_TIMEOUT = REQUEST_SECONDS
    app.blueprint([api, pages, files, probes, *_VISITORS_PAGES, feed, *BLUEPRINTS])
    app.before_server_start(_open)
    app.after_server_stop(_close)
    app.register_middleware(_protect, "response")
    register_plain_headers(app)
    guard_origins(app, Origins(services.settings.web_origin, services.settings.allowed_origins))
    register_errors(app)
    register_limits(app, services.settings.trusted_proxies)
    return app


async def _open(app: App) -> None:
    await app.ctx.open()


async def _close(app: App) -> None:
    await app.ctx.close()


async def _protect(request: Request, response: BaseHTTPResponse) -> None:
    for header, value in _HEADERS.items():
        response.headers.setdefault(header, value)
    if request.app.ctx.services.settings.web_origin.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", _ONLY_TLS)
    if request.path.startswith("/api/chat/"):
        response.headers.setdefault("Cache-Control", "no-store")  # what was said is nobody else's
