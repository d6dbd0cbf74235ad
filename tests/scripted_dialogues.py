"""Turns of a scripted conversation, and a booking that it may end with."""

from __future__ import annotations

BOOKED = {
    "status": "confirmed",
    "email": "lea@example.org",
    "start": "2027-01-13T15:00:00+01:00",
    "name": "Léa Morvan",
    "phone": "+33639981234",
}


def a_turn(if_asked: str, say: str, **marks: object) -> dict[str, object]:
    return {"if_asked": if_asked, "say": say, **marks}
