"""Signing in through the school's own provider, where the settings name one."""

from __future__ import annotations

from dataclasses import asdict

from sanic import HTTPResponse, redirect

from staff.sign_in import PATH, VALID
from staff.single_sign_on import Asked, NotIdentified
from web.context import Request
from web.equipe.cookies import SCHOOL_ATTEMPT, read_cookie, set_cookie
from web.equipe.routes import NOT_SIGNED_IN, Routes, own_page
from web.equipe.sign_in import is_too_often, let_in, show_entry
from web.pages.signed_forms import FormSigner

routes = Routes("equipe_single_sign_on")
_ENTRY = PATH.removeprefix("/equipe")


@routes.get(f"{_ENTRY}/ecole", NOT_SIGNED_IN, calls=True)
def go_to_provider(request: Request) -> HTTPResponse:
    """Send the browser to the school's provider."""
    provider = request.app.ctx.services.provider
    if provider is None:
        return show_entry(request, "", 404, problem="provider")
    if is_too_often(request):
        return show_entry(request, "", 429, problem="too_often")
    try:
        address, asked = provider.ask()
    except NotIdentified:
        return show_entry(request, "", 503, problem="provider")
    answer = redirect(address, status=303)
    kept = {**asdict(asked), "vers": own_page(request.args.get("vers"))}
    set_cookie(request, answer, SCHOOL_ATTEMPT, _signer(request).sign(kept), VALID)
    return answer


@routes.get(f"{_ENTRY}/ecole/retour", NOT_SIGNED_IN, calls=True)
def come_back(request: Request) -> HTTPResponse:
    """Let in who comes back with an address that has an account here."""
    services = request.app.ctx.services
    kept = _signer(request).read(read_cookie(request, SCHOOL_ATTEMPT))
    if services.provider is None or not isinstance(kept, dict) or is_too_often(request):
        return show_entry(request, "", 422, problem="provider")
    asked = Asked(kept["state"], kept["nonce"], kept["verifier"])
    given = {name: request.args.get(name) or "" for name in request.args}
    try:
        named = services.provider.identify(given, asked, services.now())
    except NotIdentified:
        return show_entry(request, "", 422, problem="provider")
    person = services.accounts.by_email(named.email)
    if person is None:
        return show_entry(request, "", 403, problem="stranger")
    return let_in(request, person, kept["vers"], proved=named.is_proved)


def _signer(request: Request) -> FormSigner:
    key = request.app.ctx.services.settings.signing_key
    return FormSigner(key, "sign-in at the school", int(VALID.total_seconds()))
