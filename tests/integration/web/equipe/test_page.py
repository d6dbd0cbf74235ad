"""« La page »: what it no longer says is shown, and told again on a person's word alone."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import delete

from staff import audit
from staff.accounts import Role
from staff.audit import Action
from staff.page_fetching import PageFetcher
from staff.page_watch import PageWatch
from staff.schema import changed_fact, watched_page
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, words
from tests.page_house import PageHouse
from web.equipe.sentences import event_sentence


@pytest.fixture(scope="module")
def house():
    served = PageHouse("")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def running(request, tmp_path_factory, house):
    home = tmp_path_factory.mktemp("home")
    database = a_database("sqlite", request, home)
    with WebServer(home, database, PAGE_URL=house.url).running() as started:
        yield started


@pytest.fixture
def watch(server, house):
    """Reads the page as the routine does, but from this machine; it begins as it was."""
    made = server.services
    house.shows("".join(f"<p>{html.escape(line)}</p>" for line in page_of(made).splitlines()))
    fetcher = PageFetcher(may_ask=lambda address: True)
    yield PageWatch(made.engine, lambda _: house.url, fetcher, made.outbox, "equipe@ecole.example")
    with made.engine.begin() as connection:
        for table in (changed_fact, watched_page):
            connection.execute(delete(table))


def page_of(services) -> str:
    return services.worded("responsable-ecommerce").page.text


def change(house, watch, services, before: str, after: str) -> None:
    assert before in house.body.decode()
    house.shows(house.body.decode().replace(before, after))
    watch.check(services.worded("responsable-ecommerce"), NOW_THERE)


def form_of(page: str) -> dict[str, str]:
    fields = re.findall(
        r'<input type="hidden" name="(metier|faits|maintenant)" value="([^"]*)"', page
    )
    return {name: html.unescape(value) for name, value in fields}


def test_a_change_is_shown_and_a_yes_ends_it(secretary, server, house, watch):
    job = server.services.worded("responsable-ecommerce").slug
    change(house, watch, server.services, "entre 40 et 80", "entre 45 et 90")

    assert "La page a changé 1" in words(secretary.get("/equipe"))
    page = secretary.get("/equipe/page")
    assert "Maintenant : « Un cadre peut obtenir entre 45 et 90 k€" in words(page)
    answer = secretary.post("/equipe/page/garder", "/equipe/page", **form_of(page.text))

    assert answer.headers["Location"] == "/equipe/page?fait=page_gardee"
    assert "La page a changé" not in words(secretary.get("/equipe"))
    assert "Gardé par l’équipe" in words(secretary.get("/equipe/page"))
    assert watch.in_doubt(job) == frozenset()
    event = audit.latest(server.services.engine, 1)[0]
    assert (event.action, event.actor.name) == (Action.FACT_KEPT, secretary.account.name)
    assert "a confirmé ce que l’assistant dit" in event_sentence(event)


def test_a_yes_to_what_has_changed_again_since_decides_nothing(secretary, server, house, watch):
    job = server.services.worded("responsable-ecommerce").slug
    change(house, watch, server.services, "entre 40 et 80", "entre 45 et 90")
    seen = form_of(secretary.get("/equipe/page").text)
    change(house, watch, server.services, "entre 45 et 90", "entre 10 et 20")

    answer = secretary.post("/equipe/page/garder", "/equipe/page", **seen)

    assert answer.status_code == 409
    assert "La page a encore changé" in words(answer)
    assert "salary_range" in watch.in_doubt(job)


@pytest.mark.parametrize("fields", [{}, {"faits": "x"}, {"faits": "", "maintenant": ""}])
def test_a_yes_to_nothing_decides_nothing(secretary, watch, fields):
    assert secretary.post("/equipe/page/garder", "/equipe/page", **fields).status_code == 409


def test_what_stands_on_the_page_is_shown_as_text(secretary, server, house, watch):
    script = "&lt;script&gt;alert(1)&lt;/script&gt;"
    change(house, watch, server.services, "40 et 80 k€ nets", f"45 et 90 k€ nets {script}")

    assert "<script>alert" not in secretary.get("/equipe/page").text


def test_a_page_that_is_as_it_was_says_so(secretary, server, watch):
    assert "Une page ne l’est pas" in words(secretary.get("/equipe/page"))
    watch.check(server.services.worded("responsable-ecommerce"), NOW_THERE)
    assert "Tout ce que dit l’assistant est sur la page" in words(secretary.get("/equipe/page"))


def test_who_only_receives_decides_nothing(desk, watch):
    assert desk(Role.INTERVENANT).get("/equipe/page").status_code == 403
