"""The console's cookies: for this host alone, and out of reach of scripts."""

from __future__ import annotations

from datetime import timedelta

from sanic import HTTPResponse

from web.context import Request

SESSION = "equipe"
"""Who is signed in."""

SCHOOL_ATTEMPT = "equipe-ecole"
"""The attempt at signing in that is under way at the school's own provider."""

ATTEMPT = "equipe-entree"
"""The attempt at signing in that waits for its code."""


def read_cookie(request: Request, name: str) -> str:
    """Read a cookie; empty where there is none."""
    return str(request.cookies.get(_name(request, name), ""))


def set_cookie(
    request: Request, response: HTTPResponse, name: str, value: str, kept: timedelta
) -> None:
    """Give the browser a cookie; `kept` for nothing takes it away."""
    response.cookies.add_cookie(
        name,
        value,
        path="/",
        secure=_is_secure(request),
        host_prefix=_is_secure(request),
        httponly=True,
        samesite="Lax",
        max_age=int(kept.total_seconds()),
    )


def _name(request: Request, name: str) -> str:
    return f"__Host-{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    """On plain HTTP, which is for development, browsers refuse `__Host-`."""
    return request.app.ctx.services.settings.web_url.startswith("https://")
