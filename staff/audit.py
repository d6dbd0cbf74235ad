"""Who did what, and when: written in the transaction of the change itself, and never changed.

The database itself refuses to change a row, and to delete one before a year is over. So nothing of
a visitor is in a row: what somebody wrote about one is beside it, and goes with the interview. Nor
is what colleagues wrote of themselves, such as why they are absent: a rule is named, not its text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select

from booking.model import Interview
from booking.transactions import Note
from staff.schema import audit_event, audit_words

KEPT = timedelta(days=366)
"""How long it is known who did what: a year, and a day over.

The database lets nothing go before 365 days by its own clock, which need not be ours to the second.
"""

_event = audit_event.c


class ActorKind(StrEnum):
    """Who can do something; the values are in the database."""

    PERSON = "person"
    VISITOR = "visitor"
    COMMAND_LINE = "command_line"
    SYSTEM = "system"
    """What is done by the clock, or follows from what was found: nobody asked for it just then."""


class Action(StrEnum):
    """What can be done; the values are in the database. Their sentences are in a template."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    EARLIER_OFFERED = "earlier_offered"
    NOTED = "noted"
    CAME = "came"
    DID_NOT_COME = "did_not_come"
    REOPENED = "reopened"
    OFFERED_AGAIN = "offered_again"
    NOT_TOLD = "not_told"
    RULES_LEFT = "rules_left"
    ACCEPTED = "accepted"
    ACCEPTANCE_NOTED = "acceptance_noted"
    NOTE_WRITTEN = "note_written"
    NOTE_TAKEN_BACK = "note_taken_back"
    QUESTION_ANSWERED = "question_answered"
    QUESTION_CLOSED = "question_closed"
    QUESTION_TAKEN = "question_taken"
    QUESTION_ASSIGNED = "question_assigned"
    QUESTION_GIVEN_BACK = "question_given_back"
    MESSAGE_SENT_AGAIN = "message_again"
    MESSAGE_DISMISSED = "message_dismissed"
    PERIOD_ADDED = "period_added"
    PERIOD_REMOVED = "period_removed"
    HOURS_CHANGED = "hours_changed"
    RULES_CHANGED = "rules_changed"
    PERSONAL_RULES_CHANGED = "personal_rules_changed"
    SCHOOL_CHANGED = "school_changed"
    WORDING_CHANGED = "wording_changed"
    ACCOUNT_INVITED = "account_invited"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_LEFT = "account_left"
    TOLD_ADDED = "told_added"
    TOLD_REMOVED = "told_removed"
    SIGNED_IN = "signed_in"
    SESSION_ENDED = "session_ended"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    EXPORTED = "exported"
    ADDRESS_BLOCKED = "address_blocked"
    ADDRESS_UNBLOCKED = "address_let_in"
    INTERVIEWER_ADDED = "interviewer_added"
    INTERVIEWER_RETIRED = "interviewer_retired"
    WEBHOOK_ADDED = "webhook_added"
    WEBHOOK_RENEWED = "webhook_renewed"
    WEBHOOK_REMOVED = "webhook_removed"
    CALENDAR_SET = "calendar_set"
    CALENDAR_REMOVED = "calendar_removed"
    FEED_RENEWED = "feed_renewed"
    FACT_KEPT = "fact_kept"
    FACT_WITHHELD = "fact_withheld"
    FACT_BACK = "fact_back"
    JOB_ADDED = "job_added"
    SENTENCE_DECIDED = "sentence_decided"
    JOB_PUBLISHED = "job_published"
    JOB_WITHDRAWN = "job_withdrawn"
    JOB_REMOVED = "job_removed"
    JOB_READ_AGAIN = "job_read_again"
    PARAGRAPH_PROPOSED = "paragraph_proposed"
    PARAGRAPH_FOUND = "paragraph_found"
    PARAGRAPH_PUBLISHED = "paragraph_published"
    PARAGRAPH_LEFT = "paragraph_left"
    PHRASE_DECIDED = "phrase_decided"
    PHRASE_TAKEN_BACK = "phrase_taken_back"
    MODEL_ASKED = "model_asked"
    MODEL_READY = "model_ready"
    MODEL_REFUSED = "model_refused"
    MODEL_FAILED = "model_failed"
    MODEL_PUBLISHED = "model_published"
    ERASED = "erased"
    PURGED = "purged"


@dataclass(frozen=True)
class Actor:
    """Who does something; only a person has an account and a name."""

    kind: ActorKind
    account_id: int | None = None
    name: str | None = None


VISITOR = Actor(ActorKind.VISITOR)
COMMAND_LINE = Actor(ActorKind.COMMAND_LINE)
SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(frozen=True)
class Event:
    """Something that was done; `at` is aware and in UTC."""

    at: datetime
    actor: Actor
    action: Action
    subject: str | None
    details: Mapping[str, Any]
    words: str | None = None
    """What was written about a visitor, while the interview is kept."""


def noting(
    actor: Actor, action: Action, now: datetime, subject: str | None = None, **details: Any
) -> Note:
    """Give what notes an action where it is done."""

    def write(connection: Connection) -> None:
        note(connection, actor, action, now, subject, **details)

    return write


def note(
    connection: Connection,
    actor: Actor,
    action: Action,
    now: datetime,
    subject: str | None = None,
    **details: Any,
) -> int:
    """Note what is done. `details` are values that JSON knows, and name no visitor.

    Returns the number of the event.
    """
    row = {
        "at": now,
        "actor": actor.kind,
        "account_id": actor.account_id,
        "actor_name": actor.name,
        "action": action,
        "subject": subject,
        "details": details,
    }
    adding = insert(audit_event).values(row).returning(_event.id)
    number: int = connection.execute(adding).scalar_one()
    return number


def keep_words(connection: Connection, event: int, interview: Interview, text: str) -> None:
    """Keep what somebody wrote with what they did; as it may be about the visitor, it goes first.

    It is erased with the interview.
    """
    row = {"event_id": event, "interview_id": interview.id, "text": text}
    connection.execute(insert(audit_words).values(row))


def history(engine: Engine, subject: str) -> Sequence[Event]:
    """List what was done about a subject, oldest first."""
    return _read(engine, _events().where(_event.subject == subject).order_by(_event.id))


def latest(engine: Engine, count: int) -> Sequence[Event]:
    """List what was done last, newest first."""
    return _read(engine, _events().order_by(_event.id.desc()).limit(count))


def last(engine: Engine, action: Action, since: datetime) -> Event | None:
    """Find when something was done last; None where that was before `since`."""
    return next(iter(since_then(engine, action, since, 1)), None)


def last_about(
    engine: Engine, subject: str, actions: Collection[Action], since: datetime
) -> Event | None:
    """Find which of some things was done last of a subject; None where that was before `since`."""
    query = _events().where(
        _event.subject == subject, _event.action.in_(actions), _event.at >= since
    )
    return next(iter(_read(engine, query.order_by(_event.id.desc()).limit(1))), None)


def since_then(
    engine: Engine, action: Action, since: datetime, count: int | None = None
) -> Sequence[Event]:
    """List when something was done since a moment, the latest first."""
    query = _events().where(_event.action == action, _event.at >= since)
    return _read(engine, query.order_by(_event.id.desc()).limit(count))


def last_by_each(engine: Engine, action: Action) -> Mapping[int, datetime]:
    """Tell when each person last did something, by the numbers of their accounts; in UTC."""
    query = select(_event.account_id, func.max(_event.at).label("at")).where(
        _event.action == action, _event.account_id.is_not(None)
    )
    with engine.execution_options(read_only=True).connect() as connection:
        rows = connection.execute(query.group_by(_event.account_id))
        return {row.account_id: row.at for row in rows}


def forget(engine: Engine, now: datetime) -> int:
    """Delete what is older than KEPT; returns how many."""
    with engine.begin() as connection:
        return connection.execute(delete(audit_event).where(_event.at < now - KEPT)).rowcount


def _events() -> Select[Any]:
    return select(audit_event, audit_words.c.text.label("words")).outerjoin(audit_words)


def _read(engine: Engine, query: Select[Any]) -> Sequence[Event]:
    with engine.execution_options(read_only=True).connect() as connection:
        return [
            Event(
                row.at,
                Actor(ActorKind(row.actor), row.account_id, row.actor_name),
                Action(row.action),
                row.subject,
                row.details,
                row.words,
            )
            for row in connection.execute(query)
        ]
