"""Questions that visitors put to the school: whose they are, and answered where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from sanic import HTTPResponse, redirect

from booking.questions import Question
from staff.accounts import Account, Role
from staff.answers import LONGEST, AlreadyAnswered, NoAddress
from staff.assignments import AssignedMeanwhile, CannotAnswer, QuestionClosed
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed

routes = Routes("equipe_questions")
_CLOSED_SHOWN = 20
_NUMBER_DIGITS = 9
_EVERYBODY = "tous"


@dataclass(frozen=True)
class Wrong:
    """What could not be done; what was typed and chosen for it is shown again.

    `field` is where it is said: at the answer of a question, whose it is, or the common answer.
    """

    field: str
    problem: str
    number: int = 0
    text: str = ""
    chosen: frozenset[int] = frozenset()


@routes.get("/questions", OFFICE)
def show_questions(request: Request, member: Member) -> HTTPResponse:
    """List the questions, the open ones first; all, or those of who looks."""
    return _show(request, member)


@routes.post("/questions/<number:int>/repondre", OFFICE)
def answer(request: Request, member: Member, number: int) -> HTTPResponse:
    """Send the answer."""
    services = request.app.ctx.services
    text = _answer_typed(request)
    problem = _problem_of(text)
    if problem:
        return _show(request, member, 422, Wrong("answer", problem, number, text))
    try:
        services.answers.send(number, text, member.account, services.now())
    except (AlreadyAnswered, NoAddress):
        return _show(request, member, 409, Wrong("answer", "already_answered", number, text))
    return _back(request, fait="reponse")


@routes.post("/questions/repondre", OFFICE)
def answer_together(request: Request, member: Member) -> HTTPResponse:
    """Send one answer to whoever asked the questions that were chosen."""
    services = request.app.ctx.services
    text, chosen = _answer_typed(request), _numbers(request, "question")
    problem = _problem_of(text) or (None if chosen else "questions_missing")
    if problem:
        return _show(request, member, 422, Wrong("together", problem, 0, text, chosen))
    try:
        done = services.answers.send_together(chosen, text, member.account, services.now())
    except (AlreadyAnswered, NoAddress):
        wrong = Wrong("together", "all_answered", 0, text, chosen)
        return _show(request, member, 409, wrong)
    left_out = {"sauf": ".".join(map(str, done.left_out))} if done.left_out else {}
    return _back(request, fait="reponses", **left_out)


@routes.post("/questions/<number:int>/confier", OFFICE)
def assign(request: Request, member: Member, number: int) -> HTTPResponse:
    """Take a question, give it to a colleague, or back to everybody."""
    services = request.app.ctx.services
    to, before = typed(request, "a"), _number(typed(request, "etait"))
    if to != _EVERYBODY and _number(to) is None:
        return _show(request, member, 422, Wrong("whose", "assignee_missing", number))
    try:
        services.assignments.assign(
            number, _number(to), member.account.actor, services.now(), before=before
        )
    except QuestionClosed:
        return _show(request, member, 409, Wrong("whose", "question_closed", number))
    except CannotAnswer:
        return _show(request, member, 409, Wrong("whose", "assignee_gone", number))
    except AssignedMeanwhile:
        return _show(request, member, 409, Wrong("whose", "assigned_meanwhile", number))
    if to == _EVERYBODY:
        return _back(request, fait="question_rendue")
    is_taken = _number(to) == member.account.id
    return _back(request, fait="question_prise" if is_taken else "question_confiee")


@routes.post("/questions/<number:int>/classer", OFFICE)
def close(request: Request, member: Member, number: int) -> HTTPResponse:
    """Close a question without an answer from here."""
    services = request.app.ctx.services
    try:
        services.answers.close(number, member.account.actor, services.now())
    except AlreadyAnswered:
        return _show(request, member, 409, Wrong("answer", "already_answered", number))
    return _back(request, fait="classee")


def _show(
    request: Request, member: Member, status: int = 200, wrong: Wrong | None = None
) -> HTTPResponse:
    """Show the questions; what was typed for one of them is kept, beside what is wrong."""
    services = request.app.ctx.services
    questions = services.questions.questions()
    whose = services.assignments.all()
    open_ones = [question for question in questions if not question.answered_at]
    own = {number for number, person in whose.items() if person.id == member.account.id}
    only_own = _only_own(request)
    at_stake = {wrong.number, *wrong.chosen} if wrong else set()
    shown = [each for each in open_ones if not only_own or each.id in own | at_stake]
    closed = [question for question in questions if question.answered_at]
    left_out = {_number(each) for each in (request.args.get("sauf") or "").split(".")}
    return show(
        request,
        member,
        "equipe/questions.html",
        status,
        questions=shown,
        closed=closed[: -_CLOSED_SHOWN - 1 : -1],
        left_out=[question for question in closed if question.id in left_out],
        whose=whose,
        colleagues=_who_answer(request),
        only_own=only_own,
        counts=(len(open_ones), sum(each.id in own for each in open_ones)),
        wrong=wrong,
        longest=LONGEST,
        is_gone=_is_gone(wrong, open_ones),
        problem=problem_sentence(wrong.problem) if wrong else None,
    )


def _is_gone(wrong: Wrong | None, open_ones: list[Question]) -> bool:
    """Tell whether what was to be done was for a question that is not open any more."""
    if wrong is None or not wrong.number:
        return False
    return wrong.number not in {each.id for each in open_ones}


def _who_answer(request: Request) -> list[Account]:
    """List who may be given a question."""
    everybody = request.app.ctx.services.accounts.everybody()
    return [each for each in everybody if each.role is not Role.INTERVENANT]


def _back(request: Request, **said: str) -> HTTPResponse:
    """Go back to the questions that were shown, and say what was done."""
    which = {"pour": "moi"} if _only_own(request) else {}
    return redirect(f"/equipe/questions?{urlencode({**which, **said})}", status=303)


def _only_own(request: Request) -> bool:
    return "moi" in (request.args.get("pour"), typed(request, "pour"))


def _answer_typed(request: Request) -> str:
    return ((request.form.get("reponse") if request.form else None) or "").strip()


def _problem_of(text: str) -> str | None:
    if not text:
        return "answer_empty"
    return "answer_too_long" if len(text) > LONGEST else None


def _numbers(request: Request, field: str) -> frozenset[int]:
    """Read the numbers of what was ticked."""
    ticked = (request.form.getlist(field) if request.form else None) or []
    return frozenset(number for each in ticked if (number := _number(each)) is not None)


def _number(given: str) -> int | None:
    is_one = given.isdecimal() and len(given) <= _NUMBER_DIGITS
    return int(given) if is_one else None
