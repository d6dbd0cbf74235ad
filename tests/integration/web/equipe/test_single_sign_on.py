"""With an account of the school one signs in here, if one has an account here, too."""

from __future__ import annotations

import httpx
import pytest

from staff.accounts import Role
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, an_account, words
from tests.issuer import CLIENT, SECRET, Issuer

PAGE = "/equipe/connexion"


@pytest.fixture(scope="module")
def issuer():
    with Issuer(NOW_THERE).serve() as serving:
        yield serving


@pytest.fixture(scope="module")
def school(request, tmp_path_factory, issuer):
    home = tmp_path_factory.mktemp("home")
    named = {"OIDC_ISSUER": issuer.url, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
    with WebServer(home, a_database("sqlite", request, home), **named).running() as started:
        an_account(started, Role.SECRETARIAT, name="zoe")
        yield started


@pytest.fixture
def browser(school, issuer):
    issuer.otherwise = {}
    with httpx.Client(base_url=school.url, timeout=30) as opened:
        yield opened


def sign_in(browser, issuer, path=f"{PAGE}/ecole?vers=/equipe/agenda", **otherwise):
    sent = browser.get(path)
    issuer.otherwise = otherwise
    return browser.get(f"{PAGE}/ecole/retour", params=issuer.confirm(sent.headers["Location"]))


def test_the_page_offers_it_and_it_lets_in(browser, issuer):
    assert "Entrer avec mon compte de l’école" in words(browser.get(PAGE))

    answer = sign_in(browser, issuer)

    assert answer.headers["Location"] == "/equipe/agenda"
    assert "Zoe" in words(browser.get("/equipe")) or "zoe" in words(browser.get("/equipe"))


def test_an_address_without_an_account_here_stays_outside(browser, issuer):
    answer = sign_in(browser, issuer, email="somebody@ecole.example")

    assert answer.status_code == 403
    assert "vous n’avez pas d’accès ici" in words(answer)
    assert browser.get("/equipe").status_code == 303


def test_an_address_that_the_school_did_not_check_stays_outside(browser, issuer):
    answer = sign_in(browser, issuer, email_verified=False)

    assert answer.status_code == 422
    assert "n’a pas confirmé qui vous êtes" in words(answer)


def test_who_did_not_begin_here_gets_nowhere(browser, issuer, school):
    sent = browser.get(f"{PAGE}/ecole")
    with httpx.Client(base_url=school.url) as another:
        came = issuer.confirm(sent.headers["Location"])
        answer = another.get(f"{PAGE}/ecole/retour", params=came)

    assert answer.status_code == 422


def test_nobody_is_sent_to_another_site_afterwards(browser, issuer):
    answer = sign_in(browser, issuer, path=f"{PAGE}/ecole?vers=https://evil.example")

    assert answer.headers["Location"] == "/equipe"


def test_where_nobody_says_when_it_was_proved_what_is_sensitive_wants_the_mailed_code(
    browser, issuer
):
    assert sign_in(browser, issuer, auth_time=None).headers["Location"] == "/equipe/agenda"
    assert browser.get("/equipe").status_code == 200

    sent_back = browser.get("/equipe/export")

    assert "encore=oui" in sent_back.headers["Location"]
    again = words(browser.get(sent_back.headers["Location"]))
    assert "Recevoir mon lien" in again
    assert "Entrer avec mon compte de l’école" not in again  # which would lead here again


def test_who_proved_it_just_now_is_not_asked_again(browser, issuer):
    sign_in(browser, issuer)

    assert browser.get("/equipe/export").status_code == 200


def test_nobody_makes_a_session_count_for_more_than_it_is(browser, issuer):
    sign_in(browser, issuer, auth_time=None)
    name, token = next(iter(browser.cookies.items()))
    assert token.startswith("u.")
    browser.cookies.clear()
    browser.cookies.set(name, token.removeprefix("u."))

    assert browser.get("/equipe").status_code == 303


def test_the_mailed_link_stays(browser):
    assert "Recevoir mon lien" in words(browser.get(PAGE))
