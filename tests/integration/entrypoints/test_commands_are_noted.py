"""What is done on the command line is noted like what is done anywhere else."""

from __future__ import annotations

import pytest
import typer
from sqlalchemy import update

from entrypoints.cli.__main__ import app
from notify.calendars.accounts import Account
from notify.schema import outbox
from staff import audit
from staff.audit import ActorKind
from tests.builders import a_request, paris

CHANGES = {
    "hours set": (("hours", "set", "monday", "09:00-12:00"), "hours_changed"),
    "hours close": (("hours", "close", "2026-12-24"), "period_added"),
    "hours open": (("hours", "open", "2026-11-28"), "period_added"),
    "hours remove": (("hours", "remove", "1"), "period_removed"),
    "hours add": (("hours", "add", "Zoé Lambert"), "interviewer_added"),
    "hours retire": (("hours", "retire", "1"), "interviewer_retired"),
    "hours rules": (("hours", "rules", "--slot", "45"), "rules_changed"),
    "staff add": (("staff", "add", "zoe@ecole.example"), "told_added"),
    "staff remove": (("staff", "remove", "zoe@ecole.example"), "told_removed"),
    "staff invite": (("staff", "invite", "zoe@ecole.example"), "account_invited"),
    "questions answered": (("questions", "answered", "1"), "question_closed"),
    "webhooks add": (("webhooks", "add", "https://93.184.216.34/x"), "webhook_added"),
    "webhooks remove": (("webhooks", "remove", "1"), "webhook_removed"),
    "calendar remove": (("calendar", "remove", "1"), "calendar_removed"),
    "feed renew": (("feed", "renew"), "feed_renewed"),
    "outbox retry": (("outbox", "retry"), "message_again"),
    "move": (("move", "{reference}", "2026-12-01T16:00"), "moved"),
    "cancel": (("cancel", "{reference}"), "cancelled"),
    "erase": (("erase", "nobody@example.com"), "erased"),
    "purge": (("purge",), "purged"),
}
TRIED_ELSEWHERE = {"calendar set": "test_channel_commands.py"}
CHANGE_NOTHING = {
    *("bookings", "hours", "questions", "when", "outbox", "doctor", "feed", "staff list"),
    *("webhooks list", "webhooks test", "calendar list", "calendar check"),
    *("backup", "restore"),  # what is put back brings its own notes
}


def commands(group: typer.core.TyperGroup, before: str = "") -> set[str]:
    found = set()
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None or command.invoke_without_command:
            found.add(f"{before}{name}")
        if inner is not None:
            found |= commands(command, f"{before}{name} ")
    return found


def test_every_command_is_known_to_be_noted_or_to_change_nothing():
    known = {*CHANGES, *TRIED_ELSEWHERE, *CHANGE_NOTHING}

    assert commands(app) == known


@pytest.fixture
def house(services):
    """What the commands need to find: somebody told, a question, a period, tools."""
    now = services.now()
    services.questions.put("Faut-il un diplôme ?", None, "a", now)
    services.calendar_sync.adopt(1, Account("https://agenda.example/zoe/", "zoe", "secret"))
    return services


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_command_changes_is_noted(conseiller, house, name):
    words, action = CHANGES[name]
    before = {
        "hours remove": ("hours", "close", "2026-12-24"),
        "staff remove": ("staff", "add", "zoe@ecole.example"),
        "webhooks remove": ("webhooks", "add", "https://93.184.216.34/x"),
    }
    booked = house.desk.book(a_request(start=paris(2026, 12, 1, 14)), house.now())
    if name == "outbox retry":
        with house.engine.begin() as connection:
            connection.execute(update(outbox).values(failed_at=house.now()))
    if name in before:
        assert conseiller(*before[name]).returncode == 0

    done = conseiller(*(word.format(reference=booked.reference) for word in words))

    assert done.returncode == 0, done.stderr
    [event] = audit.latest(house.engine, 1)
    assert (event.actor.kind, event.action.value) == (ActorKind.COMMAND_LINE, action)


def test_a_command_that_does_nothing_notes_nothing(conseiller, house):
    for words in (("hours", "remove", "77"), ("webhooks", "remove", "77"), ("move", "K7PD-M4QX")):
        assert conseiller(*words).returncode != 0

    assert audit.latest(house.engine, 1) == []
