"""What nobody asked for just then is noted too, and said to be done by the site itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from booking import privacy
from booking.confirming import WAIT, AddressPolicy
from entrypoints.routine import Routine
from notify.outbox.owing import owing_interviews
from notify.schema import outbox
from staff import audit
from staff.accounts import Role
from staff.audit import COMMAND_LINE, SYSTEM, VISITOR, Action
from staff.desks import visitors_desk
from staff.learning import SILENT, Trial, Versions
from testing.sqlite import make_tables
from tests.builders import HandClock, a_request, paris
from web.equipe.sentences import event_sentence


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def house(open_services, database_url, clock):
    made = open_services(clock, database_url)
    make_tables(made.engine)
    return made


def noted(house, action):
    found = [event for event in audit.latest(house.engine, 50) if event.action is action]
    assert [event.actor for event in found] == [SYSTEM] * len(found)
    return [event_sentence(event).replace("\u00a0", " ") for event in found]


def test_a_place_that_nobody_confirmed_is_freed_by_the_site(house, clock):
    desk = visitors_desk(house.engine, house.outbox, AddressPolicy.ALWAYS)
    booked = desk.book(a_request(), clock())
    clock.advance(hours=WAIT / timedelta(hours=1))

    Routine(house).do_due()

    assert noted(house, Action.LAPSED) == [
        "Le site, de lui-même, a libéré l’heure : l’adresse n’a pas été confirmée à temps."
    ]
    events = audit.history(house.engine, booked.reference)
    assert [event.actor for event in events] == [VISITOR, SYSTEM]


def test_an_earlier_place_is_offered_by_the_site(house, clock):
    first = house.desk.book(a_request(start=paris(2026, 11, 30, 9)), clock())
    later = house.desk.book(a_request(email="lea@example.org"), clock())
    house.waiting_list.ask(later, clock())
    house.desk_of(COMMAND_LINE).cancel(first.reference, clock())

    Routine(house).do_due()

    assert noted(house, Action.EARLIER_OFFERED) == [
        "Le site, de lui-même, a proposé une heure plus tôt, lundi 30 novembre 2026 à 9 h."
    ]
    assert audit.history(house.engine, later.reference)[-1].action is Action.EARLIER_OFFERED


def test_every_night_the_site_says_that_it_forgot_what_is_old(house, clock):
    for day in (25, 26, 27):  # the first is a new house's own
        clock.set(paris(2026, 11, day, 4))
        Routine(house).do_due()
        Routine(house).do_due()

    assert (
        noted(house, Action.PURGED)
        == ["Le site, de lui-même, a effacé ce qui est plus vieux que promis."] * 2
    )


def test_what_waited_to_be_erased_is_erased_by_the_site_once(house, clock):
    booked = house.desk.book(a_request(), clock())
    house.desk.cancel(booked.reference, clock())
    owing, note = owing_interviews(), audit.noting(VISITOR, Action.ERASED, clock())
    privacy.erase_over(house.engine, [booked.reference], clock(), owing, note)
    with house.engine.begin() as connection:
        connection.execute(delete(outbox))  # as if everybody had been told

    Routine(house).do_due()
    Routine(house).do_due()

    erased = [e.actor for e in audit.latest(house.engine, 9) if e.action is Action.ERASED]
    assert erased == [SYSTEM, VISITOR]


NOTHING = Trial(1, 1, 1, 0, 0, 0, (), ())
WORSE = Trial(2, 2, 1, 0, 0, 0, (), ())


@pytest.mark.parametrize(
    ("trial", "action", "said"),
    [
        (NOTHING, Action.MODEL_READY, "a appris des corrections : la version 1 est prête."),
        (WORSE, Action.MODEL_REFUSED, "a écarté la version 1, qui comprend moins bien."),
        (None, Action.MODEL_FAILED, "n’a pas pu apprendre la version 1."),
    ],
)
def test_what_came_of_learning_is_said_by_the_site(house, clock, trial, action, said):
    zoe = house.accounts.invite("z@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, clock())
    versions = Versions(house.engine)
    versions.ask("base", zoe, clock())
    number = versions.take(clock())

    if trial is None:
        versions.fail(number, "interrupted", clock())
    else:
        versions.finish(number, trial, clock())

    assert noted(house, action) == [f"Le site, de lui-même, {said}"]


def test_a_learner_that_died_is_said_to_have_failed_once_it_is_found(house, clock):
    zoe = house.accounts.invite("z@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, clock())
    versions = Versions(house.engine)
    versions.ask("base", zoe, clock())
    versions.take(clock())
    then = clock() + SILENT + timedelta(seconds=1)

    versions.ask("base", zoe, then)

    assert noted(house, Action.MODEL_FAILED) == [
        "Le site, de lui-même, n’a pas pu apprendre la version 1."
    ]
