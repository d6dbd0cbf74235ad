"""A secretary corrects the assistant in Chromium, and takes it back, while visitors talk."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from runtime.settings import Settings
from runtime.wiring import Services
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.running import Talk, make_conseiller

DESK = {"width": 1280, "height": 900}
SAID = "c'est quoi le grisbi dans ce truc"
SALARY = "40 à 80\u00a0k€"
LEARNING_SECONDS = 3000  # at the lowest priority, beside other tests


@pytest.fixture
def school(tmp_path):
    running = make_conseiller(tmp_path / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def services(school):
    ports = {name: int(school.environment[name.upper()]) for name in ("rasa_port", "web_port")}
    opened = Services(Settings(_env_file=None, CONSEILLER_HOME=school.home, **ports))
    yield opened
    opened.engine.dispose()


class Crowd:
    """Visitors who ask the same all the time, and what they were told."""

    def __init__(self, url: str, count: int) -> None:
        self.wrong: list[str] = []
        self.answered = 0
        self._over = threading.Event()
        self._talks = [threading.Thread(target=self._talk, args=(url,)) for _ in range(count)]

    def __enter__(self):
        for talk in self._talks:
            talk.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for talk in self._talks:
            talk.join()

    def _talk(self, url: str) -> None:
        visitor = Talk(url)
        while not self._over.is_set():
            answer = visitor.send(text="quel est le salaire ?")
            self.answered += 1
            said = "" if answer.is_error else answer.json()["messages"][0]["text"]
            if SALARY not in said:
                self.wrong.append(f"{answer.status_code}: {answer.text[:200]}")
            time.sleep(1)


@pytest.mark.timeout(LEARNING_SECONDS + 300)
def test_a_correction_changes_an_answer_and_can_be_taken_back(
    school, services, new_page, take_picture
):
    assert SALARY not in Talk(school.url).say(SAID)
    now = datetime.now(UTC)
    zoe = services.accounts.invite("zoe@x.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, now)
    token = services.sessions.open(zoe, "Firefox", datetime(2026, 11, 25, 9, 5, tzinfo=UTC))
    page = new_page(viewport=DESK)
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])

    # She sees what was typed, says what it meant, and has the assistant learn.
    page.goto(f"{school.url}/equipe/phrases")
    expect(page.locator("strong", has_text="c'est quoi le […]")).to_be_visible()
    take_picture(page, "phrases")
    page.get_by_role("link", name="Plutôt…").first.click()
    page.get_by_label("Phrase à apprendre").fill(SAID)  # she knows the word that was hidden
    page.get_by_label("Elle voulait plutôt").select_option("ask_salary")
    page.get_by_role("button", name="C’est cela").click()
    expect(page.get_by_role("status")).to_contain_text("l’apprendra")
    page.get_by_role("link", name="Apprendre").click()
    page.get_by_role("button", name="Apprendre maintenant").click()
    until_it_is_ready(page)
    take_picture(page, "ready")
    assert SALARY not in Talk(school.url).say(SAID)  # nothing has changed yet

    with Crowd(school.url, 20) as crowd:
        page.get_by_role("button", name="Publier (version 1)").click(timeout=60_000)
        expect(page.get_by_role("status")).to_contain_text("C’est fait", timeout=60_000)
        assert SALARY in Talk(school.url).say(SAID)
        page.get_by_role("button", name="Revenir à l’origine").click(timeout=60_000)
        expect(page.get_by_role("status")).to_contain_text("C’est fait", timeout=60_000)
        assert SALARY not in Talk(school.url).say(SAID)

    assert crowd.answered > 20
    assert crowd.wrong == []


def until_it_is_ready(page) -> None:
    deadline = time.monotonic() + LEARNING_SECONDS
    while not page.get_by_text("Prête").is_visible():
        assert page.get_by_text("Refusée").or_(page.get_by_text("N’a pas abouti")).count() == 0
        assert time.monotonic() < deadline
        time.sleep(3)
        page.reload()
