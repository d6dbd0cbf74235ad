"""The figures in the documents are those of the last runs, written by a command."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from bench import figures, outcome, quality
from bench.figures import DOCS, last_figures, with_figures
from bench.goals import Measured
from bench.measure import Times
from bench.outcome import Outcome
from bench.steady import Steady
from bench.understanding import figures as understanding
from bench.understanding.shares import Share


def times(milliseconds: float, **cpu: float) -> Times:
    return Times((milliseconds,) * 4, 4 * milliseconds / 1000, cpu)


SPEED = Outcome(
    stock=Measured(start=60.0, memory=2261.4, one=times(50)),
    ours=Measured(
        start=10.0,
        memory=700.0,
        one=times(5),
        web=times(6, rasa=5.0, actions=2.5),
        one_of_two=times(8, rasa=4.0),
        two=times(4, rasa=5.0, actions=3.0),
        one_of_two_asked=times(8, rasa=3.0),
        two_asked=times(5, rasa=4.0),
        steady=Steady(said=12345, memory_before=1.0, memory_after=1.0),
    ),
    cores=2,
    is_quick=False,
)
SVG = "{http://www.w3.org/2000/svg}"
UNDERSTOOD = understanding.Figures(
    sources=("messages.tsv", "pairs.tsv"),
    ours={
        "answered": Share(9, 10),
        "pairs": Share(2, 2),
        "dates": Share(5, 5),
        "in_capitals": Share(9, 10),
    },
    invented=0,
    stock={"answered": Share(8, 10), "in_capitals": Share(7, 10)},
)


@pytest.mark.parametrize("name", DOCS)
def test_every_block_of_figures_has_its_place(name):
    document = DOCS[name].read_text(encoding="utf-8")

    written = with_figures(document, name, "none")

    assert f"<!-- figures: {name} -->\nnone\n<!-- end of figures -->" in written
    assert with_figures(written, name, "some") == with_figures(document, name, "some")


def test_a_document_without_the_block_is_refused():
    with pytest.raises(ValueError, match="0 blocks"):
        with_figures("no figures", "speed", "1")


def test_what_make_bench_kept_becomes_two_tables(tmp_path):
    outcome.keep(SPEED, tmp_path / "speed.json")

    found = last_figures(tmp_path)

    assert set(found) == {"speed", "two processes"}
    assert "| Memory, all processes | 2,261 MB | 700 MB | 0.31 | ≤ 1/2 | met |" in found["speed"]
    assert "| Steady load: messages in all | – | 12,345 | – |  |  |" in found["speed"]
    assert "through the web: actions | – | 2.50 ms" in found["speed"]
    assert "Turn, 95th percentile" not in found["speed"]
    assert "at most | 1.00 | 1.50 |" in found["two processes"]


def test_a_quick_run_has_no_figures(tmp_path):
    quick = Outcome(SPEED.stock, SPEED.ours, cores=2, is_quick=True)
    outcome.keep(quick, tmp_path / "speed.json")

    assert last_figures(tmp_path) == {}


def test_what_make_evaluate_kept_becomes_two_tables(tmp_path):
    understanding.keep(UNDERSTOOD, tmp_path / "understanding.json")

    found = last_figures(tmp_path)

    assert "(understanding.svg)\n\nOn `messages.tsv`, `pairs.tsv`:\n\n| |" in found["understanding"]
    assert "is told | 9 of 10 (90.0 %) | 59.6 to 98.2 % | 97 % |" in found["understanding"]
    assert (
        "| messages in capitals | 9 of 10 (90.0 %) | 59.6 to 98.2 % |  |" in found["understanding"]
    )
    assert "| texts that are neither" in found["understanding"]
    assert "whole conversations" not in found["understanding"]
    assert "capitals | 7 of 10 (70.0 %) | 9 of 10 (90.0 %) | 20.0 points |" in found["stock"]


def test_the_picture_has_each_kind_with_its_goal_and_says_what_it_shows():
    picture = ElementTree.fromstring(understanding.picture_of(UNDERSTOOD))

    texts = [element.text for element in picture.iter()]
    assert {"two things in one message, both answered", "2 of 2", "9 of 10"} <= set(texts)
    assert "whole conversations" not in texts
    assert [picture[0].tag, picture[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert len(picture.findall(f"{SVG}circle")) == 3 + 1  # one of each kind, and one that explains


def test_the_picture_has_room_for_the_lowest_interval():
    low = understanding.Figures(("a.tsv",), {"answered": Share(0, 3)}, 0, None)

    picture = ElementTree.fromstring(understanding.picture_of(low))

    assert "0 %" in [element.text for element in picture.iter()]
    assert min(float(box.get("x", 0)) for box in picture.iter(f"{SVG}rect")) >= 0


def test_without_stock_its_table_stays_as_it_is(tmp_path):
    alone = understanding.Figures(**{**vars(UNDERSTOOD), "stock": None})
    understanding.keep(alone, tmp_path / "understanding.json")

    assert set(last_figures(tmp_path)) == {"understanding"}


def test_figures_are_written_into_their_document(tmp_path, monkeypatch):
    document = tmp_path / "page.md"
    document.write_text("Fast:\n<!-- figures: speed -->\nold\n<!-- end of figures -->\n")
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    monkeypatch.setitem(DOCS, "speed", document)

    figures.write({"speed": "new"})

    assert document.read_text() == "Fast:\n<!-- figures: speed -->\nnew\n<!-- end of figures -->\n"


def test_the_public_page_gets_shares_with_their_intervals_and_a_day(tmp_path):
    shares = {"answered": Share(123, 125), "pairs": Share(66, 75), "turns": Share(1, 2)}
    figures = understanding.Figures(sources=(), ours=shares, invented=0, stock=None)

    quality.keep(quality.quality_of(figures, date(2026, 11, 27)), tmp_path / "quality.json")

    kept = json.loads((tmp_path / "quality.json").read_text())
    assert kept["measured_on"] == "2026-11-27"
    assert kept["shares"]["answered"] == {"right": 123, "total": 125, "interval": [94.4, 99.6]}
    assert kept["invented"] == {"number": 0, "total": 200}
    assert "turns" not in kept["shares"]
