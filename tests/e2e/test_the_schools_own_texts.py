"""An administrator changes what the school says of itself; the next visitor reads and hears it."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import expect

from booking.model import BookingRequest, Visitor
from runtime.settings import Settings
from runtime.wiring import Services
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.running import make_conseiller
from tests.e2e.chat import Chat, faults, fits
from tests.e2e.team import letter
from tests.equipe import NOW_THERE


@pytest.fixture
def school(tmp_path):
    running = make_conseiller(tmp_path / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def services(school):
    key = (school.home / "secret_key").read_text()
    made = Services(Settings(_env_file=None, CONSEILLER_HOME=school.home, secret_key=key))
    yield made
    made.engine.dispose()


def test_a_new_name_and_greeting_are_said_everywhere(school, services, new_page, take_picture):
    ada = services.accounts.invite(
        "ada@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, NOW_THERE
    )
    token = services.sessions.open(ada, "Chromium", services.now())
    page = new_page(viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])

    page.goto(f"{school.url}/equipe/ecole")
    assert faults(page) == []
    page.get_by_label("Nom de l’école").fill("Institut du Web")
    page.get_by_label("Nom de l’assistant").fill("Léa")
    page.get_by_label("Son message d’accueil").fill("Que puis-je vous dire du métier ?")
    page.get_by_label("Responsable des données").fill("Institut du Web, Lille")
    page.get_by_role("button", name="Relire avant de publier").click()
    expect(page.get_by_text("Bonjour ! Je suis Léa, l’assistant automatique")).to_be_visible()
    assert faults(page) == []
    assert fits(page)
    take_picture(page, "preview")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("status")).to_contain_text("C’est publié")

    visitor = new_page()
    visitor.goto(school.url)
    expect(visitor).to_have_title(re.compile("Institut du Web"))
    chat = Chat(visitor)
    chat.open()
    expect(chat.log).to_contain_text("Léa, l’assistant automatique de Institut du Web")
    expect(chat.log).to_contain_text("Que puis-je vous dire du métier ?")
    expect(visitor.get_by_role("heading", name="Léa")).to_be_visible()
    chat.say("que faites-vous de mes données ?", "Responsable de ces données")
    chat.say("avec qui est l'entretien ?", "l’équipe de Institut du Web")

    said = httpx.get(f"{school.url}/rendez-vous").text
    assert "Institut du Web" in said
    asked = Visitor("Paul Durand", "paul@example.com")
    start = NOW_THERE.replace(day=30, hour=10, minute=0)
    services.desk.book(BookingRequest(asked, start, NOW_THERE, "a key"), NOW_THERE)
    assert "L’équipe Institut du Web" in letter(school.home / "mail", "paul@", "confirmé")
