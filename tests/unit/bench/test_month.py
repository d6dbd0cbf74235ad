"""The simulated month: what it knows of visitors it finds, and what a page shows it reads."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest

from bench.month.calendar import MONTH, days
from bench.month.known import Known
from bench.month.pages import Shown, disagreements
from bench.month.traces import Visitors, in_files, in_tables
from bench.visitors.checks import Played
from bench.visitors.people import Person, email_forms, name_forms, phone_forms
from bench.visitors.points import Points
from bench.visitors.seen import Bubble, Seen, Turn
from french.paris import PARIS
from staff.figure import Count, Figure, Name, Row
from web.equipe.figure_views import view_of, write_csv

THI = Person("Thi Hong Nhung", "Nguyễn", "nguyen_thihongnhung7@gmail.com", "+33639980123")
VICTOR = Person("Victor", "Midi", "victor.midi8@orange.fr", "+22370112233")


@pytest.fixture(scope="module")
def visitors():
    return Visitors([THI, VICTOR])


@pytest.mark.parametrize("person", [THI, VICTOR])
@pytest.mark.parametrize("forms", [name_forms, email_forms, phone_forms])
def test_whatever_a_visitor_gives_is_found_in_most_of_its_forms(visitors, person, forms):
    spelt = {"words", "words_of_belgium", "spoken"}

    missed = [
        form
        for form, written in forms(person).items()
        if form not in spelt and not list(visitors.in_text(f"c'est {written}, merci"))
    ]

    assert missed == []


@pytest.mark.parametrize(
    "said", ["je préfère à midi", "victor hugo ?", "le 12 novembre 2026 à 10 h 30", "[nom] midi"]
)
def test_ordinary_words_are_nobody(visitors, said):
    assert set(visitors.in_text(said)) <= {"victor"}


def test_rows_and_bytes_are_searched_however_letters_are_written(visitors, tmp_path):
    database = sqlite3.connect(tmp_path / "a.db")
    database.execute("CREATE TABLE kept (data TEXT)")
    database.execute("INSERT INTO kept VALUES (?)", [r'{"name": "Thi Hong Nhung Nguy\u1ec5n"}'])
    database.commit()
    database.close()
    (tmp_path / "left.wal").write_bytes(b"\x00\xffvictor.midi8@orange.fr\x00")

    in_rows = {trace.where for trace in in_tables(tmp_path / "a.db", visitors)}
    in_bytes = {trace.where for trace in in_files(tmp_path, visitors, lambda path: True)}

    assert in_rows == {"a.db, kept"}
    assert in_bytes == {"a.db", "left.wal"}


@pytest.mark.parametrize("conversations", [1, 40, 3000])
def test_the_visitors_of_the_days_follow_each_other(conversations):
    planned = list(days(conversations, seed=1))

    numbers = [number for day in planned for number in range(day.first, day.last + 1)]
    assert numbers == list(range(1, conversations + 1))
    assert all(MONTH.first <= day.now.date() <= MONTH.last for day in planned)


def a_page(figure):
    """The section of a figure, as its template writes it."""
    view = view_of(figure, is_by_day=True)
    table = "".join(
        "<tr>" + "".join(f"<td>{each.replace('<', '&lt;')}</td>" for each in row) + "</tr>"
        for row in (view.head, *view.rows)
    )
    bars = "".join(
        f'<rect class="{bar.look}" width="{bar.width:.1f}"/>'
        f'<text class="value">{bar.text.replace("<", "&lt;")}</text>'
        for bar in view.picture.bars
    )
    return f'<section aria-labelledby="{view.name}"><svg>{bars}</svg>{table}</section>'


FUNNEL = Figure(
    Name.FUNNEL,
    ("number",),
    (Row("visits_opened", (Count.of(1204),)), Row("visits_booked", (Count.of(3),))),
)
OTHER = Figure(
    Name.FUNNEL,
    ("number",),
    (Row("visits_opened", (Count.of(1205),)), Row("visits_booked", (Count.of(3),))),
)


def shown(page, file):
    pages = {"/equipe/chiffres": a_page(page)}
    return Shown(pages, {Name.FUNNEL: write_csv(view_of(file, is_by_day=True))})


def test_a_page_and_a_file_that_say_the_same_agree():
    assert list(disagreements(FUNNEL, shown(FUNNEL, FUNNEL))) == []


@pytest.mark.parametrize(
    ("page", "file", "where"), [(OTHER, FUNNEL, "/equipe/chiffres"), (FUNNEL, OTHER, "CSV")]
)
def test_a_page_or_a_file_that_says_otherwise_is_named(page, file, where):
    assert any(where in each for each in disagreements(FUNNEL, shown(page, file)))


ON_TUESDAY, ON_FRIDAY = "2026-10-20T10:00:00+02:00", "2026-10-23T16:00:00+02:00"


def an_interview(kind, start, reference="AAAA", text="C’est noté."):
    return Bubble(text, data={"kind": kind, "reference": reference, "start": start})


def moved(start, reference="AAAA"):
    text = "C’est déplacé : votre entretien a lieu **vendredi** (heure de Paris). Un e-mail vous"
    text += " le confirme, et le lien de la visio reste le même."
    return an_interview("interview", start, reference, text)


def cancelled(reference="AAAA"):
    return Bubble("C’est annulé.", data={"kind": "cancelled", "reference": reference})


@pytest.mark.parametrize(
    ("turns", "booked", "moves", "cancellations"),
    [
        ([[an_interview("booked", ON_TUESDAY)]], 1, 0, 0),
        ([[an_interview("booked", ON_TUESDAY)], [moved(ON_FRIDAY)]], 1, 1, 0),
        # To where it is already is no move, and what is told again is none either.
        ([[an_interview("booked", ON_TUESDAY)], [moved(ON_TUESDAY)]], 1, 0, 0),
        (
            [
                [an_interview("booked", ON_TUESDAY)],
                [moved(ON_FRIDAY)],
                [an_interview("interview", ON_FRIDAY)],
            ],
            1,
            1,
            0,
        ),
        # Twice in one turn is twice, and there and back again too.
        ([[an_interview("booked", ON_TUESDAY)], [moved(ON_FRIDAY), moved(ON_TUESDAY)]], 1, 2, 0),
        (
            [
                [an_interview("booked", ON_TUESDAY)],
                [an_interview("booked", ON_TUESDAY, "BBBB")],
                [moved(ON_FRIDAY), moved(ON_FRIDAY, "BBBB")],
            ],
            2,
            2,
            0,
        ),
        ([[an_interview("booked", ON_TUESDAY)], [cancelled()], [cancelled()]], 1, 0, 1),
    ],
)
def test_what_was_done_with_interviews_is_known_from_their_cards(
    turns, booked, moves, cancellations
):
    known = Known(Points.load().tells)
    seen = tuple(Turn(("say",), "oui", Seen(tuple(bubbles))) for bubbles in turns)
    now = datetime(2026, 10, 12, 10, 3, tzinfo=PARIS)

    known.add(Played(None, seen, None, tokens=("token",)), now)

    done = [known.counts[what, "visitor"] for what in ("booked", "moved", "cancelled")]
    assert done == [booked, moves, cancellations]
