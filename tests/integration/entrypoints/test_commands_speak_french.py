"""`./conseiller` says everything in French, Typer's own words included."""

from __future__ import annotations

import re

import pytest

from entrypoints.cli.__main__ import app
from entrypoints.cli.french_typer import run

_ENGLISH = re.compile(
    r"\b(?:usage:|options:|arguments:|commands:|show|this|message and|exit|default|required|"
    r"missing|invalid|value|such|must|should|is not|the|an?d)\b",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<![\u00a0/\dsp]):(?!//)|(?<!\u00a0)[;?!»]|«(?!\u00a0)|'")


def _commands(command, path=()):
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, (*path, name))


COMMANDS = dict(_commands(app))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_help_of_each_command_is_french(path):
    command = COMMANDS[path]
    with command.make_context("conseiller", [], resilient_parsing=True) as context:
        said = command.get_help(context)

    assert said.startswith("Usage\u00a0: ")
    assert "Affiche cette aide." in said
    assert _ENGLISH.findall(said) == []
    assert _SPACED.findall(re.sub(r"--\S+|\d\d:\d\d\S*|\d{4}-\S+", "", said)) == []


def test_help_lists_the_commands_with_what_they_do(conseiller):
    helped, alone = conseiller("--help"), conseiller()

    assert (helped.returncode, alone.returncode) == (0, 2)
    assert alone.stderr == helped.stdout
    assert re.search(r"^Commandes\u00a0:$", helped.stdout, re.MULTILINE)
    assert re.search(r"^  cancel +Annule un entretien\.$", helped.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bokings"], "la commande bokings n’existe pas. Vouliez-vous dire 'bookings'\u00a0?"),
        (["xyz"], "la commande xyz n’existe pas"),
        (["bookings", "--jso"], "l’option --jso n’existe pas. Vouliez-vous dire --json\u00a0?"),
        (["bookings", "--zzz"], "l’option --zzz n’existe pas"),
        (["bookings", "--json=1"], "l’option --json n’attend pas de valeur"),
        (["bookings", "x", "y"], "c’est trop\u00a0: x y"),
        (["cancel"], "il manque RÉFÉRENCE"),
        (["calendar", "set", "1", "https://a.fr/b"], "il manque l’option --user"),
        (["when", "demain", "--now"], "l’option --now attend une valeur"),
        (["move", "K7PD-M4QX", "demain"], "DATE-ET-HEURE ne va pas (il faut une date et une heure"),
        (["hours", "retire", "Zoé"], "NUMÉRO ne va pas (il faut un nombre entier)"),
        (["staff", "invite", "a@b.fr", "--role", "chef"], "--role ne va pas (choix possibles"),
        (["backup", "/"], "FICHIER ne va pas (c’est un dossier)"),
    ],
    ids=lambda each: each if isinstance(each, str) else " ".join(each),
)
def test_what_is_typed_wrongly_is_refused_in_french(monkeypatch, capsys, words, said):
    monkeypatch.setattr("sys.argv", ["conseiller", *words])

    with pytest.raises(SystemExit) as ended:
        run(app)

    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert f"conseiller\u00a0: {said}" in err
    assert _ENGLISH.findall(err) == []


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"WEB_PORT": "x"}, "WEB_PORT, il faut un nombre entier"),
        ({"WEB_PORT": "0"}, "WEB_PORT, il faut au moins 1"),
        ({"PROOF_OF_WORK": "maybe"}, "PROOF_OF_WORK, choix possibles"),
        ({"STAFF_EMAIL": "a@b..fr"}, "STAFF_EMAIL, ce n’est pas une adresse e-mail"),
        ({"RASA_WORKERS": "2"}, "RASA_WORKERS au-dessus de 1 demande REDIS_URL"),
        ({"SMTP_URL": "smtp://h?starttls=yes"}, "(SMTP_URL\u00a0: starttls vaut required"),
        ({"CONSEILLER_ENV": "production"}, "en production, réglez SECRET_KEY, RASA_TOKEN"),
    ],
    ids=lambda each: "" if isinstance(each, str) else next(iter(each)),
)
def test_a_setting_that_is_wrong_is_explained_in_french(conseiller, setting, said):
    done = conseiller("bookings", **setting)

    assert done.returncode == 1
    assert said in done.stderr
    assert _ENGLISH.findall(done.stderr.replace("required, never, auto", "")) == []
