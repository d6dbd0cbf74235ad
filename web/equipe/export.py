"""The interviews of some days as a table for spreadsheets; who took it is noted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sanic import HTTPResponse, raw

from booking.model import Interview
from french.contact import spoken_phone
from french.paris import PARIS
from staff import audit
from staff.audit import Action
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show, typed
from web.pages.no_script import read_date
from web.texts import sentences

routes = Routes("equipe_export")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("day", "start", "end", "name", "email", "phone", "interviewer", "status", "reference")


@routes.get("/export", OFFICE, fresh=True)
def ask_days(request: Request, member: Member) -> HTTPResponse:
    """Ask for the days: this month's, unless told otherwise."""
    today = request.app.ctx.services.now().astimezone(PARIS).date()
    return _show(request, member, str(today.replace(day=1)), str(_month_end(today)))


@routes.post("/export", OFFICE, fresh=True)
def export(request: Request, member: Member) -> HTTPResponse:
    """Give the table."""
    services = request.app.ctx.services
    since, until = typed(request, "du"), typed(request, "au")
    first, last = read_date(since), read_date(until)
    if first is None or last is None or last < first:
        return _show(request, member, since, until, 422, problem_sentence("export_days"))
    start = datetime.combine(first, time(), PARIS)
    end = datetime.combine(last, time(), PARIS) + timedelta(days=1)
    interviews = services.register.between(start, end)
    with services.engine.begin() as connection:
        times = {"start": start.isoformat(), "end": end.isoformat()}
        audit.note(connection, member.account.actor, Action.EXPORTED, services.now(), **times)
    headers = {
        "Content-Disposition": f'attachment; filename="entretiens-{first}-{last}.csv"',
        "Cache-Control": "no-store",
    }
    return raw(write_table(interviews), content_type="text/csv; charset=utf-8", headers=headers)


def write_table(interviews: Iterable[Interview]) -> bytes:
    """Write interviews as French spreadsheets read them: UTF-8 with its mark, semicolons."""
    words = sentences("equipe/export")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([words[name] for name in _COLUMNS])
    for interview in interviews:
        start, end = interview.start.astimezone(PARIS), interview.end.astimezone(PARIS)
        visitor = interview.visitor
        row = [
            *(f"{start:%d/%m/%Y}", f"{start:%H:%M}", f"{end:%H:%M}"),
            *(visitor.name, visitor.email, spoken_phone(visitor.phone) if visitor.phone else ""),
            interview.interviewer.name or "",
            words[f"status_{interview.status.value}"],
            interview.reference,
        ]
        writer.writerow([_defused(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _defused(value: str) -> str:
    """Write as text what a spreadsheet would take for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _show(
    request: Request,
    member: Member,
    since: str,
    until: str,
    status: int = 200,
    problem: str | None = None,
) -> HTTPResponse:
    return show(
        request, member, "equipe/export.html", status, since=since, until=until, problem=problem
    )
