"""A stretch of time is written as people say it: whole days with the last, or hours."""

from __future__ import annotations

import pytest

from french import speak
from tests.bookings import at


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-12-01T00:00", "2026-12-02T00:00", "le mardi 1er décembre 2026"),
        (
            "2026-12-01T00:00",
            "2026-12-03T00:00",
            "du mardi 1er décembre 2026 au mercredi 2 décembre 2026 compris",
        ),
        ("2026-12-03T14:00", "2026-12-03T18:00", "le jeudi 3 décembre 2026 de 14 h à 18 h"),
        ("2026-12-03T14:00", "2026-12-04T00:00", "le jeudi 3 décembre 2026 de 14 h à minuit"),
        ("2026-12-03T00:00", "2026-12-03T12:00", "le jeudi 3 décembre 2026 de 0 h à 12 h"),
        (
            "2026-12-01T14:00",
            "2026-12-03T00:00",
            "du mardi 1er décembre 2026 à 14 h au mercredi 2 décembre 2026 compris",
        ),
        (
            "2026-12-01T00:00",
            "2026-12-03T12:30",
            "du mardi 1er décembre 2026 au jeudi 3 décembre 2026 à 12 h 30",
        ),
        # the clocks change in between
        (
            "2027-03-27T00:00",
            "2027-03-29T00:00",
            "du samedi 27 mars 2027 au dimanche 28 mars 2027 compris",
        ),
    ],
)
def test_a_stretch_of_time_is_written_as_people_say_it(start, end, said):
    assert speak.span(at(start), at(end)).replace("\u00a0", " ") == said
