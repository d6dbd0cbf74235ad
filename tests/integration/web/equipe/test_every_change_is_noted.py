"""Whatever a form of the console changes is noted, in the name of who sent it; a walk over all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from booking import schedule_editing
from booking.confirming import AddressPolicy
from staff import audit
from staff.accounts import Role
from staff.audit import COMMAND_LINE, Action
from staff.desks import visitors_desk
from testing.pages import form_fields
from tests.applications import an_application
from tests.bookings import at, request
from tests.console_pages import fill, matches
from tests.equipe import NOW_THERE, Desk
from tests.radicale import PASSWORD, USER

TESTS = Path(__file__).parents[3]
DEC = "2026-12"
FILLS = 4


class Sent(NamedTuple):
    """A form: where it goes (* stands for what the page says), the page it is on, what is typed."""

    to: str
    action: Action
    page: str = ""
    typed: dict[str, str] = {}  # noqa: RUF012


def of(thing: str, what: str, action: Action, page: str = "", **typed: str) -> Sent:
    """A form of an interview."""
    own = f"/equipe/entretien/{{{thing}}}"
    return Sent(f"{own}/{what}", action, f"{own}{page}", typed)


WEEK = "/equipe/horaires/semaine/effet?de-0-0=09:00&a-0-0=12:00"
WALK = (
    Sent("/equipe/par-e-mail/{came1}", Action.CAME, typed={"fait": "venu"}),
    Sent("/equipe/par-e-mail/{asked1}", Action.QUESTION_CLOSED),
    of("past2", "venu", Action.CAME),
    of("past2", "reprendre", Action.REOPENED),
    of("past2", "pas-venu", Action.DID_NOT_COME),
    of("past2", "proposer", Action.OFFERED_AGAIN),
    of("waits", "confirmer", Action.CONFIRMED),
    of("next1", "corriger", Action.CORRECTED, "/corriger", nom="Camille Martin", prevenir="oui"),
    of("next1", "deplacer", Action.MOVED, "/deplacer", creneau=f"{DEC}-03T11:00:00+01:00",
       prevenir="oui"),
    of("next1", "accepte", Action.ACCEPTANCE_NOTED),
    of("next1", "notes", Action.NOTE_WRITTEN, note="À rappeler."),
    of("next1", "notes/*/effacer", Action.NOTE_TAKEN_BACK),
    of("next1", "bloquer", Action.ADDRESS_BLOCKED, raison="Trop de réservations"),
    Sent("/equipe/bloquees/*/debloquer", Action.ADDRESS_UNBLOCKED, "/equipe/bloquees"),
    of("next2", "annuler", Action.CANCELLED, "/annuler", prevenir="oui"),
    of("past3", "effacer", Action.ERASED, "/effacer"),
    Sent("/equipe/entretiens/nouveau", Action.BOOKED, "/equipe/entretiens/nouveau",
         {"nom": "Ada Caller", "email": "ada@example.org", "accord": "oui", "prevenir": "oui",
          "creneau": f"{DEC}-04T09:00:00+01:00"}),
    Sent("/equipe/questions/{question2}/repondre", Action.QUESTION_ANSWERED, "/equipe/questions",
         {"reponse": "Oui."}),
    Sent("/equipe/questions/repondre", Action.QUESTION_ANSWERED, "/equipe/questions",
         {"reponse": "Oui.", "question": "{question3}"}),
    Sent("/equipe/questions/{question4}/confier", Action.QUESTION_ASSIGNED, "/equipe/questions",
         {"a": "{account1}"}),
    Sent("/equipe/questions/{question4}/classer", Action.QUESTION_CLOSED, "/equipe/questions"),
    Sent("/equipe/messages/*/renvoyer", Action.MESSAGE_SENT_AGAIN, "/equipe/messages"),
    Sent("/equipe/messages/*/classer", Action.MESSAGE_DISMISSED, "/equipe/messages"),
    Sent("/equipe/absences", Action.PERIOD_ADDED, f"/equipe/absences/effet?du={DEC}-28"),
    Sent("/equipe/absences/{absence1}/reprendre", Action.PERIOD_REMOVED,
         "/equipe/absences/{absence1}/reprise"),
    Sent("/equipe/horaires/ouverture", Action.PERIOD_ADDED,
         "/equipe/horaires/ouverture/effet?jour=2026-12-19&de=10:00&a=12:00&qui={own}"),
    Sent("/equipe/horaires/regles", Action.RULES_CHANGED,
         "/equipe/horaires/regles/effet?duree=30&pause=5&delai=2&horizon=60&par_adresse=9"),
    Sent("/equipe/horaires/personne", Action.PERSONAL_RULES_CHANGED,
         "/equipe/horaires/personne/effet?qui={own}&par_jour=9"),
    Sent("/equipe/horaires/semaine", Action.HOURS_CHANGED, WEEK),
    Sent("/equipe/phrases/{phrase1}/juste", Action.PHRASE_DECIDED, "/equipe/phrases"),
    Sent("/equipe/phrases/{phrase1}/reprendre", Action.PHRASE_TAKEN_BACK, "/equipe/phrases"),
    Sent("/equipe/phrases/{phrase1}/plutot", Action.PHRASE_DECIDED, "/equipe/phrases/{phrase1}",
         {"sens": "ask_salary"}),
    Sent("/equipe/apprentissage", Action.MODEL_ASKED, "/equipe/apprentissage"),
    Sent("/equipe/completer", Action.PARAGRAPH_PROPOSED, "/equipe/completer/pour/{phrase2}",
         {"titre": "Et le parking ?", "texte": "Il est gratuit."}),
    Sent("/equipe/completer/{paragraph1}/laisser", Action.PARAGRAPH_LEFT,
         "/equipe/completer"),
    Sent("/equipe/metiers", Action.JOB_ADDED, "/equipe/metiers",
         {"nom": "Soudeur", "de": "de soudeur", "adresse": "https://ecole.example/s",
          "texte": "Il soude souvent des tuyaux d’acier."}),
    Sent("/equipe/metiers/{job1}/phrase", Action.SENTENCE_DECIDED, "/equipe/metiers/{job1}",
         {"sens": "missions"}),
    Sent("/equipe/metiers/{job1}/publier", Action.JOB_PUBLISHED, "/equipe/metiers/{job1}/relire"),
    Sent("/equipe/metiers/{job1}/retirer", Action.JOB_WITHDRAWN, "/equipe/metiers"),
    Sent("/equipe/metiers/{job2}/effacer", Action.JOB_REMOVED, "/equipe/metiers"),
    Sent("/equipe/ecole", Action.SCHOOL_CHANGED,
         "/equipe/ecole/apercu?nom=Institut&assistant=Zo%C3%A9&responsable=Institut"),
    Sent("/equipe/export", Action.EXPORTED, "/equipe/export", {"format": "csv"}),
    Sent("/equipe/outils", Action.WEBHOOK_ADDED, "/equipe/outils",
         {"adresse": "https://93.184.216.34/x"}),
    Sent("/equipe/outils/*/secret", Action.WEBHOOK_RENEWED, "/equipe/outils"),
    Sent("/equipe/outils/*/retirer", Action.WEBHOOK_REMOVED, "/equipe/outils"),
    Sent("/equipe/outils/agendas/*", Action.CALENDAR_SET, "/equipe/outils",
         {"adresse": "{agenda}", "identifiant": USER, "mot_de_passe": PASSWORD}),
    Sent("/equipe/outils/agendas/*/detacher", Action.CALENDAR_REMOVED, "/equipe/outils"),
    Sent("/equipe/outils/abonnement", Action.FEED_RENEWED, "/equipe/outils"),
    Sent("/equipe/abonnement", Action.FEED_RENEWED, "/equipe/abonnement"),
    Sent("/equipe/personnes", Action.ACCOUNT_INVITED, "/equipe/personnes",
         {"nom": "Léa Morel", "email": "lea.morel@ecole.example", "role": "secretariat"}),
    Sent("/equipe/personnes/{account2}/role", Action.ACCOUNT_CHANGED, "/equipe/personnes",
         {"role": "intervenant"}),
    Sent("/equipe/personnes/prevenus", Action.TOLD_ADDED, "/equipe/personnes",
         {"adresse": "zoe.lambert@ecole.example", "prevenir": "oui"}),
    Sent("/equipe/personnes/{account2}/retirer", Action.ACCOUNT_LEFT,
         "/equipe/personnes/{account2}/retirer"),
    Sent("/equipe/appareils/deconnecter", Action.SESSION_ENDED, "/equipe/appareils",
         {"appareil": "autres"}),
    Sent("/equipe/deconnexion", Action.SESSION_ENDED, "/equipe"),
)  # fmt: skip
"""Each goes on from what those before it changed."""

NOTED_ELSEWHERE = {
    "equipe/appareils/cle": ("integration/staff/test_passkeys.py", "passkey_added"),
    "equipe/appareils/cle/retirer": ("integration/staff/test_passkeys.py", "passkey_removed"),
    "equipe/apprentissage/<number:int>/publier": (
        "integration/staff/test_versions.py",
        "MODEL_PUBLISHED",
    ),
    "equipe/completer/<number:int>": (
        "integration/web/equipe/test_additions.py",
        "PARAGRAPH_PUBLISHED",
    ),
    "equipe/fiche": ("integration/web/equipe/test_sheet.py", "WORDING_CHANGED"),
    "equipe/fiche/<topic:str>": ("integration/web/equipe/test_sheet.py", "WORDING_CHANGED"),
    "equipe/metiers/<slug:str>/lire": (
        "integration/web/equipe/test_jobs.py",
        "a lu de nouveau la page",
    ),
    "equipe/page/garder": ("integration/web/equipe/test_page.py", "FACT_KEPT"),
    "equipe/connexion/code": ("integration/staff/test_signing_in.py", "SIGNED_IN"),
    "equipe/connexion/lien/<token:str>": ("integration/staff/test_signing_in.py", "SIGNED_IN"),
    "equipe/connexion/cle": ("integration/staff/test_signing_in.py", "SIGNED_IN"),
}
"""What wants another machine, or a device: the test that sees it noted."""

CHANGES_NOTHING = {
    "equipe/connexion": "asks for a way in; who comes in by it is noted then",
    "equipe/fiche/<topic:str>/apercu": "shows what would be said; it is a form for its length",
    "equipe/outils/<number:int>/essayer": "sends a tool a test, and keeps nothing",
}


@pytest.fixture
def boss(server):
    """Somebody who may do everything, and receives."""
    services = server.services
    if not schedule_editing.interviewers(services.engine):
        schedule_editing.add_interviewer(services.engine, "Ada", None)
    own = schedule_editing.interviewers(services.engine)[0].id
    account = services.accounts.invite(
        "boss@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, NOW_THERE, own
    )
    Desk(server, account).client.close()  # another device
    opened = Desk(server, account)
    yield opened
    opened.client.close()


@pytest.fixture
def things(server, boss, radicale):
    """Four of everything, numbered; an interview that is to be confirmed; a calendar."""
    services = server.services
    found = {"agenda": radicale.url, "own": str(boss.account.interviewer_id)}
    for times in range(1, FILLS + 1):
        filled = fill(services, boss.account, NOW_THERE, times)
        found |= {f"{name}{times}": value for name, value in filled.items()}
    for question in services.questions.questions():
        for times in range(1, FILLS + 1):
            if question.text == f"Et à {times} h ?":
                found[f"question{times}"] = str(question.id)
    asks = visitors_desk(services.engine, services.outbox, AddressPolicy.ALWAYS)
    found["waits"] = asks.book(request(at("2026-12-01T16:00"), "waits"), NOW_THERE).reference
    return found


def test_every_form_is_on_the_walk_or_said_to_be_noted_elsewhere(running):
    with an_application(running.services) as app:
        posts = {
            route.path
            for route in app.router.routes
            if route.path.startswith("equipe") and "POST" in route.methods
        }
    walked = {path for path in posts if any(matches(path, one(sent.to)) for sent in WALK)}

    assert len(posts) > 60
    assert posts == walked | NOTED_ELSEWHERE.keys() | CHANGES_NOTHING.keys()


def one(address: str) -> str:
    """An address in which something stands for what the page says."""
    return address.replace("*", "{one}")


@pytest.mark.parametrize("where", NOTED_ELSEWHERE.values(), ids=lambda where: where[1])
def test_the_tests_that_see_it_noted_elsewhere_are_there(where):
    file, said = where

    assert said in (TESTS / file).read_text()


def test_every_change_is_noted_in_the_name_of_who_makes_it(server, boss, things):
    engine = server.services.engine
    wrong = []
    for sent in WALK:
        before = len(audit.latest(engine, 10_000))
        answer = send(boss, sent, things)
        events = audit.latest(engine, 10_000)
        new = [(each.action, each.actor.name) for each in events[: len(events) - before]]
        is_by_mail = "par-e-mail" in sent.to
        who = server.services.settings.staff_email if is_by_mail else boss.account.name
        if answer.status_code not in (200, 303) or (sent.action, who) not in new:
            wrong.append((sent.to, answer.status_code, new))

    assert wrong == []


def send(browser: Desk, sent: Sent, things: dict[str, str]):
    """Send a form as a browser does that shows its page."""
    page = browser.get((sent.page or sent.to).format(**things)).text
    to = sent.to.format(**things)
    if "*" in to:
        pattern = re.escape(to).replace(r"\*", r"[^\"/]+")
        found = re.search(rf'action="({pattern})"', page)
        assert found, f"{to} is nowhere on {sent.page}"
        to = found[1]
    typed = {name: value.format(**things) for name, value in sent.typed.items()}
    return browser.client.post(to, data={**form_fields(page, to), **typed})
