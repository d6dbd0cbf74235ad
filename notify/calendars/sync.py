"""Calendars of interviewers in step: interviews are written to them, busy times read from them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from booking import store
from booking.desk import BookingDesk
from booking.model import Change, InterviewEvent, Status
from booking.schema import interview
from notify.announcements import integrations
from notify.calendars.accounts import Account, Calendars, recipient
from notify.calendars.busy import Span, busy_spans
from notify.calendars.caldav import RemoteCalendar
from notify.calendars.entry import calendar_uid
from notify.calendars.interview_entries import StaffEntries
from notify.outbox import schema
from notify.outbox.channel import DeliveryFailure
from notify.outbox.message import Message, Snapshot, Topic

logger = logging.getLogger(__name__)

_DAY = timedelta(days=1)


class CalendarCourier:
    """Carries messages to calendars: each writes an interview's entry, or removes it."""

    def __init__(self, calendars: Calendars, entries: StaffEntries) -> None:
        self._calendars = calendars
        self._entries = entries

    async def deliver(self, message: Message, now: datetime) -> None:
        """Write or remove an entry; done twice, it changes nothing more. Raises DeliveryFailure."""
        number = message.payload["calendar"]
        account = await asyncio.to_thread(self._calendars.account, number)
        told = message.snapshot
        calendar, uid = RemoteCalendar(account), calendar_uid(told.uid)
        if message.topic is Topic.CANCELLED:
            await calendar.remove(told.uid, uid)
        else:
            await calendar.write(told.uid, uid, self._entry(told, message.created_at))

    def _entry(self, told: Snapshot, stamp: datetime) -> bytes:
        # Without an organizer and attendees, or the server would write to them by itself.
        return replace(self._entries.entry(told, stamp), organizer=None).to_ical(method=None)


class CalendarSync:
    """Gives interviewers calendars, and reads these every few minutes.

    While a calendar cannot be read, what it said last stays in force.
    """

    def __init__(
        self,
        engine: Engine,
        calendars: Calendars,
        desk: BookingDesk,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._calendars = calendars
        self._desk = desk
        self._now = now

    def adopt(self, interviewer_id: int, account: Account) -> int:
        """Give an interviewer a calendar, and owe it their interviews to come; returns how many."""
        now = self._now()
        with self._engine.begin() as connection:
            number = self._calendars.put(connection, interviewer_id, account, now)
            rows = [
                integrations.entry_row(
                    InterviewEvent(Change.BOOKED, booked, now),
                    Topic.BOOKED,
                    Snapshot.of(booked),
                    number,
                )
                for booked in store.list_interviews(
                    connection, statuses=[Status.CONFIRMED], after=now
                )
                if booked.interviewer.id == interviewer_id
            ]
            if rows:
                connection.execute(insert(schema.outbox), rows)
            return len(rows)

    async def run(self, poll_seconds: float = 5.0) -> None:
        """Read what is due until cancelled."""
        while True:
            try:
                await self.read_due()
            except SQLAlchemyError as error:  # the notifier tells of it too, and when it is back
                logger.warning("calendars wait for the database (%s)", type(error).__name__)
            await asyncio.sleep(poll_seconds)

    async def read_due(self) -> None:
        """Read the calendars that are due; each is tried, whatever becomes of the others."""
        due = await asyncio.to_thread(self._calendars.take_due, self._now())
        await asyncio.gather(*(self._read(*one) for one in due))

    async def problems(self) -> dict[int, str]:
        """Ask every calendar whether it answers; says, by interviewer, what is wrong."""
        listed = await asyncio.to_thread(self._calendars.everything)
        said = await asyncio.gather(*(self._check(calendar.id) for calendar in listed))
        return {
            calendar.interviewer_id: problem
            for calendar, problem in zip(listed, said, strict=True)
            if problem
        }

    async def _check(self, number: int) -> str | None:
        try:
            account = await asyncio.to_thread(self._calendars.account, number)
            await RemoteCalendar(account).check()
        except DeliveryFailure as failure:
            return failure.reason
        return None

    async def _read(self, number: int, interviewer_id: int) -> None:
        now, problem = self._now(), None
        try:
            account = await asyncio.to_thread(self._calendars.account, number)
            end = now + (await asyncio.to_thread(self._desk.rules)).horizon + _DAY
            files = await RemoteCalendar(account).entries(now, end)
            spans = await asyncio.to_thread(self._spans, files, now, end)
        except DeliveryFailure as failure:
            problem, spans = failure.reason, None
        except Exception as error:  # a fault of ours must stop neither the others nor e-mails
            problem, spans = f"internal error: {type(error).__name__}", None
        if problem:
            logger.warning("calendar %d could not be read: %s", number, problem)
        await asyncio.to_thread(self._note, number, interviewer_id, now, spans, problem)

    def _spans(self, files: list[str], start: datetime, end: datetime) -> list[Span]:
        with self._reader.connect() as connection:
            ours = set(map(calendar_uid, connection.execute(select(interview.c.uid)).scalars()))
        return busy_spans(files, start, end, ours)

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
        if not self._calendars.note(number, now, problem):  # it was removed while it was read
            self._desk.replace_busy_times(interviewer_id, source, (), now)
