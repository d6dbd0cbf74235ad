"""Interviews as tables for spreadsheets, in pieces: however many there are, few are in memory."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import batched
from typing import Any

import xlsxwriter

from booking.model import Interview
from french.contact import spoken_phone
from french.paris import PARIS
from web.sentences import sentences

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("day", "start", "end", "name", "email", "phone", "interviewer", "status", "reference")
_WIDTHS = (12, 8, 8, 26, 32, 18, 22, 12, 14)  # in characters
_ROWS, _BYTES = 200, 64 * 1024  # of a piece
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

type Cell = str | date | time


def write_csv(interviews: Iterable[Interview]) -> Iterator[bytes]:
    """Write them as French spreadsheets read them: UTF-8 with its mark, semicolons."""
    yield "\ufeff".encode() + _lines([_heads()])
    for some in batched(interviews, _ROWS):
        yield _lines([_defused(cell) for cell in _row(each)] for each in some)


def write_xlsx(interviews: Iterable[Interview]) -> Iterator[bytes]:
    """Write them as a workbook, in which days and hours are days and hours, and text only text."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, **_AS_TEXT})
        sheet = book.add_worksheet(sentences("equipe/export")["sheet"])
        bold = book.add_format({"bold": True})
        looks = {
            date: book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            time: book.add_format({"num_format": "hh:mm", "align": "left"}),
        }
        sheet.freeze_panes(1, 0)
        for column, (head, width) in enumerate(zip(_heads(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for number, interview in enumerate(interviews, 1):
            for column, cell in enumerate(_row(interview)):
                _write(sheet, number, column, cell, looks)
        book.close()
        file.seek(0)
        while piece := file.read(_BYTES):
            yield piece


def _write(sheet: Any, row: int, column: int, cell: Cell, looks: dict[type, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    else:
        sheet.write_datetime(row, column, cell, looks[type(cell)])


def _heads() -> list[str]:
    words = sentences("equipe/export")
    return [words[name] for name in _COLUMNS]


def _row(interview: Interview) -> tuple[Cell, ...]:
    start, end = interview.start.astimezone(PARIS), interview.end.astimezone(PARIS)
    visitor = interview.visitor
    return (
        *(start.date(), start.time(), end.time()),
        *(visitor.name, visitor.email, spoken_phone(visitor.phone) if visitor.phone else ""),
        interview.interviewer.name or "",
        sentences("equipe/export")[f"status_{interview.status.value}"],
        interview.reference,
    )


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _defused(cell: Cell) -> str:
    """Write as text what a spreadsheet would take for a formula."""
    match cell:
        case datetime() | date():
            return f"{cell:%d/%m/%Y}"
        case time():
            return f"{cell:%H:%M}"
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
