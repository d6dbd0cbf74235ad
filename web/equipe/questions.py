"""Questions that visitors put to the school, answered where they stand."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from staff.answers import LONGEST, AlreadyAnswered, NoAddress
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show

routes = Routes("equipe_questions")
_CLOSED_SHOWN = 20


@routes.get("/questions", OFFICE)
def show_questions(request: Request, member: Member) -> HTTPResponse:
    """List the questions, the open ones first."""
    return _show(request, member)


@routes.post("/questions/<number:int>/repondre", OFFICE)
def answer(request: Request, member: Member, number: int) -> HTTPResponse:
    """Send the answer."""
    services = request.app.ctx.services
    text = ((request.form.get("reponse") if request.form else None) or "").strip()
    if not text:
        return _show(request, member, 422, number, "answer_empty")
    if len(text) > LONGEST:
        return _show(request, member, 422, number, "answer_too_long", text)
    try:
        services.answers.send(number, text, member.account, services.now())
    except (AlreadyAnswered, NoAddress):
        return _show(request, member, 409, number, "already_answered", text)
    return redirect("/equipe/questions?fait=reponse", status=303)


@routes.post("/questions/<number:int>/classer", OFFICE)
def close(request: Request, member: Member, number: int) -> HTTPResponse:
    """Close a question without an answer from here."""
    services = request.app.ctx.services
    try:
        services.answers.close(number, member.account.actor, services.now())
    except AlreadyAnswered:
        return _show(request, member, 409, number, "already_answered")
    return redirect("/equipe/questions?fait=classee", status=303)


def _show(
    request: Request,
    member: Member,
    status: int = 200,
    number: int = 0,
    problem: str | None = None,
    text: str = "",
) -> HTTPResponse:
    """Show the questions; what was typed for one of them is kept, beside what is wrong."""
    questions = request.app.ctx.services.questions.questions()
    closed = [question for question in questions if question.answered_at]
    open_ones = [question for question in questions if not question.answered_at]
    return show(
        request,
        member,
        "equipe/questions.html",
        status,
        questions=open_ones,
        closed=closed[: -_CLOSED_SHOWN - 1 : -1],
        at=number,
        text=text,
        longest=LONGEST,
        is_gone=bool(problem) and number not in {question.id for question in open_ones},
        problem=problem_sentence(problem) if problem else None,
    )
