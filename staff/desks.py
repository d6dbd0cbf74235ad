"""The booking desk, and the like, in somebody's name: what they do is noted with the change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine

from booking import store, waiting_list
from booking.attendance import Attendance
from booking.confirming import AddressPolicy, Confirmations, VisitorRules
from booking.desk import Announce, BookingDesk
from booking.hours_changes import HoursAsBefore, WeeklyHours
from booking.model import Change, Interview, InterviewEvent, Status
from booking.planning import Planning
from booking.putting_back import Moved
from booking.replies import Replies
from booking.rules import Exceptionally, PersonalRules
from booking.rules_changes import NewPersonalRules, NewRules
from booking.schedule_changes import (
    Closure,
    ExtraOpening,
    PeriodTakenBack,
    ScheduleChange,
)
from booking.waiting import Offer
from notify.announcements import reminders
from notify.outbox.queue import Outbox
from staff import audit, changing
from staff.audit import SYSTEM, VISITOR, Action, Actor, ActorKind

_MOST_CHANGES = 20  # of one interview, by its visitor; staff have no limit
_NOTED = {
    Status.ATTENDED: Action.CAME,
    Status.NO_SHOW: Action.DID_NOT_COME,
    Status.CONFIRMED: Action.REOPENED,
}


def desk_of(
    engine: Engine, outbox: Outbox, actor: Actor, untold_because: str | None = None
) -> BookingDesk:
    """Open the desk for somebody. With a reason, the visitor is not told of what they change."""
    is_school = actor.kind is not ActorKind.VISITOR
    return BookingDesk(
        engine,
        announce(outbox, actor, untold_because),
        keeps_notice=not is_school,
        asks_visitors=is_school and untold_because is None,
    )


def visitors_desk(engine: Engine, outbox: Outbox, policy: AddressPolicy) -> BookingDesk:
    """Open the desk for visitors, who may be anybody."""
    return BookingDesk(engine, announce(outbox, VISITOR), visitor_rules(policy))


def visitor_rules(policy: AddressPolicy) -> VisitorRules:
    """Say what holds for visitors."""
    return VisitorRules(policy, _MOST_CHANGES)


def confirmations_of(engine: Engine, outbox: Outbox, actor: Actor) -> Confirmations:
    """Take what somebody confirms: a visitor, or staff who spoke with one."""
    return Confirmations(engine, announce(outbox, actor))


def replies_of(engine: Engine, actor: Actor) -> Replies:
    """Take what visitors reply: from themselves, or from staff who spoke with them."""
    action = Action.ACCEPTED if actor == VISITOR else Action.ACCEPTANCE_NOTED

    def noted(connection: Connection, interview: Interview, now: datetime) -> None:
        start = interview.start.isoformat()
        audit.note(connection, actor, action, now, interview.reference, start=start)

    return Replies(engine, noted)


def announce(outbox: Outbox, actor: Actor, untold_because: str | None = None) -> Announce:
    """Give what writes the messages of somebody's changes, and notes who made them."""

    def announce_and_note(connection: Connection, event: InterviewEvent) -> None:
        outbox.announce_change(connection, event, tell_visitor=untold_because is None)
        interview = event.interview
        details = (
            {"start": interview.start.isoformat()}
            if event.change in (Change.BOOKED, Change.MOVED)
            else {}
        )
        action = Action(event.change)
        audit.note(connection, actor, action, event.at, interview.reference, **details)
        if event.exceptionally is not None and event.exceptionally.leaving:
            audit.note(
                connection,
                actor,
                Action.RULES_LEFT,
                event.at,
                interview.reference,
                start=interview.start.isoformat(),
                departures=_rules_left(event.exceptionally),
            )
        if untold_because is not None:
            about = interview.reference
            noted = audit.note(connection, actor, Action.NOT_TOLD, event.at, about)
            audit.keep_words(connection, noted, interview, untold_because)

    return announce_and_note


def announce_earlier(outbox: Outbox) -> waiting_list.Announce:
    """Give what writes the message of an earlier place that the routine offers, and notes it."""

    def announce_and_note(connection: Connection, interview: Interview, offer: Offer) -> None:
        outbox.announce_earlier(connection, interview, offer)
        audit.note(
            connection,
            SYSTEM,
            Action.EARLIER_OFFERED,
            offer.offered_at,
            interview.reference,
            start=offer.start.isoformat(),
        )

    return announce_and_note


def attendance_of(engine: Engine, actor: Actor) -> Attendance:
    """Note in somebody's name whether visitors came."""

    def noted(connection: Connection, interview: Interview, now: datetime) -> None:
        action = _NOTED[interview.status]
        details = (
            {}
            if action is Action.REOPENED
            else {"reminded": reminders.was_sent(connection, interview)}
        )
        audit.note(connection, actor, action, now, interview.reference, **details)

    return Attendance(engine, noted)


def planning_of(engine: Engine, outbox: Outbox, actor: Actor) -> Planning:
    """Change the schedule in somebody's name."""

    def noted(
        connection: Connection,
        change: ScheduleChange,
        moved: Sequence[Moved],
        now: datetime,
    ) -> None:
        match change:
            case PeriodTakenBack():
                audit.note(connection, actor, Action.PERIOD_REMOVED, now)
            case Closure() | ExtraOpening():
                audit.note(
                    connection,
                    actor,
                    Action.PERIOD_ADDED,
                    now,
                    **changing.period_to_json(change.period),
                    **changing.moved_to_json(moved),
                )
            case WeeklyHours() | HoursAsBefore():
                openings = store.read_schedule(connection).of(change.interviewer_id).openings
                before = changing.hours_to_json(openings)
                audit.note(
                    connection,
                    actor,
                    Action.HOURS_CHANGED,
                    now,
                    interviewer=change.interviewer_id,
                    before=before,
                    **changing.moved_to_json(moved),
                )
            case NewRules():
                rules = store.read_schedule(connection).rules
                audit.note(
                    connection,
                    actor,
                    Action.RULES_CHANGED,
                    now,
                    before=changing.rules_to_json(rules),
                )
            case NewPersonalRules():
                own = store.read_schedule(connection).personal.get(change.interviewer_id)
                audit.note(
                    connection,
                    actor,
                    Action.PERSONAL_RULES_CHANGED,
                    now,
                    interviewer=change.interviewer_id,
                    before=changing.personal_to_json(own or PersonalRules()),
                )

    return Planning(engine, announce(outbox, actor), noted)


def _rules_left(exceptionally: Exceptionally) -> list[str]:
    """Write which rules a time leaves; of an absence not its name, which may tell of an illness."""
    return sorted({departure.rule.value for departure in exceptionally.leaving})
