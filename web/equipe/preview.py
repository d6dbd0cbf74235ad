"""The e-mail that a visitor would get, shown before it is sent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booking.model import Change, Interview, Interviewer, Slot, Status, Visitor
from notify import Snapshot, Topic
from runtime.wiring import Services
from web.context import Request
from web.sentences import sentences

_ASKED = "relire"  # the button that asks for it


@dataclass(frozen=True)
class Letter:
    """An e-mail that is not sent yet."""

    to: str
    subject: str
    text: str


def is_asked(request: Request) -> bool:
    """Tell whether a form was sent to read the e-mail first."""
    return _ASKED in (request.form or {})


def letter_about(
    services: Services, interview: Interview, change: Change, before: Interview | None = None
) -> Letter:
    """Write the e-mail about an interview as it would be after a change."""
    previous = before.start if before is not None and change is Change.MOVED else None
    if previous == interview.start:
        previous = None  # only who receives changes
    snapshot = Snapshot.of(interview, previous_start=previous)
    secret = sentences("equipe/telling")["secret"]
    subject, text = services.composer.preview(Topic(change), snapshot, secret)
    return Letter(interview.visitor.email, subject, text)


def moved(
    interview: Interview,
    start: datetime,
    length: timedelta,
    now: datetime,
    person: Interviewer | None = None,
) -> Interview:
    """Say what an interview is after it was moved: its visitor is asked whether that suits.

    `person`: with whom it then is, if that was chosen.
    """
    unanswered = replace(interview, answer_asked_at=now, accepted_at=None, coming_at=None)
    interviewer = person or interview.interviewer
    return replace(unanswered, start=start, end=start + length, interviewer=interviewer)


def booked(
    visitor: Visitor, slot: Slot, now: datetime, person: Interviewer | None = None
) -> Interview:
    """Say what an interview will be that nobody has booked yet; `person`: with whom, if chosen."""
    return Interview(
        id=0,
        reference=sentences("equipe/telling")["reference"],
        uid=str(uuid.UUID(int=0)),
        sequence=0,
        status=Status.CONFIRMED,
        start=slot.start,
        end=slot.end,
        interviewer=person or Interviewer(0, None, None),
        visitor=visitor,
        created_at=now,
        changed_at=now,
    )
