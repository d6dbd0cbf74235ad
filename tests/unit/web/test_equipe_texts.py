"""What the staff read is written as French is printed, and nothing lacks its words."""

from __future__ import annotations

import re

import pytest

from booking.model import Status
from booking.rules import Rule
from notify import Audience, Channel, State, Topic
from staff.accounts import Role
from staff.audit import COMMAND_LINE, Action, ActorKind, Event
from tests.builders import NOON
from web.equipe.sentences import event_sentence, reason_sentence
from web.sentences import TEMPLATES, sentences

FILES = sorted((TEMPLATES / "equipe").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_french_signs_never_begin_a_line(path):
    text = path.read_text()
    if path.suffix == ".yml":
        text = "\n".join(sentences(f"equipe/{path.stem}").values())
    prose = re.sub(r"<[^>]*>|{[%{#].*?[%}#]}", "", text, flags=re.S)

    assert not re.findall(r".* [:;?!»].*|.*« .*", prose)
    assert "'" not in prose


def test_everything_that_is_noted_has_a_sentence():
    texts = sentences("equipe/history")

    assert set(Action) <= texts.keys()
    assert {f"actor_{kind}" for kind in ActorKind} <= texts.keys()
    assert set(Role) == sentences("equipe/roles").keys()


def test_every_rule_that_can_be_left_has_its_words():
    texts = sentences("equipe/departures")

    assert {*Rule, "absence_unnamed", "absence_noted", "and"} == texts.keys()


@pytest.mark.parametrize(
    "noted",
    [
        ["absence", "hours"],
        [["absence", "Arrêt maladie"], ["hours", None]],
        [["absence", "Arrêt maladie"], ["absence", None], ["hours", None]],
    ],
)
def test_the_history_names_the_rules_that_were_left_and_never_why_somebody_is_absent(noted):
    details = {"start": "2026-12-01T20:00:00+01:00", "departures": noted}
    event = Event(NOON, COMMAND_LINE, Action.RULES_LEFT, "K7PD-M4QX", details)

    assert event_sentence(event).replace("\u00a0", " ") == (
        "L’administration (sur le serveur) a choisi exprès mardi 1er décembre 2026 à 20 h, "
        "hors de vos horaires du mardi, et pendant une absence."
    )


def test_every_message_has_its_words():
    texts = sentences("equipe/messages")
    kinds = {"topic": Topic, "to": Audience, "by": Channel, "state": State}

    assert {f"{name}_{each}" for name, kind in kinds.items() for each in kind} == texts.keys()
    assert {f"status_{status}" for status in Status} <= sentences("equipe/export").keys()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("550 5.1.1: the recipient was refused", "refuse cette adresse (550 5.1.1)"),
        ("the server did not answer in time", "ne répond pas"),
        ("500: boom", "Raison technique\u00a0: boom (500)"),
    ],
)
def test_why_a_message_failed_is_said_in_french(reason, said):
    assert said in reason_sentence(reason)
