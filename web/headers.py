"""Headers as text: whatever bytes a request brings, no reader of one has to expect an error."""

from __future__ import annotations

from sanic.compat import Header

from web.context import App, Request


def register_plain_headers(app: App) -> None:
    """Have headers made readable before anything reads one."""

    async def make_plain(request: Request) -> None:
        if not all(value.isascii() for value in request.headers.values()):
            request.headers = Header((name, _plain(v)) for name, v in request.headers.items())

    app.register_middleware(make_plain, "request")


def _plain(value: str) -> str:
    """Replace what is no UTF-8: Sanic keeps it as halves of signs, which nothing can write."""
    return value.encode("utf-8", "replace").decode()
