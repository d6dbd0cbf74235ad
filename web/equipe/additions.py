"""« Compléter la page »: a paragraph drafted from the school's answers waits for the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from sanic import HTTPResponse, redirect

from french.contact import read_email
from french.paris import PARIS
from knowledge import Job
from staff.additions import LONGEST, Addition, Proposed
from staff.left_open import LeftOpen
from staff.paragraph_draft import asked_in, drafted
from staff.sessions import Member
from web.context import Request
from web.equipe.chosen_job import job_names
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed, typed_at_length
from web.sentences import sentences

routes = Routes("equipe_additions")

PAGE = "/equipe/completer"
_LONGEST_HEADING = 200
_CLOSED_SHOWN = 20
_OF_ANY = ("school_", "job_")  # how the points begin that the page of no job speaks of


@routes.get("/completer", OFFICE)
def show_additions(request: Request, member: Member) -> HTTPResponse:
    """List what the page says now and waits for a person, what waits for the page, and the rest."""
    return show_all(request, member)


@routes.get("/completer/pour/<phrase:str>", OFFICE)
def show_draft(request: Request, member: Member, phrase: str) -> HTTPResponse:
    """Show a paragraph drafted from the answers to what was asked."""
    group = _group(request, phrase)
    if group is None:
        return show_all(request, member, 404, "addition_group_gone")
    services = request.app.ctx.services
    job = services.jobs[group.open.job]
    of = services.open_questions.phrases.get(point_of(group, job), "")
    heading = asked_in(group.phrases, of, sentences("equipe/additions")["heading"])
    return _show_draft(request, member, group, heading, drafted(group.answers))


@routes.post("/completer", OFFICE)
def propose(request: Request, member: Member) -> HTTPResponse:
    """Keep a paragraph until the page has it, and send it to whoever writes the page."""
    services = request.app.ctx.services
    group = _group(request, typed(request, "phrase"))
    if group is None:
        return show_all(request, member, 409, "addition_group_gone")
    heading = typed(request, "titre", _LONGEST_HEADING)
    text = typed_at_length(request, "texte", LONGEST).strip()
    is_sent = "envoyer" in (request.form or {})
    address = typed(request, "adresse")
    webmaster = read_email(address).value if is_sent else None
    problems = {}
    if not heading:
        problems["titre"] = "addition_heading"
    if not text:
        problems["texte"] = "addition_text"
    if is_sent and webmaster is None:
        problems["adresse"] = "email_bad"
    if problems:
        return _show_draft(request, member, group, heading, text, problems, address)
    job = services.jobs[group.open.job]
    proposed = Proposed(
        job.slug,
        heading,
        text,
        point_of(group, job),
        group.phrases,
        group.open.asked,
        group.since,
    )
    services.additions.propose(proposed, webmaster, member.account, services.now())
    done = "paragraphe_envoye" if webmaster else "paragraphe_suivi"
    return redirect(f"{PAGE}?fait={done}", status=303)


def show_all(
    request: Request, member: Member, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    """Show them all."""
    services = request.app.ctx.services
    listed = services.additions.all()
    return show(
        request,
        member,
        "equipe/additions.html",
        status,
        found=[each for each in listed if each.is_open and each.found],
        waiting=[each for each in listed if each.is_open and not each.found],
        closed=[each for each in listed if not each.is_open][:_CLOSED_SHOWN],
        jobs=job_names(request),
        watched={slug for slug in services.jobs if services.page_watch.url(slug)},
        problem=problem_sentence(problem) if problem else None,
    )


def point_of(group: LeftOpen, job: Job) -> str:
    """Name what was left open, as it was read; empty where that is not known."""
    points = (point for each in group.open.phrases for point in each.read.points)
    return next((p for p in points if p in job.silences or p.startswith(_OF_ANY)), "")


def by_phrase(additions: Sequence[Addition]) -> dict[tuple[str, str], Addition]:
    """Find the latest paragraph that was proposed for a phrase of a job."""
    return {
        (each.proposed.job, phrase): each
        for each in reversed(additions)
        for phrase in each.proposed.phrases
    }


def _group(request: Request, phrase: str) -> LeftOpen | None:
    services = request.app.ctx.services
    group = services.left_opens.get(phrase)
    return group if group and group.open.job in services.jobs else None


def _show_draft(
    request: Request,
    member: Member,
    group: LeftOpen,
    heading: str,
    text: str,
    problems: dict[str, str] | None = None,
    address: str | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    sent_to = next((each.webmaster for each in services.additions.all() if each.webmaster), "")
    return show(
        request,
        member,
        "equipe/addition_draft.html",
        422 if problems else 200,
        group=group,
        jobs=job_names(request),
        since=datetime.combine(group.since, time(12), PARIS),
        heading=heading,
        text=text,
        address=sent_to if address is None else address,
        longest=LONGEST,
        longest_heading=_LONGEST_HEADING,
        problems={name: problem_sentence(why) for name, why in (problems or {}).items()},
    )
