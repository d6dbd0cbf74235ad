"""« Métiers »: a job is added from its page, sentence by sentence, and visitors ask about it."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from datetime import date
from html import unescape
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, insert

from conversations.schema import phrase
from knowledge import load_job
from staff import audit
from staff.accounts import Role
from staff.page_fetching import PageFetcher
from staff.page_watch import PageWatch
from staff.schema import added_job, changed_fact, watched_page
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, words
from tests.page_house import PageHouse, asking_this_machine
from web.equipe.sentences import event_sentence

PAGE = "/equipe/metiers"
HTML = """<h1>Technicien éolien</h1><p>Il entretient des éoliennes. Il grimpe à 80 mètres.</p>
<h2>Le salaire</h2><p>Un débutant gagne 1 900 € bruts par mois.</p>
<p>L’école coûte 900 € par an.</p>"""
CHOICES = ("missions", "rien", "salary", "school_price")


@pytest.fixture(scope="module")
def house():
    served = PageHouse(HTML)
    yield served
    served.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request, tmp_path_factory, house):
    home = tmp_path_factory.mktemp("home")
    database = a_database(request.param, request, home)
    may_ask = asking_this_machine(tmp_path_factory.mktemp("path"))
    with WebServer(home, database, **may_ask).running() as started:
        yield started


@pytest.fixture
def boss(desk, server, house):
    house.status = 200
    house.shows(HTML)
    yield desk(Role.ADMINISTRATION)
    with server.services.engine.begin() as connection:
        for table in (added_job, phrase, changed_fact, watched_page):
            connection.execute(delete(table))


def added(boss, house, **changes):
    url = house.url
    fields = {"nom": "Technicien éolien", "de": "de technicien éolien", "adresse": url, "texte": ""}
    return boss.post(PAGE, **{**fields, **changes})


def decided(boss, slug="technicien-eolien", choices=CHOICES) -> None:
    for number, choice in enumerate(choices, 1):
        answer = boss.post(f"{PAGE}/{slug}/phrase", phrase=str(number), sens=choice)
        assert answer.headers.get("location") == f"{PAGE}/{slug}", words(answer)


def is_soon_so(is_so: Callable[[], bool]) -> bool:
    """Wait as long as a process may take a moment's jobs for those of now."""
    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.5)
    return is_so()


def test_each_sentence_is_asked_about_then_read_then_published(boss, house, server):
    answer = added(boss, house)
    assert answer.headers["location"] == f"{PAGE}/technicien-eolien"
    page = words(boss.get(f"{PAGE}/technicien-eolien"))
    assert "phrase 1 sur 4" in page
    assert "Il entretient des éoliennes." in page
    assert "Le prix des études" in page

    decided(boss, choices=CHOICES[:3])
    assert "Il reste 1 phrase à décider" in words(boss.get(f"{PAGE}/technicien-eolien/relire"))
    decided(boss)
    done = boss.get(f"{PAGE}/technicien-eolien")
    assert done.headers["location"] == f"{PAGE}/technicien-eolien/relire"
    shown = words(boss.get(f"{PAGE}/technicien-eolien/relire"))
    assert "Les missions Il entretient des éoliennes." in shown
    assert "Le prix des études La page ne dit pas tout du prix des études." in shown
    assert "Il grimpe à 80 mètres. Rien." in shown
    assert "technicien-eolien" not in server.services.jobs

    answer = boss.post(f"{PAGE}/technicien-eolien/publier")

    assert answer.headers["location"] == f"{PAGE}?fait=metier"
    assert '<conseiller-chat job="technicien-eolien">' in unescape(boss.get(PAGE).text)
    services = server.services
    services.jobs._read_at = -10.0  # the server runs in another process
    said = services.answer("technicien-eolien", "salary")
    assert said["answer"] == "Un débutant gagne 1 900 € bruts par mois."
    assert said["source"].startswith(f"{house.url}#:~:text=Un%20d")
    assert services.answer("technicien-eolien", "skills") is None

    boss.post(f"{PAGE}/technicien-eolien/phrase", phrase="3", sens="rien")
    services.jobs._read_at = -10.0
    assert services.answer("technicien-eolien", "salary") is None
    boss.post(f"{PAGE}/technicien-eolien/retirer")
    services.jobs._read_at = -10.0
    assert "technicien-eolien" not in services.jobs
    assert boss.post(f"{PAGE}/technicien-eolien/effacer").headers["location"].endswith("efface")
    assert boss.get(f"{PAGE}/technicien-eolien").status_code == 404


def test_what_was_pasted_is_read_in_place_of_the_page(boss, house):
    added(boss, house, adresse="https://ecole.example/x", texte="Métier\nIl répare des choses.")

    assert "Il répare des choses." in words(boss.get(f"{PAGE}/technicien-eolien"))


def test_its_folder_loads(boss, house, tmp_path):
    added(boss, house)
    decided(boss)

    answer = boss.get(f"{PAGE}/technicien-eolien/dossier")

    ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    job = load_job(tmp_path / "technicien-eolien" / "job.yml")
    assert job.topics["missions"].answer == "Il entretient des éoliennes."
    [fact] = job.silences["school_price"].tells
    assert job.facts[fact].quote == "L’école coûte 900 € par an."


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"nom": ""}, "Donnez le nom"),
        ({"nom": "***"}, "Donnez le nom"),
        ({"nom": "Responsable e-commerce"}, "Il y a déjà un métier"),
        ({"de": "technicien"}, "Écrivez-le avec"),
        ({"adresse": "ecole.example"}, "Cette adresse ne va pas"),
        ({"adresse": "https://" + "x" * 600}, "Cette adresse ne va pas"),
        ({"texte": "Accueil\nContact"}, "aucune phrase entière"),
        ({"adresse": "http://127.0.0.1:9/"}, "ne peut pas être lue"),
    ],
)
def test_what_does_not_go_is_said_and_kept(boss, house, changes, wrong):
    answer = added(boss, house, **changes)

    assert (answer.status_code, wrong in words(answer)) == (422, True)
    kept = {"nom": "Technicien éolien", **changes}["nom"]
    assert re.search(rf'id="nom"[^>]* value="{re.escape(kept)}"', answer.text)
    assert boss.services.added_jobs.all() == []


def test_a_job_of_the_same_name_is_not_added_twice(boss, house):
    added(boss, house)

    assert "Il y a déjà un métier" in words(added(boss, house))


@pytest.mark.parametrize(
    "fields",
    [{}, {"phrase": "1"}, {"phrase": "1", "sens": "x"}, {"phrase": "9" * 50, "sens": "rien"}],
)
def test_a_choice_that_is_none_is_asked_for_again(boss, house, fields):
    added(boss, house)

    answer = boss.post(f"{PAGE}/technicien-eolien/phrase", **fields)
    odd = boss.get(f"{PAGE}/technicien-eolien?phrase={'9' * 5000}")

    assert answer.status_code in (409, 422)
    assert odd.status_code == 200
    assert boss.services.added_jobs.get("technicien-eolien").draft.choices == {}


def test_nothing_is_published_of_which_nothing_is_told(boss, house):
    added(boss, house)

    answer = boss.post(f"{PAGE}/technicien-eolien/publier")

    assert (answer.status_code, "Rien n’est publié" in words(answer)) == (409, True)


def test_one_that_is_published_is_not_deleted_and_one_that_is_gone_is_said_to_be(boss, house):
    added(boss, house)
    decided(boss)
    boss.post(f"{PAGE}/technicien-eolien/publier")

    assert boss.post(f"{PAGE}/technicien-eolien/effacer").status_code == 409
    for what in ("publier", "retirer", "phrase"):
        answer = boss.post(f"{PAGE}/nothing/{what}")
        assert (answer.status_code, "n’existe pas" in words(answer)) == (409, True)


def test_a_page_is_shown_as_text(boss, house):
    house.shows("<p>Il dit &lt;script&gt;alert(1)&lt;/script&gt; à tous.</p>")
    added(boss, house)

    assert "<script>alert" not in boss.get(f"{PAGE}/technicien-eolien").text


def test_only_administrators_add_jobs(secretary):
    assert secretary.get(PAGE).status_code == 403


def test_a_page_that_changed_is_read_anew_and_what_is_as_before_keeps_its_choice(
    boss, house, server
):
    added(boss, house)
    decided(boss)
    boss.post(f"{PAGE}/technicien-eolien/publier")
    house.shows(
        "<p>Il conduit un camion tout équipé.</p>"
        + HTML.replace("1 900", "2 100").split("</h1>")[1]
    )

    answer = boss.post(f"{PAGE}/technicien-eolien/lire", adresse=house.url)

    assert answer.headers["location"] == f"{PAGE}/technicien-eolien/relire?fait=metier_relu"
    page = words(boss.get(answer.headers["location"]))
    assert "La page est lue de nouveau" in page
    assert "Il reste 2 phrases à décider" in page
    assert "Les missions Il entretient des éoliennes." in page
    assert "1 900" not in page
    services = server.services
    services.jobs._read_at = -10.0
    assert services.answer("technicien-eolien", "salary") is None
    assert "éoliennes" in services.answer("technicien-eolien", "missions")["answer"]
    event = audit.latest(services.engine, 1)[0]
    assert "a lu de nouveau la page d’un métier" in event_sentence(event)


@pytest.mark.parametrize(
    ("status", "shown", "address", "wrong"),
    [
        (200, HTML, "ecole.example", "Cette adresse ne va pas"),
        (200, HTML, "https://" + "x" * 600, "Cette adresse ne va pas"),
        (404, HTML, None, "ne peut pas être lue"),
        (200, "<p>Accueil</p>", None, "aucune phrase entière"),
    ],
)
def test_what_keeps_it_from_being_read_anew_is_said_beside_and_changes_nothing(
    boss, house, status, shown, address, wrong
):
    added(boss, house)
    decided(boss)
    before = boss.services.added_jobs.get("technicien-eolien")
    house.status = status
    house.shows(shown)

    answer = boss.post(f"{PAGE}/technicien-eolien/lire", adresse=address or house.url)

    assert answer.status_code == 422
    assert wrong in words(answer)
    assert re.search(r'id="adresse"[^>]* aria-invalid="true" aria-describedby', answer.text)
    assert boss.services.added_jobs.get("technicien-eolien") == before


def test_it_is_said_what_it_can_and_that_its_page_is_watched(boss, house):
    added(boss, house)
    decided(boss)

    page = words(boss.get(f"{PAGE}/technicien-eolien/relire"))

    assert "il comprend sujet par sujet" in page
    assert "Pas encore : un fait à part" in page
    assert "elle est relue chaque heure" in page
    boss.post(f"{PAGE}/technicien-eolien/publier")
    assert is_soon_so(lambda: house.url in words(boss.get("/equipe/page")))
    boss.post(f"{PAGE}/technicien-eolien/retirer")
    assert is_soon_so(lambda: house.url not in words(boss.get("/equipe/page")))


def test_what_its_page_no_longer_says_is_shown_with_its_name(boss, house, server):
    added(boss, house)
    decided(boss)
    boss.post(f"{PAGE}/technicien-eolien/publier")
    services, fetcher = server.services, PageFetcher(may_ask=lambda address: True)
    services.jobs._read_at = -10.0
    watch = PageWatch(services.engine, services.page_address, fetcher, services.outbox, "e@x.fr")
    watch.check(services.jobs["technicien-eolien"], NOW_THERE)
    house.shows(HTML.replace("1 900", "2 100"))
    watch.check(services.jobs["technicien-eolien"], NOW_THERE)

    assert is_soon_so(lambda: "La page a changé 1" in words(boss.get("/equipe")))
    assert "Sa page a changé (Technicien éolien)" in words(boss.get(PAGE))
    page = boss.get("/equipe/page")
    assert "Avant : « Un débutant gagne 1 900 €" in words(page)
    assert "l’administration peut aussi lire de nouveau toute sa page, dans « Métiers »" in words(
        page
    )
    hidden = re.findall(r'name="(metier|faits|maintenant)" value="([^"]*)"', page.text)
    form = {name: unescape(value) for name, value in hidden}
    assert form["metier"] == "technicien-eolien"
    boss.post("/equipe/page/garder", "/equipe/page", **form)
    assert services.page_watch.in_doubt("technicien-eolien") == frozenset()


def test_a_phrase_about_it_may_mean_its_topics(boss, house, server):
    added(boss, house)
    decided(boss)
    boss.post(f"{PAGE}/technicien-eolien/publier")
    row = {"id": "a", "digest": "a", "job": "technicien-eolien", "said": "", "text": "la thune ?"}
    read = {"intent": "ask_missions", "points": [], "confidence": 0.4, "margin": 0.1, "asked": 1}
    also = {"outcome": "told", "last_on": date(2026, 11, 24)}
    with server.services.engine.begin() as connection:
        connection.execute(insert(phrase).values(**row, **read, **also))

    choices = boss.get("/equipe/phrases/a").text

    assert '<option value="ask_salary">en général</option>' in choices
    assert 'value="ask_not_on_page/school_price"' in choices
    assert "sentence_" not in choices
