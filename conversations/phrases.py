"""What visitors typed, kept so that the assistant can be corrected: masked, and without its author.

A phrase is kept once, with how many typed it. What is typed into a form is a visitor's own detail
and is not kept, unless it was a question that was answered.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from booking.transactions import Note, unnoted
from conversations.schema import chat_message, conversation, phrase
from conversations.transcript import VISITOR, Judged
from conversations.turns import Outcome, Turn, TurnReader
from french.letters import fold
from french.masking import masked
from french.paris import PARIS

_phrase = phrase.c
_GIVING_DETAILS = frozenset({"inform", "correct_detail"})  # intents of domain.yml
_ASKED_OUTSIDE_A_FORM = ("", "offer")  # what may be said before, besides what was told
_ANSWERED = frozenset({Outcome.TOLD, Outcome.LEFT_OPEN})


def noting(
    conversation_id: str, typed: str, turn: Turn, now: datetime, known: Collection[str]
) -> Note:
    """Give what keeps a phrase with its turn; `known` are words of the page, which name nobody."""
    if turn.reading is None or turn.topic is None or _is_a_detail(turn):
        return unnoted
    text = masked(typed, known)
    if text is None:
        return unnoted
    read = {
        "intent": turn.topic,
        "points": list(turn.reading.points),
        "confidence": turn.confidence or 0.0,
        "margin": turn.reading.margin,
        "outcome": turn.outcome,
        "last_on": now.astimezone(PARIS).date(),
    }
    said = turn.reading.said
    return lambda connection: _keep(connection, conversation_id, said, text, read)


def judging(conversation_id: str, turns: TurnReader, known: Collection[str]) -> Judged:
    """Give what notes with a phrase that its answer did not help."""

    def note(connection: Connection, turn: str, change: int) -> None:
        message = chat_message.c
        asked = select(conversation.c.job, message.text).where(
            message.conversation_id == conversation_id,
            conversation.c.id == message.conversation_id,
            message.turn == turn,
            message.author == VISITOR,
        )
        row, said = connection.execute(asked).first(), turns.said_before(conversation_id, turn)
        text = masked(row.text, known) if row else None
        if row is None or said is None or text is None:
            return
        theirs = update(phrase).where(_phrase.digest == digest_of(row.job, said, text))
        connection.execute(theirs.values(unhelped=_phrase.unhelped + change))

    return note


def forget(connection: Connection, before: datetime, kept: Collection[str]) -> None:
    """Delete what was typed last before a time, except what somebody decided as in `kept`."""
    day = before.astimezone(PARIS).date()
    is_kept = _phrase.decision.in_(kept) & _phrase.decision.is_not(None)
    connection.execute(delete(phrase).where(_phrase.last_on < day, ~is_kept))


def digest_of(job: str, said: str, text: str) -> str:
    """Give what tells one phrase from others, however it is written."""
    plain = " ".join(fold(text).split())
    return hashlib.sha256("\n".join((job, said, plain)).encode()).hexdigest()


def _is_a_detail(turn: Turn) -> bool:
    assert turn.reading is not None
    said = turn.reading.said
    in_a_form = said not in _ASKED_OUTSIDE_A_FORM and not said.startswith("told:")
    return turn.topic in _GIVING_DETAILS or (in_a_form and turn.outcome not in _ANSWERED)


def _keep(
    connection: Connection, conversation_id: str, said: str, text: str, read: dict[str, Any]
) -> None:
    of_conversation = select(conversation.c.job).where(conversation.c.id == conversation_id)
    job = connection.execute(of_conversation).scalar()
    if job is None:
        return
    digest = digest_of(job, said, text)
    again = update(phrase).where(_phrase.digest == digest).values(asked=_phrase.asked + 1, **read)
    if connection.execute(again).rowcount:
        return
    row = {"id": secrets.token_hex(16), "digest": digest, "job": job, "said": said, "text": text}
    try:
        with connection.begin_nested():
            connection.execute(
                insert(phrase).values(asked=1, first_on=read["last_on"], **row, **read)
            )
    except IntegrityError:  # somebody typed the same at the same instant
        connection.execute(again)
