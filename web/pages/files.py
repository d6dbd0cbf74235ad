"""`/widget.js` and `/static/…`: the files that pages are made of, asked for as seldom as can be."""

from __future__ import annotations

from collections.abc import Mapping

from sanic import Blueprint, HTTPResponse, empty, raw

from web.assets import Asset, find
from web.context import Request
from web.reading import reads

files = Blueprint("files")

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"  # kept, and asked for again by its tag
_WIDGET = "dist/widget.js"


@reads(files, "/widget.js")
async def widget(request: Request) -> HTTPResponse:
    """Give the widget's script, at an address that stays the same."""
    # Any page may read the script, with an integrity attribute too; who may use the API is another
    # matter: web/cors.py.
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return _give(request, find(_WIDGET), headers)


@reads(files, "/static/<name:path>")
async def static(request: Request, name: str) -> HTTPResponse:
    """Give a file that pages are made of."""
    return _give(request, find(name))


def _give(request: Request, asset: Asset, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """Answer with a file; with nothing where the browser has it as it is."""
    tag = f'W/"{asset.version}"'
    is_named = request.args.get("v") == asset.version
    all_headers = {
        "Cache-Control": _FOREVER if is_named else _ASK_AGAIN,
        "ETag": tag,
        "Vary": "Accept-Encoding",
        **(headers or {}),
    }
    if tag in request.headers.get("if-none-match", ""):
        return empty(304, headers=all_headers)
    if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        all_headers["Content-Encoding"] = "gzip"
        return raw(asset.packed, content_type=asset.kind, headers=all_headers)
    return raw(asset.body, content_type=asset.kind, headers=all_headers)
