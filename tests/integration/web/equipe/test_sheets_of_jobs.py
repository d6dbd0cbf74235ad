"""« La fiche », « Compléter » and « La page » of a job that was added: its own, and no other's."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from sqlalchemy import delete, insert, select

from conversations.schema import phrase
from staff.accounts import Role
from staff.page_fetching import PageFetcher, PageUnread
from staff.page_watch import PageWatch
from staff.schema import added_job, changed_fact, job_text, page_addition, watched_page
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, words
from tests.page_house import PageHouse, asking_this_machine

JOB = "technicien-eolien"
SHEET = f"/equipe/fiche?metier={JOB}"
HTML = """<h1>Technicien éolien</h1><p>Il entretient des éoliennes. Il grimpe à 80 mètres.</p>
<h2>Le salaire</h2><p>Un débutant gagne 1 900 € bruts par mois.</p>"""
ASKED = "il faut le vertige ou pas ?"


@pytest.fixture(scope="module")
def house():
    served = PageHouse(HTML)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def usual():
    """The page of the usual job."""
    served = PageHouse("")
    yield served
    served.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request, tmp_path_factory, house, usual):
    home = tmp_path_factory.mktemp("home")
    database = a_database(request.param, request, home)
    may_ask = asking_this_machine(tmp_path_factory.mktemp("path"))
    with WebServer(home, database, PAGE_URL=usual.url, **may_ask).running() as started:
        yield started


@pytest.fixture
def boss(desk, server, house, usual):
    """The office, with a job that was added a moment ago."""
    house.status = 200
    house.shows(HTML)
    boss = desk(Role.ADMINISTRATION)
    usual.shows("".join(f"<p>{line}</p>" for line in page_text(server).splitlines()))
    named = {"nom": "Technicien éolien", "de": "de technicien éolien"}
    boss.post("/equipe/metiers", adresse=house.url, texte="", **named)
    for number, choice in enumerate(("missions", "missions", "salary"), 1):
        boss.post(f"/equipe/metiers/{JOB}/phrase", phrase=str(number), sens=choice)
    boss.post(f"/equipe/metiers/{JOB}/publier")
    server.services.jobs._read_at = -10.0
    assert is_soon_so(lambda: JOB in boss.get("/equipe/fiche").text)
    yield boss
    with server.services.engine.begin() as connection:
        for table in (added_job, phrase, changed_fact, watched_page, job_text, page_addition):
            connection.execute(delete(table))


def is_soon_so(is_so: Callable[[], bool]) -> bool:
    """Wait as long as a process may take a moment's jobs for those of now."""
    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.3)
    return is_so()


def page_text(server) -> str:
    return server.services.default_job.page.text


def form_of(page) -> dict[str, str]:
    text = page.text.replace("\n", " ")
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', text)
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text)
    chosen = [
        (name, next(iter(re.findall(r'value="([^"]+)" selected', choices)), ""))
        for name, choices in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', text)
    ]
    found = {name: unescape(text) for name, text in (*texts, *hidden, *chosen)}
    found.pop("jeton", None)
    return found


def reworded(boss, topic, changes):
    """Change a topic's texts; those named by the end of their name and what they say."""
    form = boss.get(f"/equipe/fiche/{topic}?metier={JOB}")
    written = form_of(form)
    for (end, before), after in changes.items():
        [name] = [n for n, text in written.items() if n.endswith(end) and before in text]
        written[name] = after
    shown = boss.post(f"/equipe/fiche/{topic}/apercu", **written)
    return boss.post(f"/equipe/fiche/{topic}", **form_of(shown)), shown


def said(server, topic, *points) -> str:
    services = server.services
    services.jobs._read_at = -10.0  # the server runs in another process
    services.worded(JOB)
    return services.answer(JOB, topic, points)["answer"]


def test_the_sheet_of_an_added_job_is_changed_and_gone_back_on_alone(boss, server):
    shown = boss.get("/equipe/fiche")
    assert f'<option value="{JOB}">Technicien éolien</option>' in shown.text
    assert "Les missions" in words(boss.get(SHEET))
    assert "D’autres façons" not in words(boss.get(f"/equipe/fiche/missions?metier={JOB}"))
    high = "Il entretient des éoliennes, à 80 mètres de haut."
    climbs = {("/says", "grimpe"): "Il monte à 80 mètres.", ("/answer", "grimpe"): high}

    answer, preview = reworded(boss, "missions", climbs)

    assert "à 80 mètres de haut" in words(preview)
    assert answer.headers["location"] == f"/equipe/fiche?metier={JOB}&fait=fiche"
    assert said(server, "missions") == high
    assert "La fiche a changé" not in words(boss.get("/equipe/fiche"))
    page = boss.get(SHEET)
    assert "La fiche a changé" in words(page)
    assert "de haut" in words(boss.get(f"/equipe/metiers/{JOB}/relire"))
    answer = boss.post("/equipe/fiche", SHEET, **form_of(page))
    assert answer.headers["location"] == f"/equipe/fiche?metier={JOB}&fait=fiche_reprise"
    assert said(server, "missions") == "Il entretient des éoliennes. Il grimpe à 80 mètres."


def test_a_quote_is_looked_for_on_the_jobs_own_page(boss, server):
    usual_sentence = "Découvrir le programme"
    assert usual_sentence in page_text(server)

    _, shown = reworded(boss, "missions", {("/quote", "grimpe"): usual_sentence})

    assert shown.status_code == 422
    assert "aria-invalid" in shown.text


def test_what_the_page_says_no_more_takes_the_topics_own_words_along(boss, house, server):
    reworded(boss, "salary", {("/answer", "1 900"): "On y gagne 1 900 € bruts, au début."})
    cares = "Il prend soin d’éoliennes."
    reworded(boss, "missions", {("/says", "entretient"): cares, ("/answer", "entretient"): cares})
    assert said(server, "salary") == "On y gagne 1 900 € bruts, au début."
    moved = "<p>Il conduit un camion tout équipé.</p>"
    house.shows(moved + HTML.replace("1 900", "2 100").split("</h1>")[1])

    boss.post(f"/equipe/metiers/{JOB}/lire", adresse=house.url)
    boss.post(f"/equipe/metiers/{JOB}/phrase", phrase="4", sens="salary")

    assert said(server, "salary") == "Un débutant gagne 2 100 € bruts par mois."
    assert said(server, "missions") == cares
    assert "La fiche a changé" not in words(boss.get(SHEET))
    boss.post(f"/equipe/metiers/{JOB}/phrase", phrase="1", sens="missions")
    assert "camion" in said(server, "missions")


def test_words_go_with_a_job_that_is_deleted(boss, server):
    reworded(boss, "missions", {("/says", "grimpe"): "Il monte."})

    boss.post(f"/equipe/metiers/{JOB}/retirer")
    boss.post(f"/equipe/metiers/{JOB}/effacer")

    with server.services.engine.connect() as connection:
        assert connection.execute(select(job_text)).all() == []


def test_what_its_visitors_ask_becomes_a_paragraph_for_its_own_page(boss, house, server):
    row = {"id": "v", "digest": "v", "job": JOB, "said": "", "text": ASKED, "asked": 6}
    read = {"intent": "ask_not_on_page", "points": ["job_conditions"], "confidence": 0.9}
    also = {"margin": 0.8, "outcome": "left_open", "last_on": date(2026, 11, 24)}
    with server.services.engine.begin() as connection:
        connection.execute(insert(phrase).values(**row, **read, **also))
    assert "Technicien éolien" in words(boss.get("/equipe/phrases/ouvertes"))
    text = "Il travaille en hauteur par tous les temps."
    draft = form_of(boss.get("/equipe/completer/pour/v"))
    boss.post(
        "/equipe/completer", **{**draft, "texte": text, "titre": "Le vertige ?", "suivre": "oui"}
    )
    house.shows(HTML + f"<p>{text}</p>")
    watch_of(server).check(server.services.worded(JOB), NOW_THERE)
    assert "Technicien éolien" in words(boss.get("/equipe/completer"))
    number = re.search(r"/equipe/completer/(\d+)", boss.get("/equipe/completer").text)[1]

    form = form_of(boss.get(f"/equipe/completer/{number}")) | {"sujet": "missions"}
    assert form["citation"] == text
    answer = boss.post(f"/equipe/completer/{number}", **form, publier="oui")

    assert answer.headers["location"] == "/equipe/completer?fait=paragraphe_publie"
    assert text in said(server, "missions", "job_conditions")
    assert "par tous les temps" not in words(boss.get("/equipe/fiche/missions"))


def watch_of(server) -> PageWatch:
    services = server.services
    fetcher = PageFetcher(may_ask=lambda address: True)
    return PageWatch(services.engine, address_of(server), fetcher, services.outbox, "e@x.fr")


def address_of(server):
    """As the server does, which runs with another PAGE_URL than these services."""
    usual = server.services.default_job.slug
    return lambda job: server.services.page_address(job) if job != usual else server.usual_url


def test_one_page_that_is_not_read_says_nothing_of_the_other(boss, house, usual, server):
    server.usual_url = usual.url
    watch, services = watch_of(server), server.services
    house.status = 404
    watch.check(services.worded(services.default_job.slug), NOW_THERE)
    with pytest.raises(PageUnread):
        watch.check(services.worded(JOB), NOW_THERE)

    page = words(boss.get("/equipe/page"))

    assert page.count("Illisible") == 1
    said_of = {
        url: page.partition(f"{url} (nouvel onglet)")[2][:30] for url in (usual.url, house.url)
    }
    assert "Lue il y a" in said_of[usual.url]
    assert "Pas encore lue Illisible" in said_of[house.url]
    assert "Elle n’est plus à cette adresse (404)." in page
    assert "Une page ne l’est pas" in page
    house.status = 200
    watch.check(services.worded(JOB), NOW_THERE)
    page = words(boss.get("/equipe/page"))
    assert "Illisible" not in page
    assert "Tout ce que dit l’assistant est sur la page." in page


def test_a_job_that_is_not_there_has_no_sheet(boss):
    for path in ("/equipe/fiche?metier=rien", "/equipe/fiche/salary?metier=rien"):
        assert boss.get(path).status_code == 404
    assert boss.post("/equipe/fiche/salary", metier="rien").status_code == 404
    assert boss.services.added_jobs.get(JOB).draft.name == "Technicien éolien"
