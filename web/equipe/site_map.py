"""« Plan »: every page that somebody may open, with what it is for."""

from __future__ import annotations

from sanic import HTTPResponse

from staff.sessions import Member
from web.context import Request
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.views import show

routes = Routes("equipe_site_map")


@routes.get("/plan", EVERYBODY)
def show_map(request: Request, member: Member) -> HTTPResponse:
    """Show the map."""
    return show(request, member, "equipe/site_map.html")
