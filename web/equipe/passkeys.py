"""Passkeys of one's own: added and removed; which there are is said under « Mes appareils »."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from staff.passkeys import PasskeyRefused
from staff.sessions import Member
from web.context import Request
from web.equipe.devices import device_of
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.views import show, typed, typed_at_length

routes = Routes("equipe_passkeys")

LONGEST_ANSWER = 20_000  # letters of what a browser says of a passkey


@routes.get("/appareils/cle", EVERYBODY, fresh=True)
def ask_for_passkey(request: Request, member: Member) -> HTTPResponse:
    """Ask for a passkey."""
    return _show(request, member)


@routes.post("/appareils/cle", EVERYBODY, fresh=True)
def add_passkey(request: Request, member: Member) -> HTTPResponse:
    """Keep the one that the browser made."""
    services = request.app.ctx.services
    answer = typed_at_length(request, "reponse", LONGEST_ANSWER)
    try:
        services.passkeys.add(member, answer, device_of(request), services.now())
    except PasskeyRefused:
        return _show(request, member, 422, refused=True)
    return redirect("/equipe/appareils?fait=cle", status=303)


@routes.post("/appareils/cle/retirer", EVERYBODY, fresh=True)
def remove_passkey(request: Request, member: Member) -> HTTPResponse:
    """Let it open nothing any more."""
    services = request.app.ctx.services
    number = typed(request, "cle", 12)
    if number.isdecimal():
        services.passkeys.remove(member, int(number), services.now())
    return redirect("/equipe/appareils?fait=cle_retiree", status=303)


def _show(
    request: Request, member: Member, status: int = 200, refused: bool = False
) -> HTTPResponse:
    services = request.app.ctx.services
    keys = services.passkeys
    options = (
        keys.to_add(member, services.school_name, services.now()) if keys.are_possible else None
    )
    return show(
        request, member, "equipe/passkey.html", status, passkey_options=options, refused=refused
    )
