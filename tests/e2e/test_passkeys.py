"""A passkey is offered after signing in, lets in by a touch, and is removed; the link stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import make_url

from runtime.database import make_engine, migrate
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.web_server import WebServer
from tests.e2e.chat import faults, fits
from tests.e2e.team import letter
from tests.equipe import NOW_THERE

ZOE = "zoe@ecole.example"
_TOUCHED = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class LocalSchool(WebServer):
    """A school whose address is a name: passkeys are for names alone."""

    def __init__(self, home, database, **more):
        super().__init__(home, database, parts=("web", "notifier"), **more)
        self._environment["PUBLIC_URL"] = self.url

    @property
    def urls(self):
        return [url.replace("127.0.0.1", "localhost") for url in super().urls]


@pytest.fixture
def school(tmp_path):
    database = make_url(f"sqlite:///{tmp_path / 'school.db'}")
    engine = make_engine(database)
    migrate(engine)
    engine.dispose()
    server = LocalSchool(tmp_path, database)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def zoe(school):
    return school.services.accounts.invite(
        ZOE, "Zoé Lambert", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )


@pytest.fixture
def page(new_page):
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def authenticator(page):
    """A device that answers for its owner at once; `authenticator(name, **values)` asks it more."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    known = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _TOUCHED})

    def ask(name, **values):
        return devtools.send(f"WebAuthn.{name}", {**known, **values})

    return ask


def sign_in_by_code(page, school, tmp_path):
    page.goto(f"{school.url}/equipe")
    page.get_by_label("Votre adresse e-mail").fill(ZOE)
    page.get_by_role("button", name="Recevoir mon lien").click()
    text = letter(tmp_path / "mail", ZOE, r"\d{6}")
    page.get_by_label("Code à six chiffres").fill(re.search(r": (\d{6})", text)[1])
    page.get_by_role("button", name="Entrer").click()


def add_passkey(page):
    page.get_by_role("link", name="ajouter une clé d’accès").click()
    assert faults(page) == []
    assert fits(page)
    page.get_by_role("button", name="Ajouter une clé d’accès").click()
    expect(page.get_by_role("status")).to_contain_text("La clé d’accès est ajoutée")


def sign_out(page):
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("status")).to_contain_text("Vous êtes déconnecté")


def enter(page):
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()


def test_a_passkey_is_offered_added_used_and_removed(
    school, zoe, page, authenticator, tmp_path, take_picture
):
    sign_in_by_code(page, school, tmp_path)
    add_passkey(page)
    expect(page.get_by_text("pas encore servie")).to_be_visible()
    take_picture(page, "devices")
    page.goto(f"{school.url}/equipe")
    expect(page.get_by_role("link", name="ajouter une clé d’accès")).to_have_count(0)

    sign_out(page)
    enter(page)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    sign_out(page)
    enter(page)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()

    page.goto(f"{school.url}/equipe/appareils")
    page.get_by_role("button", name=re.compile("Retirer")).click()
    expect(page.get_by_role("status")).to_contain_text("La clé est retirée")
    sign_out(page)
    enter(page)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("n’ouvre rien ici")


def test_a_copy_that_does_not_count_on_lets_nobody_in(school, zoe, page, authenticator, tmp_path):
    sign_in_by_code(page, school, tmp_path)
    add_passkey(page)
    [copy] = authenticator("getCredentials")["credentials"]
    sign_out(page)
    enter(page)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    sign_out(page)

    authenticator("removeCredential", credentialId=copy["credentialId"])
    authenticator("addCredential", credential=copy | {"signCount": 1})
    enter(page)

    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("n’ouvre rien ici")


def test_without_saying_who_is_there_nobody_gets_in(school, zoe, page, authenticator, tmp_path):
    sign_in_by_code(page, school, tmp_path)
    add_passkey(page)
    sign_out(page)

    authenticator("setUserVerified", isUserVerified=False)
    enter(page)

    expect(page.get_by_text("Cela n’a pas marché")).to_be_visible()
    expect(page.get_by_label("Votre adresse e-mail")).to_be_visible()


def test_what_a_passkey_said_once_is_not_heard_again(school, zoe, page, authenticator, tmp_path):
    sign_in_by_code(page, school, tmp_path)
    add_passkey(page)
    sign_out(page)
    with page.expect_request(lambda r: r.url.endswith("/connexion/cle")) as sent:
        enter(page)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    sign_out(page)

    again = page.context.request.post(
        f"{school.url}/equipe/connexion/cle",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": school.url},
        data=sent.value.post_data,
    )

    assert again.status == 422
    assert "n’ouvre rien ici" in again.text()


def test_without_javascript_there_is_the_link_and_no_button_that_does_nothing(school, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{school.url}/equipe/connexion")

    expect(page.get_by_role("button", name="Entrer avec une clé d’accès")).to_be_hidden()
    expect(page.get_by_role("button", name="Recevoir mon lien")).to_be_visible()
