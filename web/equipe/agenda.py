"""The agenda: a day, a week or a list, of one person or all. Its address holds what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from sanic import HTTPResponse

from booking import schedule_editing
from booking.model import Interview, Interviewer, Place
from french.paris import PARIS
from runtime.wiring import Services
from staff.accounts import Role
from staff.sessions import Member
from web.context import Request
from web.equipe.agenda_grid import Column, make_rows, week_of
from web.equipe.routes import EVERYBODY, Routes
from web.equipe.views import own_interviewer, show
from web.pages.no_script import read_date

routes = Routes("equipe_agenda")

VIEWS = ("jour", "semaine", "liste")
_WEEKDAYS = 5
_LISTED = timedelta(days=30)
_ON_A_PAGE = 200
_LONGEST_NUMBER = 6  # digits of a page's number
_STEPS = {"jour": timedelta(days=1), "semaine": timedelta(days=7), "liste": _LISTED}


@dataclass(frozen=True)
class Shown:
    """What the address says: the view, the day, and whose interviews (None: everybody's)."""

    view: str
    day: date
    who: int | None

    def address(self, **other: object) -> str:
        """Make the address of what is shown, or of something else."""
        values = {"vue": self.view, "date": self.day, "qui": self.who or "", **other}
        return "/equipe/agenda?" + urlencode({k: v for k, v in values.items() if v})


@routes.get("/agenda", EVERYBODY)
def show_agenda(request: Request, member: Member) -> HTTPResponse:
    """Show the agenda."""
    services = request.app.ctx.services
    now = services.now()
    people = schedule_editing.interviewers(services.engine)
    shown = _read(request, member, now)
    step = _STEPS[shown.view]
    first, last = _days(shown)
    given: dict[str, Any] = {
        "shown": shown,
        "people": people if own_interviewer(member) is None else (),
        "earlier": shown.address(date=shown.day - step),
        "later": shown.address(date=shown.day + step),
        "today": now.astimezone(PARIS).date(),
        "first": _midnight(first),
        "last": _midnight(last),
    }
    if shown.view == "liste":
        return show(request, member, "equipe/agenda_list.html", **_list(request, shown), **given)
    interviews = services.register.between(_midnight(first), _midnight(last, 1), shown.who)
    columns = _columns(shown, first, interviews, people)
    free = _free(services, member, shown, now)
    rows = make_rows(columns, interviews, free)
    return show(
        request,
        member,
        "equipe/agenda.html",
        columns=[(column, _midnight(column.day)) for column in columns],
        rows=rows,
        **given,
    )


@routes.get("/recherche", EVERYBODY)
def search(request: Request, member: Member) -> HTTPResponse:
    """Find interviews by name, address, telephone or reference."""
    asked = (request.args.get("q") or "").strip()[:200]
    found = request.app.ctx.services.register.search(asked, own_interviewer(member))
    return show(request, member, "equipe/search.html", asked=asked, found=found)


def _read(request: Request, member: Member, now: datetime) -> Shown:
    asked_view, asked = request.args.get("vue") or "", request.args.get("qui") or ""
    view = asked_view if asked_view in VIEWS else "semaine"
    own = own_interviewer(member)
    who = own if own is not None else int(asked) if asked.isdecimal() else None
    day = read_date(request.args.get("date")) or _first_shown(request, view, who, now)
    return Shown(view, day, who)


def _first_shown(request: Request, view: str, who: int | None, now: datetime) -> date:
    """Give today; at a weekend with nothing more to come, the Monday that people think of."""
    today = now.astimezone(PARIS).date()
    if view != "semaine" or today.weekday() < _WEEKDAYS:
        return today
    monday = week_of(today)[1] + timedelta(days=1)
    to_come = request.app.ctx.services.register.between(now, _midnight(monday), who)
    return today if any(each.is_on(now) for each in to_come) else monday


def _list(request: Request, shown: Shown) -> dict[str, Any]:
    """List a page of interviews, by day, and the pages beside it."""
    asked = request.args.get("page") or ""
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < _LONGEST_NUMBER else 1
    first, last = _days(shown)
    found = request.app.ctx.services.register.part(
        _midnight(first), _midnight(last, 1), shown.who, (page - 1) * _ON_A_PAGE, _ON_A_PAGE + 1
    )
    by_day = groupby(found[:_ON_A_PAGE], key=lambda i: i.start.astimezone(PARIS).date())
    return {
        "days": [(_midnight(day), list(theirs)) for day, theirs in by_day],
        "before": shown.address(page=page - 1) if page > 1 else None,
        "after": shown.address(page=page + 1) if len(found) > _ON_A_PAGE else None,
    }


def _days(shown: Shown) -> tuple[date, date]:
    if shown.view == "jour":
        return shown.day, shown.day
    if shown.view == "liste":
        return shown.day, shown.day + _LISTED - timedelta(days=1)
    return week_of(shown.day)


def _columns(
    shown: Shown, first: date, interviews: Sequence[Interview], people: Sequence[Interviewer]
) -> list[Column]:
    """Make the columns: people on a day, or the days of a week without an empty weekend."""
    if shown.view == "semaine":
        days = [first + timedelta(days=number) for number in range(7)]
        busy = {i.start.astimezone(PARIS).date() for i in interviews}
        return [Column(day) for day in days if day.weekday() < _WEEKDAYS or day in busy]
    by_id = {person.id: person for person in people if shown.who in (None, person.id)}
    by_id |= {i.interviewer.id: i.interviewer for i in interviews}
    return [Column(shown.day, person) for person in by_id.values()] or [Column(shown.day)]


def _free(services: Services, member: Member, shown: Shown, now: datetime) -> list[Place]:
    if member.account.role is Role.INTERVENANT:
        return []  # they do not book for others
    first, last = _days(shown)
    schedule = services.free_slots.schedule()
    last = min(last, schedule.last_day(now))
    places = services.free_slots.places(
        schedule, max(first, now.astimezone(PARIS).date()), last, now
    )
    return [place for place in places if shown.who in (None, place.interviewer_id)]


def _midnight(day: date, later: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=later), time(), PARIS)
