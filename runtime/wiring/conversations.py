"""What was said, how it is answered and how it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from sqlalchemy import Engine

from conversations.erasing import ConversationEraser
from conversations.transcript import Transcript
from conversations.turns import TurnReader
from knowledge import answer, place_on_page
from runtime.database import empty_log, make_engine, open_trackers
from runtime.wiring.watching import Watching


class Conversations(Watching):
    """What keeps conversations, answers and forgets."""

    @cached_property
    def transcript(self) -> Transcript:
        """What was said in conversations."""
        return Transcript(self.engine)

    @cached_property
    def conversation_eraser(self) -> ConversationEraser:
        """What deletes conversations, here and in Rasa's trackers."""
        return ConversationEraser(self.transcript, self._trackers)

    @cached_property
    def _trackers(self) -> Engine:
        return open_trackers(self.settings.app_tracker_database)

    @cached_property
    def turn_reader(self) -> TurnReader:
        """What is read of a turn in Rasa's trackers, to count it."""
        url = self.settings.app_tracker_database
        same = url == self.settings.app_database
        return TurnReader(self.engine if same else make_engine(url))

    def forget_erased(self) -> None:
        """Leave nothing of what was erased in the logs of the databases."""
        for engine in (self.engine, self._trackers):
            empty_log(engine)

    def answer(self, job: str, topic: str, points: Sequence[str] = ()) -> dict[str, str] | None:
        """A job's answer to a question on a topic, with its links; None where it has none.

        `source` leads to the sentences that say it; `programme` and its call are there where its
        address is known.
        """
        known = self.job(job)
        if known is None or topic not in known.topics:
            return None
        source = self.address_of(known) + place_on_page(known, topic, points)
        programme = self.school.programme_url or known.programme_url
        call = known.page.programme_call
        links = {"programme": programme, "programme_call": call} if programme else {}
        return {"answer": answer(known, topic, points), "source": source, **links}
