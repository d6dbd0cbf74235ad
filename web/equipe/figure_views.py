"""Figures in French: the words of a table, from which the picture and the CSV are made too."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from staff.figure import Count, Figure, Name, Percent, Row
from web.equipe.pictures import Drawn, Picture, picture_of
from web.sentences import sentences

_DRAWN = {
    Name.LEFT_OPEN: ("left_open",),
    Name.UNDERSTOOD: ("share",),
    Name.ATTENDANCE: ("attended", "missed"),
    Name.MESSAGES: ("delivered", "undelivered"),
    Name.LOOP: ("days",),
}
"""Which columns are drawn, where that is not all of them."""


@dataclass(frozen=True)
class FigureView:
    """A figure as it is read."""

    name: Name
    title: str
    definition: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The name of each row, and its values."""
    is_empty: bool
    picture: Picture
    description: str
    """What the picture shows, for those who do not see it."""
    drawn: tuple[str, ...]
    """The names of the columns that it draws."""


def view_of(figure: Figure, is_by_day: bool) -> FigureView:
    """Write a figure."""
    texts = sentences("equipe/figures")
    columns = _DRAWN.get(figure.name, figure.columns)
    places = [figure.columns.index(column) for column in columns]
    names = [_row_name(figure.name, row, is_by_day) for row in figure.rows]
    head = (texts[f"{figure.name}_rows"], *(texts[f"column_{each}"] for each in figure.columns))
    drawn = tuple(texts[f"column_{column}"] for column in columns)
    return FigureView(
        figure.name,
        texts[f"{figure.name}_title"],
        texts[f"{figure.name}_definition"],
        head,
        tuple(
            (name, *map(written, row.values)) for name, row in zip(names, figure.rows, strict=True)
        ),
        figure.is_empty,
        picture_of(
            [
                (name, [_drawn(row.values[place]) for place in places])
                for name, row in zip(names, figure.rows, strict=True)
            ]
        ),
        _description(figure, names, places[0], drawn),
        drawn,
    )


def written(value: Count | Percent) -> str:
    """Write a value: « 1 204 », « < 5 », « 87 % », or a dash for a share that is not told."""
    texts = sentences("equipe/figures")
    if isinstance(value, Percent):
        told = texts["percent"].format(number=value.number)
        return told if value.number is not None else texts["untold"]
    if value.number is None:
        return texts["few"]
    return f"{value.number:,}".replace(",", "\u202f")


def write_csv(view: FigureView) -> bytes:
    """Write the table as French spreadsheets read it: UTF-8 with its mark, semicolons."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([view.head, *view.rows])
    return text.getvalue().encode("utf-8-sig")


def month_name(day: date) -> str:
    """Name a month: « novembre 2026 »."""
    return str(format_date(day, "MMMM y", locale="fr"))


def _row_name(name: Name, row: Row, is_by_day: bool) -> str:
    if isinstance(row.key, date):
        return str(format_date(row.key, "EEE d" if is_by_day else "MMM y", locale="fr"))
    if name is Name.TOPICS:
        topics = sentences("equipe/topics")
        return topics.get(row.key, topics["other"])
    if name is Name.HOURS:
        return sentences("equipe/figures")["hour"].format(hour=int(row.key))
    return sentences("equipe/figures")[f"{name}_{row.key}"]


def _drawn(value: Count | Percent) -> Drawn:
    number = 0 if value.number is None and isinstance(value, Percent) else value.number
    return Drawn(number, written(value))


def _description(figure: Figure, names: Sequence[str], place: int, drawn: Sequence[str]) -> str:
    values = [row.values[place].number or 0 for row in figure.rows]
    if not any(values):
        return sentences("equipe/figures")["picture_empty"]
    largest = values.index(max(values))
    told = written(figure.rows[largest].values[place])
    words = sentences("equipe/figures")["picture"]
    return words.format(column=drawn[0], name=names[largest], value=told)
