"""« Mes appareils »: where one is signed in, and ending that."""

from __future__ import annotations

import re

from sanic import HTTPResponse, redirect

from staff.sessions import Member
from web.context import Request
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.views import show, typed

routes = Routes("equipe_devices")

_OTHERS = "autres"
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@routes.get("/appareils", EVERYBODY)
def show_devices(request: Request, member: Member) -> HTTPResponse:
    """List the devices on which one is signed in."""
    services = request.app.ctx.services
    sessions = services.sessions.of(member.account.id, services.now())
    keys = services.passkeys
    return show(
        request,
        member,
        "equipe/devices.html",
        sessions=sessions,
        passkeys=keys.of(member.account.id),
        passkeys_possible=keys.are_possible,
    )


@routes.post("/appareils/deconnecter", EVERYBODY, fresh=True)
def end_device(request: Request, member: Member) -> HTTPResponse:
    """Sign one of them out, or all but this one."""
    services = request.app.ctx.services
    number = typed(request, "appareil")
    if number == _OTHERS:
        services.sessions.end_others(member, services.now())
        return redirect("/equipe/appareils?fait=autres_appareils", status=303)
    if number.isdecimal():
        services.sessions.end(member, int(number), services.now())
    return redirect("/equipe/appareils?fait=appareil", status=303)


def device_of(request: Request) -> str:
    """Name a browser and its system as people do: « Firefox, Windows »."""
    told = request.headers.get("user-agent", "")
    browser = next((name for sign, name in _BROWSERS if re.search(rf"\b{sign}", told)), "")
    system = next((name for sign, name in _SYSTEMS if sign in told), "")
    return ", ".join(filter(None, (browser, system))) or "?"
