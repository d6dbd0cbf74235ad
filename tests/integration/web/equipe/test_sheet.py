"""What is said of the job is changed by a form: it quotes the page, is read first, and undone."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import delete

from conversations.schema import phrase
from staff import audit
from staff.accounts import Role
from staff.audit import Action
from staff.phrases import Phrases
from staff.schema import job_text
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import Desk, an_account, words

PAGE = "/equipe/fiche"
RANGE, SAYS = "fact/salary_range/quote", "fact/salary_range/says"
STATUS = "fact/salary_status/says"


@pytest.fixture(autouse=True)
def as_before(server):
    yield
    with server.services.engine.begin() as connection:
        connection.execute(delete(job_text))
        connection.execute(delete(phrase))


def fields(page):
    found = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page.text)
    return {name: unescape(text) for name, text in found}


def hidden(page):
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return {name: unescape(text) for name, text in found if name != "jeton"}


def preview(browser, topic="salary", **changes):
    return reread(browser, browser.get(f"{PAGE}/{topic}"), topic, **changes)


def reread(browser, form, topic="salary", **changes):
    written = fields(form)
    assert written.keys() >= changes.keys()
    return browser.post(f"{PAGE}/{topic}/apercu", **{**hidden(form), **written, **changes})


def said(server, *points):
    services = server.services
    services.job_texts.current(services.default_job)  # the server runs in another process
    return services.answer(services.default_job.slug, "salary", points)["answer"]


def test_other_words_are_shown_as_they_would_be_said_and_then_said(server, secretary):
    before = said(server, "salary_status")

    shown = preview(secretary, **{STATUS: "C’est un poste de cadre, dit la page."})

    assert "À qui ne demande que cela C’est un poste de cadre, dit la page." in words(shown)
    assert said(server, "salary_status") == before
    answer = secretary.post(f"{PAGE}/salary", **hidden(shown))
    assert answer.headers["location"] == f"{PAGE}?fait=fiche"
    assert audit.latest(server.services.engine, 1)[0].action is Action.WORDING_CHANGED
    assert said(server, "salary_status").startswith("C’est un poste de cadre, dit la page.")

    page = secretary.get(PAGE)
    assert "La fiche a changé" in words(page)
    answer = secretary.post(PAGE, version=hidden(page)["version"])
    assert answer.headers["location"] == f"{PAGE}?fait=fiche_reprise"
    changes = [event.action for event in audit.latest(server.services.engine, 2)]
    assert changes == [Action.WORDING_CHANGED] * 2
    assert said(server, "salary_status") == before


def test_ways_of_asking_are_kept_to_be_learnt(server, secretary):
    ways = "y'a des primes en plus ?\n\n et le variable, écrivez à lea@example.org "

    shown = preview(secretary, **{"ask/salary_variable": ways})
    assert "Façons de le demander, à apprendre y'a des primes en plus ?" in words(shown)
    answer = secretary.post(f"{PAGE}/salary", **hidden(shown))

    assert answer.headers["location"] == f"{PAGE}?fait=fiche_et_facons"
    approved = Phrases(server.services.engine).approved()
    assert {(each.text, str(each.meant)) for each in approved} == {
        ("y'a des primes en plus ?", "ask_salary/salary_variable"),
        ("et le variable, écrivez à [e-mail]", "ask_salary/salary_variable"),
    }
    form = words(secretary.get(f"{PAGE}/salary"))
    assert "Déjà à apprendre : «" in form
    assert "« y'a des primes en plus ? »" in form
    secretary.post(f"{PAGE}/salary", **hidden(preview(secretary, **{"ask/salary_variable": ways})))
    assert len(Phrases(server.services.engine).approved()) == 2


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({RANGE: "Un cadre peut obtenir 100 k€"}, "Ces mots ne sont pas sur la page."),
        ({SAYS: "Il gagne 95 k€."}, "Un chiffre n’est dans aucune citation"),
        ({"topic/salary/answer": "De 10 à 20 k€."}, "Un chiffre n’est dans aucune citation"),
        ({"silence/gross_pay/says": "Environ 55 k€ bruts."}, "Un chiffre n’est dans aucune"),
        ({STATUS: "   "}, "Ce texte ne peut pas être vide."),
    ],
)
def test_what_the_page_does_not_say_is_refused(server, secretary, changes, wrong):
    before = said(server)

    shown = preview(secretary, **changes)

    assert (shown.status_code, wrong in words(shown)) == (422, True)
    [name] = changes
    assert fields(shown)[name].strip() == changes[name].strip()
    forced = {**fields(shown), "version": hidden(secretary.get(PAGE)).get("version", "")}
    assert secretary.post(f"{PAGE}/salary", **forced).status_code == 422
    assert said(server) == before


def test_two_people_at_once_do_not_overwrite_each_other(server, secretary):
    first = hidden(preview(secretary, **{STATUS: "Un poste de cadre."}))
    second = hidden(preview(secretary, **{STATUS: "C’est un cadre."}))
    secretary.post(f"{PAGE}/salary", **first)

    answer = secretary.post(f"{PAGE}/salary", **second)

    assert (answer.status_code, "entre-temps" in words(answer)) == (409, True)
    assert "Un poste de cadre." in said(server, "salary_status")


def test_what_a_colleague_changed_since_the_form_was_opened_is_not_overwritten(server, secretary):
    form = secretary.get(f"{PAGE}/salary")
    secretary.post(f"{PAGE}/salary", **hidden(preview(secretary, **{STATUS: "Un poste de cadre."})))

    answer = reread(secretary, form, **{SAYS: "De 40 à 80 k€ nets par an."})

    assert (answer.status_code, "entre-temps" in words(answer)) == (409, True)
    assert fields(answer)[SAYS] == "De 40 à 80 k€ nets par an."
    assert "Un poste de cadre." in said(server, "salary_status")
    assert reread(secretary, answer).status_code == 200


def test_a_fact_that_another_topic_tells_too_is_not_changed_under_it(secretary):
    school = "HETIC vous propose son programme Grande école"
    answer = fields(secretary.get(f"{PAGE}/degrees"))["topic/degrees/answer"]
    changes = {
        "topic/degrees/answer": answer.replace(", en 5 ans", ""),
        "fact/grande_ecole_years/quote": school,
        "fact/grande_ecole_years/says": f"{school}.",
    }

    refused = preview(secretary, "degrees", **changes)

    assert refused.status_code == 422
    assert "un autre sujet s’appuie sur le même fait" in words(refused)
    assert f'<a href="{PAGE}/programme">Le programme de HETIC</a>' in refused.text
    forced = {**hidden(refused), **fields(refused)}
    assert secretary.post(f"{PAGE}/degrees", **forced).status_code == 422

    general = {"answer": f"{school}.", "in_short": "En bref : la Grande école."}
    first = {f"topic/programme/{name}": text for name, text in general.items()}
    secretary.post(f"{PAGE}/programme", **hidden(preview(secretary, "programme", **first)))
    assert preview(secretary, "degrees", **changes).status_code == 200


def test_nothing_is_published_while_the_page_cannot_be_read(request, tmp_path):
    database = a_database("sqlite", request, tmp_path)
    with WebServer(tmp_path, database, PAGE_URL="http://127.0.0.1:9/metier").running() as server:
        zoe = Desk(server, an_account(server, Role.SECRETARIAT))

        shown = preview(zoe, **{STATUS: "Un poste de cadre."})

        assert (shown.status_code, "ne peut pas être lue" in words(shown)) == (503, True)
        assert fields(shown)[STATUS] == "Un poste de cadre."


def test_only_the_office_changes_it(desk):
    assert desk(Role.INTERVENANT).get(PAGE).status_code == 403
    assert desk(Role.SECRETARIAT).get(f"{PAGE}/nothing").status_code == 404
