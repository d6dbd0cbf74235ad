"""Where the settings say so, as they do in production, no tool lies on our own network."""

from __future__ import annotations

import pytest

from staff.accounts import Role
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, Desk, an_account, words
from tests.receiver import Receiver

PAGE = "/equipe/outils"


@pytest.fixture(scope="module")
def outside(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    database = a_database("sqlite", request, home)
    with WebServer(home, database, TOOLS_ON_OWN_NETWORK="no").running() as started:
        yield started


@pytest.fixture
def administrator(outside):
    browser = Desk(outside, an_account(outside, Role.ADMINISTRATION))
    yield browser
    browser.client.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_tool_of_our_own_network_is_not_added(outside, administrator, host):
    receiver = Receiver()
    url = receiver.url.replace("127.0.0.1", host)

    with receiver.serve():
        answer = administrator.post(PAGE, seen_on=PAGE, adresse=url)

    assert answer.status_code == 422
    assert "mène à notre propre réseau" in words(answer)
    assert outside.services.endpoints.everything() == []
    assert receiver.received == []


def test_one_that_was_added_before_is_not_called(outside, administrator):
    receiver = Receiver()
    number = outside.services.endpoints.add(receiver.url, "whsec_" + "A" * 44, NOW_THERE)

    with receiver.serve():
        answer = administrator.post(f"{PAGE}/{number}/essayer", seen_on=PAGE)

    outside.services.endpoints.remove(number)
    assert answer.status_code == 409
    assert "Son adresse mène à notre propre réseau" in words(answer)
    assert receiver.received == []


def test_nor_is_a_calendar(outside, administrator):
    receiver = Receiver()

    with receiver.serve():
        answer = administrator.post(
            f"{PAGE}/agendas/1", seen_on=PAGE, adresse=receiver.url, identifiant="zoe"
        )

    assert answer.status_code == 422
    assert "Son adresse mène à notre propre réseau" in words(answer)
    assert receiver.received == []
