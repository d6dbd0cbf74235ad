"""The school over the month: its processes day by day and by night, and what its staff do."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bench.month.known import Known
from bench.visitors.play import KEY
from booking.model import Status
from conversations.schema import phrase, turn
from french.paris import PARIS
from notify.announcements import reminders
from notify.schema import daily_task, outbox
from runtime.settings import Settings
from runtime.wiring import Services
from staff.accounts import Account, Role
from staff.audit import COMMAND_LINE
from staff.schema import count_by_day
from testing.running import Conseiller, make_conseiller

STAFF = "admissions@ecole.example.org"

_CAME, _DID_NOT_COME = 0.8, 0.15  # of nobody is noted what became of the others
_NOTED_WRONGLY = 0.05
_PATIENCE_SECONDS = 120.0
_REMINDED_WITHIN = timedelta(days=2)


class School:
    """One home, and processes that are started in it as if it were a certain moment."""

    def __init__(self, home: Path, begun: datetime, smtp_url: str, seed: int) -> None:
        self.home = home
        self._smtp_url = smtp_url
        self._chance = random.Random(seed)
        self._now = begun
        settings = Settings(_env_file=None, CONSEILLER_HOME=home, secret_key=KEY)
        self.services = Services(settings, now=lambda: self._now)

    @contextmanager
    def open(self, now: datetime) -> Iterator[Conseiller]:
        """Run every process from a moment on."""
        self._now = now
        running = make_conseiller(
            self.home,
            CONFIRM_ADDRESSES="never",  # many more book than people do
            CONSEILLER_NOW=now.isoformat(),
            CONSEILLER_NOW_SET_AT=str(time.time()),
            SECRET_KEY=KEY,
            SMTP_URL=self._smtp_url,
            STAFF_EMAIL=STAFF,
        )
        running.start()
        try:
            yield running
        finally:
            running.stop()

    def secretary(self) -> Account:
        """The one who notes who came, and reads the figures."""
        known = self.services.accounts.by_email(STAFF)
        return known or self.services.accounts.invite(
            STAFF, "Secrétariat", Role.ADMINISTRATION, COMMAND_LINE, self._now
        )

    def close_interviews(self, known: Known) -> None:
        """Note who came of the interviews that have begun; now and then wrongly at first."""
        noting = self.services.attendance_of(self.secretary().actor)
        for interview in self.services.register.to_close(self._now):
            drawn = self._chance.random()
            if drawn > _CAME + _DID_NOT_COME:
                continue
            outcomes = [Status.ATTENDED if drawn < _CAME else Status.NO_SHOW]
            if self._chance.random() < _NOTED_WRONGLY:
                outcomes.insert(0, Status.NO_SHOW)
            reminded = self._was_reminded(interview.id, interview.start)
            for number, outcome in enumerate(outcomes):
                if number:
                    noting.reopen(interview.reference, self._now)
                noting.close(interview.reference, outcome, self._now)
                known.close(interview.reference, outcome, reminded)

    def cancel_what_is_to_come(self) -> int:
        """Call every interview off that is still on, as staff do before they erase."""
        desk = self.services.desk_of(self.secretary().actor)
        to_come = [i for i in self.services.desk.interviews() if i.is_on(self._now)]
        for interview in to_come:
            desk.cancel(interview.reference, self._now)
        return len(to_come)

    def turns_of(self, day: date) -> list[tuple[str, str | None]]:
        """Read the outcome and the topic of each turn of a day, one by one."""
        with self.services.engine.connect() as connection:
            rows = connection.execute(select(turn.c.at, turn.c.outcome, turn.c.topic))
            return [
                (row.outcome, row.topic) for row in rows if row.at.astimezone(PARIS).date() == day
            ]

    def phrases(self) -> int:
        """How many phrases are kept."""
        with self.services.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(phrase)).scalar_one()

    def totals(self, last: date) -> list[tuple[object, ...]]:
        """Read every nightly total until a day."""
        until = select(count_by_day).where(count_by_day.c.day <= last)
        with self.services.engine.connect() as connection:
            return sorted((tuple(row) for row in connection.execute(until)), key=str)

    def wait_for_the_night(self) -> None:
        """Wait until what is done by night is done. Raises TimeoutError."""
        query = select(daily_task.c.done_at).where(daily_task.c.name == "purge")
        self._wait_until(lambda done: done is not None and done >= self._now, query, "the night")

    def wait_for_messages(self) -> None:
        """Wait until nothing that is due has to be sent. Raises TimeoutError."""
        open_ = (outbox.c.sent_at, outbox.c.failed_at, outbox.c.dropped_at)
        query = select(func.count()).where(
            outbox.c.due_at <= self._now, *(column.is_(None) for column in open_)
        )
        self._wait_until(lambda count: count == 0, query, "messages")

    def _wait_until(self, is_done: Callable[..., bool], query: object, what: str) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with self.services.engine.connect() as connection:
                if is_done(connection.execute(query).scalar()):  # type: ignore[call-overload]
                    return
            time.sleep(0.3)
        raise TimeoutError(f"{what} took longer than {_PATIENCE_SECONDS:.0f} s")

    def _was_reminded(self, interview: int, start: datetime) -> bool:
        query = select(outbox.c.topic, outbox.c.sent_at).where(outbox.c.interview_id == interview)
        with self.services.engine.connect() as connection:
            sent = [
                row.sent_at for row in connection.execute(query) if row.topic in reminders.TOPICS
            ]
        return any(at and at >= start - _REMINDED_WITHIN for at in sent)
