"""« École »: its name and public texts, shown as visitors will read them, then published."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from sanic import HTTPResponse, redirect
from sanic.request import RequestParameters

from booking.model import Change, Slot, Visitor
from knowledge import School
from notify import Snapshot, Topic
from runtime.wiring import Services
from staff.school import SchoolChanged, mark_of
from staff.sessions import Member
from web.context import Request
from web.equipe import preview
from web.equipe.routes import ADMINISTRATION, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed
from web.responses import response_text
from web.school_slots import about_data, assistant_is, greeting_about
from web.sentences import sentences

routes = Routes("equipe_school")

_PAGE = "/equipe/ecole"
_NAMES = {
    "name": "nom",
    "assistant": "assistant",
    "controller": "responsable",
    "policy_url": "politique",
    "programme_url": "programme",
    "greeting": "accueil",
}


@routes.get("/ecole", ADMINISTRATION)
def show_school(request: Request, member: Member) -> HTTPResponse:
    """Show the texts as they are, and ask for others."""
    school = request.app.ctx.services.school_texts.current()
    return _show(request, member, school.model_dump())


@routes.get("/ecole/apercu", ADMINISTRATION)
def show_preview(request: Request, member: Member) -> HTTPResponse:
    """Show what visitors would read; nothing is changed yet."""
    written = _written(request.args)
    school, problems = _school(written)
    if school is None:
        return _show(request, member, written, 422, problems)
    return _show_preview(request, member, school)


@routes.post("/ecole", ADMINISTRATION)
def publish(request: Request, member: Member) -> HTTPResponse:
    """Publish them: what begins from now on says them."""
    services = request.app.ctx.services
    written = _written(request.form or RequestParameters())
    school, problems = _school(written)
    if school is None:
        return _show(request, member, written, 422, problems)
    seen, actor = typed(request, "version"), member.account.actor
    try:
        services.school_texts.change(school, seen, actor, services.now())
    except SchoolChanged:
        problem = problem_sentence("school_overtaken")
        return _show_preview(request, member, school, problem)
    return redirect(f"{_PAGE}?fait=ecole", status=303)


def _written(sent: RequestParameters) -> dict[str, str]:
    """Read what was typed; the greeting has paragraphs, the rest one line each."""
    return {name: _lines(sent.get(field) or "") for name, field in _NAMES.items()}


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text[:2000].splitlines())
    return "\n".join(lines).strip()


def _school(written: dict[str, str]) -> tuple[School | None, dict[str, str]]:
    """Make the school, or say what is wrong with each field."""
    try:
        return School(**written), {}
    except ValidationError as error:
        wrong = {str(each["loc"][0]) for each in error.errors()}
        return None, {name: problem_sentence(f"school_{name}") for name in wrong}


def _show(
    request: Request,
    member: Member,
    written: dict[str, str],
    status: int = 200,
    problems: dict[str, str] | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    before = services.school_texts.before_last(services.now())
    return show(
        request,
        member,
        "equipe/school.html",
        status,
        fields={_NAMES[name]: value for name, value in written.items()},
        usual_greeting=greeting_about(services.default_job),
        usual_programme=services.default_job.programme_url,
        way_back=before and (*before[:2], urlencode(_fields(before[2]))),
        problems={_NAMES[name]: why for name, why in (problems or {}).items()},
    )


def _show_preview(
    request: Request, member: Member, school: School, problem: str | None = None
) -> HTTPResponse:
    services = request.app.ctx.services
    now = services.school_texts.current()
    greeting = response_text(
        "utter_greet",
        assistant=assistant_is(school),
        greeting=school.greeting or greeting_about(services.default_job),
    )
    return show(
        request,
        member,
        "equipe/school_preview.html",
        409 if problem else 200,
        would_be=school,
        greeting=greeting,
        about_data=about_data(school).strip(),
        letter=_letter(services, school),
        fields=_fields(school),
        version=mark_of(now),
        is_same=school == now,
        problem=problem,
    )


def _fields(school: School) -> dict[str, str]:
    return {_NAMES[name]: value for name, value in school.model_dump().items()}


def _letter(services: Services, school: School) -> dict[str, Any]:
    """Write the e-mail that confirms an interview as it would be with other texts."""
    texts = sentences("equipe/telling")
    now = services.now()
    start = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    visitor = Visitor(texts["visitor"], texts["visitor_email"])
    interview = preview.booked(visitor, Slot(start, start + timedelta(minutes=30)), now)
    composer = services.composer_of(replace(services.texts, find_school=lambda: school))
    subject, text = composer.preview(Topic(Change.BOOKED), Snapshot.of(interview), texts["secret"])
    return {"sender": school.name, "subject": subject, "text": text}
