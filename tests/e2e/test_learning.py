"""A secretary corrects the assistant in Chromium, and takes it back, while visitors talk."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from bench.processes import cpu_seconds
from runtime.settings import Settings
from runtime.wiring import Services
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.running import Talk, make_conseiller

DESK = {"width": 1280, "height": 900}
SAID = "on a du zlaribou au bout ?"
SALARY = "40 à 80\u00a0k€"
WRONG = ("c'est quoi les missions", "quelles sont les missions")
LEARNING_SECONDS = 600  # at the lowest priority, beside other tests
VISITORS, PAUSE_SECONDS = 100, 10  # between two messages of one: each reads, thinks and types
ROLL_BACK_SECONDS = 5
AT_ONCE_SECONDS = 30  # all other tests may run beside it, on two cores


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
            time.sleep(PAUSE_SECONDS / len(self._talks))
        return self

    def __exit__(self, *_):
        self._over.set()
        for talk in self._talks:
            talk.join()

    def wait_until_all_have_been_answered(self) -> None:
        """Wait until everybody is really there."""
        while self.answered < len(self._talks):
            time.sleep(0.2)

    def _talk(self, url: str) -> None:
        visitor = Talk(url)
        while not self._over.is_set():
            answer = visitor.send(text="quel est le salaire ?")
            self.answered += 1
            said = "" if answer.is_error else answer.json()["messages"][0]["text"]
            if SALARY not in said:
                self.wrong.append(f"{answer.status_code}: {answer.text[:200]}")
            self._over.wait(PAUSE_SECONDS)


@pytest.fixture
def page(school, services, new_page):
    """The browser of a secretary who has signed in."""
    now = datetime.now(UTC)
    zoe = services.accounts.invite("zoe@x.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, now)
    token = services.sessions.open(zoe, "Firefox", datetime(2026, 11, 25, 9, 5, tzinfo=UTC))
    page = new_page(viewport=DESK)
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    return page


@pytest.mark.timeout(2 * LEARNING_SECONDS + 300)
def test_a_correction_changes_an_answer_and_a_wrong_one_is_refused(school, page, take_picture):
    assert SALARY not in Talk(school.url).say(SAID)
    for text in WRONG:
        Talk(school.url).say(text)

    # She sees what was typed, says what it meant, and has the assistant learn.
    page.goto(f"{school.url}/equipe/phrases")
    expect(page.locator("strong", has_text="on a du […] au bout ?")).to_be_visible()
    take_picture(page, "phrases")
    correct(page, "on a du […] au bout ?", SAID)  # she knows the word that was hidden
    learn(page)
    expect(page.get_by_text("Prête")).to_be_visible()
    take_picture(page, "ready")
    assert SALARY not in Talk(school.url).say(SAID)  # nothing has changed yet

    # Wrong ones would be felt by others: they are refused, and these are named.
    for text in WRONG:
        page.goto(f"{school.url}/equipe/phrases")
        correct(page, text, text)
    learn(page)
    refused = page.locator("#version-2")
    expect(refused).to_contain_text("Refusée")
    expect(refused).to_contain_text("Vont contre ce que l’assistant sait")
    lost = refused.locator("h3", has_text="Ce qui ne le serait plus").locator("+ ul > li")
    assert lost.count() >= 3
    expect(lost.filter(has_text="que l’assistant connaît").first).to_contain_text("missions")
    expect(page.get_by_role("button", name="Publier (version 2)")).to_have_count(0)
    take_picture(page, "refused")

    # She publishes the first, and takes it back, while many talk.
    with Crowd(school.url, VISITORS) as crowd:
        crowd.wait_until_all_have_been_answered()
        publish(page, "Publier (version 1)")
        assert SALARY in Talk(school.url).say(SAID)
        publish(page, "Revenir à l’origine")
        assert SALARY not in Talk(school.url).say(SAID)
    assert crowd.wrong == []

    # Going back takes seconds of a processor, whatever else is done on it.
    publish(page, "Revenir à cette version (version 1)")
    rasa = school.process_of("nlu.serving.serve")
    began = cpu_seconds(rasa)
    publish(page, "Revenir à l’origine")
    assert cpu_seconds(rasa) - began < ROLL_BACK_SECONDS


def correct(page, shown: str, meant: str) -> None:
    """Say that a phrase asks for the salary."""
    row = page.locator("li", has=page.locator("strong", has_text=shown))
    row.get_by_role("link", name="Plutôt…").click()
    page.get_by_label("Phrase à apprendre").fill(meant)
    page.get_by_label("Elle voulait plutôt").select_option("ask_salary")
    page.get_by_role("button", name="C’est cela").click()
    expect(page.get_by_role("status")).to_contain_text("l’apprendra")


def learn(page) -> None:
    """Have the assistant learn, and wait until it has."""
    page.get_by_role("link", name="Apprendre", exact=True).first.click()
    page.get_by_role("button", name="Apprendre maintenant").click()
    deadline = time.monotonic() + LEARNING_SECONDS
    while page.get_by_role("button", name="Apprendre maintenant").count() == 0:
        assert time.monotonic() < deadline
        time.sleep(1)
        page.reload()


def publish(page, button: str) -> None:
    """Publish a version, and see it done at once."""
    began = time.monotonic()
    page.get_by_role("button", name=button).click(timeout=60_000)
    expect(page.get_by_role("status")).to_contain_text("C’est fait", timeout=60_000)
    assert time.monotonic() - began < AT_ONCE_SECONDS
