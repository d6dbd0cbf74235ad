"""What calendars say of an interview, to its visitor and to the staff; written nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking.model import Interview, Status
from french.letters import one_line
from french.templates import render_block
from notify.calendars.entry import Attendee, CalendarEntry, Method
from notify.calendars.web_links import WebLinks
from notify.outbox.message import Snapshot
from notify.texts import InterviewTexts, templates


class VisitorEntries:
    """Writes the visitor's entry, the same for e-mails and for files that the visitor fetches."""

    def __init__(self, texts: InterviewTexts) -> None:
        self._texts = texts

    def file(self, interview: Interview) -> bytes:
        """Write the file that visitors fetch for their own calendars."""
        is_cancelled = interview.status is Status.CANCELLED
        snapshot, stamp = Snapshot.of(interview), interview.changed_at
        entry = _entry(self._texts, "visitor", snapshot, stamp, is_cancelled=is_cancelled)
        return entry.to_ical(Method.PUBLISH)

    def web_links(self, snapshot: Snapshot) -> WebLinks:
        """Make the links that put it into calendars on the web."""
        entry = _entry(self._texts, "visitor", snapshot, snapshot.start, is_cancelled=False)
        return WebLinks.of(entry)

    def invitation(
        self, snapshot: Snapshot, stamp: datetime, *, is_cancelled: bool
    ) -> CalendarEntry:
        """Write the entry of an e-mail, which the visitor is asked to accept until it is cancelled.

        Visitors are not shown the addresses of the staff.
        """
        visitor = Attendee(snapshot.visitor_name, snapshot.visitor_email, is_asked=not is_cancelled)
        entry = _entry(self._texts, "visitor", snapshot, stamp, is_cancelled=is_cancelled)
        return replace(entry, attendees=(visitor,))


class StaffEntries:
    """Writes the entry of the staff: for e-mails, feeds and calendars on a server."""

    def __init__(self, texts: InterviewTexts) -> None:
        self._texts = texts

    def entry(
        self, snapshot: Snapshot, stamp: datetime, *, is_cancelled: bool = False
    ) -> CalendarEntry:
        """Write an entry that asks nobody to come."""
        return _entry(self._texts, "staff", snapshot, stamp, is_cancelled=is_cancelled)

    def invitation(
        self, snapshot: Snapshot, stamp: datetime, recipient: str, *, is_cancelled: bool
    ) -> CalendarEntry:
        """Write the entry of an e-mail to `recipient`; nobody is asked to accept."""
        visitor = Attendee(snapshot.visitor_name, snapshot.visitor_email)
        member = Attendee(snapshot.recipient_name or self._texts.school.name, recipient)
        entry = self.entry(snapshot, stamp, is_cancelled=is_cancelled)
        return replace(entry, attendees=(visitor, member))


def _entry(
    texts: InterviewTexts, audience: str, snapshot: Snapshot, stamp: datetime, *, is_cancelled: bool
) -> CalendarEntry:
    template = templates().get_template(f"{audience}_entry.txt")
    values = {**texts.values(snapshot), "is_cancelled": is_cancelled}
    has_reminder = "reminder" in template.blocks and not is_cancelled
    return CalendarEntry(
        uid=snapshot.uid,
        sequence=snapshot.sequence,
        stamp=stamp,
        start=snapshot.start,
        end=snapshot.end,
        summary=one_line(render_block(template, "summary", values)),
        description=render_block(template, "description", values),
        link=texts.link(snapshot.uid),
        organizer=texts.school,
        reminder=one_line(render_block(template, "reminder", values)) if has_reminder else None,
        is_cancelled=is_cancelled,
    )
