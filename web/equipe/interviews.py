"""An interview: all that is known of it, and noting whether the visitor came."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import islice
from urllib.parse import urlencode

from sanic import HTTPResponse, redirect

from booking.attendance import NotBegun, Overtaken, TooLate, can_reopen
from booking.model import Interview, MovedMeanwhile, NotOpen, Status, UnknownReference
from french.paris import PARIS
from notify import Topic, list_of_interview
from runtime.wiring import Services
from staff import audit
from staff.following_up import OFFERED, AlreadyWritten, NotMissed
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import EVERYBODY, OFFICE, Routes, own_page
from web.equipe.sentences import event_sentence, message_words, problem_sentence
from web.equipe.views import own_interviewer, show, typed

routes = Routes("equipe_interviews")

_DAY = timedelta(days=1)
_APART = 7  # every seventh free slot, so that mornings and afternoons are offered


@routes.get("/entretien/<reference>", EVERYBODY)
def show_interview(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Show an interview."""
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    return show_page(request, member, interview)


@routes.post("/entretien/<reference>/venu", EVERYBODY)
def note_came(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Note that the visitor came."""
    return _note(request, member, reference, Status.ATTENDED, "venu")


@routes.post("/entretien/<reference>/pas-venu", EVERYBODY)
def note_did_not_come(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Note that the visitor did not come."""
    return _note(request, member, reference, Status.NO_SHOW, "pas_venu")


@routes.post("/entretien/<reference>/reprendre", EVERYBODY)
def take_back(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Take back what was noted."""
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
        services.attendance_of(member.account.actor).reopen(interview.reference, services.now())
    except UnknownReference:
        return unknown(request, member)
    except TooLate:
        return show_page(request, member, interview, 409, "too_late")
    except Overtaken:
        fresh = services.desk.get(interview.reference)
        return show_page(request, member, fresh, 409, "overtaken")
    return redirect(_back(request, interview, "repris"), status=303)


@routes.post("/entretien/<reference>/accepte", EVERYBODY)
def note_accepted(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Note, for a visitor with whom one spoke, that the hour given by the school suits."""
    services, version = request.app.ctx.services, typed(request, "version")
    try:
        interview = find(request, member, reference)
        seen = int(version) if version.isdecimal() else -1
        replies = services.replies_of(member.account.actor)
        accepted = replies.accept(interview.reference, seen, services.now())
    except UnknownReference:
        return unknown(request, member)
    except (NotOpen, MovedMeanwhile) as error:
        fresh = services.desk.get(interview.reference)
        problem = "not_open" if isinstance(error, NotOpen) else "overtaken"
        return show_page(request, member, fresh, 409, problem)
    done = "accepte" if accepted.confirm_by is None else "accepte_a_confirmer"
    return redirect(f"/equipe/entretien/{interview.reference}?fait={done}", status=303)


@routes.post("/entretien/<reference>/proposer", OFFICE)
def offer_again(request: Request, member: Member, reference: str) -> HTTPResponse:
    """Write to a visitor who did not come, with other times."""
    services = request.app.ctx.services
    now = services.now()
    try:
        interview = find(request, member, reference)
    except UnknownReference:
        return unknown(request, member)
    free = islice(services.free_slots.upcoming(now, now + _DAY), 0, OFFERED * _APART, _APART)
    offers = [(slot.start, _booking_address(services, slot.start)) for slot in free]
    try:
        services.following_up.offer(interview, offers, member.account.actor, now)
    except NotMissed:
        return show_page(request, member, interview, 409, "not_missed")
    except AlreadyWritten:
        return show_page(request, member, interview, 409, "already_offered")
    return redirect(f"/equipe/entretien/{interview.reference}?fait=propose", status=303)


def _booking_address(services: Services, start: datetime) -> str:
    return f"{services.settings.web_url}/rendez-vous/?{urlencode({'creneau': start.isoformat()})}"


def find(request: Request, member: Member, reference: str) -> Interview:
    """Find an interview that a person may see. Raises UnknownReference."""
    interview = request.app.ctx.services.desk.get(reference)
    if own_interviewer(member) not in (None, interview.interviewer.id):
        raise UnknownReference(reference)
    return interview


def unknown(request: Request, member: Member) -> HTTPResponse:
    """Say that there is no such interview, or none that concerns this person."""
    message = problem_sentence("unknown_interview")
    return show(request, member, "equipe/unknown.html", 404, message=message)


def show_page(
    request: Request,
    member: Member,
    interview: Interview,
    status: int = 200,
    problem: str | None = None,
    *,
    note: str = "",
    note_problem: str | None = None,
    block_problem: str | None = None,
) -> HTTPResponse:
    """Show an interview's page, perhaps with what went wrong."""
    services = request.app.ctx.services
    now = services.now()
    before, after = _neighbours(services, member, interview)
    with services.engine.execution_options(read_only=True).connect() as connection:
        messages = list_of_interview(connection, interview.id, now)
    events = audit.history(services.engine, interview.reference)
    brief = services.briefs.of(interview)
    return show(
        request,
        member,
        "equipe/interview.html",
        status,
        interview=interview,
        video=services.rooms.link(interview.uid),
        before=before,
        after=after,
        brief=brief,
        doubtful=services.page_watch.in_doubt(brief.job.slug) if brief.job else (),
        messages=[(entry, message_words(entry)) for entry in messages],
        story=[(event.at, event_sentence(event)) for event in events],
        can_offer=interview.status is Status.NO_SHOW
        and not any(entry.topic is Topic.MISSED for entry in messages),
        can_change=interview.is_open(now),
        can_note=interview.status is Status.CONFIRMED and interview.start <= now,
        is_blocked=services.blocking.is_blocked(interview.visitor.email),
        can_reopen=can_reopen(interview, now),
        problem=problem_sentence(problem) if problem else None,
        notes=services.notes.of(interview),
        note=note,
        note_problem=problem_sentence(note_problem) if note_problem else None,
        block_problem=problem_sentence(block_problem) if block_problem else None,
    )


def _note(
    request: Request, member: Member, reference: str, outcome: Status, done: str
) -> HTTPResponse:
    services = request.app.ctx.services
    try:
        interview = find(request, member, reference)
        attendance = services.attendance_of(member.account.actor)
        attendance.close(interview.reference, outcome, services.now())
    except UnknownReference:
        return unknown(request, member)
    except NotBegun:
        return show_page(request, member, interview, 409, "not_begun")
    except Overtaken:
        fresh = services.desk.get(interview.reference)
        return show_page(request, member, fresh, 409, "overtaken")
    return redirect(_back(request, interview, done), status=303)


def _back(request: Request, interview: Interview, done: str) -> str:
    """Tell where to go on: to the page on which the button stood."""
    given = typed(request, "retour")
    page = own_page(given) if given else f"/equipe/entretien/{interview.reference}"
    what = f"&entretien={interview.reference}" if done != "repris" else ""
    return f"{page}{'&' if '?' in page else '?'}fait={done}{what}"


def _neighbours(
    services: Services, member: Member, interview: Interview
) -> tuple[Interview | None, Interview | None]:
    """Find the interviews before and after it, on the same day."""
    midnight = datetime.combine(interview.start.astimezone(PARIS).date(), time(), PARIS)
    day = services.register.between(midnight, midnight + _DAY, own_interviewer(member))
    shown = [i for i in day if i.status is not Status.CANCELLED or i.id == interview.id]
    place = next((n for n, i in enumerate(shown) if i.id == interview.id), 0)
    return (
        shown[place - 1] if place > 0 else None,
        shown[place + 1] if place + 1 < len(shown) else None,
    )
