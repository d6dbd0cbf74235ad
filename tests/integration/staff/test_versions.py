"""Learning is asked for once, waits for a quiet moment, and ends in a version or in a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from conversations.schema import turn
from notify import Outbox
from staff.accounts import Accounts, Role
from staff.audit import COMMAND_LINE, Action, latest
from staff.learning import (
    SILENT,
    AlreadyLearning,
    Expected,
    NotReady,
    State,
    Versions,
    judge,
)
from staff.meanings import Meaning
from tests.builders import STAFF_EMAIL

PAY, TASKS = Meaning("ask_salary"), Meaning("ask_missions")
ASKED = [Expected("le blé ?", "", "responsable-ecommerce", PAY, is_correction=True)]


@pytest.fixture
def versions(engine):
    return Versions(engine)


@pytest.fixture
def zoe(engine, now):
    accounts = Accounts(engine, Outbox(STAFF_EMAIL))
    return accounts.invite("zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, now)


def test_one_is_learnt_at_a_time(versions, zoe, now):
    number = versions.ask("base", zoe, now)
    with pytest.raises(AlreadyLearning):
        versions.ask("base", zoe, now)

    assert versions.take(now) == number
    assert versions.take(now) is None
    with pytest.raises(AlreadyLearning):
        versions.ask("base", zoe, now)


def test_visitors_come_first(versions, zoe, engine, now):
    number = versions.ask("base", zoe, now)
    said = {"job": "responsable-ecommerce", "at": now, "outcome": "told"}
    with engine.begin() as connection:
        connection.execute(insert(turn), [said] * 20)

    assert versions.take(now) is None
    assert versions.take(now + timedelta(minutes=3)) == number


def test_what_was_tried_and_is_better_may_be_published(versions, zoe, now):
    number = versions.ask("base", zoe, now)
    versions.take(now)
    state = versions.finish(number, judge(ASKED, [TASKS], [PAY]), now)

    versions.check(number, "base")
    [version] = versions.latest(5)
    assert (state, version.state) == (State.READY, State.READY)
    assert [change.text for change in version.trial.gained] == ["le blé ?"]
    with pytest.raises(NotReady):
        versions.check(number, "another base")


def test_what_is_published_is_noted_in_the_name_of_who_did(versions, engine, zoe, now):
    versions.published(versions.ask("base", zoe, now), zoe, now)

    [noted] = latest(engine, 1)
    assert (noted.action, noted.actor) == (Action.MODEL_PUBLISHED, zoe.actor)


def test_what_forgets_a_correction_cannot_be_published(versions, zoe, now):
    number = versions.ask("base", zoe, now)
    versions.take(now)

    assert versions.finish(number, judge(ASKED, [PAY], [TASKS]), now) is State.REFUSED
    with pytest.raises(NotReady):
        versions.check(number, "base")


def test_what_failed_says_why_and_can_be_asked_for_again(versions, zoe, now):
    number = versions.ask("base", zoe, now)
    versions.take(now)
    versions.fail(number, "there is no model", now)

    [version] = versions.latest(5)
    assert (version.state, version.why, version.trial) == (State.FAILED, "there is no model", None)
    assert versions.ask("base", zoe, now) > number


def test_a_process_that_died_is_given_up_unless_it_said_that_it_goes_on(versions, zoe, now):
    number = versions.ask("base", zoe, now)
    versions.take(now)
    versions.go_on(number, now + SILENT)
    with pytest.raises(AlreadyLearning):
        versions.ask("base", zoe, now + SILENT + timedelta(minutes=1))

    versions.ask("base", zoe, now + 3 * SILENT)

    assert [each.state for each in versions.latest(5)] == [State.ASKED, State.FAILED]
    assert versions.latest(5)[1].why == "interrupted"
