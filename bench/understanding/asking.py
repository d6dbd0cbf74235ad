"""Saying messages to an assistant that runs, each in a conversation of its own.

A message that follows another is said after it, in the same conversation.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import httpx

from bench.understanding.judging import Judge, Judged, Reply
from bench.understanding.messages import Labelled, disturbances, disturbed
from web.chat.rasa import session_knowing
from web.chat.user_text import inert

_TOLD_EVERY = 50
PATIENCE_SECONDS = 120  # stock Rasa on a busy machine

Results = Mapping[str, Sequence[Judged]]
"""The messages and what became of them, by how they were disturbed."""


@dataclass(frozen=True)
class Questions:
    """All that is said to an assistant, by kind; only `messages` are also said disturbed."""

    messages: Sequence[Labelled]
    pairs: Sequence[Labelled] = ()
    follow_ups: Sequence[Labelled] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    """What a conversation begins with, where it is about another job: slots and their values."""

    @property
    def labels(self) -> set[str]:
        """Every label that occurs."""
        every = (*self.messages, *self.pairs, *self.follow_ups)
        return {label for message in every for label in message.labels}


@dataclass(frozen=True)
class Answers:
    """What became of all questions, by kind."""

    messages: Results
    pairs: Sequence[Judged] = ()
    follow_ups: Sequence[Judged] = ()

    @property
    def every(self) -> list[Judged]:
        """Everything that was judged."""
        said = [one for results in self.messages.values() for one in results]
        return [*said, *self.pairs, *self.follow_ups]


@dataclass(frozen=True)
class Rasa:
    """Where the Rasa of an assistant listens, and the token of its HTTP API."""

    name: str
    url: str
    token: str

    def ask(self, message: Labelled, about: Mapping[str, str], http: httpx.Client) -> Reply:
        """Say a message as the web server does; returns what came of it."""
        sender = f"evaluation-{uuid.uuid4()}"
        if about:
            http.post(
                f"{self.url}/conversations/{sender}/tracker/events",
                params={"token": self.token},
                json=session_knowing(about),
            ).raise_for_status()
        for text in (*message.before, message.text):
            http.post(
                f"{self.url}/webhooks/rest/webhook",
                json={"sender": sender, "message": inert(text)},
            ).raise_for_status()
        tracker = http.get(
            f"{self.url}/conversations/{sender}/tracker", params={"token": self.token}
        )
        return Reply.of(tracker.raise_for_status().json())


def ask_all(rasa: Rasa, judge: Judge, questions: Questions) -> Answers:
    """Ask everything, the messages also disturbed, and judge the replies; shows progress."""
    with httpx.Client(timeout=PATIENCE_SECONDS) as http:

        def judged(how: str, messages: Sequence[Labelled]) -> list[Judged]:
            ask = partial(rasa.ask, about=questions.about, http=http)
            return _judged(rasa.name, ask, judge, how, messages)

        return Answers(
            messages={
                how: judged(how, disturbed(questions.messages, change))
                for how, change in disturbances().items()
            },
            pairs=judged("pairs", questions.pairs),
            follow_ups=judged("follow-ups", questions.follow_ups),
        )


def _judged(
    name: str,
    ask: Callable[[Labelled], Reply],
    judge: Judge,
    how: str,
    messages: Sequence[Labelled],
) -> list[Judged]:
    results = []
    for number, message in enumerate(messages, 1):
        results.append(judge.judged(message, ask(message)))
        if number % _TOLD_EVERY == 0 or number == len(messages):
            told = f"{name}, {how}: {number} of {len(messages)}"
            print(told, file=sys.stderr, flush=True)
    return results
