"""However many interviews there are, a page asks the database as often."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from sanic.request import RequestParameters
from sqlalchemy import event

from booking import schedule_editing
from runtime.database import migrate
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from tests.bookings import at, request
from web.equipe import (
    absences,
    agenda,
    changes,
    hours,
    interviews,
    messages,
    new_interview,
    people,
    questions,
    today,
    tools,
)

PAGES = {
    "today": (today.show_today, {}),
    "day": (agenda.show_agenda, {"vue": "jour", "date": "2026-11-26"}),
    "week": (agenda.show_agenda, {"date": "2026-11-26"}),
    "list": (agenda.show_agenda, {"vue": "liste", "date": "2026-11-26"}),
    "search": (agenda.search, {"q": "ines"}),
    "messages": (messages.show_messages, {}),
    "questions": (questions.show_questions, {}),
    "people": (people.show_people, {}),
    "journal": (people.show_journal, {}),
    "absences": (absences.show_absences, {}),
    "effect": (absences.show_effect, {"du": "2026-11-26", "au": "2026-12-04"}),
    "tools": (tools.show_tools, {}),
    "hours": (hours.show_hours, {}),
    "shorter hours": (hours.show_change, {"de-0-0": "09:00", "a-0-0": "12:00"}),
    "interview": (interviews.show_interview, {}),
    "new": (new_interview.show_form, {}),
    "move": (changes.ask_to_move, {}),
    "cancel": (changes.ask_to_cancel, {}),
    "details": (changes.ask_details, {}),
}

OF_ONE = (
    interviews.show_interview,
    changes.ask_to_move,
    changes.ask_to_cancel,
    changes.ask_details,
)


@pytest.fixture
def house(open_services, now):
    made = open_services(lambda: now)
    migrate(made.engine)
    schedule_editing.set_rules(made.engine, open_per_email=999)
    return made


@pytest.fixture
def count(house, now):
    """Opens a page, and counts how often it asks the database."""
    account = house.accounts.invite(
        "a@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, now
    )
    member = house.sessions.read(house.sessions.open(account, "Firefox", now), now)
    asked = []
    event.listen(house.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    def open_page(show, args) -> int:
        shown = SimpleNamespace(
            app=SimpleNamespace(ctx=SimpleNamespace(services=house)),
            args=RequestParameters({name: [value] for name, value in args.items()}),
            form=None,
            path="/equipe",
        )
        more = {}
        if show is hours.show_change:
            more["kind"] = "semaine"
        if show in OF_ONE:
            more["reference"] = house.desk.interviews()[0].reference
        asked.clear()
        assert show(shown, member, **more).status == 200
        return len(asked)

    return open_page


def fill(house, now, hours):
    for day in ("26", "27"):
        for hour in hours:
            when = f"2026-11-{day}T{hour:02}:00"
            house.desk.book(request(at(when), when), now)
            house.questions.put(f"Et à {when} ?", None, when, now)


def test_a_page_asks_as_often_whatever_there_is(house, now, count):
    fill(house, now, (9,))
    few = {name: count(*page) for name, page in PAGES.items()}
    fill(house, now, range(10, 18))
    many = {name: count(*page) for name, page in PAGES.items()}

    assert many == few
    assert max(many.values()) < 30


def test_a_long_list_is_shown_a_page_at_a_time(house, now, monkeypatch):
    monkeypatch.setattr(agenda, "_ON_A_PAGE", 10)
    fill(house, now, range(9, 18))
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
