"""What the page says now becomes a fact: read in one place, checked, published, and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sanic import HTTPResponse, redirect

from french.masking import without_details
from knowledge import Fault, Job, NewFact, Words, answer, faults, reworded, texts_of
from knowledge.open_questions import OpenQuestions
from staff.additions import Addition, AdditionGone
from staff.left_open import Asked
from staff.meanings import Meaning, intent_of
from staff.page_fetching import PageUnread
from staff.paragraph_draft import sentences_of
from staff.sessions import Member
from web.context import Request
from web.equipe.additions import PAGE, show_all
from web.equipe.chosen_job import job_names
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed, typed_at_length
from web.sentences import sentences

routes = Routes("equipe_addition_answer")

_LONGEST = 2000
_MOST_WAYS = 40
_SCHOOL, _ITS_TOPIC = "school_", "programme"


@dataclass(frozen=True)
class _Form:
    """What a person says of it; `ways` are lines."""

    quote: str
    says: str
    answers: str
    topic: str
    ways: str
    told: frozenset[str]
    """The numbers of the questions whose visitors are told."""

    @classmethod
    def of(cls, addition: Addition, job: Job, asked: Sequence[Asked]) -> _Form:
        """Fill in what is known."""
        proposed = addition.proposed
        quote = addition.found or next(iter(sentences_of(proposed.text)), "")
        known = job.silences.get(proposed.point)
        school = _ITS_TOPIC if proposed.point.startswith(_SCHOOL) else ""
        return cls(
            quote,
            quote,
            proposed.point,
            known.topic if known else school,
            "\n".join(proposed.phrases[:_MOST_WAYS]),
            frozenset(str(each.question.id) for each in asked),
        )

    @classmethod
    def read(cls, request: Request) -> _Form:
        """Read what a browser sent."""
        chosen = (request.form.getlist("prevenir") if request.form else None) or []
        lines = typed_at_length(request, "facons", 10 * _LONGEST).splitlines()
        ways = (" ".join(without_details(line).split()) for line in lines[:_MOST_WAYS])
        return cls(
            typed(request, "citation", _LONGEST),
            typed(request, "dit", _LONGEST),
            typed(request, "repond"),
            typed(request, "sujet"),
            "\n".join(filter(None, ways)),
            frozenset(chosen),
        )


@routes.get("/completer/<number:int>", OFFICE)
def show_answer(request: Request, member: Member, number: int) -> HTTPResponse:
    """Show what the page says now, to be told."""
    try:
        addition, job = _open(request, number)
    except AdditionGone:
        return show_all(request, member, 404, "addition_gone")
    form = _Form.of(addition, job, _asked(request, addition))
    return _show(request, member, addition, job, form)


@routes.post("/completer/<number:int>", OFFICE, calls=True)
def publish(request: Request, member: Member, number: int) -> HTTPResponse:
    """Check it against the page; then show what the assistant would say, or have it say so."""
    services, form = request.app.ctx.services, _Form.read(request)
    try:
        addition, job = _open(request, number)
    except AdditionGone:
        return show_all(request, member, 409, "addition_gone")
    silence = job.silences.get(form.answers)
    form = replace(form, topic=silence.topic) if silence else form
    problems = _problems(form, job, services.open_questions)
    if problems:
        return _show(request, member, addition, job, form, problems)
    fact = _fact(number, form, services.open_questions)
    texts = texts_of(job, fact)
    would_be = reworded(job, texts)
    names = {f"fact/{fact.id}/quote": "citation", f"fact/{fact.id}/says": "dit"}
    try:
        found = faults(would_be, names.keys(), services.page_as_it_is(job))
    except PageUnread:
        unread = {"page": problem_sentence("page_unread")}
        return _show(request, member, addition, job, form, unread)
    wrong = {field: _said(found[name]) for name, field in names.items() if name in found}
    if wrong:
        return _show(request, member, addition, job, form, wrong)
    if "publier" not in (request.form or {}):
        told = answer(would_be, form.topic, [form.answers])
        return _show(request, member, addition, job, form, told=told)
    meant = Meaning(intent_of(form.topic, form.answers), (form.answers,))
    ways = [(line, meant) for line in form.ways.splitlines()]
    tell = [each for each in _asked(request, addition) if str(each.question.id) in form.told]
    files, person = services.jobs[job.slug], member.account
    try:
        services.additions.publish(number, files, fact, ways, tell, person, services.now())
    except AdditionGone:
        return show_all(request, member, 409, "addition_gone")
    return redirect(f"{PAGE}?fait=paragraphe_publie", status=303)


@routes.post("/completer/<number:int>/laisser", OFFICE)
def leave(request: Request, member: Member, number: int) -> HTTPResponse:
    """Set it aside."""
    services = request.app.ctx.services
    try:
        services.additions.leave(number, member.account, services.now())
    except AdditionGone:
        return show_all(request, member, 409, "addition_gone")
    return redirect(f"{PAGE}?fait=paragraphe_laisse", status=303)


def _open(request: Request, number: int) -> tuple[Addition, Job]:
    """Find what is to be decided, and its job as it is worded now. Raises AdditionGone."""
    services = request.app.ctx.services
    addition = services.additions.get(number)
    job = services.worded(addition.proposed.job)
    if not addition.is_open or job is None:
        raise AdditionGone
    return addition, job


def _asked(request: Request, addition: Addition) -> list[Asked]:
    """List the questions of those who may be told."""
    proposed = addition.proposed
    asked = request.app.ctx.services.left_opens.asking(proposed.job, proposed.phrases)
    return [each for each in asked if each.question.email and not each.is_told]


def _choices(job: Job, known: OpenQuestions) -> dict[str, str]:
    """List what may be left open: what any page leaves open, and what this one does."""
    words = sentences("equipe/meanings")
    usual = {point: words[point] for point in known.phrases if point in words}
    own = {point: each.says for point, each in job.silences.items() if point not in words}
    return {**usual, **own}


def _problems(form: _Form, job: Job, known: OpenQuestions) -> dict[str, str]:
    wrong = {}
    if not form.quote:
        wrong["citation"] = "wording_empty"
    if not form.says:
        wrong["dit"] = "wording_empty"
    if form.answers not in _choices(job, known):
        wrong["repond"] = "addition_answers"
    elif form.topic not in job.topics:
        wrong["sujet"] = "addition_topic"
    return {field: problem_sentence(name) for field, name in wrong.items()}


def _fact(number: int, form: _Form, known: OpenQuestions) -> NewFact:
    opening = Words.load(known).openings.get(form.answers, "")
    return NewFact(f"page_{number}", form.topic, form.answers, form.quote, form.says, opening)


def _said(fault: Fault) -> str:
    return problem_sentence(fault.wrong.value).format(nearest=fault.nearest)


def _show(
    request: Request,
    member: Member,
    addition: Addition,
    job: Job,
    form: _Form,
    problems: dict[str, str] | None = None,
    told: str | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    status = 503 if "page" in (problems or {}) else 422
    return show(
        request,
        member,
        "equipe/addition_answer.html",
        status if problems else 200,
        addition=addition,
        job=job,
        jobs=job_names(request),
        form=form,
        choices=_choices(job, services.open_questions),
        topics={name: topic.title for name, topic in job.topics.items()},
        asked=_asked(request, addition),
        told=told,
        longest=_LONGEST,
        problems=problems or {},
    )
