"""The demonstration page, and the widget that stands on it."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint, HTTPResponse, file, html
from sanic.exceptions import NotFound

from web.chat.schemas import DEFAULT_JOB
from web.context import Request
from web.texts import templates

pages = Blueprint("pages")

_STATIC = Path(__file__).parents[1] / "static"
_WIDGET = _STATIC / "dist" / "widget.js"
pages.static("/static", _STATIC, name="static")


@pages.get("/")
async def show_page(request: Request) -> HTTPResponse:
    """Show the school's page about the job, with the widget on it."""
    job = request.app.ctx.services.jobs[DEFAULT_JOB]
    template = templates().get_template("page.html")
    return html(
        template.render(school=job.school.name, page=job.page, programme_url=job.programme_url)
    )


@pages.get("/widget.js")
async def widget(request: Request) -> HTTPResponse:
    """Give the widget's script."""
    if not _WIDGET.exists():
        raise NotFound("the widget is not built: run make set-up")
    # Any page may read the script, with an integrity attribute too; who may use the API is another
    # matter: web/cors.py.
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return await file(_WIDGET, mime_type="text/javascript", headers=headers)
