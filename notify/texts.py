"""The French texts of `templates/`, and what they can say of an interview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from jinja2 import Environment

from french.letters import one_line
from french.own_time import own_time
from french.templates import open_templates
from knowledge import School
from notify.calendars.entry import Attendee
from notify.outbox.message import Snapshot
from notify.video import VideoRooms

TEMPLATES = Path(__file__).parent / "templates"


@cache
def templates() -> Environment:
    """Open the templates."""
    return open_templates(TEMPLATES)


@dataclass(frozen=True)
class InterviewTexts:
    """Gives templates what they can say of an interview, in e-mails and calendars alike.

    `find_school` gives the school as it is called now; `sender` is the address from which it writes
    and organizes. `manage_link` makes, from an interview's uid, e-mail
    address and end, the private page on which visitors change it; None if there is no such page.
    `confirm_link` makes, with the moment by which it is to be done, the link that confirms it.
    """

    find_school: Callable[[], School]
    sender: str
    rooms: VideoRooms
    manage_link: Callable[[str, str, datetime], str] | None = None
    confirm_link: Callable[[str, str, datetime, datetime], str] | None = None

    @property
    def school(self) -> Attendee:
        """Who sends and organizes."""
        return Attendee(self.find_school().name, self.sender)

    def link(self, uid: str) -> str:
        """Return the video link of an interview."""
        return self.rooms.link(uid)

    def values(self, snapshot: Snapshot) -> dict[str, object]:
        """Return the values that templates fill in."""
        uid, email, end = snapshot.uid, snapshot.visitor_email, snapshot.end
        school, confirm_by = self.find_school(), snapshot.confirm_by
        return {
            "school": school.name,
            "controller": school.controller,
            "policy_url": school.policy_url,
            "name": one_line(snapshot.visitor_name),
            "email": email,
            "phone": snapshot.visitor_phone,
            "note": "\n".join(map(one_line, (snapshot.visitor_note or "").splitlines())),
            "questions": [one_line(question) for question in snapshot.questions],
            "interviewer": one_line(snapshot.interviewer_name or ""),
            "start": snapshot.start,
            "end": end,
            "own": own_time(snapshot.start, snapshot.visitor_zone),
            "previous_start": snapshot.previous_start,
            "confirm_by": confirm_by,
            "corrected": snapshot.corrected,
            "awaits_answer": snapshot.awaits_answer,
            "offered_start": snapshot.offered_start,
            "offered_own": snapshot.offered_start
            and own_time(snapshot.offered_start, snapshot.visitor_zone),
            "offered_until": snapshot.offered_until,
            "minutes": (end - snapshot.start) // timedelta(minutes=1),
            "reference": snapshot.reference,
            "link": self.link(uid),
            "manage_link": self.manage_link(uid, email, end) if self.manage_link else None,
            "confirm_link": self.confirm_link(uid, email, end, confirm_by)
            if self.confirm_link and confirm_by
            else None,
        }
