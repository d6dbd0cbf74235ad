"""What a webhook says: events in JSON, with a French sentence for people."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from french.letters import one_line
from french.paris import PARIS
from french.templates import render_block
from notify.outbox.message import Message, Snapshot, Topic
from notify.texts import InterviewTexts, templates


class WebhookEvents:
    """Writes the bodies of webhooks."""

    def __init__(self, texts: InterviewTexts) -> None:
        self._texts = texts

    def of_interview(self, message: Message) -> bytes:
        """Write what happened to an interview."""
        topic, snapshot = message.topic, message.snapshot
        template = templates().get_template(f"staff_{topic}.txt")
        sentence = one_line(render_block(template, "lead", self._texts.values(snapshot)))
        data = self._data(topic, snapshot)
        return _event(f"interview.{topic}", message.created_at, sentence, data)

    def test(self, now: datetime) -> bytes:
        """Write an event that only says that it is a test."""
        return _event("test", now, one_line(templates().get_template("test.txt").render()), {})

    def _data(self, topic: Topic, snapshot: Snapshot) -> dict[str, Any]:
        return {
            "reference": snapshot.reference,
            "uid": snapshot.uid,
            "sequence": snapshot.sequence,
            "status": "cancelled" if topic is Topic.CANCELLED else "confirmed",
            "start": _local(snapshot.start),
            "end": _local(snapshot.end),
            "previous_start": snapshot.previous_start and _local(snapshot.previous_start),
            "interviewer": snapshot.interviewer_name,
            "name": snapshot.visitor_name,
            "email": snapshot.visitor_email,
            "phone": snapshot.visitor_phone,
            "questions": list(snapshot.questions),
            "note": snapshot.visitor_note,
            "link": self._texts.link(snapshot.uid),
        }


def _event(kind: str, at: datetime, text: str, data: dict[str, Any]) -> bytes:
    timestamp = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    event = {"type": kind, "timestamp": timestamp, "text": text, "data": data}
    return json.dumps(event, ensure_ascii=False).encode()


def _local(moment: datetime) -> str:
    return moment.astimezone(PARIS).isoformat()
