"""Messages that did not leave, and why: sent again, or filed away."""

from __future__ import annotations

from sanic import HTTPResponse, redirect

from booking.model import MovedMeanwhile, NotOpen, TooManyOpen
from french.contact import read_email
from notify import State, list_undelivered
from notify.outbox import by_hand
from staff import audit, readdressing
from staff.audit import Action
from staff.sessions import Member
from web.context import Request
from web.equipe.refused import too_many
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import message_words, problem_sentence
from web.equipe.views import show, typed

routes = Routes("equipe_messages")


@routes.get("/messages", OFFICE)
def show_messages(request: Request, member: Member) -> HTTPResponse:
    """List the messages that failed, and those that wait."""
    return _show(request, member)


@routes.post("/messages/<number:int>/renvoyer", OFFICE)
def send_again(request: Request, member: Member, number: int) -> HTTPResponse:
    """Send a message again at once; a visitor's perhaps to another address, theirs from now on."""
    services = request.app.ctx.services
    now = services.now()
    is_elsewhere = typed(request, "ailleurs") == "oui"  # an empty address is no field at all
    address = read_email(typed(request, "adresse")).value
    if is_elsewhere and address is None:
        problems = {f"adresse-{number}": problem_sentence("email_bad")}
        return _show(request, member, 422, problems=problems)
    if address is not None:
        return _send_elsewhere(request, member, number, address)
    with services.engine.begin() as connection:
        is_due = by_hand.retry(connection, now, number) > 0
        if is_due:
            audit.note(
                connection, member.account.actor, Action.MESSAGE_SENT_AGAIN, now, _subject(number)
            )
    return _done(request, member, is_due, "renvoye")


def _send_elsewhere(request: Request, member: Member, number: int, address: str) -> HTTPResponse:
    services, actor = request.app.ctx.services, member.account.actor
    try:
        is_due = readdressing.send_elsewhere(
            services.engine, services.outbox, number, address, actor, services.now()
        )
    except TooManyOpen as error:
        return _show(request, member, 409, problems={f"adresse-{number}": too_many(error)})
    except (NotOpen, MovedMeanwhile):
        is_due = False
    return _done(request, member, is_due, "renvoye")


@routes.post("/messages/<number:int>/classer", OFFICE)
def dismiss(request: Request, member: Member, number: int) -> HTTPResponse:
    """Give a failed message up."""
    services = request.app.ctx.services
    now = services.now()
    with services.engine.begin() as connection:
        is_over = by_hand.dismiss(connection, now, number)
        if is_over:
            audit.note(
                connection, member.account.actor, Action.MESSAGE_DISMISSED, now, _subject(number)
            )
    return _done(request, member, is_over, "message_classe")


def _done(request: Request, member: Member, is_done: bool, what: str) -> HTTPResponse:
    if not is_done:
        return _show(request, member, 409, problem_sentence("not_stuck"))
    return redirect(f"/equipe/messages?fait={what}", status=303)


def _show(
    request: Request,
    member: Member,
    status: int = 200,
    problem: str | None = None,
    problems: dict[str, str] | None = None,
) -> HTTPResponse:
    services = request.app.ctx.services
    with services.engine.execution_options(read_only=True).connect() as connection:
        entries = list_undelivered(connection, services.now())
    return show(
        request,
        member,
        "equipe/messages.html",
        status,
        failed=[(e, message_words(e)) for e in entries if e.state is State.FAILED],
        waiting=[(e, message_words(e)) for e in entries if e.state is State.WAITING],
        problem=problem,
        problems=problems or {},
    )


def _subject(number: int) -> str:
    return f"message {number}"
