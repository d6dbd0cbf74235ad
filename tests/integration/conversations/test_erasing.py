"""What is erased is gone, from our transcripts and from Rasa's trackers; what must stay stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from booking import privacy
from booking.desk import BookingDesk
from booking.model import UnknownReference
from conversations.erasing import ConversationEraser
from conversations.transcript import VISITOR, Bubble, Transcript
from notify.outbox.owing import owing_interviews
from runtime.settings import Settings
from tests.builders import NOON, a_request, paris


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("CONSEILLER_HOME", str(tmp_path))
    return Settings()


def test_a_conversation_is_erased_and_no_other(engine, settings):
    transcript = Transcript(engine)
    mine, other = (transcript.open(NOON, "responsable-ecommerce") for _ in range(2))
    rasas = create_engine(settings.app_tracker_database)
    with rasas.begin() as connection:  # as Rasa's SQLTrackerStore makes it
        connection.execute(text("CREATE TABLE events (sender_id TEXT, data TEXT)"))
        for one in (mine, other):
            transcript.add(one, "1", [Bubble(VISITOR, "bonjour")], NOON)
            row = {"id": one}
            connection.execute(text("INSERT INTO events VALUES (:id, 'bonjour')"), row)

    ConversationEraser(transcript, rasas).erase(mine)

    assert not transcript.exists(mine)
    assert [bubble.text for bubble in transcript.history(other)] == ["bonjour"]
    with rasas.connect() as connection:
        assert connection.execute(text("SELECT sender_id FROM events")).scalars().all() == [other]


def test_interviews_that_are_over_go_with_it_and_one_to_come_stays(engine):
    desk = BookingDesk(engine, announce=lambda connection, event: None)
    past, cancelled, to_come = (
        desk.book(a_request(start=paris(2026, 12, day, 10)), NOON).reference for day in (1, 2, 14)
    )
    desk.cancel(cancelled, NOON)
    later = NOON + timedelta(days=12)

    references = [past, cancelled, to_come, "XXXX-XXXX"]
    kept = privacy.erase_over(engine, references, later, owing_interviews())

    assert kept == [to_come]
    assert desk.get(to_come).reference == to_come
    for reference in (past, cancelled):
        with pytest.raises(UnknownReference):
            desk.get(reference)


def test_what_bubbles_carry_is_kept_with_them(engine):
    transcript = Transcript(engine)
    mine = transcript.open(NOON, "mecanicien-cycle")

    transcript.add(mine, "1", [Bubble("assistant", "Lequel ?", data={"kind": "slots"})], NOON)

    (bubble,) = transcript.history(mine)
    assert bubble.data == {"kind": "slots"}
    assert bubble.said_at == transcript.last_said_at(mine) == NOON
    assert transcript.job(mine) == "mecanicien-cycle"
