"""A passkey lets in its owner, here, once a challenge; whatever is not quite so lets in nobody."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from staff.accounts import Role
from staff.audit import COMMAND_LINE, latest
from staff.passkeys import MOST, VALID, PasskeyRefused, Passkeys
from tests.authenticator import Device
from tests.builders import HandClock

ORIGIN, HOST = "https://entretiens.ecole.example", "entretiens.ecole.example"


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def house(open_services, database_url, clock):
    return open_services(clock, database_url)


@pytest.fixture
def keys(house):
    return Passkeys(house.engine, ORIGIN, "a key for tests")


def a_member(house, clock, name="Zoé"):
    email = f"{name.lower()}@ecole.example".replace("é", "e")
    account = house.accounts.by_email(email) or house.accounts.invite(
        email, name, Role.SECRETARIAT, COMMAND_LINE, clock()
    )
    return house.sessions.read(house.sessions.open(account, "Firefox", clock()), clock())


@pytest.fixture
def zoe(house, clock):
    return a_member(house, clock)


@pytest.fixture
def device(keys, zoe, clock):
    """Zoé's device, with her passkey on it."""
    made = Device(ORIGIN, HOST)
    keys.add(zoe, made.make(keys.to_add(zoe, "HETIC", clock())), "Firefox, Linux", clock())
    return made


def refuses(keys, answer, clock):
    with pytest.raises(PasskeyRefused):
        keys.enter(answer, clock())
    return True


def test_a_passkey_lets_its_owner_in_again_and_again(house, keys, zoe, device, clock):
    for _ in range(3):
        clock.advance(days=1)
        assert keys.enter(device.answer(keys.to_enter(clock())), clock()).name == "Zoé"

    [kept] = keys.of(zoe.account.id)
    assert (kept.device, kept.used_at) == ("Firefox, Linux", clock())
    assert latest(house.engine, 1)[0].action == "passkey_added"


def test_a_challenge_is_answered_once(keys, device, clock):
    options = keys.to_enter(clock())
    keys.enter(device.answer(options), clock())

    assert refuses(keys, device.answer(options), clock)


def test_a_page_that_was_open_for_too_long_asks_again(keys, device, clock):
    options = keys.to_enter(clock())
    clock.advance(seconds=VALID.total_seconds() + 1)

    assert refuses(keys, device.answer(options), clock)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"origin": "https://ecole.example"},
        {"origin": "http://entretiens.ecole.example"},
        {"origin": "https://entretiens.ecole.example.evil.example"},
        {"host": "ecole.example"},
        {"is_verified": False},
        {"is_within_another_site": True},
        {"handle": b"somebody else"},
        {"identity": b"another passkey"},
        {"key": Device(ORIGIN, HOST).key},
    ],
    ids=lambda otherwise: next(iter(otherwise)),
)
def test_what_is_not_quite_so_lets_nobody_in(keys, device, clock, otherwise):
    other = replace(device, **otherwise)

    assert refuses(keys, other.answer(keys.to_enter(clock())), clock)
    assert keys.enter(device.answer(keys.to_enter(clock())), clock()).name == "Zoé"


def test_a_challenge_that_is_not_ours_or_was_made_for_something_else_is_refused(
    house, keys, zoe, device, clock
):
    strange = Passkeys(house.engine, ORIGIN, "another key")
    for options in (strange.to_enter(clock()), keys.to_add(zoe, "HETIC", clock())):
        assert refuses(keys, device.answer(options), clock)


def test_a_copy_that_does_not_count_on_is_refused(keys, device, clock):
    copy = replace(device)
    for _ in range(2):
        keys.enter(device.answer(keys.to_enter(clock())), clock())

    assert refuses(keys, copy.answer(keys.to_enter(clock())), clock)


@pytest.mark.parametrize("answer", ["", "{", "null", "[]", '{"id": "AA"}', '"x"', "1e999"])
def test_nonsense_is_refused(keys, zoe, clock, answer):
    assert refuses(keys, answer, clock)
    with pytest.raises(PasskeyRefused):
        keys.add(zoe, answer, "Firefox", clock())


def test_a_passkey_is_added_only_in_the_session_that_asked_for_it(house, keys, zoe, clock):
    options = keys.to_add(zoe, "HETIC", clock())
    elsewhere = a_member(house, clock)

    with pytest.raises(PasskeyRefused):
        keys.add(elsewhere, Device(ORIGIN, HOST).make(options), "Firefox", clock())
    assert keys.of(zoe.account.id) == []


def test_a_passkey_of_one_cannot_become_anothers(house, keys, device, clock):
    nora = a_member(house, clock, "Nora")
    again = replace(device)

    with pytest.raises(PasskeyRefused):
        keys.add(nora, again.make(keys.to_add(nora, "HETIC", clock())), "Firefox", clock())
    assert keys.enter(device.answer(keys.to_enter(clock())), clock()).name == "Zoé"


def test_it_is_removed_by_its_owner_alone(house, keys, zoe, device, clock):
    [kept] = keys.of(zoe.account.id)

    assert not keys.remove(a_member(house, clock, "Nora"), kept.id, clock())
    assert keys.remove(zoe, kept.id, clock())
    assert latest(house.engine, 1)[0].action == "passkey_removed"
    assert refuses(keys, device.answer(keys.to_enter(clock())), clock)


def test_who_leaves_has_none_left(house, keys, zoe, device, clock):
    a_member(house, clock, "Nora")
    house.accounts.leave(zoe.account.id, COMMAND_LINE, clock())

    assert refuses(keys, device.answer(keys.to_enter(clock())), clock)
    assert keys.of(zoe.account.id) == []


def test_the_device_learns_nothing_of_the_account_but_name_and_address(keys, zoe, device, clock):
    user = json.loads(keys.to_add(zoe, "HETIC", clock()))["user"]

    assert len(device.handle) == 32
    assert (user["name"], user["displayName"]) == ("zoe@ecole.example", "Zoé")


def test_nobody_has_more_than_some(keys, zoe, device, clock):
    for _ in range(MOST - 1):
        made = Device(ORIGIN, HOST)
        keys.add(zoe, made.make(keys.to_add(zoe, "HETIC", clock())), "Firefox", clock())

    with pytest.raises(PasskeyRefused):
        keys.add(zoe, Device(ORIGIN, HOST).make(keys.to_add(zoe, "x", clock())), "F", clock())


@pytest.mark.parametrize(
    ("address", "are_possible"),
    [
        (ORIGIN, True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("https://[::1]", False),
        ("http://ecole.example", False),
    ],
)
def test_passkeys_want_a_name_and_tls(house, address, are_possible):
    assert Passkeys(house.engine, address, "x").are_possible is are_possible


def test_what_was_used_is_forgotten_when_it_is_too_old_anyway(keys, device, clock):
    keys.enter(device.answer(keys.to_enter(clock())), clock())
    clock.advance(hours=1)

    assert keys.forget(clock()) == 2
