"""Other tools are told, tried, given another secret and removed; calendars and feeds too."""

from __future__ import annotations

import base64
import hmac
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import delete

from booking import schema as booking_schema
from notify import schema
from staff import audit
from staff.accounts import Role
from tests.equipe import NOW_THERE, Desk, an_account, words
from tests.receiver import Receiver

PAGE = "/equipe/outils"


@pytest.fixture
def administrator(desk):
    return desk(Role.ADMINISTRATION)


@pytest.fixture(autouse=True)
def no_tools(server):
    yield
    with server.services.engine.begin() as connection:
        for table in (schema.webhook_endpoint, schema.calendar, booking_schema.busy_time):
            connection.execute(delete(table))


def add(administrator, url):
    return administrator.post(PAGE, seen_on=PAGE, adresse=url)


def noted(server):
    return [event.action.value for event in audit.latest(server.services.engine, 1)]


def test_a_tool_is_added_tried_and_removed(server, administrator):
    receiver = Receiver()
    secret = re.search(r"whsec_[\w+/=]+", add(administrator, receiver.url).text)[0]
    [tool] = server.services.endpoints.everything()
    assert secret not in administrator.get(PAGE).text
    assert receiver.url not in administrator.get(PAGE).text  # the address may be a secret

    with receiver.serve():
        tried = administrator.post(f"{PAGE}/{tool.id}/essayer", seen_on=PAGE)
    assert tried.headers["Location"] == f"{PAGE}?fait=outil_essaye"
    assert len(receiver.received) == 1
    silent = administrator.post(f"{PAGE}/{tool.id}/essayer", seen_on=PAGE)
    assert silent.status_code == 409
    assert "ne répond pas comme il faut" in words(silent)

    administrator.post(f"{PAGE}/{tool.id}/retirer", seen_on=PAGE)
    assert server.services.endpoints.everything() == []
    assert noted(server) == ["webhook_removed"]


def test_a_secret_goes_on_beside_the_one_that_replaces_it(server, administrator):
    receiver = Receiver()
    old = re.search(r"whsec_[\w+/=]+", add(administrator, receiver.url).text)[0]
    [tool] = server.services.endpoints.everything()

    page = administrator.post(f"{PAGE}/{tool.id}/secret", seen_on=PAGE)
    new = re.search(r"whsec_[\w+/=]+", page.text)[0]
    with receiver.serve():
        administrator.post(f"{PAGE}/{tool.id}/essayer", seen_on=PAGE)

    assert noted(server) == ["webhook_renewed"]
    assert new != old
    [received] = receiver.received
    assert all(is_signed_with(secret, received) for secret in (old, new))


def test_a_secret_renewed_again_ends_none_that_the_tool_may_have(server, administrator):
    receiver = Receiver()
    secrets = re.findall(r"whsec_[\w+/=]+", add(administrator, receiver.url).text)
    [tool] = server.services.endpoints.everything()
    for _ in range(2):
        page = administrator.post(f"{PAGE}/{tool.id}/secret", seen_on=PAGE)
        secrets += re.findall(r"whsec_[\w+/=]+", page.text)

    refused = administrator.post(f"{PAGE}/{tool.id}/secret", seen_on=PAGE)
    with receiver.serve():
        administrator.post(f"{PAGE}/{tool.id}/essayer", seen_on=PAGE)

    assert refused.status_code == 409
    assert "trois secrets valent déjà" in words(refused)
    assert "vendredi 27 novembre 2026" in words(refused)
    [received] = receiver.received
    assert len(secrets) == 3
    assert all(is_signed_with(secret, received) for secret in secrets)


def test_tools_that_are_slow_keep_nobody_else_waiting(server, administrator):
    receiver = Receiver()
    receiver.seconds_before_answer = 3.0
    add(administrator, receiver.url)
    [tool] = server.services.endpoints.everything()
    token = re.search(r'name="jeton" value="([^"]*)"', administrator.get("/equipe").text)[1]

    def slowly(_):
        with httpx.Client(cookies=administrator.client.cookies, timeout=30) as client:
            client.post(f"{server.url}{PAGE}/{tool.id}/essayer", data={"jeton": token})

    with receiver.serve(), ThreadPoolExecutor(7) as pool:
        waiting = pool.map(slowly, range(7))
        while not receiver.received:
            time.sleep(0.05)
        begun = time.monotonic()
        answer = administrator.post("/equipe/personnes/prevenus", adresse="paul@ecole.example")
        spent = time.monotonic() - begun
        list(waiting)

    assert answer.status_code == 303
    assert spent < 2.5


def is_signed_with(secret, received) -> bool:
    headers = {name.lower(): value for name, value in received.headers.items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + received.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split()


@pytest.mark.parametrize(
    "address", ["", "ftp://x.example", "http://outil.example/x", "https://a:b@c.fr"]
)
def test_an_address_that_cannot_be_used_is_refused(server, administrator, address):
    answer = add(administrator, address)

    assert answer.status_code == 422
    assert "Cette adresse ne va pas" in words(answer)
    assert server.services.endpoints.everything() == []


def test_a_calendar_that_does_not_answer_is_not_kept(server, administrator):
    answer = administrator.post(
        f"{PAGE}/agendas/1",
        seen_on=PAGE,
        adresse="http://127.0.0.1:9/agenda/",
        identifiant="zoe",
        mot_de_passe="secret",
    )

    assert answer.status_code == 422
    assert "ne répond pas comme il faut" in words(answer)
    assert "secret" not in answer.text.partition("<main")[2].replace("secrète", "")
    assert server.services.calendars.everything() == []


def test_the_address_of_a_feed_is_shown_and_changed(server, administrator):
    before = server.services.feeds.urls()
    shown = administrator.get(PAGE).text
    assert all(httpx.URL(url).path in shown for url in before.values())

    administrator.post(f"{PAGE}/abonnement", seen_on=PAGE, qui="1")

    after = server.services.feeds.urls()
    assert sum(before[feed] != after[feed] for feed in before) == 1
    assert noted(server) == ["feed_renewed"]


def test_secrets_want_a_fresh_sign_in(server):
    old = Desk(server, None)
    account = an_account(server, Role.ADMINISTRATION)
    moment = NOW_THERE - timedelta(minutes=40)
    old.client.cookies.set("equipe", server.services.sessions.open(account, "Firefox", moment))

    answer = old.get(PAGE)
    added = old.post(PAGE, seen_on="/equipe", adresse="https://outil.example/x")

    assert answer.headers["Location"] == f"/equipe/connexion?vers={PAGE}&encore=oui"
    assert added.status_code == 303
    assert server.services.endpoints.everything() == []


def test_what_is_gone_is_said(administrator):
    for path in ("77/secret", "77/retirer", "agendas/77", "agendas/77/detacher"):
        answer = administrator.post(f"{PAGE}/{path}", seen_on=PAGE)
        assert answer.status_code == 409
        assert "il n’y est plus" in words(answer)
