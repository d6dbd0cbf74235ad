"""Erasing conversations wherever they are kept: our transcripts and Rasa's trackers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, bindparam, inspect, text

from conversations.transcript import Transcript

# Rasa's own table (rasa.core.tracker_store.SQLTrackerStore), of which we only delete rows.
_EVENTS = "events"
_DELETE_EVENTS = text(f"DELETE FROM {_EVENTS} WHERE sender_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


class ConversationEraser:
    """Deletes conversations from the transcript and from the database of Rasa's trackers."""

    def __init__(self, transcript: Transcript, trackers: Engine) -> None:
        self._transcript = transcript
        self._trackers = trackers

    def erase(self, conversation_id: str) -> None:
        """Delete a conversation. It is closed first: a message on its way then finds it gone."""
        self._transcript.delete([conversation_id])
        self._delete_events([conversation_id])

    def erase_mentions(self, words: str) -> int:
        """Delete every conversation in which `words` were said; returns how many."""
        return self._delete(self._transcript.mentioning(words))

    def purge(self, before: datetime) -> int:
        """Delete the conversations begun before a time; returns how many."""
        return self._delete(self._transcript.begun_before(before))

    def _delete(self, conversation_ids: Sequence[str]) -> int:
        self._delete_events(conversation_ids)  # first: the transcript knows which they are
        self._transcript.delete(conversation_ids)
        return len(conversation_ids)

    def _delete_events(self, conversation_ids: Sequence[str]) -> None:
        if conversation_ids and inspect(self._trackers).has_table(_EVENTS):
            with self._trackers.begin() as connection:
                connection.execute(_DELETE_EVENTS, {"ids": list(conversation_ids)})
