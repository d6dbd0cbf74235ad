"""Signing in by the pages, as a browser does."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from staff.accounts import Role
from tests.equipe import NOW_THERE, Desk, an_account, words


def latest_attempt(server):
    with server.services.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM sign_in ORDER BY created_at DESC, id")
        return [row.id for row in rows]


@pytest.fixture
def zoe(server):
    return an_account(server, Role.SECRETARIAT, name="Zoé".replace("é", "e"))


def ask(browser, email, wanted="/equipe/appareils"):
    return browser.client.post("/equipe/connexion", data={"email": email, "vers": wanted})


def test_the_code_lets_in_and_leads_to_the_page_that_was_wanted(server, desk, zoe):
    browser, before = desk(), set(latest_attempt(server))
    asked = ask(browser, zoe.email)
    [attempt] = set(latest_attempt(server)) - before
    code = server.services.sign_in_secrets.code(attempt)
    entered = browser.client.post(
        asked.headers["Location"], data={"code": f" {code[:3]} {code[3:]} "}
    )

    assert entered.headers["Location"] == "/equipe/appareils"
    assert "Cet appareil" in words(browser.get("/equipe/appareils"))


def test_an_unknown_address_gets_the_same_answer(server, desk, zoe):
    known, unknown = desk(), desk()
    answers = [ask(known, zoe.email), ask(unknown, "nobody@ecole.example")]

    assert len({(a.status_code, a.headers["Location"]) for a in answers}) == 1
    pages = [
        b.client.get(a.headers["Location"]) for b, a in zip((known, unknown), answers, strict=True)
    ]
    assert pages[0].text == pages[1].text
    wrong = [
        b.client.post(answers[0].headers["Location"], data={"code": "1"}) for b in (known, unknown)
    ]
    assert {answer.status_code for answer in wrong} == {422}
    assert wrong[0].text == wrong[1].text


def test_opening_the_link_changes_nothing_and_the_button_lets_in_once(server, desk, zoe):
    link = server.services.sign_in.invite(zoe, NOW_THERE)
    path = "/equipe/" + link.partition("/equipe/")[2]
    browser, late = desk(), desk()

    for _ in range(3):
        shown = browser.get(path)
        assert "C’est bien vous ?" in words(shown)
    assert browser.client.post(_where_to(shown)).headers["Location"] == "/equipe"
    assert browser.get("/equipe").status_code == 200
    assert late.client.post(path).status_code == 410
    assert "ne fonctionne plus" in words(late.get(path))


def test_nobody_is_sent_to_another_site_after_signing_in(server, desk, zoe):
    browser = desk()
    for wanted in ("https://evil.example", "//evil.example", "/equipe//evil", "/equipe\\evil", "/"):
        asked = ask(browser, zoe.email, wanted)
        assert asked.headers["Location"] in (
            "/equipe/connexion/code?vers=/equipe",
            "/equipe/connexion/code?vers=/equipe//evil",
        )


def test_a_bad_address_is_said_beside_the_field_and_kept(desk):
    answer = ask(desk(), "zoe@ecole")

    assert answer.status_code == 422
    assert 'value="zoe@ecole"' in answer.text
    assert "ne semble pas complète" in words(answer)


def test_signing_out_ends_the_session_and_not_only_the_cookie(secretary):
    token = secretary.client.cookies["equipe"]
    answer = secretary.post("/equipe/deconnexion")
    secretary.client.cookies.set("equipe", token)

    assert answer.headers["Location"] == "/equipe/connexion?fait=dehors"
    assert secretary.get("/equipe").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(server, desk, zoe):
    link = server.services.sign_in.invite(zoe, NOW_THERE)
    browser = desk()
    given = browser.client.post("/equipe/" + link.partition("/equipe/")[2]).headers.get_list(
        "Set-Cookie"
    )
    [session] = [cookie for cookie in given if re.match(r"equipe=\S", cookie)]

    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Path=/" in session


def test_another_device_is_signed_out_from_here(server, desk):
    here, lost = desk(Role.SECRETARIAT), desk(Role.SECRETARIAT)
    page = here.get("/equipe/appareils")
    numbers = re.findall(r'name="appareil" value="(\d+)"', page.text)
    for number in numbers:
        here.post("/equipe/appareils/deconnecter", appareil=number)

    assert lost.get("/equipe").status_code == 303
    assert here.get("/equipe").status_code == 200


def test_all_other_devices_are_signed_out_at_once_and_nobody_elses(server, desk):
    here, lost, left = (desk(Role.SECRETARIAT) for _ in range(3))
    colleague = desk(Role.SECRETARIAT, name="Max")
    assert "Déconnecter tous les autres" in words(here.get("/equipe/appareils"))

    done = here.post("/equipe/appareils/deconnecter", appareil="autres")

    assert "autres_appareils" in done.headers["Location"]
    assert [each.get("/equipe").status_code for each in (lost, left)] == [303, 303]
    assert [each.get("/equipe").status_code for each in (here, colleague)] == [200, 200]


@pytest.mark.parametrize("which", ["autres", "{lost}"])
def test_another_device_is_signed_out_only_by_who_proved_just_now_who_they_are(server, desk, which):
    services, lost = server.services, desk(Role.SECRETARIAT)
    here = Desk(server, None)
    token = services.sessions.open(lost.account, "Chrome", NOW_THERE - timedelta(minutes=40))
    here.client.cookies.set("equipe", token)
    here.client.headers["Referer"] = f"{server.url}/equipe/appareils"
    number = max(each.id for each in services.sessions.of(lost.account.id, NOW_THERE))
    which = which.format(lost=number - 1)

    answer = here.post("/equipe/appareils/deconnecter", "/equipe/appareils", appareil=which)

    assert answer.headers["Location"] == "/equipe/connexion?vers=/equipe/appareils&encore=oui"
    assert lost.get("/equipe").status_code == 200
    assert "confirmez d’abord que c’est bien vous" in words(here.get("/equipe/appareils"))
    here.client.close()


def test_who_signed_in_long_ago_confirms_it_without_typing_the_address_again(server, desk):
    here, known = Desk(server, None), desk(Role.SECRETARIAT).account
    for minutes, asked in ((9, False), (11, True)):
        opened = NOW_THERE - timedelta(minutes=minutes)
        here.client.cookies.set("equipe", server.services.sessions.open(known, "Edge", opened))
        page = here.client.get("/equipe/export", follow_redirects=True)

        assert ("dix minutes qui suivent une connexion" in words(page)) is asked
        assert (f'value="{known.email}"' in page.text) is asked
    here.client.close()


@pytest.mark.parametrize("referer", ["http://[", "https://evil.example/x", ""])
def test_a_form_that_was_on_no_page_of_ours_leads_to_the_first(server, desk, referer):
    browser = desk()
    browser.client.headers["Referer"] = referer

    answer = browser.client.post("/equipe/questions/1/classer")

    assert answer.headers["Location"] == "/equipe/connexion?vers=/equipe"


def _where_to(page: httpx.Response) -> str:
    """Tell where the form of a page is sent; one that does not say goes where it stands."""
    (form,) = re.findall(r"<main.*?<form ([^>]*)>", page.text, flags=re.S)
    address = re.search(r'action="([^"]*)"', form)
    return address[1] if address else page.url.path
