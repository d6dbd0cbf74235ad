"""Forgetting conversations where they are kept: our transcripts and Rasa's trackers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, create_engine, inspect, text

from runtime.settings import Settings
from web.transcript import Transcript

# Rasa's own table (rasa.core.tracker_store.SQLTrackerStore), of which we only delete rows.
_TABLE = "events"


def erase_mentions(transcript: Transcript, settings: Settings, words: str) -> int:
    """Delete every conversation in which `words` were said; returns how many."""
    conversations = transcript.mentioning(words)
    _delete_events(settings, conversations)  # first: the transcript knows which they are
    transcript.delete(conversations)
    return len(conversations)


def purge(transcript: Transcript, settings: Settings, before: datetime) -> int:
    """Delete the conversations begun before a time; returns how many."""
    conversations = transcript.begun_before(before)
    _delete_events(settings, conversations)  # first: the transcript knows which they are
    transcript.delete(conversations)
    return len(conversations)


def erase(transcript: Transcript, settings: Settings, conversation_id: str) -> None:
    """Delete a conversation. It is closed first: a message on its way then finds it gone."""
    transcript.delete([conversation_id])
    _delete_events(settings, [conversation_id])


def _delete_events(settings: Settings, conversations: Sequence[str]) -> None:
    engine = create_engine(settings.app_tracker_database)
    try:
        if not conversations or not inspect(engine).has_table(_TABLE):
            return
        delete = text(f"DELETE FROM {_TABLE} WHERE sender_id IN :ids").bindparams(
            bindparam("ids", expanding=True)
        )
        with engine.begin() as connection:
            connection.execute(delete, {"ids": list(conversations)})
    finally:
        engine.dispose()
