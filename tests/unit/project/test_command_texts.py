"""What `./conseiller` says: every text is there, is used, and is written as French is printed."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from booking.model import Refusal, Status
from entrypoints.cli.__main__ import app
from runtime.settings import ROOT

_COMMANDS = ROOT / "entrypoints" / "cli"
TEXTS = YAML(typ="safe").load(_COMMANDS / "texts.yml")
SOURCE = "\n".join(path.read_text() for path in sorted(_COMMANDS.glob("*.py")))
_TEXT = re.compile(r'\btext\(\s*"(\w+)"')
_EITHER = re.compile(r'\btext\(\s*"(\w+)" if [^"]* else "(\w+)"')
_COUNTED = re.compile(r'\bcounted\("(\w+)"')
_ARGUMENT = re.compile(r'\bargument\("(\w+)"(?:, "(\w+)")?')
_OPTION = re.compile(r'\boption\((?:"--[\w-]+", )*told="(\w+)"(?:, shown="(\w+)")?')
_GROUP = re.compile(r'\bgroup\("(\w+)"')
_COMMAND = re.compile(r'\bcommand\(app, "(\w+)"(?:, "(\w+)")?\)')


def used() -> set[str]:
    """The keys that the commands ask for."""
    asked = {*_TEXT.findall(SOURCE)}
    asked |= {key for keys in _EITHER.findall(SOURCE) for key in keys}
    asked |= {f"{key}_{n}" for key in _COUNTED.findall(SOURCE) for n in ("one", "many")}
    for name, told in _ARGUMENT.findall(SOURCE):
        asked |= {name, f"{told or name}_help"}
    for told, shown in _OPTION.findall(SOURCE):
        asked |= {f"{told}_help", shown} - {""}
    asked |= {f"help_{name}" for name in (*_GROUP.findall(SOURCE), app.name, *app.commands)}
    asked |= {
        f"help_{of}_{name}" if of else f"help_{name}" for name, of in _COMMAND.findall(SOURCE)
    }
    asked |= {f"refused_{reason}" for reason in Refusal} | {f"status_{each}" for each in Status}
    asked |= {f"section_{kind}" for kind in ("argument", "option", "command")}
    return asked | {"weeks_0", "weeks_1"}


def test_every_text_that_is_asked_for_is_there_and_none_else():
    assert used() == TEXTS.keys()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_typography_is_french(text):
    words = re.sub(r"{\w+:[<>]\d+}|\d\d(?::\d\d)+|\S*://\S*", "", text)

    assert "'" not in words
    assert not re.search(r"(?<!\u00a0)[:;?!»]|«(?!\u00a0)", words)
