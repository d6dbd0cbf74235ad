"""The day itself, and what came of it: nothing may be lost, doubled or untold."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bench.day.faults import GONE, Clock, Delivered, Killed, Mailboxes, Weather, make_unreliable
from bench.day.visitors import Answer, Crowd
from booking.model import Interview, Status
from french.paris import PARIS
from notify import Audience, Channel, Notifier, Topic
from runtime.settings import Settings
from runtime.wiring import Services

_START = datetime(2026, 11, 25, 6, tzinfo=PARIS)
_WISHES = 0.15  # a minute: some two hundred a day
_JUMPS = 1 / 120
_CALM_MINUTES = 3 * 24 * 60  # after which everything has been tried again
_CALM_STEP = 10


@dataclass(frozen=True)
class Outcome:
    """What came of a day."""

    answered: int
    faults: Mapping[str, int]
    lost: Sequence[str]
    doubled: Sequence[str]
    untold: Sequence[str]
    repeats: int
    latest_minutes: int
    """How long staff waited at most to be told, mail server or database away or not."""

    @property
    def is_right(self) -> bool:
        """Tell whether nothing was lost, doubled or untold."""
        return self.answered > 0 and not (self.lost or self.doubled or self.untold)


def trial(database: URL, home: Path, hours: float, seed: int) -> Outcome:
    """Let a day pass on a database with every table; `home` is an empty folder."""
    chance = random.Random(seed)
    clock, weather = Clock(_START), Weather(random.Random(seed + 1))
    settings = Settings(
        _env_file=None,
        CONSEILLER_HOME=home,
        database_url=database.render_as_string(hide_password=False),
        secret_key="a key for a day",
    )
    services = Services(settings, now=clock)
    starts = [slot.start for slot in services.free_slots.upcoming(clock())]
    make_unreliable(services.engine, weather)
    mailboxes = Mailboxes(services.composer, weather, lambda: clock.minutes)
    crowd = Crowd(services.desk, weather, chance)
    while clock.minutes < hours * 60:
        clock.pass_minutes(1)
        if weather.strikes("clock jumped", _JUMPS):
            clock.jump(chance)
        weather.change(clock.minutes)
        if chance.random() < _WISHES:
            crowd.wish(starts, clock())
        crowd.ask(clock(), clock.minutes)
        _deliver(services, mailboxes)
    _calm_down(services, weather, clock, crowd, mailboxes)
    outcome = _outcome(services, weather, crowd, mailboxes)
    services.engine.dispose()
    return outcome


def _deliver(services: Services, mailboxes: Mailboxes) -> None:
    """Let a notifier work, perhaps until it dies; the next one begins anew."""
    senders = {Channel.EMAIL: mailboxes}
    notifier = Notifier(services.engine, services.outbox, senders, services.now)
    try:
        asyncio.run(notifier.deliver_due())
    except (Killed, SQLAlchemyError):
        return


def _calm_down(
    services: Services, weather: Weather, clock: Clock, crowd: Crowd, mailboxes: Mailboxes
) -> None:
    """Let everything work again until nobody waits for anything, or long enough."""
    weather.is_calm = True
    ends = clock.minutes + _CALM_MINUTES
    while clock.minutes < ends and (crowd.waiting or _untold(crowd, mailboxes)):
        clock.pass_minutes(_CALM_STEP)
        crowd.ask(clock(), clock.minutes)
        _deliver(services, mailboxes)


def _outcome(services: Services, weather: Weather, crowd: Crowd, mailboxes: Mailboxes) -> Outcome:
    kept = {each.reference: each for each in services.desk.interviews()}
    told = [_told_staff_at(answer, mailboxes) for answer in crowd.answers]
    waits = [
        at - answer.minute for answer, at in zip(crowd.answers, told, strict=True) if at is not None
    ]
    return Outcome(
        answered=len(crowd.answers),
        faults=dict(weather.counts),
        lost=[*_lost(crowd.known.values(), kept), *(f"no answer: {w[0]}" for w in crowd.waiting)],
        doubled=[*_doubled_places(kept.values()), *_doubled_people(kept.values(), mailboxes)],
        untold=_untold(crowd, mailboxes),
        repeats=mailboxes.repeats,
        latest_minutes=max(waits, default=0),
    )


def _lost(known: Iterable[Interview], kept: Mapping[str, Interview]) -> list[str]:
    """List what visitors were told and is not so."""
    return [
        f"{each.reference}: told {each.status} {each.start}"
        for each in known
        if each.reference not in kept or _said(kept[each.reference]) != _said(each)
    ]


def _said(interview: Interview) -> tuple[object, ...]:
    return interview.start, interview.status, interview.visitor


def _doubled_places(kept: Iterable[Interview]) -> list[str]:
    by_interviewer = defaultdict(list)
    for each in kept:
        if each.status is not Status.CANCELLED:
            by_interviewer[each.interviewer.id].append(each)
    in_order = (sorted(them, key=lambda each: each.start) for them in by_interviewer.values())
    return [
        f"{one.reference} and {other.reference} at once"
        for them in in_order
        for one, other in pairwise(them)
        if other.start < one.end
    ]


def _doubled_people(kept: Iterable[Interview], mailboxes: Mailboxes) -> list[str]:
    """List who booked twice by one request, and what was told under two identities."""
    emails = [each.visitor.email for each in kept]
    twice = {email for email in emails if emails.count(email) > 1}
    renamed = (str(key) for key, names in mailboxes.identities.items() if len(names) > 1)
    return [*(f"{email} booked twice" for email in twice), *renamed]


def _untold(crowd: Crowd, mailboxes: Mailboxes) -> list[str]:
    """List the changes of which staff or the visitor were not told, by what visitors know."""
    told = {(key.audience, key.topic, key.reference, key.sequence) for key in mailboxes.identities}
    untold = []
    for answer in crowd.answers:
        interview = answer.interview
        about = (Topic(answer.change), interview.reference, interview.sequence)
        if (Audience.STAFF, *about) not in told:
            untold.append(f"staff: {about}")
        is_gone = interview.visitor.email.endswith(f"@{GONE}")
        bounced = any(
            key.topic is Topic.BOUNCED and key.reference == interview.reference
            for key in mailboxes.identities
        )
        if not (bounced if is_gone else (Audience.VISITOR, *about) in told):
            untold.append(f"visitor: {about}")
    return untold


def _told_staff_at(answer: Answer, mailboxes: Mailboxes) -> int | None:
    about = (Topic(answer.change), answer.interview.reference, answer.interview.sequence)
    times = [
        minute
        for key, minute in mailboxes.arrived_at.items()
        if _is_about(key, about) and key.audience is Audience.STAFF
    ]
    return min(times, default=None)


def _is_about(key: Delivered, about: tuple[Topic, str, int]) -> bool:
    return (key.topic, key.reference, key.sequence) == about
