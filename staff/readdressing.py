"""What failed to reach a visitor goes to another address, which is theirs from now on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from booking.desk import BookingDesk
from booking.lookup import Lookup
from booking.model import InterviewEvent
from notify.outbox import by_hand
from notify.outbox.queue import Outbox
from staff import audit
from staff.audit import Action, Actor
from staff.desks import announce


def send_elsewhere(
    engine: Engine, outbox: Outbox, message_id: int, address: str, actor: Actor, now: datetime
) -> bool:
    """Send a message that failed to another address; False if it has not failed.

    The address of an interview that is still to come is corrected: its visitor is written to with
    all that holds now, in place of what failed. Raises NotOpen, MovedMeanwhile, TooManyOpen.
    """
    with engine.execution_options(read_only=True).connect() as connection:
        reference = by_hand.interview_of(connection, message_id)
    interview = Lookup(engine).get(reference) if reference is not None else None
    if interview is not None and interview.is_open(now) and interview.visitor.email != address:
        write = announce(outbox, actor)

        def write_instead(connection: Connection, event: InterviewEvent) -> None:
            by_hand.dismiss_earlier(connection, now, event.interview.reference)
            write(connection, event)

        desk = BookingDesk(engine, write_instead, keeps_notice=False, asks_visitors=True)
        visitor = replace(interview.visitor, email=address)
        desk.correct(interview.reference, visitor, now, interview.sequence)
        return True
    with engine.begin() as connection:
        is_due = by_hand.send_elsewhere(connection, now, message_id, address)
        if is_due:
            about = f"message {message_id}"
            audit.note(connection, actor, Action.MESSAGE_SENT_AGAIN, now, about)
        return is_due
