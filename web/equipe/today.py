"""« Aujourd’hui »: what is to be done now, each a click from done."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sanic import HTTPResponse

from booking import schedule_editing
from booking.model import Interview, Status
from french.paris import PARIS
from notify import Entry, State, list_undelivered
from notify.calendars.accounts import CalendarStatus
from runtime.wiring import Services
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import own_interviewer, show
from web.sentences import sentences

routes = Routes("equipe_today")


@routes.get("/", EVERYBODY)
def show_today(request: Request, member: Member) -> HTTPResponse:
    """Show the day: interviews, what is to be noted, questions and failed messages."""
    services = request.app.ctx.services
    now = services.now()
    whose = own_interviewer(member)
    midnight = datetime.combine(now.astimezone(PARIS).date(), time(), PARIS)
    day = services.register.between(
        midnight, midnight + timedelta(days=1), whose, (Status.CONFIRMED,)
    )
    is_office = whose is None
    watches = services.watches.all() if is_office else {}
    watched = [(what, watches[what]) for what in services.watched if what in watches]
    return show(
        request,
        member,
        "equipe/today.html",
        to_come=[(i, services.rooms.link(i.uid), i.start <= now) for i in day if i.end > now],
        to_close=_to_close(services, now, whose),
        unanswered=services.register.unanswered(now, whose),
        questions=services.questions.questions(only_open=True) if is_office else (),
        whose=services.assignments.all() if is_office else {},
        failed=failed_messages(services) if is_office else (),
        changed=page_changes(services) if is_office else 0,
        answered=page_answers(services) if is_office else 0,
        fallen=[(what, watch) for what, watch in watched if watch.problem],
        held=[(what, watch.held_at) for what, watch in watched if not watch.problem],
        silent=silent_calendars(services) if is_office else (),
        checks=sentences("equipe/watches"),
        offers_passkey=_offers_passkey(services, member, now),
        taken_back=request.args.get("entretien"),
    )


@routes.get("/<rest:path>", EVERYBODY)
def show_nothing(request: Request, member: Member, rest: str) -> HTTPResponse:
    """Say that there is no such page."""
    message = problem_sentence("unknown_page")
    return show(request, member, "equipe/unknown.html", 404, message=message)


def _offers_passkey(services: Services, member: Member, now: datetime) -> bool:
    """Offer one to those who have just come in without."""
    keys = services.passkeys
    return keys.are_possible and member.is_fresh(now) and not keys.of(member.account.id)


def failed_messages(services: Services) -> list[Entry]:
    """List the messages that failed for good."""
    with services.engine.execution_options(read_only=True).connect() as connection:
        entries = list_undelivered(connection, services.now())
    return [entry for entry in entries if entry.state is State.FAILED]


def silent_calendars(services: Services) -> list[tuple[str, CalendarStatus]]:
    """List the calendars that could not be read last, with whose they are."""
    silent = [each for each in services.calendars.everything() if each.problem]
    if not silent:
        return []
    names = {each.id: each.name or "" for each in schedule_editing.interviewers(services.engine)}
    return [(names.get(each.interviewer_id, ""), each) for each in silent]


def page_changes(services: Services) -> int:
    """Count the sentences that the jobs' pages no longer have, and nobody vouches for."""
    changes = services.page_watch.changes(*services.jobs)
    return sum(not change.is_kept for change in changes)


def page_answers(services: Services) -> int:
    """Count the paragraphs that the school's page has now, and nobody has read yet."""
    return sum(each.is_open and each.found is not None for each in services.additions.all())


def _to_close(services: Services, now: datetime, whose: int | None) -> list[Interview]:
    return list(services.register.to_close(now, whose))
