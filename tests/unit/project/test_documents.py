"""The documents speak of what is there: links lead somewhere, files that are named exist."""

from __future__ import annotations

import re
import subprocess

import pytest

from testing.running import ROOT

_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]+)")
_NAMED_FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|yml|tsv|ts|css|html|md|toml|txt))`")
_MADE = ("models/", "reports/", "var/", "node_modules/")


def documents() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    templates = {"bench/understanding/report.md"}
    return sorted(set(listed.stdout.split()) - templates)


@pytest.mark.parametrize("name", documents())
def test_every_link_leads_somewhere(name):
    document = ROOT / name

    missing = [
        link
        for link in _LINK.findall(document.read_text())
        if not (document.parent / link).exists()
    ]

    assert missing == []


def test_every_test_that_is_said_to_hold_a_criterion_exists():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "rgaa.md").read_text()))
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))

    assert named
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []


@pytest.mark.parametrize("name", documents())
def test_every_file_that_is_named_exists(name):
    document = ROOT / name

    missing = [
        file
        for file in _NAMED_FILE.findall(document.read_text())
        if not file.startswith(_MADE)
        and not any((folder / file).exists() for folder in (ROOT, document.parent))
    ]

    assert missing == []


@pytest.mark.parametrize("name", ["docs/security.md", "docs/staff-security.md"])
def test_every_test_that_is_named_exists(name):
    named = set(re.findall(r"`(test_\w+)`", (ROOT / name).read_text()))
    written = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        written |= set(re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE))

    assert named - written == set()


_ASVS = {  # how many requirements of OWASP ASVS 5.0 each section has; those of level 3 are last
    **{"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    **{"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
}


def test_every_requirement_of_the_standard_has_its_row():
    text = (ROOT / "docs" / "staff-security.md").read_text()
    rows = re.findall(r"^\| ([678]\.\d[^|]*)\|", text, re.MULTILINE)
    found = set(re.findall(r"[678]\.\d\.\d+", " ".join(rows)))
    for row in rows:
        for section, first, last in re.findall(r"(\d\.\d)\.(\d+) to \d\.\d\.(\d+)", row):
            found |= {f"{section}.{number}" for number in range(int(first), int(last) + 1)}
    wanted = {f"{section}.{n}" for section, most in _ASVS.items() for n in range(1, most + 1)}

    assert found == wanted
