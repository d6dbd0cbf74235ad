import gzip
import tomllib

from testing.running import ROOT

MOST_BYTES = 25_000
WIDGET = ROOT / "web" / "static" / "dist" / "widget.js"


def test_the_widget_is_light_in_all():
    assert len(gzip.compress(WIDGET.read_bytes(), 9)) <= MOST_BYTES


def test_the_widget_reads_in_any_encoding_and_evaluates_nothing():
    script = WIDGET.read_text(encoding="ascii")

    assert not any(word in script for word in ("eval(", "new Function", "innerHTML"))


def test_the_widget_begins_with_the_version_of_the_product():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first_line = WIDGET.read_text(encoding="ascii").partition("\n")[0]

    assert first_line == f"/*! Conseiller {project['version']} */"
