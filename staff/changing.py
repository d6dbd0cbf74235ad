"""Hours and rules as they were before they were changed: for an hour, one can go back to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine

from booking.model import Place, Slot
from booking.openings import Opening, SpecialPeriod
from booking.putting_back import Moved
from booking.rules import PersonalRules, Rules
from staff import audit
from staff.audit import Action

UNDONE_WITHIN = timedelta(hours=1)

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Before:
    """What was before the last change of hours, or of rules; `at` (UTC) is when that was made."""

    at: datetime
    who: str | None
    interviewer_id: int | None = None
    openings: tuple[Opening, ...] | None = None
    rules: Rules | None = None
    personal: PersonalRules | None = None
    moved: Sequence[Moved] = ()
    """The interviews that the change moved, and where they were."""


def before_last(engine: Engine, action: Action, now: datetime) -> Before | None:
    """Tell what was before the last change; None where it is too old, or was not noted."""
    event = audit.last(engine, action, now - UNDONE_WITHIN)
    if event is None or "before" not in event.details:
        return None
    known = event.details["before"]
    if action is Action.RULES_CHANGED:
        return Before(event.at, event.actor.name, rules=_rules_from_json(known))
    if action is Action.PERSONAL_RULES_CHANGED:
        who = event.details["interviewer"]
        return Before(event.at, event.actor.name, who, personal=_personal_from_json(known))
    return Before(
        event.at,
        event.actor.name,
        event.details["interviewer"],
        tuple(_opening_from_json(row) for row in known),
        moved=_moved_from_json(event.details),
    )


def moved_by(engine: Engine, period: SpecialPeriod, now: datetime) -> Sequence[Moved]:
    """List the interviews that an absence moved; none where it was entered too long ago."""
    meant = period_to_json(period).items()
    for event in audit.since_then(engine, Action.PERIOD_ADDED, now - UNDONE_WITHIN):
        if "moved" in event.details and meant <= event.details.items():
            return _moved_from_json(event.details)
    return ()


def period_to_json(period: SpecialPeriod) -> dict[str, Any]:
    """Write a period for the audit: by this it is found again."""
    return {
        "start": period.start.astimezone(UTC).isoformat(),
        "end": period.end.astimezone(UTC).isoformat(),
        "interviewer": period.interviewer_id,
    }


def moved_to_json(moved: Sequence[Moved]) -> dict[str, Any]:
    """Write for the audit which interviews are moved, if any, and the places that they had."""
    rows = [
        [
            each.reference,
            each.version,
            each.place.interviewer_id,
            each.place.slot.start.isoformat(),
            each.place.slot.end.isoformat(),
        ]
        for each in moved
    ]
    return {"moved": rows} if rows else {}


def hours_to_json(openings: Sequence[Opening]) -> list[list[Any]]:
    """Write hours for the audit."""
    return [
        [o.interviewer_id, o.weekday, o.start.isoformat(), o.end.isoformat(), o.weeks]
        for o in openings
    ]


def rules_to_json(rules: Rules) -> dict[str, Any]:
    """Write rules for the audit: minutes, days, and a number of interviews."""
    return {
        "slot": rules.slot // _MINUTE,
        "pause": rules.pause // _MINUTE,
        "notice": rules.notice // _MINUTE,
        "horizon": rules.horizon.days,
        "open_per_email": rules.open_per_email,
        "holiday_region": rules.holiday_region,
        "per_day": rules.per_day,
        "change_notice": rules.change_notice // _MINUTE,
    }


def personal_to_json(rules: PersonalRules) -> dict[str, Any]:
    """Write what is otherwise for one person for the audit: a number, minutes, days."""
    return {
        "per_day": rules.per_day,
        "pause": None if rules.pause is None else rules.pause // _MINUTE,
        "change_notice": None if rules.change_notice is None else rules.change_notice // _MINUTE,
        "notice": None if rules.notice is None else rules.notice // _MINUTE,
        "horizon": None if rules.horizon is None else rules.horizon.days,
    }


def _rules_from_json(known: dict[str, Any]) -> Rules:
    return Rules(
        known["slot"] * _MINUTE,
        known["pause"] * _MINUTE,
        known["notice"] * _MINUTE,
        timedelta(days=known["horizon"]),
        known["open_per_email"],
        known["holiday_region"],
        known.get("per_day"),
        known.get("change_notice", 0) * _MINUTE,
    )


def _personal_from_json(known: dict[str, Any]) -> PersonalRules:
    def length(name: str, unit: timedelta = _MINUTE) -> timedelta | None:
        count = known.get(name)
        return None if count is None else count * unit

    return PersonalRules(
        known["per_day"],
        length("pause"),
        length("change_notice"),
        length("notice"),
        length("horizon", timedelta(days=1)),
    )


def _moved_from_json(details: Mapping[str, Any]) -> list[Moved]:
    return [
        Moved(
            reference,
            version,
            Place(who, Slot(datetime.fromisoformat(start), datetime.fromisoformat(end))),
        )
        for reference, version, who, start, end in details.get("moved", ())
    ]


def _opening_from_json(row: list[Any]) -> Opening:
    who, weekday, start, end, *weeks = row  # what was noted before there were any has none
    return Opening(who, weekday, time.fromisoformat(start), time.fromisoformat(end), *weeks)
