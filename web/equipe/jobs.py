"""« Métiers »: a job is added from its page, sentence by sentence, read, then published."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

from sanic import HTTPResponse, raw, redirect

from french.letters import fold
from knowledge import BEYOND, Job, NothingToTell, Words, answer, folder_of
from staff.added_jobs import AddedJob, JobKnown, UnknownJob, slug_of
from staff.audit import Actor
from staff.page_fetching import PageUnread
from staff.sessions import Member
from web.context import Request
from web.equipe.job_pages import LONGEST_URL, is_address, problems_of, read_page
from web.equipe.routes import ADMINISTRATION, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed, typed_at_length
from web.sentences import sentences

routes = Routes("equipe_jobs")

_PAGE = "/equipe/metiers"
_LONGEST_NAME, _LONGEST_TEXT = 80, 60_000
_NOTHING = "rien"


@routes.get("/metiers", ADMINISTRATION)
def show_jobs(request: Request, member: Member) -> HTTPResponse:
    """List the jobs, and ask for another one's page."""
    return _show(request, member)


@routes.post("/metiers", ADMINISTRATION, calls=True)
def add(request: Request, member: Member) -> HTTPResponse:
    """Read a page, whose sentences are then decided of one by one."""
    services = request.app.ctx.services
    written = {
        "nom": typed(request, "nom", _LONGEST_NAME),
        "de": typed(request, "de", _LONGEST_NAME).replace("'", "’"),
        "adresse": typed(request, "adresse", LONGEST_URL + 1),
        "texte": typed_at_length(request, "texte", _LONGEST_TEXT),
    }
    wrong = problems_of(written)
    slug, files = slug_of(written["nom"]), services.jobs_of_files
    if slug in files or fold(written["nom"]) in {fold(job.name) for job in files.values()}:
        wrong["nom"] = "job_known"
    if not wrong:
        try:
            page = read_page(services, written["nom"], written["adresse"], written["texte"])
            actor, now = member.account.actor, services.now()
            services.added_jobs.add(written["nom"], written["de"], page, actor, now)
        except PageUnread:
            wrong["adresse"] = "job_page_unread"
        except NothingToTell:
            wrong["texte" if written["texte"].strip() else "adresse"] = "job_no_sentence"
        except JobKnown:
            wrong["nom"] = "job_known"
    if wrong:
        return _show(request, member, 422, written, wrong)
    return redirect(f"{_PAGE}/{slug}", status=303)


@routes.get("/metiers/<slug:str>", ADMINISTRATION)
def show_sentence(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Show a sentence that nobody has decided of, or the one that is asked for."""
    job = _added(request, slug)
    if job is None:
        return _unknown(request, member)
    place = _place(job, request.args.get("phrase") or "")
    place = job.draft.next if place is None else place
    if place is None:
        return redirect(f"{_PAGE}/{slug}/relire", status=303)
    return _show_sentence(request, member, job, place)


@routes.post("/metiers/<slug:str>/phrase", ADMINISTRATION)
def choose(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Say what a sentence answers, and go on to the next."""
    job, choice = _added(request, slug), typed(request, "sens")
    place = _place(job, typed(request, "phrase")) if job else None
    if job is None or place is None:
        return _unknown(request, member, 409)
    if choice != _NOTHING and choice not in _choices(request):
        return _show_sentence(request, member, job, place, problem_sentence("job_choice"))
    kept = "" if choice == _NOTHING else choice
    services = request.app.ctx.services
    services.added_jobs.choose(slug, place, kept, member.account.actor, services.now())
    return redirect(f"{_PAGE}/{slug}", status=303)


@routes.get("/metiers/<slug:str>/relire", ADMINISTRATION)
def show_preview(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Show what the assistant would say of it."""
    added = _added(request, slug)
    return _unknown(request, member) if added is None else _show_preview(request, member, added)


@routes.post("/metiers/<slug:str>/publier", ADMINISTRATION)
def publish(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Let visitors ask about it."""
    services, added = request.app.ctx.services, _added(request, slug)
    if added is None:
        return _unknown(request, member, 409)
    if not _would_be(request, added).facts:
        return _show_preview(request, member, added, problem_sentence("job_empty"))
    services.added_jobs.publish(slug, member.account.actor, services.now())
    return redirect(f"{_PAGE}?fait=metier", status=303)


@routes.post("/metiers/<slug:str>/lire", ADMINISTRATION, calls=True)
def read_again(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Read its page anew, at the same address or another."""
    services, added = request.app.ctx.services, _added(request, slug)
    if added is None:
        return _unknown(request, member, 409)
    url = typed(request, "adresse", LONGEST_URL + 1)
    if not is_address(url):
        return _show_preview(request, member, added, wrong="job_address", url=url)
    try:
        page = read_page(services, added.draft.name, url)
        services.added_jobs.read_again(slug, page, member.account.actor, services.now())
    except PageUnread:
        return _show_preview(request, member, added, wrong="job_page_unread", url=url)
    except NothingToTell:
        return _show_preview(request, member, added, wrong="job_no_sentence", url=url)
    except UnknownJob:
        return _unknown(request, member, 409)
    return redirect(f"{_PAGE}/{slug}/relire?fait=metier_relu", status=303)


@routes.post("/metiers/<slug:str>/retirer", ADMINISTRATION)
def withdraw(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Let visitors ask about it no more."""
    added_jobs = request.app.ctx.services.added_jobs
    return _changed(request, member, slug, added_jobs.withdraw, "metier_retire")


@routes.post("/metiers/<slug:str>/effacer", ADMINISTRATION)
def remove(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Delete one that is not published."""
    added_jobs = request.app.ctx.services.added_jobs
    return _changed(request, member, slug, added_jobs.remove, "metier_efface")


def _changed(
    request: Request,
    member: Member,
    slug: str,
    change: Callable[[str, Actor, datetime], None],
    done: str,
) -> HTTPResponse:
    try:
        change(slug, member.account.actor, request.app.ctx.services.now())
    except UnknownJob:
        return _unknown(request, member, 409)
    return redirect(f"{_PAGE}?fait={done}", status=303)


@routes.get("/metiers/<slug:str>/dossier", ADMINISTRATION)
def give_folder(request: Request, member: Member, slug: str) -> HTTPResponse:
    """Give its folder, as `knowledge/` has them, to be understood more finely."""
    added = _added(request, slug)
    if added is None:
        return _unknown(request, member)
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in folder_of(_would_be(request, added)).items():
            archive.writestr(f"{slug}/{name}", text)
    headers = {
        "Content-Disposition": f'attachment; filename="{added.draft.slug}.zip"',
        "Cache-Control": "no-store",
    }
    return raw(content.getvalue(), content_type="application/zip", headers=headers)


def _added(request: Request, slug: str) -> AddedJob | None:
    try:
        return request.app.ctx.services.added_jobs.get(slug)
    except UnknownJob:
        return None


def _place(job: AddedJob, number: str) -> int | None:
    """Give the place of a sentence by its number, from 1 on; None where there is none."""
    numbers = [str(one) for one in range(1, len(job.draft.page.sentences) + 1)]
    return numbers.index(number) if number in numbers else None


def _would_be(request: Request, added: AddedJob) -> Job:
    services = request.app.ctx.services
    return services.job_texts.current(services.would_be(added.draft))


def _choices(request: Request) -> dict[str, str]:
    """List what a sentence may answer, with the titles of the console."""
    known = Words.load(request.app.ctx.services.open_questions)
    usual = {name: title for name, title in known.titles.items() if name != BEYOND}
    words = sentences("equipe/meanings")
    return {**usual, **{point: _capital(words[point]) for point in known.openings}}


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _show(
    request: Request,
    member: Member,
    status: int = 200,
    written: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    problem: str | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    return show(
        request,
        member,
        "equipe/jobs.html",
        status,
        files=services.jobs_of_files.values(),
        usual=services.default_job.slug,
        added=services.added_jobs.all(),
        changed={each.job for each in services.page_watch.changes(*services.jobs)},
        written=written or dict.fromkeys(("nom", "de", "adresse", "texte"), ""),
        longest=_LONGEST_TEXT,
        problem=problem,
        problems={field: problem_sentence(name) for field, name in (wrong or {}).items()},
    )


def _show_sentence(
    request: Request, member: Member, job: AddedJob, place: int, problem: str | None = None
) -> HTTPResponse:
    found = job.draft.page.sentences
    return show(
        request,
        member,
        "equipe/job_sentence.html",
        422 if problem else 200,
        job=job.draft,
        sentence=found[place],
        before=found[place - 1] if place else None,
        number=place + 1,
        count=len(found),
        chosen=job.draft.choices.get(place),
        choices=_choices(request),
        problem=problem,
    )


def _show_preview(
    request: Request,
    member: Member,
    added: AddedJob,
    problem: str | None = None,
    wrong: str | None = None,
    url: str | None = None,
) -> HTTPResponse:
    """Show what would be told; `wrong` is what does not go about the address that was typed."""
    draft, job, titles = added.draft, _would_be(request, added), _choices(request)
    found = list(enumerate(draft.page.sentences))
    return show(
        request,
        member,
        "equipe/job_preview.html",
        422 if wrong else 409 if problem else 200,
        job=draft,
        url=draft.page.url if url is None else url,
        problems={"adresse": problem_sentence(wrong)} if wrong else {},
        is_published=added.published_at is not None,
        told={
            **{job.topics[name].title: answer(job, name) for name in job.topics if name != BEYOND},
            **{titles[point]: answer(job, BEYOND, [point]) for point in job.silences},
        },
        decided=[
            (place + 1, sentence, titles.get(draft.choices[place], ""))
            for place, sentence in found
            if place in draft.choices
        ],
        left=sum(place not in draft.choices for place, _ in found),
        problem=problem,
    )


def _unknown(request: Request, member: Member, status: int = 404) -> HTTPResponse:
    return _show(request, member, status, problem=problem_sentence("job_gone"))
