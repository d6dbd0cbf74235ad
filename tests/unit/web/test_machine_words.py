"""What the programs say of themselves is said in French to those who read no logs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from runtime.settings import ROOT
from web.machine_words import in_french
from web.sentences import sentences

SAID = {
    "booking": {"ValueError"},
    "notify": {"BadAddress", "TemporaryFailure", "PermanentFailure"},
    "runtime": {"BackupFailed", "ValueError"},
    "staff": {"PageUnread"},
    "entrypoints": {"PageUnread", "CanaryFell", "BackupFailed"},
}
"""The exceptions whose messages people read, by the package that raises them."""
NOT_FOR_PEOPLE = {
    "naive datetime",
    "only staff take a time",  # what a program did wrong
}
_GAP = "ßß"


def _messages():
    for package, exceptions in SAID.items():
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                if is_call and node.func.id in exceptions and node.args:
                    yield path, node.args[0]


def _text(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or _GAP for part in parts)
        case _:
            return None


MESSAGES = sorted({said for _, node in _messages() if (said := _text(node))})


def test_the_messages_are_found():
    assert len(MESSAGES) > 50


@pytest.mark.parametrize("said", MESSAGES)
def test_every_reason_that_people_read_has_its_french(said):
    if any(said.startswith(start) for start in NOT_FOR_PEOPLE) or said.strip(f"{_GAP}: ") == "":
        return
    english = re.sub(_GAP, "", said)

    assert in_french(said) != said, f"no French in web/templates/machine.yml: {english}"


@pytest.mark.parametrize(
    ("said", "french"),
    [
        (
            "does not answer (ConnectError); start everything with: make run",
            "ne répond pas (ConnectError). Démarrez tout avec «\u00a0make run\u00a0»",
        ),
        ("550 5.1.1: the recipient was refused", "550 5.1.1, le serveur du destinataire refuse"),
        (
            "webhook 1: 410: the endpoint is gone, and is told no more; "
            "webhook 2: the endpoint did not answer in time",
            "outil nº\u00a01\u00a0: 410, l’outil a disparu, et n’est plus prévenu\u00a0; "
            "outil nº\u00a02\u00a0: l’outil ne répond pas à temps",
        ),
        ("1 are put off: no file written: nope; see ./conseiller outbox", "1 message est remis"),
        ("3 could not be sent; see ./conseiller outbox", "3 messages ne sont pas partis"),
        ("VIDEO_URL must look like https://a/{room}", "VIDEO_URL ressemble à https://a/{room}"),
    ],
)
def test_reasons_within_reasons_are_said_too(said, french):
    assert in_french(said).startswith(french)


@pytest.mark.parametrize("said", ["", "OperationalError", "déjà dit\u00a0: en français", "a: b"])
def test_what_is_not_known_or_french_already_loses_nothing(said):
    assert in_french(said).replace(", ", ": ") == said


@pytest.mark.parametrize("english", sentences("machine"))
def test_the_french_has_no_gap_that_the_english_has_not(english):
    gaps = [set(re.findall(r"{(\w+)}", said)) for said in (sentences("machine")[english], english)]

    assert gaps[0] <= gaps[1]


@pytest.mark.parametrize("text", sentences("machine").values())
def test_typography_is_french(text):
    words = re.sub(r"https?://\S+|\S+@\S+|\S*:/\S*|\d\d:\d\d|[!.]/", "", text)

    assert "'" not in words
    assert not re.search(r"(?<!\u00a0)[:;?!»]|«(?!\u00a0)", words)


def test_every_check_of_the_doctor_has_a_name():
    source = Path(ROOT / "runtime" / "checkup.py").read_text()
    checked = re.findall(r'^        "(\w+)": ', source, re.MULTILINE)

    assert len(checked) > 10
    assert set(checked) <= sentences("equipe/health").keys()
