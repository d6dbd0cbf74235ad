"""The pages of the figures, read as a browser shows them: tables, pictures, files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from staff.figure import Figure, Name
from web.equipe.figure_views import FigureView, view_of

type Rows = Sequence[tuple[str, ...]]

_CLOSE = 0.06  # a bar's length is written with one decimal
_SHORTEST = 2.1  # a bar of less is drawn as long, so that it is seen


@dataclass
class Sheet:
    """A figure as a page has it."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    """The table, its head too."""
    values: list[str] = field(default_factory=list)
    """What is written at the end of each bar."""
    lengths: list[float] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the sections of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, Sheet] = {}
        self._sheet: Sheet | None = None
        self._words: list[str] | None = None
        self._row: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._sheet = self.sheets.setdefault(given["aria-labelledby"], Sheet())
        elif tag == "tr":
            self._row = []
        elif tag in ("th", "td") or (tag == "text" and given.get("class") == "value"):
            self._words = []
        elif tag == "rect" and given.get("class") in ("first", "second") and self._sheet:
            self._sheet.lengths.append(float(given["width"]))
        elif tag == "rect" and given.get("class") == "few" and self._sheet:
            self._sheet.lengths.append(0.0)

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._sheet = None
        if self._sheet is None:
            return
        if tag in ("th", "td", "text") and self._words is not None:
            said, self._words = "".join(self._words), None
            (self._sheet.values if tag == "text" else self._row).append(said)
        elif tag == "tr":
            self._sheet.rows.append(tuple(self._row))

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)


def read_sheets(page: str) -> dict[str, Sheet]:
    """Read every figure of a page, by its name."""
    reader = _Reader()
    reader.feed(page)
    return reader.sheets


@dataclass(frozen=True)
class Shown:
    """What the pages of a month show, and each figure's file."""

    pages: dict[str, str]
    files: dict[Name, bytes]


def take(url: str, cookie: str, month: str) -> Shown:
    """Open the pages of a month as somebody who is signed in, and take every file."""
    with httpx.Client(base_url=url, cookies={"equipe": cookie}, timeout=60) as browser:

        def read(path: str) -> httpx.Response:
            return browser.get(path).raise_for_status()

        paths = (f"/equipe/chiffres?periode={month}", f"/equipe/chiffres/mois/{month}")
        pages = {path: read(path).text for path in paths}
        files = {
            name: read(f"/equipe/chiffres/{name}/tableau.csv?periode={month}").content
            for name in Name
        }
        return Shown(pages, files)


def disagreements(expected: Figure, shown: Shown) -> Iterator[str]:
    """List where a page, a picture or a file says otherwise than a figure must."""
    view = view_of(expected, is_by_day=True)
    meant = [view.head, *view.rows]
    file = shown.files[expected.name].decode("utf-8-sig")
    table = csv.reader(io.StringIO(file), delimiter=";")
    yield from _differences(f"{expected.name}, CSV", meant, table)
    for path, page in shown.pages.items():
        sheet = read_sheets(page).get(expected.name, Sheet())
        if view.is_empty and not sheet.rows:
            continue
        yield from _differences(f"{expected.name}, {path}", meant, sheet.rows)
        yield from _drawn_otherwise(f"{expected.name}, picture of {path}", view, sheet)


def _differences(where: str, meant: Rows, read: Iterable[Sequence[str]]) -> Iterator[str]:
    found = [tuple(row) for row in read]
    if len(found) != len(meant):
        yield f"{where}: {len(found)} rows instead of {len(meant)}"
    for one, other in zip(meant, found, strict=False):
        if one != other:
            yield f"{where}: {other} instead of {one}"


def _drawn_otherwise(where: str, view: FigureView, sheet: Sheet) -> Iterator[str]:
    bars = view.picture.bars
    if sheet.values != [bar.text for bar in bars]:
        yield f"{where}: other values"
    lengths = [0.0 if bar.look == "few" else bar.width for bar in bars]
    if len(lengths) != len(sheet.lengths) or any(
        abs(one - other) > _CLOSE for one, other in zip(lengths, sheet.lengths, strict=False)
    ):
        yield f"{where}: bars of other lengths"
    yield from _not_to_scale(where, sheet)


def _not_to_scale(where: str, sheet: Sheet) -> Iterator[str]:
    numbers = [_number(value) for value in sheet.values]
    scaled = [
        (length, number)
        for length, number in zip(sheet.lengths, numbers, strict=False)
        if number and length > _SHORTEST
    ]
    longest = max((each for each in scaled), default=(1.0, 1))
    if any(abs(length - number * longest[0] / longest[1]) > 1 for length, number in scaled):
        yield f"{where}: bars are not as long as their numbers"


def _number(value: str) -> int | None:
    digits = "".join(filter(str.isdigit, value))
    return int(digits) if digits and not value.startswith("<") else None
