"""« La page »: what the jobs' pages no longer say, and a person's word on what still holds."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from staff.sessions import Member
from web.context import Request
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed
from web.machine_words import in_french

routes = Routes("equipe_page")

_LONGEST = 20_000


@routes.get("/page", OFFICE)
def show_page(request: Request, member: Member) -> HTTPResponse:
    """Show what has changed, and when the page was last read."""
    return _show(request, member)


@routes.post("/page/garder", OFFICE)
def keep(request: Request, member: Member) -> HTTPResponse:
    """Say that what rests on a sentence still holds, having read what the page has now."""
    services = request.app.ctx.services
    job = typed(request, "metier", _LONGEST)
    facts = tuple(typed(request, "faits", _LONGEST).split(","))
    now_there = typed(request, "maintenant", _LONGEST)
    seen = any(
        (change.facts, change.nearest) == (facts, now_there)
        for change in services.page_watch.changes(job)
    )
    if not seen or not services.page_watch.keep(job, facts, member.account.actor, services.now()):
        return _show(request, member, 409, problem_sentence("page_moved_on"))
    return redirect("/equipe/page?fait=page_gardee", status=303)


def _show(
    request: Request, member: Member, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    services = request.app.ctx.services
    jobs = {job.slug: job for job in services.watched_jobs}
    names = {slug: job.name[:1].upper() + job.name[1:] for slug, job in jobs.items()}
    changes, readings = services.page_watch.changes(*jobs), services.page_watch.readings()
    return show(
        request,
        member,
        "equipe/page.html",
        status,
        problem=problem,
        pages=[(slug, names[slug], services.page_address(slug)) for slug in jobs],
        readings=readings,
        unread=sum(slug not in readings or bool(readings[slug].problem) for slug in jobs),
        in_french=in_french,
        doubtful=[change for change in changes if not change.is_kept],
        kept=[change for change in changes if change.is_kept],
        names=names,
        added=jobs.keys() - services.jobs_of_files.keys(),
        says={
            (change.job, name): jobs[change.job].facts[name].says
            if name in jobs[change.job].facts
            else name
            for change in changes
            for name in change.facts
        },
    )
