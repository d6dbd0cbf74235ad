"""The secret address at which a person's own calendar reads the interviews, shown and renewed."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from notify.calendars.feed import Feed
from staff import audit
from staff.audit import Action
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import own_interviewer, show

routes = Routes("equipe_subscription")


@routes.get("/abonnement", EVERYBODY, fresh=True)
def show_subscription(request: Request, member: Member) -> HTTPResponse:
    """Show the address of one's own interviews; to the office, that of all of them too."""
    return _show(request, member)


@routes.post("/abonnement", EVERYBODY, fresh=True)
def renew(request: Request, member: Member) -> HTTPResponse:
    """Give one's own another address; the one before opens nothing any more."""
    services = request.app.ctx.services
    own = member.account.interviewer_id
    if own is None:
        problem = problem_sentence("no_own_interviews")
        return _show(request, member, 409, {"page": problem})
    now = services.now()
    note = audit.noting(member.account.actor, Action.FEED_RENEWED, now)
    services.feeds.renew(Feed(own), now, note)
    return redirect("/equipe/abonnement?fait=abonnement", status=303)


def _show(
    request: Request, member: Member, status: int = 200, problems: dict[str, str] | None = None
) -> HTTPResponse:
    urls = request.app.ctx.services.feeds.urls()
    own = member.account.interviewer_id
    sees_all = own_interviewer(member) is None
    return show(
        request,
        member,
        "equipe/subscription.html",
        status,
        own=urls.get(Feed(own)) if own is not None else None,
        everybodys=urls[Feed(None)] if sees_all else None,
        problems=problems or {},
    )
