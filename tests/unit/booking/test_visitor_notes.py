"""What counts as a visitor's note."""

from __future__ import annotations

import pytest

from booking.visitor_notes import LONGEST, NoteTooLong, read_note, with_more


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("  Je suis sourd  ", "Je suis sourd"),
        ("Mon fils\r\n\r\n  sera   là\n", "Mon fils\nsera là"),
        ("Je\x00 suis\x07 là\ud800", "Je suis là"),
        (" \n ", None),
        ("", None),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_a_note_is_what_was_typed_without_the_spaces_around(typed, note):
    assert read_note(typed) == note


def test_a_note_has_an_end():
    with pytest.raises(NoteTooLong):
        read_note("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("note", "told", "both"),
    [
        (None, "Je suis sourd", "Je suis sourd"),
        ("Je suis sourd", "Mon fils sera là", "Je suis sourd\nMon fils sera là"),
        ("Je suis sourd\nMon fils sera là", "Je suis sourd", "Je suis sourd\nMon fils sera là"),
    ],
)
def test_a_line_is_added_once(note, told, both):
    assert with_more(note, told) == both


def test_what_does_not_fit_is_left_out_or_refused():
    note = "x" * (LONGEST - 5)

    assert with_more(note, "trop long", must_fit=False) == note
    with pytest.raises(NoteTooLong):
        with_more(note, "trop long")
