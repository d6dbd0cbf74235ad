"""What makes no sense is said beside its field, in a sentence, and what was typed is kept."""

from __future__ import annotations

import re
from html import unescape

import pytest

from staff.accounts import Role
from staff.audit import COMMAND_LINE
from tests.applications import an_application
from tests.console_pages import fill, matches
from tests.equipe import NOW_THERE, Desk

SLOT = "2026-12-02T09:00:00+01:00"
GOOD = {"nom": "Ada Caller", "email": "ada@example.org", "telephone": ""}
WRONG = {
    "/equipe/connexion": ("/equipe/connexion", {"email": "ada@example"}, ["email"]),
    "/equipe/connexion/code": ("/equipe/connexion/code", {"code": "12"}, ["code"]),
    "/equipe/entretiens/nouveau": (
        "/equipe/entretiens/nouveau?creneau=2026-12-02T09:00:00%2B01:00",
        {**GOOD, "email": "ada@example", "telephone": "12", "accord": "oui", "prevenir": "oui"},
        ["email", "telephone"],
    ),
    "/equipe/entretien/{next}/corriger": (
        "/equipe/entretien/{next}/corriger",
        {**GOOD, "nom": "", "telephone": "12", "version": "0"},
        ["nom", "telephone"],
    ),
    "/equipe/entretien/{next}/annuler": (
        "/equipe/entretien/{next}/annuler",
        {"prevenir": "non", "raison": "", "version": "0"},
        ["raison"],
    ),
    "/equipe/entretien/{next}/deplacer": (
        "/equipe/entretien/{next}/deplacer",
        {"prevenir": "non", "raison": "", "creneau": SLOT, "version": "0"},
        ["raison"],
    ),
    "/equipe/entretien/{next}/bloquer": ("/equipe/entretien/{next}", {"raison": ""}, ["raison"]),
    "/equipe/entretien/{next}/notes": ("/equipe/entretien/{next}", {"note": "é" * 2001}, ["note"]),
    "/equipe/export": (
        "/equipe/export",
        {"du": "2026-12-31", "au": "2026-12-01", "format": "csv"},
        ["du", "au"],
    ),
    "/equipe/outils": ("/equipe/outils", {"adresse": "ftp://outil.example/x"}, ["adresse"]),
    "/equipe/outils/agendas/1": (
        "/equipe/outils",
        {"adresse": "agenda.example/zoe", "identifiant": "zoe.lambert", "mot_de_passe": "secret"},
        ["adresse-1"],
    ),
    "/equipe/personnes": (
        "/equipe/personnes",
        {"nom": "", "email": "lea@ecole", "role": "secretariat", "recoit": "1"},
        ["nom", "email"],
    ),
    "/equipe/personnes/prevenus": (
        "/equipe/personnes",
        {"adresse": "lea@ecole"},
        ["adresse"],
    ),
    "/equipe/questions/1/repondre": ("/equipe/questions", {"reponse": ""}, ["reponse-1"]),
    "/equipe/questions/repondre": (
        "/equipe/questions",
        {"reponse": "x" * 5001},
        ["reponse-ensemble"],
    ),
    "/equipe/completer": (
        "/equipe/completer/pour/{phrase}",
        {
            "phrase": "{phrase}",
            "titre": "",
            "texte": "Le parking.",
            "adresse": "web@ecole",
            "envoyer": "oui",
        },
        ["titre", "adresse"],
    ),
    "/equipe/metiers": (
        "/equipe/metiers",
        {"nom": "", "de": "de soudeur", "adresse": "page", "texte": ""},
        ["nom", "adresse"],
    ),
    "/equipe/metiers/{job}/phrase": (
        "/equipe/metiers/{job}?phrase=1",
        {"phrase": "1", "sens": ""},
        ["sens"],
    ),
    "/equipe/metiers/{job}/lire": (
        "/equipe/metiers/{job}/relire",
        {"adresse": "page"},
        ["adresse"],
    ),
}
"""What is sent to an address, from the page that shows its form, and the fields that are wrong."""

ELSEWHERE = {
    "equipe/ecole": "test_school.py",
    "equipe/fiche/<topic:str>": "test_sheet.py",
    "equipe/fiche/<topic:str>/apercu": "test_sheet.py",
    "equipe/horaires/<kind:str>": "test_hours.py",
    "equipe/absences": "test_absences.py",
    "equipe/completer/<number:int>": "test_additions.py",
    "equipe/phrases/<number:str>/plutot": "test_phrases.py",
    "equipe/personnes/<number:int>/role": "test_people.py",
    "equipe/questions/<number:int>/confier": "test_questions.py",
}
BUTTONS = re.compile(
    r"/(reprendre|venu|pas-venu|proposer|confirmer|debloquer|classer|renvoyer|laisser|effacer"
    r"|accepte|publier|retirer|detacher|essayer|secret|deconnexion|deconnecter|garder|cle|lien/.*"
    r"|abonnement|apprentissage|par-e-mail/.*|fiche|<what:str>)$"
)
"""The ends of addresses to which nothing is typed: a button says all."""


@pytest.fixture(scope="module")
def things(running):
    boss = running.services.accounts.invite(
        "boss@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, NOW_THERE
    )
    return fill(running.services, boss, NOW_THERE)


@pytest.fixture
def browser(running, things):
    boss = running.services.accounts.by_email("boss@ecole.example")
    opened = Desk(running, boss)
    yield opened
    opened.client.close()


def test_every_form_is_tried_here_or_elsewhere(running):
    with an_application(running.services) as app:
        ours = [r for r in app.router.routes if r.path.startswith("equipe/")]
    routes = [r.path for r in ours]
    posts = [r.path for r in ours if "POST" in r.methods and not BUTTONS.search(f"/{r.path}")]
    left = [
        path
        for path in posts
        if path not in ELSEWHERE and not any(matches(path, sent) for sent in WRONG)
    ]

    assert len(routes) > 50
    assert left == []


@pytest.mark.parametrize("address", WRONG)
def test_what_is_wrong_is_said_beside_the_field_and_all_is_kept(browser, things, address):
    page, sent, wrong = WRONG[address]
    sent = {name: value.format(**things) for name, value in sent.items()}

    answer = browser.post(address.format(**things), page.format(**things), **sent)

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.text
    for field in wrong:
        [tag] = re.findall(rf'<(?:input|textarea|select)[^>]* ?id="{field}"[^>]*>', answer.text)
        assert 'aria-invalid="true"' in tag, field
        said = [
            re.search(rf'id="{name}"[^>]*>([^<]+)', answer.text)
            for name in re.search(r'aria-describedby="([^"]*)"', tag)[1].split()
        ]
        assert any(each and each[1].strip().endswith((".", "?")) for each in said), field
    shown = unescape(answer.text)
    kept = {n: v for n, v in sent.items() if v and n not in NOT_SHOWN_AGAIN}
    assert {name: v for name, v in kept.items() if not is_shown(shown, name, v)} == {}


NOT_SHOWN_AGAIN = {"mot_de_passe", "code", "phrase", "envoyer"}


def is_shown(page, name, value):
    """Tell whether a form has what was typed or chosen in it."""
    inputs = [tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag]
    written = [
        tag
        for tag in inputs
        if f'value="{value}"' in tag and (" checked" in tag or not re.search("radio|check", tag))
    ]
    chosen = re.search(rf'<option value="{re.escape(value)}" selected', page)
    text = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\s*{re.escape(value)}', page)
    return bool(written or chosen or text)
