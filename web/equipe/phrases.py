"""What visitors typed, masked: staff say what it meant, and the assistant learns from it."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from french.masking import LONGEST, without_details
from knowledge import Job
from staff.meanings import Meaning, Meanings
from staff.phrases import KEPT, Decision, Phrase, Phrases, UnknownPhrase
from staff.sessions import Member
from web.context import Request
from web.equipe.additions import by_phrase
from web.equipe.chosen_job import job_names
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed
from web.sentences import sentences

routes = Routes("equipe_phrases")

_PAGE = "/equipe/phrases"
_SHOWN = 20
_DECIDED_SHOWN = 20
_BUTTONS = {"juste": Decision.RIGHT, "ignorer": Decision.IGNORED}


@routes.get("/phrases", OFFICE)
def show_phrases(request: Request, member: Member) -> HTTPResponse:
    """List the phrases that nobody decided yet, and the last decisions."""
    return _show(request, member)


@routes.get("/phrases/ouvertes", OFFICE)
def show_open(request: Request, member: Member) -> HTTPResponse:
    """List what was left open, gathered, the most asked first."""
    services = request.app.ctx.services
    return show(
        request,
        member,
        "equipe/open_questions.html",
        groups=services.left_opens.all(),
        proposed=by_phrase(services.additions.all()),
        jobs=job_names(request),
        days=KEPT.days,
    )


@routes.get("/phrases/<number:str>", OFFICE)
def choose(request: Request, member: Member, number: str) -> HTTPResponse:
    """Show what a phrase may mean, to choose from."""
    return _choose(request, member, number)


@routes.post("/phrases/<number:str>/plutot", OFFICE)
def mean_otherwise(request: Request, member: Member, number: str) -> HTTPResponse:
    """Say what a phrase meant."""
    meant = Meaning.parse(typed(request, "sens"))
    try:
        phrase = _phrases(request).get(number)
        if phrase.job not in request.app.ctx.services.jobs:
            raise UnknownPhrase  # of a job that was withdrawn
        if meant not in _meanings(request, phrase.job):
            return _choose(request, member, number, 422, "meaning_missing")
        now, text = (
            request.app.ctx.services.now(),
            without_details(typed(request, "texte", LONGEST)),
        )
        _phrases(request).decide(number, Decision.OTHER, meant, member.account, now, text)
    except UnknownPhrase:
        return _gone(request, member)
    return redirect(f"{_PAGE}?fait=phrase_plutot", status=303)


@routes.post("/phrases/<number:str>/reprendre", OFFICE)
def take_back(request: Request, member: Member, number: str) -> HTTPResponse:
    """Have a phrase decided anew."""
    try:
        _phrases(request).take_back(number, member.account, request.app.ctx.services.now())
    except UnknownPhrase:
        return _gone(request, member)
    return redirect(f"{_PAGE}?fait=phrase_reprise", status=303)


@routes.post("/phrases/<number:str>/<what:str>", OFFICE)
def decide(request: Request, member: Member, number: str, what: str) -> HTTPResponse:
    """Say that a phrase was read rightly, or that nothing is to be learnt from it."""
    decision = _BUTTONS.get(what)
    if decision is None:
        return _gone(request, member)
    try:
        now = request.app.ctx.services.now()
        _phrases(request).decide(number, decision, None, member.account, now)
    except UnknownPhrase:
        return _gone(request, member)
    return redirect(f"{_PAGE}?fait=phrase_{what}", status=303)


def meanings_of(job: Job) -> Meanings:
    """Give what may be meant of a job, with the titles of the console."""
    return Meanings(job, sentences("equipe/meanings"))


def _meanings(request: Request, slug: str) -> Meanings:
    services = request.app.ctx.services
    job = services.jobs[slug]
    return meanings_of(job if slug in services.jobs_of_files else _by_topics(job))


def _by_topics(job: Job) -> Job:
    """Give a job without its facts: of one that was added here, only topics are understood."""
    topics = {
        name: topic.model_copy(update={"facts_told": ()}) for name, topic in job.topics.items()
    }
    return job.model_copy(update={"topics": topics})


def _phrases(request: Request) -> Phrases:
    return Phrases(request.app.ctx.services.engine)


def _show(
    request: Request, member: Member, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    phrases, jobs = _phrases(request), request.app.ctx.services.jobs

    def titled(listed: list[Phrase]) -> list[tuple[Phrase, str, str]]:
        known = [
            (phrase, _meanings(request, phrase.job)) for phrase in listed if phrase.job in jobs
        ]
        return [
            (phrase, each.title(phrase.read), each.title(phrase.meant) if phrase.meant else "")
            for phrase, each in known
        ]

    return show(
        request,
        member,
        "equipe/phrases.html",
        status,
        waiting=titled(list(phrases.waiting(_SHOWN, jobs.keys()))),
        count=phrases.count_waiting(jobs.keys()),
        decided=titled(list(phrases.decided(_DECIDED_SHOWN))),
        days=KEPT.days,
        words=sentences("equipe/phrases"),
        problem=problem_sentence(problem) if problem else None,
    )


def _choose(
    request: Request, member: Member, number: str, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    try:
        phrase = _phrases(request).get(number)
    except UnknownPhrase:
        return _gone(request, member, 404)
    if phrase.job not in request.app.ctx.services.jobs:
        return _gone(request, member, 404)
    meanings = _meanings(request, phrase.job)
    return show(
        request,
        member,
        "equipe/phrase.html",
        status,
        phrase=phrase,
        read=meanings.title(phrase.read),
        groups=meanings.groups,
        longest=LONGEST,
        problem=problem_sentence(problem) if problem else None,
    )


def _gone(request: Request, member: Member, status: int = 409) -> HTTPResponse:
    return _show(request, member, status, "phrase_gone")
