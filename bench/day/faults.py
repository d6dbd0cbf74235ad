"""What goes wrong: clocks that jump, databases and mail servers that fail, processes that die."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, NamedTuple

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from notify import Audience, Composer, PermanentFailure, TemporaryFailure, Topic
from notify.outbox.message import Message

_JUMPS = (-120, -15, -2, 2, 15, 180)  # minutes
GONE = "nulle-part.example"
"""The domain whose mailboxes refuse everything for good."""


class Killed(BaseException):
    """The process died at that moment."""


class Clock:
    """A clock that is moved on minute by minute, and now and then jumps; minutes are counted."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self.minutes = 0
        """How many minutes have passed, whatever the clock says."""

    def __call__(self) -> datetime:
        """Tell the time."""
        return self._now

    def pass_minutes(self, count: int) -> None:
        """Let time go by."""
        self.minutes += count
        self._now += timedelta(minutes=count)

    def jump(self, chance: random.Random) -> None:
        """Be set wrongly, or right again."""
        self._now += timedelta(minutes=chance.choice(_JUMPS))


@dataclass
class Weather:
    """How likely things are to fail, and what is away altogether for a while."""

    chance: random.Random
    is_calm: bool = False
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How often each kind of fault came."""
    _away_until: dict[str, int] = field(default_factory=dict)

    def strikes(self, fault: str, likelihood: float) -> bool:
        """Decide whether a fault comes now, and count it."""
        if self.is_calm or self.chance.random() >= likelihood:
            return False
        self.counts[fault] += 1
        return True

    def change(self, minute: int) -> None:
        """Begin and end what lasts: the mail server or the database is away for some minutes."""
        for part in ("mail server", "database"):
            if self.strikes(f"{part} away", 1 / 180):
                self._away_until[part] = minute + self.chance.randrange(2, 45)
            elif self._away_until.get(part, 0) <= minute:
                self._away_until.pop(part, None)

    def is_away(self, part: str) -> bool:
        """Tell whether something is away."""
        return not self.is_calm and part in self._away_until


def make_unreliable(engine: Engine, weather: Weather) -> None:
    """Have a database fail: when it is away, in the middle of a transaction, or at its end."""

    @event.listens_for(engine, "before_cursor_execute")
    def execute(*_: Any) -> None:
        if weather.is_away("database") or weather.strikes("statement failed", 1 / 400):
            raise _failure()

    @event.listens_for(engine, "commit")
    def commit(_: Any) -> None:
        if weather.is_away("database") or weather.strikes("commit failed", 1 / 40):
            raise _failure()


def _failure() -> OperationalError:
    return OperationalError("a fault", None, Exception("simulated"))


class Delivered(NamedTuple):
    """An e-mail that arrived: to whom it tells what of which state of an interview."""

    audience: Audience
    topic: Topic
    recipient: str
    reference: str
    sequence: int


class Mailboxes:
    """An unreliable mail server, and what arrived in mailboxes: when, and by which identities."""

    def __init__(self, composer: Composer, weather: Weather, minute: Callable[[], int]) -> None:
        self._composer = composer
        self._weather = weather
        self._minute = minute
        self.identities: defaultdict[Delivered, set[str]] = defaultdict(set)
        self.arrived_at: dict[Delivered, int] = {}
        self.repeats = 0

    async def deliver(self, message: Message, now: datetime) -> None:
        """Deliver a message, or not, or without saying so."""
        mail = self._composer.compose(message, now)
        strikes = self._weather.strikes
        if self._weather.is_away("mail server") or strikes("mail refused for now", 0.05):
            raise TemporaryFailure("451: simulated")
        if strikes("killed before sending", 0.02):
            raise Killed
        if message.recipient.endswith(f"@{GONE}"):
            raise PermanentFailure("550 5.1.1: the recipient was refused")
        self._put(message, mail)
        if strikes("cut off after sending", 0.04):
            raise TemporaryFailure("the connection to the server was cut")
        if strikes("killed after sending", 0.03):
            raise Killed

    def _put(self, message: Message, mail: EmailMessage) -> None:
        if message.interview_id is None:
            return
        said = message.snapshot
        key = Delivered(
            message.audience, message.topic, message.recipient, said.reference, said.sequence
        )
        self.repeats += mail["Message-ID"] in self.identities[key]
        self.identities[key].add(str(mail["Message-ID"]))
        self.arrived_at.setdefault(key, self._minute())
