"""Private iCalendar feeds that staff subscribe to: everybody's interviews, or one interviewer's."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Event
from sqlalchemy import Connection, Engine, func, insert, select

from booking import schema as booking_schema
from booking.desk import BookingDesk
from booking.model import Interview, Status
from booking.transactions import Note, unnoted
from french.letters import one_line
from notify import schema
from notify.calendars.entry import Method, new_calendar
from notify.calendars.interview_entries import StaffEntries
from notify.outbox.message import Snapshot
from notify.texts import templates

PATH = "/agenda"
_PAST = timedelta(days=30)
_REFRESH = timedelta(minutes=15)


class UnknownFeed(Exception):
    """The token opens no feed, or no longer."""


@dataclass(frozen=True)
class Feed:
    """Whose interviews a feed shows; None: everybody's."""

    interviewer_id: int | None


class Feeds:
    """Makes the secret addresses of feeds.

    An address is derived from the key and from how often it was renewed, so the database holds
    none.
    `base_url` is where staff reach us, without a slash at its end.
    """

    def __init__(self, engine: Engine, base_url: str, key: str) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._base_url = base_url
        self._key = key

    def url(self, feed: Feed) -> str:
        """Return the address of a feed."""
        return f"{self._base_url}{PATH}/{self._tokens()[feed]}.ics"

    def urls(self) -> dict[Feed, str]:
        """Return the address of every feed."""
        tokens = self._tokens()
        return {feed: f"{self._base_url}{PATH}/{token}.ics" for feed, token in tokens.items()}

    def renew(self, feed: Feed, now: datetime, note: Note = unnoted) -> None:
        """Give a feed another address; the one before stops working."""
        with self._engine.begin() as connection:
            renew(connection, feed, now)
            note(connection)

    def find(self, token: str) -> Feed:
        """Find the feed that a token opens. Raises UnknownFeed."""
        found = [
            feed
            for feed, valid in self._tokens().items()
            if hmac.compare_digest(valid.encode(), token.encode())
        ]
        if not found:
            raise UnknownFeed
        return found[0]

    def _tokens(self) -> dict[Feed, str]:
        """Make the token of every feed."""
        renewal = schema.feed_renewal.c
        times = select(renewal.interviewer_id, func.count()).group_by(renewal.interviewer_id)
        with self._reader.connect() as connection:
            renewals = {row[0]: row[1] for row in connection.execute(times)}
            people = connection.execute(select(booking_schema.interviewer.c.id)).scalars()
            return {Feed(who): self._token(who, renewals.get(who, 0)) for who in (None, *people)}

    def _token(self, interviewer_id: int | None, renewals: int) -> str:
        what = f"feed of {interviewer_id or 'everybody'}, renewed {renewals} times"
        digest = hmac.digest(self._key.encode(), what.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def renew(connection: Connection, feed: Feed, now: datetime) -> None:
    """Give a feed another address, in a transaction."""
    row = {"interviewer_id": feed.interviewer_id, "renewed_at": now}
    connection.execute(insert(schema.feed_renewal).values(row))


class FeedWriter:
    """Writes feeds as iCalendar files (RFC 5545, 7986)."""

    def __init__(self, desk: BookingDesk, entries: StaffEntries, school: str) -> None:
        self._desk = desk
        self._entries = entries
        self._school = school

    def write(self, feed: Feed, now: datetime) -> bytes:
        """Write the interviews to come and those of the last month, the cancelled ones as such.

        The file is the same as long as nothing changes: calendars need not read it again.
        """
        calendar = new_calendar(Method.PUBLISH)
        template = templates().get_template("feed_name.txt")
        name = one_line(template.render(school=self._school))
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT15M")
        for interview in self._desk.interviews(after=now - _PAST):
            if feed.interviewer_id in (None, interview.interviewer.id):
                calendar.add_component(self._event(interview))
        written: bytes = calendar.to_ical()
        return written

    def _event(self, interview: Interview) -> Event:
        is_cancelled = interview.status is Status.CANCELLED
        snapshot, stamp = Snapshot.of(interview), interview.changed_at
        return self._entries.entry(snapshot, stamp, is_cancelled=is_cancelled).event()
