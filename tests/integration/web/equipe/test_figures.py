"""« Chiffres »: picture, table and file show the same numbers, to the office alone."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from ruamel.yaml import YAML
from sqlalchemy import delete, insert

from staff.accounts import Role
from staff.figure import Name
from staff.schema import count_by_day
from testing.running import ROOT
from tests.equipe import words
from web.sentences import sentences

DAY = date(2026, 11, 3)
COUNTED = {
    ("visits_opened", ""): 1204,
    ("visits_spoke", ""): 803,
    ("visits_slots", ""): 100,
    ("visits_held", ""): 40,
    ("visits_booked", ""): 3,
    ("turn_told", "ask_salary"): 350,
    ("turn_left_open", "ask_not_on_page"): 50,
    ("turn_not_understood", "gibberish"): 100,
    ("hour", "09"): 77,
    ("delay", "next_day"): 12,
    ("attended", "reminded"): 20,
    ("missed", "reminded"): 5,
    ("attended_of_visitors", ""): 18,
    ("delivered", "visitor_email"): 60,
    ("answered_by_page", ""): 6,
    ("days_to_page", ""): 45,
}


@pytest.fixture
def counted(server):
    with server.services.engine.begin() as connection:
        rows = [
            {"day": DAY, "job": "", "measure": measure, "topic": topic, "number": number}
            for (measure, topic), number in COUNTED.items()
        ]
        connection.execute(insert(count_by_day), rows)
    yield
    with server.services.engine.begin() as connection:
        connection.execute(delete(count_by_day))


def section(page: str, name: Name) -> str:
    return re.search(rf'<section [^>]*aria-labelledby="{name}">.*?</section>', page, re.S)[0]


def table_of(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[cell.replace("&lt;", "<") for cell in row] for row in cells]


def test_each_table_and_its_file_are_the_same_and_the_picture_has_no_other_number(
    secretary, counted
):
    page = secretary.get("/equipe/chiffres?periode=2026-11").text

    for name in Name:
        html = section(page, name)
        answer = secretary.get(f"/equipe/chiffres/{name}/tableau.csv?periode=2026-11")
        file = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        table = table_of(html)
        drawn = re.findall(r'<text class="value"[^>]*>(.*?)</text>', html)
        assert list(file) == table
        assert len(table) > 1
        shown = {cell for row in table[1:] for cell in row[1:]}
        assert drawn
        assert {value.replace("&lt;", "<") for value in drawn} <= shown
        assert f"{name}-2026-11.csv" in answer.headers["Content-Disposition"]


def test_a_month_is_right_to_the_last_number(secretary, counted):
    page = secretary.get("/equipe/chiffres?periode=2026-11").text

    assert table_of(section(page, Name.FUNNEL))[1:] == [
        ["Chat ouvert", "1\u202f204"],
        ["A posé une question", "803"],
        ["A vu des créneaux", "100"],
        ["A choisi un créneau", "40"],
        ["A réservé", "<\u00a05"],
        ["Est venu", "18"],
    ]
    assert table_of(section(page, Name.ATTENDANCE))[1] == [
        "Avec rappel", "20", "5", "20\u00a0%",
    ]  # fmt: skip
    assert table_of(section(page, Name.TOPICS))[1:] == [
        ["Le salaire", "350", "0"],
        ["Ce que la page ne dit pas", "0", "50"],
    ]


def test_a_picture_says_in_words_what_it_shows(secretary, counted):
    html = section(secretary.get("/equipe/chiffres?periode=2026-11").text, Name.HOURS)

    assert "<title" in html
    described = re.search(r"<desc[^>]*>(.*?)</desc>", html)[1].replace("\u00a0", " ")
    assert described.endswith("Le plus haut : 9 h, 77.")


def test_a_month_is_printed_with_the_one_before(secretary, counted):
    page = secretary.get("/equipe/chiffres/mois/2026-11")

    assert page.status_code == 200
    assert "Novembre 2026 Octobre 2026 Conversations avec une question 803 0" in words(page)
    assert secretary.get("/equipe/chiffres/mois/2026-13").status_code == 404


@pytest.mark.parametrize("period", ["", "12-mois", "tout", "2026-11", "1999-01", "x", "2026-99"])
def test_any_period_is_shown_or_the_usual_one(secretary, counted, period):
    assert secretary.get(f"/equipe/chiffres?periode={period}").status_code == 200


def test_a_school_without_visitors_yet_is_told_so(secretary):
    page = words(secretary.get("/equipe/chiffres"))

    assert page.count("Rien pour cette période") == len(Name)


def test_who_only_receives_sees_no_figures(desk):
    assert desk(Role.INTERVENANT).get("/equipe/chiffres").status_code == 403


def test_every_topic_has_a_name():
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    intents = {next(iter(each)) if isinstance(each, dict) else each for each in domain["intents"]}

    assert intents <= sentences("equipe/topics").keys()
