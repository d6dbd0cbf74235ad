"""« Compléter la page »: a paragraph is sent, comes back from the page, is published and told."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from booking import schema as booking_schema
from conversations.schema import phrase
from notify import schema as notify_schema
from notify.outbox.message import Topic
from staff import audit
from staff.accounts import Role
from staff.audit import Action
from staff.schema import job_text, page_addition, watch, watched_page
from testing.running import ROOT
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, words
from tests.page_house import PageHouse, asking_this_machine

PAGE = "/equipe/completer"
JOB = "responsable-ecommerce"
ASKED = "combien coûte l'année ?"
PRICE = "Les frais sont de 9 000 € par an."
ON_PAGE = (ROOT / "knowledge" / JOB / "page.txt").read_text()
TABLES = (
    *(page_addition, phrase, job_text, watched_page, watch),
    *(notify_schema.outbox, booking_schema.school_question),
)


@pytest.fixture(scope="module")
def house():
    served = PageHouse("")
    yield served
    served.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request, tmp_path_factory, house):
    home = tmp_path_factory.mktemp("home")
    database = a_database(request.param, request, home)
    may_ask = asking_this_machine(tmp_path_factory.mktemp("path"))
    server = WebServer(home, database, PAGE_URL=house.url, **may_ask)
    with server.running() as started:
        yield started


@pytest.fixture
def as_it_was(server, house):
    """The page, a phrase that it left open, and two visitors who put it to the school."""
    house.status = 200
    house.shows(paragraphs(ON_PAGE))
    read = {"intent": "ask_not_on_page", "points": ["school_price"], "outcome": "left_open"}
    also = {"job": JOB, "said": "", "confidence": 0.9, "margin": 0.8, "asked": 7}
    row = {"id": "a", "digest": "a", "text": ASKED, "last_on": date(2026, 11, 24)}
    with server.services.engine.begin() as connection:
        connection.execute(insert(phrase).values(**read, **also, **row))
    for email in ("lea@example.org", "hugo@example.org"):
        server.services.questions.put(ASKED, email, email, NOW_THERE)
    yield
    with server.services.engine.begin() as connection:
        for table in TABLES:
            connection.execute(delete(table))


@pytest.fixture
def zoe(as_it_was, secretary):
    """A secretary who has answered the first of them."""
    question = secretary.services.questions.questions()[0]
    said = f"Bonjour Léa,\n{PRICE}\nÀ bientôt !\nZoé"
    secretary.post(f"/equipe/questions/{question.id}/repondre", reponse=said)
    return secretary


def paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())


def fields(page) -> dict[str, str]:
    """What the form of a page would send."""
    sent = {
        **dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page.text)),
        **dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page.text)),
    }
    for name, choices in re.findall(
        r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', page.text, re.S
    ):
        sent[name] = next(iter(re.findall(r'value="([^"]+)" selected', choices)), "")
    sent["prevenir"] = re.findall(r'name="prevenir" value="(\d+)" checked', page.text)
    sent.pop("jeton", None)
    return {name: html.unescape(v) if isinstance(v, str) else v for name, v in sent.items()}


def proposed(zoe, **changes) -> int:
    draft = fields(zoe.get(f"{PAGE}/pour/a"))
    sent = {**draft, "adresse": "web@ecole.example", "envoyer": "oui", **changes}
    assert zoe.post(PAGE, **sent).headers["location"].startswith(f"{PAGE}?fait=paragraphe")
    with zoe.services.engine.connect() as connection:
        return connection.execute(
            select(page_addition.c.id).order_by(page_addition.c.id.desc())
        ).scalar()


def found(zoe, number, words=PRICE) -> None:
    with zoe.services.engine.begin() as connection:
        change = update(page_addition).where(page_addition.c.id == number)
        connection.execute(change.values(found=words, found_at=NOW_THERE))


def sent_to(zoe, topic) -> list[str]:
    query = select(notify_schema.outbox.c.recipient).where(notify_schema.outbox.c.topic == topic)
    with zoe.services.engine.connect() as connection:
        return sorted(connection.execute(query).scalars())


def says(services) -> str | None:
    services.job_texts.current(services.default_job)  # the server runs in another process
    if services.job(JOB).topic_of("school_price") is None:
        return None
    return services.answer(JOB, "programme", ["school_price"])["answer"]


def test_a_paragraph_is_drafted_from_the_answer_and_sent(zoe):
    listed = words(zoe.get("/equipe/phrases/ouvertes"))
    assert f"{ASKED} 7 fois, 2 posées à l’école" in listed
    assert "Préparer un paragraphe" in listed

    page = zoe.get(f"{PAGE}/pour/a")

    draft = fields(page)
    assert page.status_code == 200, page.text
    assert draft["titre"] == "Combien coûte l’année\u00a0?"
    assert draft["texte"] == PRICE
    proposed(zoe)
    assert sent_to(zoe, Topic.PARAGRAPH) == ["web@ecole.example"]
    assert "Envoyé à web@ecole.example" in words(zoe.get(PAGE))
    assert "Attend la page" in words(zoe.get("/equipe/phrases/ouvertes"))
    assert fields(zoe.get(f"{PAGE}/pour/a"))["adresse"] == "web@ecole.example"


def test_one_that_is_copied_waits_too_and_no_e_mail_leaves(zoe):
    proposed(zoe, suivre="oui", envoyer=[])

    assert sent_to(zoe, Topic.PARAGRAPH) == []
    assert "Copié" in words(zoe.get(PAGE))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"titre": " "}, "Donnez un titre"),
        ({"texte": ""}, "Écrivez le paragraphe"),
        ({"texte": "Trop long. " * 400}, "Écrivez le paragraphe"),
        ({"adresse": "web@"}, "Cette adresse n’est pas complète"),
        ({"adresse": ""}, "Cette adresse n’est pas complète"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(zoe, changes, wrong):
    draft = fields(zoe.get(f"{PAGE}/pour/a"))
    sent = {**draft, "titre": "Le prix ?", "adresse": "web@ecole.example", "envoyer": "oui"}

    answer = zoe.post(PAGE, **{**sent, **changes})

    assert (answer.status_code, wrong in words(answer)) == (422, True)
    assert "titre" in changes or fields(answer)["titre"] == "Le prix ?"
    assert sent_to(zoe, Topic.PARAGRAPH) == []


def test_a_question_that_is_gone_is_said_to_be(zoe):
    for answer in (zoe.get(f"{PAGE}/pour/x"), zoe.post(PAGE, phrase="x")):
        assert "Cette question n’est plus gardée" in words(answer)
        assert answer.status_code in (404, 409)


def test_the_page_answers_and_those_who_asked_are_told_once(zoe, house):
    number = proposed(zoe)
    house.shows(paragraphs(f"{ON_PAGE}\n{PRICE}"))
    found(zoe, number)
    assert "La page répond 1" in words(zoe.get("/equipe"))
    form = fields(zoe.get(f"{PAGE}/{number}"))
    assert form["citation"] == form["dit"] == PRICE
    assert (form["repond"], form["sujet"]) == ("school_price", "programme")
    assert form["facons"] == ASKED
    assert len(form["prevenir"]) == 2

    shown = zoe.post(f"{PAGE}/{number}", **form, relire="oui")

    assert "Ce que dirait l’assistant La page ne dit pas tout du prix des études." in words(shown)
    assert says(zoe.services) is None
    answer = zoe.post(f"{PAGE}/{number}", **fields(shown), publier="oui")
    assert answer.headers["location"] == f"{PAGE}?fait=paragraphe_publie"
    noted = {event.action: event.actor for event in audit.latest(zoe.services.engine, 9)}
    assert noted[Action.PARAGRAPH_PUBLISHED] == zoe.account.actor
    assert PRICE in says(zoe.services)
    assert sent_to(zoe, Topic.ON_PAGE) == ["hugo@example.org", "lea@example.org"]
    assert "Publié" in words(zoe.get(PAGE))
    assert "2 personnes prévenues" in words(zoe.get(PAGE))
    assert "La page répond" not in words(zoe.get("/equipe"))
    assert PRICE in fields(zoe.get("/equipe/fiche/programme")).values()
    assert zoe.services.questions.questions(only_open=True) == []

    again = zoe.post(f"{PAGE}/{number}", **fields(shown), publier="oui")
    assert (again.status_code, "quelqu’un a déjà décidé" in words(again)) == (409, True)
    assert len(sent_to(zoe, Topic.ON_PAGE)) == 2


def test_only_those_who_are_chosen_are_told(zoe, house):
    number = proposed(zoe)
    house.shows(paragraphs(f"{ON_PAGE}\n{PRICE}"))
    form = fields(zoe.get(f"{PAGE}/{number}"))  # not found yet: she copies the sentence

    zoe.post(f"{PAGE}/{number}", **{**form, "prevenir": form["prevenir"][1:]}, publier="oui")

    assert sent_to(zoe, Topic.ON_PAGE) == ["hugo@example.org"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"citation": "Les frais sont de 1 € par an."}, "Ces mots ne sont pas sur la page."),
        ({"citation": ""}, "Ce texte ne peut pas être vide."),
        ({"dit": " "}, "Ce texte ne peut pas être vide."),
        ({"dit": "Comptez 8 000 €."}, "Un chiffre n’est dans aucune citation"),
        ({"repond": "x"}, "Choisissez à quelle question"),
        ({"sujet": "x"}, "Choisissez le sujet"),
    ],
)
@pytest.mark.parametrize("button", ["relire", "publier"])
def test_what_the_page_does_not_say_is_refused(zoe, house, changes, wrong, button):
    number = proposed(zoe)
    house.shows(paragraphs(f"{ON_PAGE}\n{PRICE}"))
    form = {**fields(zoe.get(f"{PAGE}/{number}")), **changes}

    answer = zoe.post(f"{PAGE}/{number}", **form, **{button: "oui"})

    assert (answer.status_code, wrong in words(answer)) == (422, True)
    assert fields(answer)["facons"] == ASKED
    assert says(zoe.services) is None
    assert sent_to(zoe, Topic.ON_PAGE) == []


def test_nothing_is_published_while_the_page_cannot_be_read(zoe, house):
    number = proposed(zoe)
    form = fields(zoe.get(f"{PAGE}/{number}"))
    house.status = 503

    answer = zoe.post(f"{PAGE}/{number}", **form, publier="oui")

    assert (answer.status_code, "ne peut pas être lue" in words(answer)) == (503, True)
    assert fields(answer)["citation"] == PRICE


def test_ways_of_asking_name_nobody(zoe, house):
    number = proposed(zoe)
    house.shows(paragraphs(f"{ON_PAGE}\n{PRICE}"))
    form = fields(zoe.get(f"{PAGE}/{number}"))
    ways = "et le prix, écrivez à lea@example.org\n\nc'est combien"

    zoe.post(f"{PAGE}/{number}", **{**form, "facons": ways}, publier="oui")

    said = words(zoe.get("/equipe/fiche/programme"))
    assert "« et le prix, écrivez à [e-mail] »" in said
    assert "« c'est combien »" in said


def test_one_is_set_aside(zoe):
    number = proposed(zoe)

    answer = zoe.post(f"{PAGE}/{number}/laisser")

    assert answer.headers["location"] == f"{PAGE}?fait=paragraphe_laisse"
    assert "Laissé de côté" in words(zoe.get(PAGE))
    assert zoe.post(f"{PAGE}/{number}/laisser").status_code == 409
    assert zoe.get(f"{PAGE}/{number}").status_code == 404
    assert "Préparer un paragraphe" in words(zoe.get("/equipe/phrases/ouvertes"))


def test_what_visitors_typed_is_shown_as_text(zoe):
    zoe.services.questions.put("<script>alert(1)</script> ?", "x@example.org", "c", NOW_THERE)

    assert "<script>alert" not in zoe.get("/equipe/phrases/ouvertes").text


def test_who_only_receives_sees_none_of_it(desk):
    assert desk(Role.INTERVENANT).get(PAGE).status_code == 403
