"""Learning from what staff decided: a candidate is tried first, and refused where it forgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from conversations.schema import turn
from staff import audit
from staff.accounts import Account
from staff.audit import SYSTEM, Action
from staff.meanings import Meaning
from staff.schema import model_version

SILENT = timedelta(minutes=3)
"""After which a process that learns and says nothing is taken for dead."""

_QUIET_FOR = timedelta(minutes=2)
_QUIET = 20  # turns in that time, above which learning waits: visitors come first
_version = model_version.c


class State(StrEnum):
    """How far a version is; the values are in the database."""

    ASKED = "asked"
    LEARNING = "learning"
    READY = "ready"
    """It was tried, forgets nothing, and may be published."""
    REFUSED = "refused"
    """It was tried, and is worse."""
    FAILED = "failed"
    """Nothing came of it."""


_UNDER_WAY = (State.ASKED, State.LEARNING)
_ENDED = {
    State.READY: Action.MODEL_READY,
    State.REFUSED: Action.MODEL_REFUSED,
    State.FAILED: Action.MODEL_FAILED,
}


class AlreadyLearning(Exception):
    """A version is being learnt."""


class NotReady(Exception):
    """A version cannot be published: it is not ready, or was learnt from another base."""


@dataclass(frozen=True)
class Expected:
    """A phrase, and what it means for certain."""

    text: str
    said: str
    job: str
    meant: Meaning
    is_correction: bool
    is_known: bool = False
    """The model learnt from it: it is looked at only where it was read rightly before."""


@dataclass(frozen=True)
class Changed:
    """A phrase that two models read differently, one of them rightly; `meant` as it is written.

    `is_known` tells that the model learnt from it.
    """

    text: str
    job: str
    meant: str
    is_correction: bool
    is_known: bool = False


@dataclass(frozen=True)
class Trial:
    """What the trial showed: how many are right with the model of now, and with the candidate."""

    kept: int
    kept_before: int
    kept_after: int
    corrections: int
    corrections_before: int
    corrections_after: int
    gained: tuple[Changed, ...]
    lost: tuple[Changed, ...]
    hard: tuple[str, ...] = ()
    """The corrections that go against what the model knows, and had to be taught strongly."""

    @property
    def is_worse(self) -> bool:
        """Tell whether a correction or what is known is lost, or fewer of the kept are right."""
        forgets = any(change.is_correction or change.is_known for change in self.lost)
        return forgets or self.kept_after < self.kept_before


@dataclass(frozen=True)
class Version:
    """A model that was learnt, or is to be; times are in UTC. `why` says why nothing came of it."""

    id: int
    state: State
    base: str
    asked_at: datetime
    asked_by: str | None
    published_at: datetime | None
    trial: Trial | None
    why: str | None


class Versions:
    """The versions that were learnt from corrections."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def latest(self, count: int) -> Sequence[Version]:
        """List the versions, the latest first."""
        query = select(model_version).order_by(_version.id.desc()).limit(count)
        with self._reader.connect() as connection:
            return [_version_in(row) for row in connection.execute(query)]

    def ask(self, base: str, person: Account, now: datetime) -> int:
        """Ask for a version. Raises AlreadyLearning."""
        with self._engine.begin() as connection:
            _bury_the_dead(connection, now)
            under_way = select(func.count()).where(_version.state.in_(_UNDER_WAY))
            if connection.execute(under_way).scalar_one():
                raise AlreadyLearning
            values = {"state": State.ASKED, "base": base, "asked_at": now, "asked_by": person.name}
            adding = insert(model_version).values(values).returning(_version.id)
            number: int = connection.execute(adding).scalar_one()
            audit.note(connection, person.actor, Action.MODEL_ASKED, now)
            return number

    def take(self, now: datetime) -> int | None:
        """Take what was asked for, to learn it; None where nothing is, or visitors are many."""
        asked = select(_version.id).where(_version.state == State.ASKED).order_by(_version.id)
        with self._reader.connect() as connection:
            number = connection.execute(asked.limit(1)).scalar()
            if number is None or not _is_quiet(connection, now):
                return None
        with self._engine.begin() as connection:
            _bury_the_dead(connection, now)
            taken = connection.execute(
                update(model_version)
                .where(_version.id == number, _version.state == State.ASKED)
                .values(state=State.LEARNING, seen_at=now)
            )
            return number if taken.rowcount else None

    def go_on(self, number: int, now: datetime) -> None:
        """Say that a version is still being learnt."""
        with self._engine.begin() as connection:
            seen = update(model_version).where(_version.id == number)
            connection.execute(seen.values(seen_at=now))

    def finish(self, number: int, trial: Trial, now: datetime) -> State:
        """Keep what the trial showed; returns what follows from it."""
        state = State.REFUSED if trial.is_worse else State.READY
        self._end(number, state, asdict(trial), now)
        return state

    def fail(self, number: int, why: str, now: datetime) -> None:
        """Say that nothing came of a version."""
        self._end(number, State.FAILED, {"why": why}, now)

    def check(self, number: int, base: str) -> None:
        """Make sure that a version may be published. Raises NotReady."""
        query = select(_version.state, _version.base).where(_version.id == number)
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
        if row is None or row.state != State.READY or row.base != base:
            raise NotReady

    def published(self, number: int, person: Account, now: datetime) -> None:
        """Note that a version is served now; 0 is the one that came with the code."""
        with self._engine.begin() as connection:
            change = update(model_version).where(_version.id == number)
            connection.execute(change.values(published_at=now))
            audit.note(connection, person.actor, Action.MODEL_PUBLISHED, now, version=number)

    def _end(self, number: int, state: State, trial: dict[str, Any], now: datetime) -> None:
        with self._engine.begin() as connection:
            change = update(model_version).where(_version.id == number)
            connection.execute(change.values(state=state, trial=trial, finished_at=now))
            audit.note(connection, SYSTEM, _ENDED[state], now, version=number)


def judge(
    expected: Sequence[Expected], before: Sequence[Meaning], after: Sequence[Meaning]
) -> Trial:
    """Compare how two models read phrases; `before` and `after` are in the order of `expected`."""
    gained: list[Changed] = []
    lost: list[Changed] = []
    right = {(kind, when): 0 for kind in (True, False) for when in ("before", "after")}
    tried = dict.fromkeys((True, False), 0)
    for each, was, now in zip(expected, before, after, strict=True):
        was_right, is_right = (_is_right(each, read) for read in (was, now))
        if each.is_known and not was_right:
            continue  # a gain there would hide a loss elsewhere
        tried[each.is_correction] += 1
        right[each.is_correction, "before"] += was_right
        right[each.is_correction, "after"] += is_right
        if was_right != is_right:
            meant = str(each.meant)
            changed = Changed(each.text, each.job, meant, each.is_correction, each.is_known)
            (gained if is_right else lost).append(changed)
    return Trial(
        tried[False],
        right[False, "before"],
        right[False, "after"],
        tried[True],
        right[True, "before"],
        right[True, "after"],
        tuple(gained),
        tuple(lost),
    )


def _is_right(expected: Expected, read: Meaning) -> bool:
    """Tell whether the facts that are asked for would be told.

    A topic as a whole may be told by one of its facts, unless a person said that it is not.
    """
    meant = expected.meant
    if meant.intent != read.intent:
        return False
    if meant.points or not expected.is_correction:
        return set(meant.points) <= set(read.points)
    return not read.points


def _is_quiet(connection: Connection, now: datetime) -> bool:
    turns = select(func.count()).where(turn.c.at > now - _QUIET_FOR, turn.c.at <= now)
    return int(connection.execute(turns).scalar_one()) < _QUIET


def _bury_the_dead(connection: Connection, now: datetime) -> None:
    """Give up what a process was learning that has ended."""
    silent = (_version.state == State.LEARNING, _version.seen_at < now - SILENT)
    failed = {"state": State.FAILED, "trial": {"why": "interrupted"}, "finished_at": now}
    change = update(model_version).where(*silent).values(failed).returning(_version.id)
    for number in connection.execute(change).scalars().all():
        audit.note(connection, SYSTEM, Action.MODEL_FAILED, now, version=number)


def _version_in(row: Any) -> Version:
    known = dict(row.trial or {})
    why = known.pop("why", None)
    trial = None
    if known:
        gained, lost = (
            tuple(Changed(**each) for each in known.pop(name)) for name in ("gained", "lost")
        )
        hard = tuple(known.pop("hard", ()))
        trial = Trial(**known, gained=gained, lost=lost, hard=hard)
    return Version(
        row.id,
        State(row.state),
        row.base,
        row.asked_at,
        row.asked_by,
        row.published_at,
        trial,
        why,
    )
