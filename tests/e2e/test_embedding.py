"""The chat on any page: hostile, strict, foreign, themed; at no cost to the page."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, faults
from web.chat.rasa import RasaClient

HOSTILE = "* { all: unset !important; font-size: 40px } *::before { content: 'x' !important }"
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Une école</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{widget}" async></script>{head}</head><body>{body}
<main><h1>Une école</h1><p>Du texte.</p></main></body></html>"""


def a_page(conseiller, head: str = "", body: str = "") -> str:
    return PAGE.format(widget=f"{conseiller.url}/widget.js", head=head, body=body)


def book(page, email: str) -> None:
    chat = Chat(page)
    chat.open()
    book_in(chat, email)


def book_in(chat: Chat, email: str) -> None:
    chat.press("Prendre rendez-vous", "convient")
    chat.pick(day=1)
    chat.give_details("Dominique Roy", email)
    assert chat.confirm()


def test_a_hostile_style_sheet_changes_nothing(conseiller, school_site, new_page, take_picture):
    plain = new_page(reduced_motion="reduce")
    plain.goto(school_site.publish(a_page(conseiller)))
    hostile = new_page(reduced_motion="reduce")
    hostile.goto(school_site.publish(a_page(conseiller, f"<style>{HOSTILE}</style>")))

    for page in (plain, hostile):
        Chat(page).open()
    measured = [
        page.evaluate(
            """() => ["#panel", "#title", ".words", ".choice", "#field"].map(name => {
              const node = document.querySelector("conseiller-chat").shadowRoot.querySelector(name);
              const {x, y, width, height} = node.getBoundingClientRect();
              return [name, x, y, width, height, getComputedStyle(node).fontSize];
            })"""
        )
        for page in (plain, hostile)
    ]

    assert measured[0] == measured[1]
    book_in(Chat(hostile), "hostile@example.com")
    take_picture(hostile, "hostile")


def test_a_policy_that_allows_the_pages_own_origin_only(conseiller, page):
    def strict(route):
        route.fulfill(
            body=a_page(conseiller),
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": "default-src 'self'"},
        )

    page.route("**/strict", strict)
    page.goto(f"{conseiller.url}/strict")

    book(page, "strict@example.com")  # and the page's fixture sees that no policy was broken


def test_another_site_that_is_allowed_carries_the_chat(conseiller, school_site, page):
    policy = f"default-src 'none'; script-src {conseiller.url}; connect-src {conseiller.url}"
    page.goto(school_site.publish(a_page(conseiller), Content_Security_Policy=policy))

    book(page, "elsewhere@example.com")


def test_another_site_that_is_not_allowed_is_refused(conseiller, school_site, page):
    address = school_site.publish(a_page(conseiller)).replace("localhost", "127.0.0.1")
    page.goto(address)

    said = []
    page.on("console", lambda message: said.append(message.text))
    page.get_by_role("button", name=re.compile("Discuter avec")).click()

    expect(page.get_by_role("alert")).to_contain_text("n’est pas autorisé")
    expect(page.get_by_role("button", name="Réessayer")).to_have_count(0)
    expect(page.locator(".message")).to_have_count(0)
    assert any("ALLOWED_ORIGINS" in text for text in said)


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_the_api_refuses_pages_of_other_sites(conseiller, origin):
    opening = httpx.post(f"{conseiller.url}/api/chat/sessions", headers={"Origin": origin}, json={})
    reading = httpx.get(f"{conseiller.url}/api/chat/messages", headers={"Origin": origin})

    assert (opening.status_code, reading.status_code) == (403, 403)
    assert "token" not in opening.json()


def test_a_name_that_a_page_gives_is_contradicted_nowhere(conseiller, school_site, page):
    named = '<style>:root { --conseiller-text-name: "Léa" }</style>'
    page.goto(school_site.publish(a_page(conseiller, named)))
    chat = Chat(page)
    chat.open()
    chat.say("tu t’appelles comment ?", "Je suis un programme, pas une personne : Léa")

    with page.expect_download() as download:
        page.get_by_role("button", name="Options de la conversation").click()
        page.get_by_role("button", name="Télécharger la conversation").click()
    kept = download.value.path().read_text()
    assert "Conseiller" not in page.get_by_role("dialog").inner_text() + kept
    assert "Léa" in page.get_by_role("dialog").inner_text()


def test_nothing_moves_and_nothing_is_asked_before_the_chat_is_opened(conseiller, new_page):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(
        # Shifts that the visitor asked for do not count; here, the launcher becomes a cross.
        """window.shift = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
          if (!entry.hadRecentInput) shift += entry.value;
        })).observe({type: "layout-shift", buffered: true});"""
    )
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url)))
    page.goto(conseiller.url)
    expect(page.get_by_role("button", name="Discuter avec")).to_be_visible()
    page.wait_for_timeout(300)

    assert page.evaluate("window.shift") == 0
    assert not [url for url in asked if url.path.startswith("/api/")]
    assert {url.netloc for url in asked} == {urlsplit(conseiller.url).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    Chat(page).open()

    assert page.evaluate("window.shift") == 0
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0


def test_the_first_bubble_takes_one_round_trip(conseiller, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else 0)
    page.goto(conseiller.url)

    Chat(page).open()

    assert len(asked) == 1


def test_attributes_open_it_and_begin_with_booking(conseiller, school_site, new_page):
    page = new_page(viewport={"width": 1280, "height": 900})
    body = '<conseiller-chat open start="booking" job="responsable-ecommerce"></conseiller-chat>'
    page.goto(school_site.publish(a_page(conseiller, body=body)))

    expect(Chat(page).picker).to_be_visible()


def test_a_job_that_is_not_known_is_said(conseiller, school_site, page):
    body = '<conseiller-chat job="dresseur-de-licornes"></conseiller-chat>'
    page.goto(school_site.publish(a_page(conseiller, body=body)))

    page.get_by_role("button", name=re.compile("Discuter avec")).click()

    expect(page.get_by_role("alert")).to_contain_text("ne connais pas encore ce métier")


def test_custom_properties_set_colours_place_logo_and_texts(conseiller, school_site, page):
    style = """<style>conseiller-chat {
      --conseiller-accent: #7a1f5c; --conseiller-left: 12px; --conseiller-right: auto;
      --conseiller-text-name: "Léa"; --conseiller-text-launch: "Besoin d’aide ?";
      --conseiller-logo: url(logo.svg);
    }</style>"""
    page.goto(school_site.publish(a_page(conseiller, style)))
    launcher = page.get_by_role("button", name="Besoin d’aide ? Discuter avec Léa")

    colour = launcher.evaluate("node => getComputedStyle(node).backgroundColor")
    assert colour == "rgb(122, 31, 92)"
    assert launcher.bounding_box()["x"] == 12
    launcher.click()
    expect(page.get_by_role("dialog", name="Léa")).to_be_visible()
    logo = page.locator(".badge").evaluate("node => getComputedStyle(node).backgroundImage")
    assert "logo.svg" in logo


def test_links_that_are_not_of_the_web_stay_text(conseiller, page):
    said = "[un](javascript:alert(1)) [deux](data:text/html,x) [trois](https://example.org/a)"
    answer = {
        "token": "x",
        "shortcuts": {},
        "messages": [{"id": "1", "author": "assistant", "text": said, "buttons": []}],
    }
    page.route("**/api/chat/sessions", lambda route: route.fulfill(status=201, json=answer))
    page.goto(conseiller.url)
    Chat(page).open()

    (link,) = Chat(page).log.get_by_role("link").all()

    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "nouvelle fenêtre" in link.text_content()


def test_rasa_is_told_which_job_a_page_is_about(conseiller):
    token = (conseiller.home / "rasa_token").read_text()

    async def begin_and_greet():
        rasa = RasaClient([conseiller.rasa_url], token)
        await rasa.start_session("about-bicycles", {"job": "mecanicien-cycle"})
        said = await rasa.send("about-bicycles", "turn-1", "/greet")
        await rasa.close()
        return said

    with ThreadPoolExecutor() as pool:  # Playwright keeps an event loop in this thread
        assert pool.submit(asyncio.run, begin_and_greet()).result()

    tracker = httpx.get(
        f"{conseiller.rasa_url}/conversations/about-bicycles/tracker", params={"token": token}
    )
    assert tracker.json()["slots"]["job"] == "mecanicien-cycle"


ACCENTS = ["#ffd400", "#7a1f5c", "#0044cc", "#e30613", "#9be15d", "#111111"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_an_accent_alone_themes_everything(
    conseiller, school_site, new_page, take_picture, accent, theme
):
    page = new_page(color_scheme="dark" if theme == "light" else "light")  # the page decides
    style = f"<style>conseiller-chat {{ --conseiller-accent: {accent} }}</style>"
    body = f'<conseiller-chat theme="{theme}"></conseiller-chat>'
    page.goto(school_site.publish(a_page(conseiller, style, body)))
    chat = Chat(page)
    chat.open()
    chat.say("quel est le salaire ?", "k€")
    found = faults(page)
    take_picture(page, "answer")
    chat.press("Prendre rendez-vous", "convient")
    expect(chat.picker).to_be_visible()
    take_picture(page, "calendar")

    assert found + faults(page) == []
    surface = page.locator("#panel").evaluate("node => getComputedStyle(node).backgroundColor")
    assert surface == ("rgb(255, 255, 255)" if theme == "light" else "rgb(23, 35, 37)")


def test_the_theme_can_change_while_the_chat_is_open(conseiller, page):
    page.goto(conseiller.url)
    Chat(page).open()
    surface = "node => getComputedStyle(node).backgroundColor"
    assert page.locator("#panel").evaluate(surface) == "rgb(255, 255, 255)"

    page.evaluate("document.querySelector('conseiller-chat').setAttribute('theme', 'dark')")
    assert page.locator("#panel").evaluate(surface) == "rgb(23, 35, 37)"
    page.evaluate("document.querySelector('conseiller-chat').setAttribute('theme', 'auto')")
    page.emulate_media(color_scheme="dark")
    assert page.locator("#panel").evaluate(surface) == "rgb(23, 35, 37)"
    page.emulate_media(color_scheme="light")
    assert page.locator("#panel").evaluate(surface) == "rgb(255, 255, 255)"
