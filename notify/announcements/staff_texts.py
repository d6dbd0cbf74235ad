"""The words of templates/, for e-mails and for staff's other tools alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from french.letters import one_line
from french.templates import render_block
from notify.calendars.invitation import Attendee, Invitation, Method
from notify.outbox.message import Snapshot, Topic
from notify.texts import templates
from notify.video import VideoRooms


class StaffWords:
    """Tells staff's tools of an interview as staff's e-mails do."""

    def __init__(self, rooms: VideoRooms) -> None:
        self._rooms = rooms
        self._templates = templates()

    def link(self, told: Snapshot) -> str:
        """Give the video room in which the interview is held."""
        return self._rooms.link(told.uid)

    def sentence(self, topic: Topic, told: Snapshot) -> str:
        """Say in one sentence what happened."""
        template = self._templates.get_template(f"staff_{topic}.txt")
        return one_line(render_block(template, "lead", self._values(told)))

    def test(self) -> str:
        """Say that this is a test."""
        return one_line(self._templates.get_template("test.txt").render())

    def feed_name(self, school: str) -> str:
        """Name a calendar of all interviews."""
        return one_line(self._templates.get_template("feed_name.txt").render(school=school))

    def entry(
        self,
        told: Snapshot,
        stamp: datetime,
        *,
        is_cancelled: bool = False,
        organizer: Attendee | None = None,
    ) -> Invitation:
        """Write the interview down for calendars of staff; nobody is asked to come."""
        texts = self._templates.get_template("staff_invitation.txt")
        values = self._values(told)
        return Invitation(
            method=Method.CANCEL if is_cancelled else Method.PUBLISH,
            uid=told.uid,
            sequence=told.sequence,
            stamp=stamp,
            start=told.start,
            end=told.end,
            summary=one_line(render_block(texts, "summary", values)),
            description=render_block(texts, "description", values),
            link=self.link(told),
            organizer=organizer,
            attendees=(),
        )

    def _values(self, told: Snapshot) -> dict[str, object]:
        return interview_values(told, self.link(told))


def interview_values(told: Snapshot, link: str) -> dict[str, object]:
    """Give templates what they may say of an interview, and its video link."""
    return {
        "name": one_line(told.visitor_name),
        "email": told.visitor_email,
        "phone": told.visitor_phone,
        "questions": [one_line(question) for question in told.questions],
        "interviewer": one_line(told.interviewer_name or ""),
        "start": told.start,
        "end": told.end,
        "previous_start": told.previous_start,
        "minutes": (told.end - told.start) // timedelta(minutes=1),
        "reference": told.reference,
        "link": link,
    }
