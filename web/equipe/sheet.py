"""« La fiche »: what is said of a job, checked against the page, read, then published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from french.masking import without_details
from knowledge import Fault, Job, answer, faults, reworded, wording_of
from staff.job_texts import WordingChanged, mark_of
from staff.meanings import Meaning, intent_of
from staff.page_fetching import PageUnread
from staff.phrases import Phrases
from staff.sessions import Member
from web.context import Request
from web.equipe.chosen_job import chosen_job, is_added, job_names, of_job
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.today import show_nothing
from web.equipe.views import show, typed
from web.sentences import sentences

routes = Routes("equipe_sheet")

_PAGE = "/equipe/fiche"
_LONGEST = 3000


@routes.get("/fiche", OFFICE)
def show_sheet(request: Request, member: Member) -> HTTPResponse:
    """List the topics, and what was changed last."""
    job = chosen_job(request)
    return show_nothing(request, member, "") if job is None else _show(request, member, job)


@routes.get("/fiche/<topic:str>", OFFICE)
def show_topic(request: Request, member: Member, topic: str) -> HTTPResponse:
    """Show what is said of a topic, and ask for other words."""
    job = chosen_job(request)
    if job is None:
        return show_nothing(request, member, "")
    if topic not in job.topics:
        return _show(request, member, job, 404, "no_such_topic")
    return _form(request, member, job, topic, wording_of(job, topic))


@routes.post("/fiche/<topic:str>/apercu", OFFICE, calls=True)
def show_preview(request: Request, member: Member, topic: str) -> HTTPResponse:
    """Show what visitors would be told; nothing is changed yet."""
    return _checked(request, member, topic, publishes=False)


@routes.post("/fiche/<topic:str>", OFFICE, calls=True)
def publish(request: Request, member: Member, topic: str) -> HTTPResponse:
    """Say it from now on."""
    return _checked(request, member, topic, publishes=True)


@routes.post("/fiche", OFFICE)
def take_back(request: Request, member: Member) -> HTTPResponse:
    """Word everything as before the last change."""
    services, now = request.app.ctx.services, chosen_job(request)
    if now is None:
        return show_nothing(request, member, "")
    files, seen = services.jobs[now.slug], typed(request, "version")
    try:
        services.job_texts.take_back(files, seen, member.account.actor, services.now())
    except WordingChanged:
        return _show(request, member, now, 409, "wording_overtaken")
    return redirect(of_job(request, _PAGE, now, fait="fiche_reprise"), status=303)


def _checked(request: Request, member: Member, topic: str, *, publishes: bool) -> HTTPResponse:
    """Check what was typed against the page; then show it, or publish it."""
    services = request.app.ctx.services
    now = chosen_job(request)
    if now is None:
        return show_nothing(request, member, "")
    if topic not in now.topics:
        return _show(request, member, now, 404, "no_such_topic")
    written = _written(request, wording_of(now, topic))
    files, seen, actor = services.jobs[now.slug], typed(request, "version"), member.account.actor
    if not publishes and seen != mark_of(now):
        return _form(request, member, now, topic, written, 409, problem="wording_overtaken")
    would_be = reworded(now, written)
    changed = {name for name, text in wording_of(now, topic).items() if written[name] != text}
    try:
        page = services.page_as_it_is(now) if changed else now.page
    except PageUnread:
        return _form(request, member, now, topic, written, 503, problem="page_unread")
    found = faults(would_be, changed, page)
    wrong = {name: fault for name, fault in found.items() if name in written}
    new = found.keys() - faults(now, (), page).keys() - written.keys()
    others = [each for each in now.topics if new & wording_of(now, each).keys()]
    if wrong or others:
        return _form(request, member, now, topic, written, 422, wrong, others=others)
    if not publishes:
        same = not changed
        more = {"is_same": same, "version": seen}
        return _preview(request, member, now, would_be, topic, written, **more)
    try:
        services.job_texts.change(files, written, seen, actor, services.now())
    except WordingChanged:
        problem = problem_sentence("wording_overtaken")
        now = services.worded(now.slug) or now
        return _preview(request, member, now, would_be, topic, written, problem=problem)
    ways = [
        (text, Meaning(intent_of(topic, point), (point,)))
        for point, texts in _ways(request, now, topic).items()
        for text in texts.splitlines()
    ]
    if ways:
        Phrases(services.engine).teach(now.slug, ways, member.account, services.now())
    done = "fiche_et_facons" if ways else "fiche"
    return redirect(of_job(request, _PAGE, now, fait=done), status=303)


def _written(request: Request, known: Iterable[str]) -> dict[str, str]:
    """Read the texts that were sent, with one kind of line end; what is empty is not sent."""
    sent = request.form or RequestParameters()
    return {name: _lines(sent.get(name) or "") for name in known}


def _ways(request: Request, job: Job, topic: str) -> dict[str, str]:
    """Read the ways of asking that were added to each fact and silence, one a line.

    None of a job of which only topics are understood.
    """
    if is_added(request, job):
        return {}
    sent = request.form or RequestParameters()
    points = dict.fromkeys(name.split("/")[1] for name in wording_of(job, topic))
    typed_ways = {
        point: [" ".join(without_details(line).split()) for line in text.splitlines()]
        for point in points
        if (text := _lines(sent.get(f"ask/{point}") or ""))
    }
    return {point: "\n".join(filter(None, lines)) for point, lines in typed_ways.items()}


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text[:_LONGEST].splitlines()).strip()


def _show(
    request: Request, member: Member, job: Job, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    services = request.app.ctx.services
    doubtful = services.page_watch.in_doubt(job.slug)
    return show(
        request,
        member,
        "equipe/sheet.html",
        status,
        job=job,
        jobs=job_names(request),
        of_job=lambda address: of_job(request, address, job),
        doubtful={
            name: len(doubtful.intersection(topic.facts_told)) for name, topic in job.topics.items()
        },
        last=services.job_texts.last_change(job.slug, services.now()),
        version=mark_of(job),
        problem=problem_sentence(problem) if problem else None,
    )


def _form(
    request: Request,
    member: Member,
    job: Job,
    topic: str,
    written: dict[str, str],
    status: int = 200,
    wrong: dict[str, Fault] | None = None,
    problem: str | None = None,
    others: Sequence[str] = (),
) -> HTTPResponse:
    """Show the form; `others` are topics that would say what their facts say no more."""
    return show(
        request,
        member,
        "equipe/sheet_topic.html",
        status,
        job=job,
        jobs=job_names(request),
        teaches=not is_added(request, job),
        of_job=lambda address: of_job(request, address, job),
        topic=topic,
        title=job.topics[topic].title,
        written=written,
        facts=job.topics[topic].facts_told,
        silences=[name for name, each in job.silences.items() if each.topic == topic],
        doubtful=request.app.ctx.services.page_watch.in_doubt(job.slug),
        problems={name: _said(fault) for name, fault in (wrong or {}).items()},
        problem=problem_sentence(problem) if problem else None,
        others={name: job.topics[name].title for name in others},
        overlap=problem_sentence("wording_of_others"),
        version=mark_of(job),
        longest=_LONGEST,
        ways=_ways(request, job, topic),
        known_ways=_known_ways(request, job, topic),
    )


def _preview(
    request: Request,
    member: Member,
    now: Job,
    job: Job,
    topic: str,
    written: dict[str, str],
    **more: Any,
) -> HTTPResponse:
    """Show what would be said of `job`, which is `now` as it would be."""
    ways = _ways(request, now, topic)
    before = wording_of(now, topic)
    points = [
        name.split("/")[1]
        for name in written
        if written[name] != before[name] and name.startswith(("fact/", "silence/"))
    ]
    told = {
        "": answer(job, topic),
        **{point: answer(job, topic, [point]) for point in dict.fromkeys(points)},
    }
    return show(
        request,
        member,
        "equipe/sheet_preview.html",
        409 if more.get("problem") else 200,
        job=job,
        jobs=job_names(request),
        of_job=lambda address: of_job(request, address, job),
        topic=topic,
        title=job.topics[topic].title,
        written=written,
        ways=ways,
        told=told,
        in_short=job.topics[topic].in_short,
        **{
            "problem": None,
            "version": mark_of(now),
            **more,
            "is_same": more.get("is_same", False) and not ways,
        },
    )


def _known_ways(request: Request, job: Job, topic: str) -> dict[str, list[str]]:
    """List the ways of asking that the office has approved already, by fact and silence."""
    known: dict[str, list[str]] = {}
    for phrase in Phrases(request.app.ctx.services.engine).approved():
        meant = phrase.meant
        for point in meant.points if meant and phrase.job == job.slug else ():
            if meant and meant.intent == intent_of(topic, point):
                known.setdefault(point, []).append(phrase.text)
    return known


def _said(fault: Fault) -> str:
    return sentences("equipe/problems")[fault.wrong.value].format(nearest=fault.nearest)
