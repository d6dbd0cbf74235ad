"""Which sites may carry the chat: the service's own, and those that an administrator names."""

from __future__ import annotations

from collections.abc import Collection

from sanic import HTTPResponse, empty
from sanic.response import BaseHTTPResponse

from web.context import App, Request

_API = "/api/"
_STAFF = "/equipe"
_REFUSED = 403  # the API refuses nothing but origins so
_PREFLIGHT_SECONDS = 7200  # the longest that Chromium keeps a preflight's answer


class OriginRefused(Exception):
    """The page that asks belongs to a site that may not carry the chat."""


class Origins:
    """Tells which pages may talk to the API, as browsers name them (scheme, host and port)."""

    def __init__(self, own: str, allowed: Collection[str]) -> None:
        self._own = own
        self._allowed = {own, *allowed}

    def admits(self, origin: str, host: str) -> bool:
        """Tell whether a page of `origin` may ask; `host` is the name that it asked for.

        A page of the very host that it asks is the service's own, whatever it is called there.
        """
        return origin in self._allowed or self._is_own(origin, host)

    def admits_form(self, origin: str | None, site: str | None, host: str) -> bool:
        """Tell whether a form was sent by a page of ours, as browsers say it of every form.

        `site` is Sec-Fetch-Site, which counts where a browser sends it. Programs send neither.
        """
        if site is not None:
            return site in ("same-origin", "none")
        return origin is None or self._is_own(origin, host)

    def _is_own(self, origin: str, host: str) -> bool:
        asked_there = origin.partition("://")[2]  # an origin is a scheme and a host, or nothing
        return origin == self._own or (bool(host) and asked_there == host)


def guard_origins(app: App, origins: Origins) -> None:
    """Have the API refuse pages of other sites, and tell browsers which it accepts.

    A refusal may be read by the page that is refused, so that its visitor learns the reason.
    Programs other than browsers send no Origin, and are not concerned: without a token, which no
    site can read from another, they cannot speak in anybody's conversation.
    """

    async def refuse(request: Request) -> HTTPResponse | None:
        origin = request.headers.get("origin")
        host = request.headers.get("host", "")
        if request.path.startswith(_STAFF):
            return None  # which asks the same, and says so on a page of its own
        if not request.path.startswith(_API):
            site = request.headers.get("sec-fetch-site")
            if request.method == "POST" and not origins.admits_form(origin, site, host):
                raise OriginRefused
            return None
        if origin is None:
            return None
        if request.method == "OPTIONS":
            return empty()  # the request itself is refused, in words
        if not origins.admits(origin, host):
            raise OriginRefused
        return None

    async def tell(request: Request, response: BaseHTTPResponse) -> None:
        if not request.path.startswith(_API):
            return
        response.headers["Vary"] = "Origin"
        origin = request.headers.get("origin")
        if origin is None:
            return
        is_readable = request.method == "OPTIONS" or response.status == _REFUSED
        if not is_readable and not origins.admits(origin, request.headers.get("host", "")):
            return
        response.headers["Access-Control-Allow-Origin"] = origin
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
            response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)

    app.register_middleware(refuse, "request")
    app.register_middleware(tell, "response")
