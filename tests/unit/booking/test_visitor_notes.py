"""What counts as a visitor's note."""

from __future__ import annotations

import pytest

from booking.visitor_notes import LONGEST, NoteTooLong, read_note


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
