"""The interviews of some days as a table for spreadsheets; who took it is noted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from sanic import HTTPResponse
from sanic.response import ResponseStream

from french.paris import PARIS
from staff import audit
from staff.audit import Action
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.tables import write_csv, write_xlsx
from web.equipe.views import show, typed
from web.pages.no_script import read_date

routes = Routes("equipe_export")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {"csv": (write_csv, "text/csv; charset=utf-8"), "xlsx": (write_xlsx, _XLSX)}


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
    with services.engine.begin() as connection:
        times = {"start": start.isoformat(), "end": end.isoformat()}
        audit.note(connection, member.account.actor, Action.EXPORTED, services.now(), **times)
    kind = "xlsx" if typed(request, "format") == "xlsx" else "csv"
    headers = {
        "Content-Disposition": f'attachment; filename="entretiens-{first}-{last}.{kind}"',
        "Cache-Control": "no-store",
    }
    write, content_type = _KINDS[kind]
    table = write(services.register.each_between(start, end))
    stream = ResponseStream(_stream(table), headers=headers, content_type=content_type)
    return cast(HTTPResponse, stream)  # Sanic takes either, and its types know only one


def _stream(pieces: Iterator[bytes]) -> Callable[[Any], Coroutine[Any, Any, None]]:
    """Send a table as it is read, on a reader's thread: nobody who writes waits for it."""

    async def send(response: Any) -> None:
        while piece := await asyncio.to_thread(next, pieces, b""):
            await response.write(piece)

    return send


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
