"""How the console's pages are shown: what every one of them needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from babel.dates import format_timedelta
from sanic import HTTPResponse

from staff.accounts import Role
from staff.sessions import LONGEST, Member
from web.context import Request
from web.pages.no_script import render_page
from web.pages.signed_forms import FormSigner
from web.sentences import sentences


def show(
    request: Request, member: Member, template: str, status: int = 200, **values: Any
) -> HTTPResponse:
    """Show a page to a person who is signed in."""
    services = request.app.ctx.services
    now = services.now()
    given = {
        "member": member,
        "is_office": member.account.role is not Role.INTERVENANT,
        "is_administration": member.account.role is Role.ADMINISTRATION,
        "jeton": forms(request).sign(member.session.id),
        "path": request.path,
        "now": now,
        "ago": lambda moment: ago(moment, now),
        "done": sentences("equipe/done").get(request.args.get("fait") or ""),
        "problems": {},
        "sent": lambda name: (request.form.get(name) if request.form else None) or "",
    }
    return render_page(request, template, status, **{**given, **values})


def show_alone(request: Request, template: str, status: int = 200, **values: Any) -> HTTPResponse:
    """Show a page to somebody who is not signed in."""
    return render_page(request, template, status, **{"member": None, "problems": {}, **values})


def forms(request: Request) -> FormSigner:
    """Give what signs the console's forms: each for the session that it was shown to."""
    key = request.app.ctx.services.settings.signing_key
    return FormSigner(key, "staff form", int(LONGEST.total_seconds()))


def typed(request: Request, name: str, longest: int = 200) -> str:
    """Read a field of one line, as it was typed."""
    return " ".join(((request.form.get(name) if request.form else None) or "").split())[:longest]


def typed_at_length(request: Request, name: str, longest: int) -> str:
    """Read a field as it was sent; empty where it is longer."""
    sent = (request.form.get(name) if request.form else None) or ""
    return sent if len(sent) <= longest else ""


def own_interviewer(member: Member) -> int | None:
    """Tell whose interviews a person may see: None, everybody's. One without any sees none."""
    if member.account.role is not Role.INTERVENANT:
        return None
    return member.account.interviewer_id or 0


def ago(moment: datetime, now: datetime) -> str:
    """Say how long ago something was: « il y a 3 jours »."""
    return str(format_timedelta(moment - now, add_direction=True, locale="fr"))
