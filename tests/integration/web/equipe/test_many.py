"""However many interviews there are, a page asks the database as often."""

from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from sanic.request import RequestParameters
from sqlalchemy import event

from booking import schedule_editing
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.sqlite import make_tables
from tests.applications import an_application
from tests.bookings import at, request
from tests.console_pages import NO_PAGES, PAGES, fill, matches, without_a_page
from web import equipe
from web.equipe import agenda
from web.equipe.routes import NOT_SIGNED_IN

MOST = 30
TAG = re.compile(r"<[^>]*>")
A_PROGRAMS_WORD = re.compile(r"\b(None|True|False|Undefined|null)\b")


@pytest.fixture
def house(open_services, now):
    made = open_services(lambda: now)
    make_tables(made.engine)
    schedule_editing.set_rules(made.engine, open_per_email=999)
    return made


@pytest.fixture
def routes(house):
    """The routes that show something, by what they are called as Sanic writes it."""
    with an_application(house) as app:
        yield {
            route.path: route
            for route in app.router.routes
            if route.path.startswith("equipe") and "GET" in route.methods
        }


@pytest.fixture
def ada(house, now):
    return house.accounts.invite("a@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, now)


@pytest.fixture
def count(house, routes, ada, now):
    """Opens a page, and counts how often it asks the database."""
    member = house.sessions.read(house.sessions.open(ada, "Firefox", now), now)
    asked = []
    event.listen(house.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    def open_page(address, things) -> int:
        shown = request_of(house, address.format(**things))
        found = [path for path in routes if matches(path, shown.path)]
        route = routes[min(found, key=lambda path: (":path" in path, path.count("<")))]
        parts = matches(route.path, shown.path).groupdict()
        more = {k: int(v) if f"<{k}:int>" in route.path else v for k, v in parts.items()}
        if route.ctx.roles is not NOT_SIGNED_IN:
            more["member"] = member
        times = []
        for _ in range(2):  # what is kept for some seconds is read by whoever comes first
            asked.clear()
            answer = handler_of(route)(shown, **more)
            assert answer.status < 500, address
            assert not A_PROGRAMS_WORD.search(TAG.sub(" ", (answer.body or b"").decode())), address
            times.append(len(asked))
        return min(times)

    return open_page


def handler_of(route):
    """The function that shows a page, without what guards it."""
    _, blueprint, name = route.name.split(".")
    modules = (module for module in vars(equipe).values() if hasattr(module, "routes"))
    [module] = [m for m in modules if m.routes.blueprint.name == blueprint]
    return getattr(module, name)


def request_of(house, address):
    """What a handler reads of a request."""
    url = urlsplit(address)
    return SimpleNamespace(
        app=SimpleNamespace(ctx=SimpleNamespace(services=house, source_of=lambda _: None)),
        args=RequestParameters(parse_qs(url.query)),
        form=None,
        method="GET",
        path=url.path,
        cookies={},
        headers={},
    )


def test_every_page_of_the_console_is_looked_at(routes):
    assert without_a_page(routes) == NO_PAGES.keys()


def test_a_page_asks_as_often_whatever_there_is(house, ada, now, count):
    things = [fill(house, ada, now, times) for times in (1, 2, 3)][-1]
    few = {address: count(address, things) for address in PAGES}
    for times in range(4, 9):
        fill(house, ada, now, times)
    many = {address: count(address, things) for address in PAGES}

    assert many == few
    assert max(many.values()) < MOST


def fill_list(house, now, hours):
    for day in ("26", "27"):
        for hour in hours:
            when = f"2026-11-{day}T{hour:02}:00"
            house.desk.book(request(at(when), when), now)


def test_a_long_list_is_shown_a_page_at_a_time(house, now, monkeypatch):
    monkeypatch.setattr(agenda, "_ON_A_PAGE", 10)
    fill_list(house, now, range(9, 18))
    account = house.accounts.invite("a@ecole.example", "Ada", Role.SECRETARIAT, COMMAND_LINE, now)
    member = house.sessions.read(house.sessions.open(account, "Firefox", now), now)

    def shown(page):
        args = {"vue": ["liste"], "date": ["2026-11-26"], "page": [page]}
        asked = SimpleNamespace(
            app=SimpleNamespace(ctx=SimpleNamespace(services=house)),
            args=RequestParameters(args),
            form=None,
            path="/equipe",
        )
        page = agenda.show_agenda(asked, member).body.decode()
        return re.sub(r'name="jeton" value="[^"]*"', "", page)  # signed at its second

    first, second = shown("1"), shown("2")

    assert first.count("/equipe/entretien/") == 10
    assert second.count("/equipe/entretien/") == 8
    assert "Entretiens suivants" in first
    assert "Entretiens précédents" not in first
    assert "Entretiens suivants" not in second
    assert "Entretiens précédents" in second
    assert shown("0") == shown("x") == first
