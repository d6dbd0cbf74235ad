"""« Chiffres »: pictures, tables and files of the same numbers, and a page a month to print."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sanic import HTTPResponse, raw

from french.paris import PARIS
from staff.figure import Count, Name, Period
from staff.sessions import Member
from web.context import Request
from web.equipe.figure_views import month_name, view_of, write_csv, written
from web.equipe.routes import OFFICE, Routes
from web.equipe.sentences import problem_sentence
from web.equipe.views import show
from web.sentences import sentences

routes = Routes("equipe_figures")

_YEAR, _ALL = "12-mois", "tout"
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_MONTHS_OFFERED = 36
_SUMMED_UP = ("visits_spoke", "visits_booked", "attended_of_visitors", "delivered")


@routes.get("/chiffres", OFFICE)
def show_figures(request: Request, member: Member) -> HTTPResponse:
    """Show every figure of a period."""
    chosen, period = _period(request)
    figures = request.app.ctx.services.figures
    return show(
        request,
        member,
        "equipe/figures.html",
        figures=[view_of(figures.read(name, period), period.is_by_day) for name in Name],
        chosen=chosen,
        months=[(f"{month:%Y-%m}", month_name(month)) for month in _months(request)],
        until=period.last,
    )


@routes.get("/chiffres/<name>/tableau.csv", OFFICE)
def give_table(request: Request, member: Member, name: str) -> HTTPResponse:
    """Give a figure as a table for spreadsheets."""
    if name not in set(Name):
        return _unknown(request, member)
    chosen, period = _period(request)
    figure = request.app.ctx.services.figures.read(Name(name), period)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{chosen}.csv"',
        "Cache-Control": "no-store",
    }
    content = write_csv(view_of(figure, period.is_by_day))
    return raw(content, content_type="text/csv; charset=utf-8", headers=headers)


@routes.get("/chiffres/mois/<month>", OFFICE)
def show_month(request: Request, member: Member, month: str) -> HTTPResponse:
    """Show a month on a page to print."""
    first = _first_of(month)
    if first is None:
        return _unknown(request, member)
    figures = request.app.ctx.services.figures
    period = _month(first)
    before = _month((first - timedelta(days=1)).replace(day=1))
    now, then = (figures.totals(each, _SUMMED_UP) for each in (period, before))
    words = sentences("equipe/figures")
    return show(
        request,
        member,
        "equipe/figures_month.html",
        month=month_name(first),
        before=month_name(before.first),
        summary=[
            (words[f"sum_{each}"], written(now[each]), written(then[each])) for each in _SUMMED_UP
        ],
        is_silent=all(count == Count(0) for count in now.values()),
        figures=[view_of(figures.read(name, period), period.is_by_day) for name in Name],
    )


def _period(request: Request) -> tuple[str, Period]:
    """Read which period is wanted: a month, everything, or else the last twelve months."""
    chosen = request.args.get("periode") or _YEAR
    yesterday = _today(request) - timedelta(days=1)
    first = _first_of(chosen)
    if first is not None:
        return chosen, _month(first)
    begun = (request.app.ctx.services.figures.first_day() or yesterday).replace(day=1)
    if chosen == _ALL:
        return _ALL, Period(begun, yesterday)
    months = yesterday.year * 12 + yesterday.month - 12
    a_year_ago = date(months // 12, months % 12 + 1, 1)
    return _YEAR, Period(max(begun, a_year_ago), yesterday)  # earlier, nothing was counted


def _months(request: Request) -> list[date]:
    """List the months of which something is counted, the newest first."""
    begun = request.app.ctx.services.figures.first_day()
    month = (_today(request) - timedelta(days=1)).replace(day=1)
    months: list[date] = []
    while begun and month >= begun.replace(day=1) and len(months) < _MONTHS_OFFERED:
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def _first_of(month: str) -> date | None:
    found = _MONTH.fullmatch(month)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _month(first: date) -> Period:
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def _today(request: Request) -> date:
    return request.app.ctx.services.now().astimezone(PARIS).date()


def _unknown(request: Request, member: Member) -> HTTPResponse:
    message = problem_sentence("unknown_page")
    return show(request, member, "equipe/unknown.html", 404, message=message)
