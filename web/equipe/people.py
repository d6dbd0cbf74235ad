"""People: who may sign in and as what, who is told of interviews, and who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanic import HTTPResponse, redirect

from booking import schedule_editing
from booking.model import Interviewer, Status
from french.contact import read_email
from notify.announcements.recipients import Person
from notify.calendars.accounts import CalendarStatus
from notify.calendars.feed import Feed
from runtime.wiring import Services
from staff import audit
from staff.accounts import Account, AddressTaken, LastAdministrator, Role
from staff.audit import Action
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import ADMINISTRATION, Routes
from web.equipe.sentences import event_sentence, problem_sentence
from web.equipe.views import show, typed
from web.sentences import sentences

routes = Routes("equipe_people")

_JOURNAL = 200
_AHEAD = timedelta(days=366)  # as far as anybody books


@dataclass(frozen=True)
class InvitationForm:
    """What was typed to invite somebody."""

    name: str = ""
    email: str = ""
    role: str = Role.SECRETARIAT.value
    interviewer: str = ""

    def problems(self) -> dict[str, str]:
        """Say what is wrong with each field."""
        problems = {}
        if not self.name:
            problems["name"] = problem_sentence("name_missing")
        if read_email(self.email).value is None:
            problems["email"] = problem_sentence("email_bad")
        if self.role not in tuple(Role):
            problems["role"] = problem_sentence("role_missing")
        return problems


@dataclass(frozen=True)
class Listed:
    """A person at a glance; times are in UTC.

    `receives` is whose interviews are theirs, empty for the school's one; None: nobody's.
    `seen_at` is None where they did not come in a year.
    """

    account: Account
    is_told: bool
    receives: str | None
    calendar: CalendarStatus | None
    seen_at: datetime | None


@routes.get("/personnes", ADMINISTRATION, fresh=True)
def show_people(request: Request, member: Member) -> HTTPResponse:
    """List the people."""
    return _show(request, member, InvitationForm())


@routes.post("/personnes", ADMINISTRATION, fresh=True)
def invite(request: Request, member: Member) -> HTTPResponse:
    """Invite somebody: a link to sign in is sent to them."""
    services = request.app.ctx.services
    form = InvitationForm(
        typed(request, "nom", 120),
        typed(request, "email"),
        typed(request, "role"),
        typed(request, "recoit"),
    )
    problems = form.problems()
    if problems:
        return _show(request, member, form, problems, 422)
    now = services.now()
    try:
        account = services.accounts.invite(
            read_email(form.email).value or form.email,
            form.name,
            Role(form.role),
            member.account.actor,
            now,
            _interviewer(request, form.interviewer),
        )
    except AddressTaken:
        problems = {"email": problem_sentence("address_taken")}
        return _show(request, member, form, problems, 409)
    services.sign_in.invite(account, now)
    return redirect("/equipe/personnes?fait=invite", status=303)


@routes.post("/personnes/<number:int>/role", ADMINISTRATION, fresh=True)
def change_role(request: Request, member: Member, number: int) -> HTTPResponse:
    """Give somebody another role, or other interviews."""
    services = request.app.ctx.services
    role = typed(request, "role")
    if role not in tuple(Role) or services.accounts.get(number) is None:
        return _show(request, member, InvitationForm(), {"page": problem_sentence("gone")}, 409)
    interviewer = _interviewer(request, typed(request, "recoit"))
    try:
        services.accounts.change(
            number, Role(role), member.account.actor, services.now(), interviewer
        )
    except LastAdministrator:
        problems = {"page": problem_sentence("last_administrator")}
        return _show(request, member, InvitationForm(), problems, 409)
    return redirect("/equipe/personnes?fait=role", status=303)


@routes.get("/personnes/<number:int>/retirer", ADMINISTRATION, fresh=True)
def ask_to_remove(request: Request, member: Member, number: int) -> HTTPResponse:
    """Show whose access would end, and the interviews and questions that are still theirs."""
    services = request.app.ctx.services
    account = services.accounts.get(number)
    if account is None:
        return _show(request, member, InvitationForm(), {"page": problem_sentence("gone")}, 404)
    now, whose = services.now(), account.interviewer_id
    to_come = (
        []
        if whose is None
        else services.register.between(now, now + _AHEAD, whose, (Status.CONFIRMED,))
    )
    linked = {each.interviewer_id for each in services.calendars.everything()}
    told = {person.email.lower() for person in services.told.everybody()}
    is_staff_email = account.email == services.settings.staff_email.lower()
    return show(
        request,
        member,
        "equipe/people_leave.html",
        account=account,
        to_come=to_come,
        questions=services.assignments.count_open(number),
        is_of_all=Feed(None) in account.feeds,
        has_calendar=whose in linked,
        is_staff_email=is_staff_email and told == {account.email},
    )


@routes.post("/personnes/<number:int>/retirer", ADMINISTRATION, fresh=True)
def remove(request: Request, member: Member, number: int) -> HTTPResponse:
    """End somebody's access at once; their interviews stay."""
    services = request.app.ctx.services
    if services.accounts.get(number) is None:
        return _show(request, member, InvitationForm(), {"page": problem_sentence("gone")}, 409)
    try:
        services.accounts.leave(number, member.account.actor, services.now())
    except LastAdministrator:
        problems = {"page": problem_sentence("last_administrator")}
        return _show(request, member, InvitationForm(), problems, 409)
    return redirect("/equipe/personnes?fait=retire", status=303)


@routes.post("/personnes/prevenus", ADMINISTRATION, fresh=True)
def tell(request: Request, member: Member) -> HTTPResponse:
    """Have an address told of every interview, or no more."""
    services = request.app.ctx.services
    address = read_email(typed(request, "adresse")).value
    if address is None:
        problems = {"told": problem_sentence("email_bad")}
        return _show(request, member, InvitationForm(), problems, 422)
    now, actor = services.now(), member.account.actor
    if typed(request, "prevenir") == "non":
        services.told.remove(address, actor, now)
        return redirect("/equipe/personnes?fait=plus_prevenu", status=303)
    services.told.add(address, actor, now)
    return redirect("/equipe/personnes?fait=prevenu", status=303)


@routes.get("/journal", ADMINISTRATION)
def show_journal(request: Request, member: Member) -> HTTPResponse:
    """Show who did what, newest first."""
    events = audit.latest(request.app.ctx.services.engine, _JOURNAL)
    story = [(event, event_sentence(event)) for event in events]
    return show(request, member, "equipe/journal.html", story=story)


def _interviewer(request: Request, given: str) -> int | None:
    """Read whose interviews are a person's; None for nobody's, or for one who is not there."""
    people = schedule_editing.interviewers(request.app.ctx.services.engine)
    return next((person.id for person in people if str(person.id) == given), None)


def _show(
    request: Request,
    member: Member,
    form: InvitationForm,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HTTPResponse:
    services = request.app.ctx.services
    interviewers = schedule_editing.interviewers(services.engine)
    told = services.told.everybody()
    return show(
        request,
        member,
        "equipe/people.html",
        status,
        form=form,
        problems=problems or {},
        people=_listed(services, interviewers, told),
        interviewers=interviewers,
        told=told,
        roles=sentences("equipe/roles"),
    )


def _listed(
    services: Services, interviewers: Sequence[Interviewer], told: Sequence[Person]
) -> list[Listed]:
    """List who may sign in, with what they are told of and receive, and when they last came."""
    names = {each.id: each.name or "" for each in interviewers}
    calendars = {each.interviewer_id: each for each in services.calendars.everything()}
    addresses = {person.email.lower() for person in told}
    came = audit.last_by_each(services.engine, Action.SIGNED_IN)

    def listed(account: Account) -> Listed:
        whose = account.interviewer_id
        moments = [each for each in (account.seen_at, came.get(account.id)) if each]
        return Listed(
            account,
            account.email.lower() in addresses,
            None if whose is None else names.get(whose),
            None if whose not in names else calendars.get(whose),
            max(moments, default=None),
        )

    return [listed(account) for account in services.accounts.everybody()]
