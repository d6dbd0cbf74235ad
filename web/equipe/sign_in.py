"""Signing in and out: an address, then the e-mail's link or its code. A link's page only asks."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from ipaddress import ip_address

from sanic import HTTPResponse, redirect

from french.contact import read_email
from staff.accounts import Account
from staff.passkeys import PasskeyRefused
from staff.sessions import LONGEST, Member, is_proved
from staff.sign_in import PATH, VALID, NotSignedIn
from web.allowances import Allowance, TooManyMessages
from web.context import Request
from web.equipe.cookies import ATTEMPT, SCHOOL_ATTEMPT, SESSION, read_cookie, set_cookie
from web.equipe.devices import device_of
from web.equipe.passkeys import LONGEST_ANSWER
from web.equipe.routes import EVERYBODY, NOT_SIGNED_IN, Routes, own_page
from web.equipe.views import show_alone, typed, typed_at_length
from web.pages.signed_forms import FormSigner

routes = Routes("equipe_sign_in")
_ENTRY = PATH.removeprefix("/equipe")
_AT_ONCE, _PER_SECOND = 20, 0.1  # of one address: a school's whole staff may share it
_attempts = Allowance(_AT_ONCE, _PER_SECOND)
_NOTHING = timedelta(0)


@routes.get(_ENTRY, NOT_SIGNED_IN)
def ask_who(request: Request) -> HTTPResponse:
    """Ask for the address; it stands there already where who is signed in confirms it."""
    services, token = request.app.ctx.services, read_cookie(request, SESSION)
    member = services.sessions.read(token, services.now()) if token else None
    return show_entry(request, member.account.email if member else "")


@routes.post(_ENTRY, NOT_SIGNED_IN)
def send_way_in(request: Request) -> HTTPResponse:
    """Send link and code, and ask for the code; just so where nobody has the address."""
    services = request.app.ctx.services
    email = typed(request, "email")
    address = read_email(email).value
    if address is None:
        return show_entry(request, email, 422, problem="address")
    if is_too_often(request):
        return show_entry(request, email, 429, problem="too_often")
    attempt = services.sign_in.begin(address, services.now())
    answer = redirect(f"{PATH}/code?vers={own_page(typed(request, 'vers'))}", status=303)
    set_cookie(request, answer, ATTEMPT, _attempt_signer(request).sign(attempt), VALID)
    return answer


@routes.get(f"{_ENTRY}/code", NOT_SIGNED_IN)
def ask_code(request: Request) -> HTTPResponse:
    """Ask for the code."""
    return _show_code(request)


@routes.post(f"{_ENTRY}/code", NOT_SIGNED_IN)
def by_code(request: Request) -> HTTPResponse:
    """Let in who types the right one."""
    services = request.app.ctx.services
    if is_too_often(request):
        return _show_code(request, 429, problem="too_often")
    attempt = _attempt_signer(request).read(read_cookie(request, ATTEMPT)) or ""
    code = re.sub(r"\D", "", typed(request, "code"))
    try:
        person = services.sign_in.by_code(str(attempt), code, services.now())
    except NotSignedIn:
        return _show_code(request, 422, problem="code")
    return let_in(request, person)


@routes.get(f"{_ENTRY}/lien/<token>", NOT_SIGNED_IN)
def ask_to_enter(request: Request, token: str) -> HTTPResponse:
    """Show a button: programs that open every link of an e-mail must not use it up."""
    services = request.app.ctx.services
    try:
        services.sign_in.check_link(token, services.now())
    except NotSignedIn:
        return show_alone(request, "equipe/link_unusable.html", 410)
    return show_alone(request, "equipe/enter.html")


@routes.post(f"{_ENTRY}/lien/<token>", NOT_SIGNED_IN)
def by_link(request: Request, token: str) -> HTTPResponse:
    """Let in who presses it."""
    services = request.app.ctx.services
    try:
        person = services.sign_in.by_link(token, services.now())
    except NotSignedIn:
        return show_alone(request, "equipe/link_unusable.html", 410)
    return let_in(request, person)


@routes.post(f"{_ENTRY}/cle", NOT_SIGNED_IN)
def by_passkey(request: Request) -> HTTPResponse:
    """Let in whose passkey it is."""
    services = request.app.ctx.services
    if is_too_often(request):
        return show_entry(request, "", 429, problem="too_often")
    answer = typed_at_length(request, "reponse", LONGEST_ANSWER)
    try:
        person = services.passkeys.enter(answer, services.now())
    except PasskeyRefused:
        return show_entry(request, "", 422, problem="passkey")
    return let_in(request, person, typed(request, "vers"))


@routes.post("/deconnexion", EVERYBODY)
def sign_out(request: Request, member: Member) -> HTTPResponse:
    """End the session."""
    services = request.app.ctx.services
    services.sessions.end(member, member.session.id, services.now())
    answer = redirect(f"{PATH}?fait=dehors", status=303)
    set_cookie(request, answer, SESSION, "", _NOTHING)
    return answer


def let_in(
    request: Request, person: Account, wanted: str | None = None, *, proved: bool = True
) -> HTTPResponse:
    """Open a session, and show the page that was wanted; `proved`: just now, who they are."""
    services = request.app.ctx.services
    before, device = read_cookie(request, SESSION), device_of(request)
    token = services.sessions.open(person, device, services.now(), before, proved=proved)
    answer = redirect(own_page(wanted or request.args.get("vers")), status=303)
    set_cookie(request, answer, SESSION, token, LONGEST)
    set_cookie(request, answer, ATTEMPT, "", _NOTHING)
    set_cookie(request, answer, SCHOOL_ATTEMPT, "", _NOTHING)
    return answer


def show_entry(
    request: Request, email: str, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    """Show the ways in, with what went wrong."""
    again = "encore" in request.args
    # A provider that could not say when somebody signed in cannot do so the second time either.
    is_in_vain = again and not is_proved(read_cookie(request, SESSION))
    return show_alone(
        request,
        "equipe/sign_in.html",
        status,
        email=email,
        problem=problem,
        wanted=own_page(request.args.get("vers") or typed(request, "vers")),
        again=again,
        passkey_options=_passkey_options(request),
        has_provider=request.app.ctx.services.provider is not None and not is_in_vain,
        out=request.args.get("fait") == "dehors",
    )


def _show_code(request: Request, status: int = 200, problem: str | None = None) -> HTTPResponse:
    wanted = own_page(request.args.get("vers"))
    return show_alone(request, "equipe/code.html", status, problem=problem, wanted=wanted)


def _passkey_options(request: Request) -> str | None:
    services = request.app.ctx.services
    return services.passkeys.to_enter(services.now()) if services.passkeys.are_possible else None


def is_too_often(request: Request) -> bool:
    """Tell whether so many attempts come from one address that it must wait."""
    address = request.remote_addr or request.client_ip
    if ip_address(address).is_loopback:
        return False
    try:
        _attempts.take(address, time.monotonic())
    except TooManyMessages:
        return True
    return False


def _attempt_signer(request: Request) -> FormSigner:
    key = request.app.ctx.services.settings.signing_key
    return FormSigner(key, "sign-in attempt", int(VALID.total_seconds()))
