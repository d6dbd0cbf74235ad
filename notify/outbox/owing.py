"""Which interviews somebody is still to be told of: none of them may be deleted before."""

from __future__ import annotations

from sqlalchemy import Select, select

from notify import schema
from notify.outbox.due import WAITS
from notify.outbox.recheck import RECHECKED


def owing_interviews() -> Select[tuple[int]]:
    """Select the ids of interviews about which a message waits that tells of a change.

    What would be checked again before it is sent, as reminders are, tells of none.
    """
    outbox = schema.outbox.c
    about_one = outbox.interview_id.is_not(None)
    return select(outbox.interview_id).where(WAITS, about_one, outbox.topic.not_in(RECHECKED))
