"""The console's routes: each says who may use it; what guards all of them is here, once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from sanic import Blueprint, HTTPResponse, redirect
from sqlalchemy.exc import SQLAlchemyError

from runtime.threads import WaitedTooLong, to_caller
from staff.accounts import Role
from staff.sessions import FRESH, Member
from staff.sign_in import PATH as SIGN_IN
from web.context import Request, in_a_thread, route_of
from web.cors import Origins
from web.equipe.cookies import SESSION, read_cookie
from web.equipe.views import forms, show, show_alone

logger = logging.getLogger(__name__)

PREFIX = "/equipe"
EVERYBODY = frozenset(Role)
OFFICE = frozenset({Role.ADMINISTRATION, Role.SECRETARIAT})
ADMINISTRATION = frozenset({Role.ADMINISTRATION})
NOT_SIGNED_IN: frozenset[Role] = frozenset()
"""The roles of a page for those who have not signed in yet."""

_TIME_TO_FILL_IN = timedelta(minutes=20)  # a form that opened in time may be sent a little later
_OWN_PAGE = re.compile(r"/equipe(/[\w/-]*)?(\?[\w=&%.:+-]*)?")

type Answer = Callable[..., HTTPResponse]


class Routes:
    """Adds routes to a blueprint. Handlers run in threads, as they wait for the database."""

    def __init__(self, name: str) -> None:
        self.blueprint = Blueprint(name, url_prefix=PREFIX)

    def get(
        self, path: str, roles: frozenset[Role], *, fresh: bool = False, calls: bool = False
    ) -> Callable[[Answer], Answer]:
        """Show something; `fresh`: only to those who signed in a few minutes ago.

        One that `calls` another machine may wait long, and does so where nobody else waits.
        """
        return self._add(("GET", "HEAD"), path, roles, FRESH if fresh else None, calls)

    def post(
        self, path: str, roles: frozenset[Role], *, fresh: bool = False, calls: bool = False
    ) -> Callable[[Answer], Answer]:
        """Do something, by a form of ours."""
        fresh_within = FRESH + _TIME_TO_FILL_IN if fresh else None
        return self._add(("POST",), path, roles, fresh_within, calls)

    def _add(
        self,
        methods: tuple[str, ...],
        path: str,
        roles: frozenset[Role],
        fresh: timedelta | None,
        calls: bool,
    ) -> Callable[[Answer], Answer]:
        def add(answer: Answer) -> Answer:
            async def handle(request: Request, **parts: Any) -> HTTPResponse:
                guarded = _guarded if roles else _open
                try:
                    if calls:
                        return await to_caller(guarded, request, answer, roles, fresh, parts)
                    return await in_a_thread(request, guarded, request, answer, roles, fresh, parts)
                except WaitedTooLong as error:
                    return _excuse(request, error)

            self.blueprint.add_route(
                handle, path, methods=methods, name=answer.__name__, ctx_roles=roles
            )
            return answer

        return add


def own_page(given: str | None) -> str:
    """Tell where to go after signing in: only to a page of ours."""
    return given if given and _OWN_PAGE.fullmatch(given) else PREFIX


def _open(
    request: Request,
    answer: Answer,
    _: frozenset[Role],
    __: timedelta | None,
    parts: dict[str, Any],
) -> HTTPResponse:
    if request.method == "POST" and not _is_from_here(request):
        return show_alone(request, "equipe/form_unusable.html", 403)
    return _answer_or_excuse(request, answer, parts)


def _guarded(
    request: Request,
    answer: Answer,
    roles: frozenset[Role],
    fresh: timedelta | None,
    parts: dict[str, Any],
) -> HTTPResponse:
    services = request.app.ctx.services
    token = read_cookie(request, SESSION)
    try:
        member = services.sessions.read(token, services.now()) if token else None
    except SQLAlchemyError as error:
        return _excuse(request, error)
    if member is None:
        return _to_sign_in(request)
    if member.account.role not in roles:
        return show(request, member, "equipe/forbidden.html", 403)
    if request.method == "POST" and not (_is_from_here(request) and _is_ours(request, member)):
        return show(request, member, "equipe/form_unusable.html", 403)
    if fresh is not None and not member.is_fresh(services.now(), fresh):
        return _to_sign_in(request, again=True)
    return _answer_or_excuse(request, answer, {"member": member, **parts})


def _answer_or_excuse(request: Request, answer: Answer, parts: dict[str, Any]) -> HTTPResponse:
    try:
        return answer(request, **parts)
    except SQLAlchemyError as error:
        return _excuse(request, error)


def _excuse(request: Request, error: Exception) -> HTTPResponse:
    logger.error("%s: %s", route_of(request), type(error).__name__)
    return show_alone(request, "equipe/unavailable.html", 503)


def _to_sign_in(request: Request, again: bool = False) -> HTTPResponse:
    """Ask who it is, and lead back to the page that was wanted, or that showed the form."""
    if request.method in ("GET", "HEAD"):
        wanted = request.path + (f"?{request.query_string}" if request.query_string else "")
    else:
        wanted = _page_of_form(request)
    back = quote(wanted, safe="/")
    return redirect(f"{SIGN_IN}?vers={back}" + ("&encore=oui" if again else ""), status=303)


def _page_of_form(request: Request) -> str:
    """Tell which page of ours showed a form, as browsers say; else the first."""
    try:
        _, _, path, query, _ = urlsplit(request.headers.get("referer") or "")
    except ValueError:  # no browser writes such an address
        return PREFIX
    return own_page(path + (f"?{query}" if query else ""))


def _is_from_here(request: Request) -> bool:
    """Tell whether a form was sent by a page of ours, as browsers say."""
    own = Origins(request.app.ctx.services.settings.web_origin, ())
    headers = request.headers
    return own.admits_form(
        headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", "")
    )


def _is_ours(request: Request, member: Member) -> bool:
    """Tell whether a form was made here for this very session."""
    sent = (request.form.get("jeton") if request.form else None) or ""
    return bool(forms(request).read(sent) == member.session.id)
