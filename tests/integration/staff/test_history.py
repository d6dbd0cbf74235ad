"""Whoever changes an interview is noted with the change, or neither is kept."""

from __future__ import annotations

import asyncio

import pytest

from booking.model import SlotTaken
from conversations.transcript import ASSISTANT, Bubble
from notify import Audience, list_entries
from staff import audit
from staff.audit import COMMAND_LINE, VISITOR, Action, Actor, ActorKind
from testing.sqlite import make_tables
from tests.builders import NOON, HandClock, a_request, paris
from web.chat.chat import Chat

ZOE = Actor(ActorKind.PERSON, 7, "Zoé")


@pytest.fixture
def house(open_services):
    made = open_services(HandClock())
    make_tables(made.engine)
    return made


def test_visitors_people_and_commands_are_told_apart(house):
    booked = house.desk.book(a_request(), NOON)
    moved = paris(2026, 12, 2, 9)
    house.desk_of(ZOE).move(booked.reference, moved, NOON)
    house.desk_of(COMMAND_LINE).cancel(booked.reference, NOON)

    events = audit.history(house.engine, booked.reference)
    assert [(e.actor.kind.value, e.actor.name, e.action.value) for e in events] == [
        ("visitor", None, "booked"),
        ("person", "Zoé", "moved"),
        ("command_line", None, "cancelled"),
    ]
    assert events[1].details == {"start": moved.astimezone(booked.start.tzinfo).isoformat()}


def test_nothing_is_noted_of_what_did_not_happen(house):
    house.desk.book(a_request(), NOON)
    with pytest.raises(SlotTaken):
        house.desk_of(ZOE).book(a_request(email="other@example.com"), NOON)

    assert len(audit.latest(house.engine, 10)) == 1


def test_a_visitor_who_knows_already_is_not_written_to_but_reminded(house):
    desk = house.desk_of(ZOE, untold_because="au téléphone")
    booked = desk.book(a_request(), NOON)

    with house.engine.connect() as connection:
        owed = list_entries(connection, NOON)
    topics = {entry.topic.value for entry in owed if entry.audience is Audience.VISITOR}
    assert topics == {"reminder_day", "reminder_hour"}
    assert any(entry.audience is Audience.STAFF for entry in owed)
    last = audit.history(house.engine, booked.reference)[-1]
    assert (last.action, last.words) == (Action.NOT_TOLD, "au téléphone")


@pytest.mark.parametrize("is_over", [True, False])
def test_what_a_visitor_erases_from_the_chat_is_noted_where_anything_goes(house, is_over):
    booked = house.desk.book(a_request(), NOON)
    card = {"kind": "booked", "reference": booked.reference}
    talk = house.transcript.open(NOON, "responsable-ecommerce")
    house.transcript.add(talk, "1", [Bubble(ASSISTANT, "C’est noté.", data=card)], NOON)
    if is_over:
        house.now.set(paris(2026, 12, 2, 9))

    asyncio.run(Chat(None, house).erase(talk))

    events = [(e.actor, e.action, e.subject) for e in audit.latest(house.engine, 5)]
    assert events[-1] == (VISITOR, Action.BOOKED, booked.reference)
    assert events[:-1] == ([(VISITOR, Action.ERASED, None)] if is_over else [])
