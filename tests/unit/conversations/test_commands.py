"""What buttons send instead of words."""

from __future__ import annotations

from datetime import datetime

import pytest

from conversations.commands import Command, book_at
from french.paris import PARIS


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/book_interview", Command("book_interview")),
        ('/deny{"question":"consent"}', Command("deny", {"question": "consent"})),
        ('/deny{"question":', Command("deny")),
    ],
)
def test_a_command_is_read(written, read):
    assert Command.parse(written) == read


def test_a_command_that_is_written_is_read_back():
    command = book_at(datetime(2026, 11, 26, 14, 30, tzinfo=PARIS))

    assert str(command) == '/book_interview{"interview_time": "2026-11-26T14:30:00+01:00"}'
    assert Command.parse(str(command)) == command
