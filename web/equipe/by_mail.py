"""What staff do by the links of their e-mails, without signing in: a link's page only asks."""

from __future__ import annotations

from collections.abc import Callable

from sanic import HTTPResponse, redirect

from booking.attendance import NotBegun, Overtaken, TooLate, can_reopen
from booking.links import BadLink
from booking.model import Status, UnknownReference
from booking.questions import Question
from booking.staff_links import PATH, AttendanceClaim, QuestionClaim
from runtime.wiring import Services
from staff.accounts import Role
from staff.answers import AlreadyAnswered
from staff.audit import Actor, ActorKind
from web.context import Request
from web.equipe.routes import NOT_SIGNED_IN, Routes
from web.equipe.views import show_alone, typed

routes = Routes("equipe_by_mail")

_ADDRESS = f"{PATH.removeprefix('/equipe')}/<token>"
_OUTCOMES = {"venu": Status.ATTENDED, "pas-venu": Status.NO_SHOW}
_TAKEN_BACK = "reprendre"


@routes.get(_ADDRESS, NOT_SIGNED_IN)
def ask_what_came_of_it(request: Request, token: str) -> HTTPResponse:
    """Show the interview or the question, and its buttons."""
    return _about(request, token, _show_interview, _show_question)


@routes.post(_ADDRESS, NOT_SIGNED_IN)
def note_what_came_of_it(request: Request, token: str) -> HTTPResponse:
    """Note it, in the name of who got the e-mail."""
    return _about(request, token, _note, _close)


def _about(
    request: Request,
    token: str,
    of_interview: Callable[[Request, AttendanceClaim], HTTPResponse],
    of_question: Callable[[Request, QuestionClaim], HTTPResponse],
) -> HTTPResponse:
    """Answer about what a link is for, to those whom the school still tells of it."""
    services = request.app.ctx.services
    try:
        claim = services.staff_links.read(token, services.now())
        if not _is_still_told(services, claim):
            raise BadLink
        if isinstance(claim, AttendanceClaim):
            return of_interview(request, claim)
        return of_question(request, claim)
    except (BadLink, UnknownReference):
        return show_alone(request, "equipe/link_unusable.html", 410)


def _is_still_told(services: Services, claim: AttendanceClaim | QuestionClaim) -> bool:
    """Tell whether who got the e-mail would get it today; a question may be theirs alone."""
    if claim.recipient in {person.email.lower() for person in services.told.everybody()}:
        return True
    account = services.accounts.by_email(claim.recipient)
    answers = account is not None and account.role is not Role.INTERVENANT
    return isinstance(claim, QuestionClaim) and answers


def _show_interview(
    request: Request, claim: AttendanceClaim, status: int = 200, problem: str | None = None
) -> HTTPResponse:
    services = request.app.ctx.services
    interview, now = services.desk.by_uid(claim.uid), services.now()
    return show_alone(
        request,
        "equipe/by_mail_interview.html",
        status,
        interview=interview,
        now=now,
        can_note=interview.status is Status.CONFIRMED and interview.start <= now,
        can_take_back=can_reopen(interview, now),
        problem=problem,
    )


def _note(request: Request, claim: AttendanceClaim) -> HTTPResponse:
    services = request.app.ctx.services
    interview, what = services.desk.by_uid(claim.uid), typed(request, "fait")
    noting = services.attendance_of(_who(services, claim.recipient))
    try:
        if what == _TAKEN_BACK:
            noting.reopen(interview.reference, services.now())
        elif what in _OUTCOMES:
            noting.close(interview.reference, _OUTCOMES[what], services.now())
    except NotBegun:
        return _show_interview(request, claim, 409)
    except (Overtaken, TooLate):
        return _show_interview(request, claim, 409, "overtaken")
    return redirect(request.path, status=303)


def _show_question(request: Request, claim: QuestionClaim, status: int = 200) -> HTTPResponse:
    question = _question(request.app.ctx.services, claim)
    return show_alone(request, "equipe/by_mail_question.html", status, question=question)


def _close(request: Request, claim: QuestionClaim) -> HTTPResponse:
    services = request.app.ctx.services
    _question(services, claim)
    try:
        services.answers.close(claim.number, _who(services, claim.recipient), services.now())
    except AlreadyAnswered:
        return _show_question(request, claim, 409)
    return redirect(request.path, status=303)


def _question(services: Services, claim: QuestionClaim) -> Question:
    """Find the question of a link. Raises BadLink."""
    for question in services.questions.questions():
        if question.id == claim.number and question.created_at == claim.asked_at:
            return question
    raise BadLink


def _who(services: Services, recipient: str) -> Actor:
    """Name who got the e-mail: somebody with an account, or an address that several may read."""
    account = services.accounts.by_email(recipient)
    return account.actor if account else Actor(ActorKind.PERSON, name=recipient)
