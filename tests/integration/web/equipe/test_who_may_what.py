"""Every route of the console as every role, and as nobody; one without a role fails."""

from __future__ import annotations

import re

import pytest

from staff.accounts import Role
from tests.applications import an_application
from tests.equipe import words
from web.equipe.routes import NOT_SIGNED_IN

PEOPLE = (None, *Role)


@pytest.fixture(scope="module")
def routes(running):
    with an_application(running.services) as app:
        yield [route for route in app.router.routes if route.path.startswith("equipe")]


def address(route) -> str:
    numbered = re.sub(r"<\w+:int>", "999999", route.path)
    return "/" + re.sub(r"<[^>]*>", "K7PD-M4QX", numbered)


def test_every_route_declares_its_roles(routes):
    undeclared = [route.path for route in routes if not isinstance(route.ctx.roles, frozenset)]

    assert len(routes) > 10
    assert undeclared == []


def test_only_signing_in_and_links_of_e_mails_are_for_those_who_have_not(routes):
    public = {
        re.sub(r"<[^>]*>", "*", route.path) for route in routes if route.ctx.roles == NOT_SIGNED_IN
    }

    assert public == {
        "equipe/connexion",
        *(f"equipe/connexion/{way}" for way in ("code", "lien/*", "cle")),
        *("equipe/connexion/ecole", "equipe/connexion/ecole/retour", "equipe/par-e-mail/*"),
    }


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_each_opens_what_is_theirs_and_nothing_else(routes, desk, role):
    browser = desk(role)
    wrong = []
    for route in routes:
        if route.ctx.roles == NOT_SIGNED_IN:
            continue
        for method in route.methods & {"GET", "POST"}:
            answer = browser.client.request(method, address(route))
            wanted = expected(role, route.ctx.roles, method)
            if answer.status_code not in wanted:
                wrong.append((method, route.path, answer.status_code, wanted))
    assert wrong == []


def expected(role, roles, method) -> set[int]:
    if role is None:
        return {303}
    if role not in roles:
        return {403}
    # A form without its token does nothing, whoever sends it.
    return {403} if method == "POST" else {200, 404, 422}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_map_names_every_page_that_one_may_open(routes, desk, role):
    steps = re.compile(r"<|effet$|apercu$|plan$")  # what another page leads to, and itself
    open_to = {
        f"/{route.path}".rstrip("/")
        for route in routes
        if "GET" in route.methods and role in route.ctx.roles and not steps.search(route.path)
    }

    named = set(
        re.findall(r'<li><div class="what"><a href="([^"]+)"', desk(role).get("/equipe/plan").text)
    )

    assert named == open_to


def test_nobody_is_led_to_the_door_and_then_to_the_page_that_was_wanted(desk):
    answer = desk().get("/equipe/appareils?x=1")

    assert answer.headers["Location"] == "/equipe/connexion?vers=/equipe/appareils%3Fx%3D1"


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_of_another_site_does_nothing_even_with_its_token(secretary, headers):
    page = secretary.get("/equipe/appareils")
    token = re.search(r'name="jeton" value="([^"]*)"', page.text)[1]

    answer = secretary.client.post("/equipe/deconnexion", data={"jeton": token}, headers=headers)

    assert answer.status_code == 403
    assert "Rien n’a été changé" in words(answer)
    assert secretary.get("/equipe").status_code == 200


def test_a_token_of_another_session_does_nothing(secretary, desk):
    other = desk(Role.ADMINISTRATION)
    token = re.search(r'name="jeton" value="([^"]*)"', other.get("/equipe").text)[1]

    assert secretary.client.post("/equipe/deconnexion", data={"jeton": token}).status_code == 403


def test_no_page_is_kept_or_framed_or_found(secretary):
    headers = secretary.get("/equipe").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_an_address_that_leads_nowhere_says_so_in_french(secretary):
    answer = secretary.get("/equipe/nulle/part")

    assert answer.status_code == 404
    assert "Cette page n’existe pas" in words(answer)
