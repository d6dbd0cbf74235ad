"""A secretary takes a question to the page and back, while the page is read by itself each hour."""

from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert, make_url, update

from conversations.schema import phrase
from runtime.database import make_engine, migrate
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.schema import watch
from staff.watches import Watched
from testing.running import ROOT
from testing.web_server import WebServer
from tests.e2e.chat import faults, fits
from tests.e2e.team import letter
from tests.equipe import NOW_THERE
from tests.page_house import PageHouse, asking_this_machine

JOB = "responsable-ecommerce"
ASKED = "combien coûte l'année ?"
PRICE = "Les frais sont de 9 000 € par an."
ON_PAGE = (ROOT / "knowledge" / JOB / "page.txt").read_text()
WITHIN_MS = 75_000  # the routine looks every half minute


@pytest.fixture
def page_house():
    house = PageHouse("".join(f"<p>{html.escape(line)}</p>" for line in ON_PAGE.splitlines()))
    yield house
    house.stop()


@pytest.fixture
def school(tmp_path, page_house):
    """The web process and the notifier, which reads the page; a visitor who asked the school."""
    database = make_url(f"sqlite:///{tmp_path / 'school.db'}")
    engine = make_engine(database)
    migrate(engine)
    with engine.begin() as connection:
        read = {"intent": "ask_not_on_page", "points": ["school_price"], "outcome": "left_open"}
        also = {"job": JOB, "said": "", "confidence": 0.9, "margin": 0.8, "asked": 7}
        row = {"id": "a", "digest": "a", "text": ASKED, "last_on": date(2026, 11, 24)}
        connection.execute(insert(phrase).values(**read, **also, **row))
    engine.dispose()
    may_ask = asking_this_machine(tmp_path)
    server = WebServer(
        tmp_path, database, parts=("web", "notifier"), PAGE_URL=page_house.url, **may_ask
    )
    server.services.questions.put(ASKED, "lea@example.org", "a conversation", NOW_THERE)
    server.start()
    yield server
    server.stop()


def let_an_hour_pass(school):
    """Have the next look at the page be due; a browser's test has a loop of its own here."""

    def earlier() -> None:
        with school.services.engine.begin() as connection:
            change = update(watch).where(watch.c.name == Watched.PAGE)
            connection.execute(change.values(tried_at=NOW_THERE - timedelta(hours=2)))

    with ThreadPoolExecutor(1) as threads:
        threads.submit(earlier).result()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_question_goes_to_the_page_and_comes_back(
    school, page_house, new_page, tmp_path, take_picture, javascript
):
    services = school.services
    zoe = services.accounts.invite(
        "zoe@ecole.example", "Zoé Lambert", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )
    token = services.sessions.open(zoe, "Firefox", NOW_THERE)
    desk = new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=javascript)
    desk.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])

    # She answers, and makes of her answer a paragraph for whoever writes the page.
    desk.goto(f"{school.url}/equipe/questions")
    desk.get_by_label("Votre réponse").fill(f"Bonjour Léa,\n{PRICE}\nBonne journée !\nZoé")
    desk.get_by_role("button", name="Envoyer la réponse").click()
    desk.get_by_role("link", name="Phrases", exact=True).click()
    desk.get_by_role("link", name="Restées sans réponse").click()
    desk.get_by_role("link", name="Préparer un paragraphe").click()
    expect(desk.get_by_label("Paragraphe, prêt à copier")).to_have_value(PRICE)
    take_picture(desk, "draft")
    desk.get_by_role("button", name="Envoyer le paragraphe").click()
    expect(desk.get_by_text("Cette adresse n’est pas complète")).to_be_visible()
    desk.get_by_label("Adresse e-mail de qui écrit la page").fill("web@ecole.example")
    desk.get_by_role("button", name="Envoyer le paragraphe").click()
    expect(desk.get_by_role("status")).to_contain_text("part à l’instant")
    sent = letter(tmp_path / "mail", "web@ecole.example", "Combien coûte l’année")
    assert PRICE in sent
    assert "(7 fois)" in sent

    # The page says it, in the webmaster's words; within the hour, the console has noticed.
    said = "Les frais sont de 9 200 € par an."
    page_house.shows(f"{page_house.body.decode()}<h2>Les frais</h2><p>{said}</p>")
    let_an_hour_pass(school)
    desk.wait_for_timeout(1000)
    for _ in range(WITHIN_MS // 3000):
        desk.goto(f"{school.url}/equipe")
        if desk.get_by_role("heading", name=re.compile("La page répond")).count():
            break
        desk.wait_for_timeout(3000)
    desk.get_by_role("link", name="Relire et publier").click()
    desk.get_by_role("link", name="Relire et publier").click()
    expect(desk.get_by_label("Ce que dit la page")).to_have_value(said)
    expect(desk.get_by_text("lea@example.org")).to_be_visible()
    desk.get_by_role("button", name="Relire avant de publier").click()
    expect(desk.get_by_role("status")).to_contain_text("La page ne dit pas tout du prix des études")
    take_picture(desk, "preview")
    if javascript:
        assert faults(desk) == []
        assert fits(desk)
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.get_by_role("status")).to_contain_text("C’est publié")
    expect(desk.get_by_text("1 personne prévenue")).to_be_visible()
    told = letter(tmp_path / "mail", "lea@example.org", "La page du métier le dit maintenant")
    assert f"« {said} »" in told
    to_lea = re.compile(rb"^To: .*lea@", re.M)  # the answer, and this: nothing else, ever
    mails = (path.read_bytes() for path in (tmp_path / "mail").glob("*.eml"))
    assert sum(bool(to_lea.search(mail)) for mail in mails) == 2
