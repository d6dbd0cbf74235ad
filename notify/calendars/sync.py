"""Interviewers' calendars: interviews are written to them, busy times are read from them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from booking import store
from booking.desk import BookingDesk
from booking.model import Change, InterviewEvent, Status
from booking.schema import interview as interview_table
from booking.schema import interviewer as interviewer_table
from booking.transactions import Note, unnoted
from notify.announcements.integrations import calendar_draft
from notify.calendars.accounts import Account, Calendars, end_of_reading, recipient
from notify.calendars.apart import read_apart
from notify.calendars.busy import Busy, Span
from notify.calendars.caldav import RemoteCalendar
from notify.calendars.entry import calendar_uid
from notify.calendars.interview_entries import StaffEntries
from notify.outbox.delivery import DeliveryFailure
from notify.outbox.message import Message, Snapshot, Topic
from notify.outbox.queue import Outbox
from notify.outward import Outward

logger = logging.getLogger(__name__)


class CalendarSender:
    """Writes interviews to calendars, or removes them."""

    def __init__(self, calendars: Calendars, entries: StaffEntries, outward: Outward) -> None:
        self._calendars = calendars
        self._outward = outward
        self._entries = entries

    async def deliver(self, message: Message, now: datetime) -> None:
        """Write or remove an entry; done twice, it changes nothing more. Raises DeliveryFailure."""
        number = message.payload["calendar"]
        account = await asyncio.to_thread(self._calendars.account, number)
        snapshot = message.snapshot
        calendar, uid = RemoteCalendar(account, self._outward), calendar_uid(snapshot.uid)
        if message.topic is Topic.CANCELLED:
            await calendar.remove(snapshot.uid, uid)
        else:
            await calendar.write(snapshot.uid, uid, self._ical(snapshot, message.created_at))

    def _ical(self, snapshot: Snapshot, stamp: datetime) -> bytes:
        # Without an organizer and attendees, or the server would write to them by itself.
        return replace(self._entries.entry(snapshot, stamp), organizer=None).to_ical(method=None)


class CalendarSync:
    """Gives interviewers calendars, and reads them every few minutes.

    While a calendar cannot be read, the busy times read last still count.
    """

    def __init__(
        self,
        engine: Engine,
        calendars: Calendars,
        desk: BookingDesk,
        outbox: Outbox,
        outward: Outward,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._calendars = calendars
        self._desk = desk
        self._outbox = outbox
        self._outward = outward
        self._now = now

    def adopt(self, interviewer_id: int, account: Account, note: Note = unnoted) -> int:
        """Give an interviewer a calendar, and fill it with interviews to come; returns how many."""
        now = self._now()
        with self._engine.begin() as connection:
            calendar_id = self._calendars.put(connection, interviewer_id, account, now)
            to_come = store.list_interviews(connection, statuses=[Status.CONFIRMED], after=now)
            drafts = [
                calendar_draft(
                    InterviewEvent(Change.BOOKED, interview, now),
                    Topic.BOOKED,
                    Snapshot.of(interview),
                    calendar_id,
                )
                for interview in to_come
                if interview.interviewer.id == interviewer_id
            ]
            self._outbox.put(connection, drafts)
            note(connection)
            return len(drafts)

    async def run(self, poll_seconds: float = 5.0) -> None:
        """Read what is due until cancelled."""
        while True:
            try:
                await self.read_due()
            except SQLAlchemyError as error:  # the notifier logs it too
                logger.warning("calendars wait for the database (%s)", type(error).__name__)
            await asyncio.sleep(poll_seconds)

    async def read_due(self) -> None:
        """Read the calendars that are due; one that fails stops no other."""
        due = await asyncio.to_thread(self._calendars.take_due, self._now())
        await asyncio.gather(*(self._read(*calendar) for calendar in due))

    async def problems(self) -> dict[int, str]:
        """Try to reach every calendar; returns what is wrong, by interviewer."""
        listed = await asyncio.to_thread(self._calendars.everything)
        said = await asyncio.gather(
            *(self._check(calendar.id, calendar.interviewer_id) for calendar in listed)
        )
        return {
            calendar.interviewer_id: problem
            for calendar, problem in zip(listed, said, strict=True)
            if problem
        }

    async def _check(self, number: int, interviewer_id: int) -> str | None:
        try:
            account = await asyncio.to_thread(self._calendars.account, number)
            await RemoteCalendar(account, self._outward).check()
            busy = await self._busy(account, interviewer_id, self._now())
        except DeliveryFailure as failure:
            return failure.reason
        if busy.unread:
            return f"of these entries only the first time counts: {', '.join(busy.unread[:10])}"
        return None

    async def _busy(self, account: Account, interviewer_id: int, now: datetime) -> Busy:
        """Read the busy times from now on. Raises DeliveryFailure."""
        schedule = await asyncio.to_thread(store.current_schedule, self._engine)
        end = end_of_reading(now, schedule.rules_of(interviewer_id).horizon)
        files = await RemoteCalendar(account, self._outward).entries(now, end)
        ours, owner = await asyncio.to_thread(self._known, interviewer_id)
        return await read_apart(files, now, end, ours, {account.username.lower(), owner.lower()})

    async def _read(self, number: int, interviewer_id: int) -> None:
        now, problem = self._now(), None
        spans: list[Span] | None
        try:
            account = await asyncio.to_thread(self._calendars.account, number)
            spans = (await self._busy(account, interviewer_id, now)).spans
        except DeliveryFailure as failure:
            problem, spans = failure.reason, None
        except Exception as error:  # a bug must stop neither the others nor e-mails
            problem, spans = f"internal error: {type(error).__name__}", None
        if problem:
            logger.warning("calendar %d could not be read: %s", number, problem)
        await asyncio.to_thread(self._note, number, interviewer_id, now, spans, problem)

    def _known(self, interviewer_id: int) -> tuple[list[str], str]:
        """Read the UIDs of the interviews, and the interviewer's address."""
        with self._reader.connect() as connection:
            uids = connection.execute(select(interview_table.c.uid)).scalars()
            ours = list(map(calendar_uid, uids))
            which = interviewer_table.c.id == interviewer_id
            owner = connection.execute(select(interviewer_table.c.email).where(which)).scalar()
        return ours, owner or ""

    def _note(
        self,
        number: int,
        interviewer_id: int,
        now: datetime,
        spans: list[Span] | None,
        problem: str | None,
    ) -> None:
        source = recipient(number)
        if spans is not None:
            self._desk.replace_busy_times(interviewer_id, source, spans, now)
        if not self._calendars.note(number, now, problem):  # it was removed meanwhile
            self._desk.replace_busy_times(interviewer_id, source, (), now)
