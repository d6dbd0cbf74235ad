"""« Apprendre »: what a candidate would change, and publishing it or going back, in seconds."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from runtime.models import Models, PublishingFailed, digest
from staff.learning import AlreadyLearning, Changed, NotReady, Versions
from staff.meanings import Meaning
from staff.phrases import Phrases
from staff.sessions import Member
from web.context import Request
from web.equipe.phrases import meanings_of
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show
from web.sentences import sentences

routes = Routes("equipe_learning")

_PAGE = "/equipe/apprentissage"
_SHOWN = 6


@routes.get("/apprentissage", OFFICE)
def show_learning(request: Request, member: Member) -> HTTPResponse:
    """Show what is served, what is being learnt, and what a candidate would change."""
    return _show(request, member)


@routes.post("/apprentissage", OFFICE)
def learn(request: Request, member: Member) -> HTTPResponse:
    """Have the assistant learn from all that was decided."""
    services = request.app.ctx.services
    if not services.settings.learning:
        return _show(request, member, 409, "cannot_learn")
    if not Phrases(services.engine).approved():
        return _show(request, member, 409, "nothing_to_learn")
    try:
        Versions(services.engine).ask(digest(), member.account, services.now())
    except AlreadyLearning:
        return _show(request, member, 409, "already_learning")
    return redirect(f"{_PAGE}?fait=apprend", status=303)


@routes.post("/apprentissage/<number:int>/publier", OFFICE, calls=True)
def publish(request: Request, member: Member, number: int) -> HTTPResponse:
    """Have a version answer visitors from now on; 0 is what came with the code."""
    services = request.app.ctx.services
    if number and not services.settings.learning:
        return _show(request, member, 409, "cannot_learn")
    versions, models = Versions(services.engine), Models(services.settings)
    try:
        if number:
            versions.check(number, digest())
        models.publish(number)
    except (NotReady, PublishingFailed):
        return _show(request, member, 409, "not_published")
    versions.published(number, member.account, services.now())
    return redirect(f"{_PAGE}?fait=publie", status=303)


def _show(
    request: Request, member: Member, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    services = request.app.ctx.services
    models, base = Models(services.settings), digest()
    titles = {slug: meanings_of(job) for slug, job in services.jobs.items()}

    def titled(changed: Changed) -> str:
        meanings, meant = titles.get(changed.job), Meaning.parse(changed.meant)
        return meanings.title(meant) if meanings else changed.meant

    versions = Versions(services.engine).latest(_SHOWN)
    words = sentences("equipe/learning")
    return show(
        request,
        member,
        "equipe/learning.html",
        status,
        versions=[
            (version, version.base == base and models.file(version.id).exists())
            for version in versions
        ],
        served=models.published(),
        corrections=len(Phrases(services.engine).approved()),
        titled=titled,
        words=words,
        why=lambda reason: words.get(reason, reason),
        cannot_learn=None if services.settings.learning else problem_sentence("cannot_learn"),
        problem=problem_sentence(problem) if problem else None,
    )
