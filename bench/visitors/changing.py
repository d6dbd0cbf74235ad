"""Moving or cancelling an interview: right after it was booked, or in a conversation of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bench.visitors import moments
from bench.visitors.details import Details
from bench.visitors.seen import Seen, plain
from bench.visitors.talk import PATIENCE, GaveUp, Say, Talk, Tells
from french import speak

CANCELLED = "cancelled"
MOVED = "moved"
"""What the assistant says when a change is made: `utter_cancelled`, `utter_moved`."""


@dataclass
class Changing:
    """The step of a visitor who moves or cancels what he booked under a reference."""

    details: Details
    reference: str
    tells: Tells
    misread: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._plan = self.details.plan
        self._agreed = 0

    def cancel(self) -> Talk:
        """Cancel the interview. Raises GaveUp."""
        if self._plan.in_new_conversation:
            yield Say((), None)
        place = "begin" if self._plan.in_new_conversation else "booked"
        first = self._say("cancel", place, "cancel")
        return (yield from self._until_told(CANCELLED, "cancel", first, self._answer_cancelling))

    def move(self) -> Talk:
        """Move the interview. Raises GaveUp, and means the old time again."""
        if self._plan.in_new_conversation:
            yield Say((), None)
        booked_for = self.details.start
        first = self._wish_to_move()
        try:
            return (yield from self._until_told(MOVED, "move", first, self._answer_moving))
        except GaveUp:
            self.details.intend(booked_for)
            raise

    def _wish_to_move(self) -> Say:
        """Say how the interview shall be moved, and intend it so."""
        start, how, plan = self.details.start, self._plan.move, self._plan
        moved = {
            "next_day": start + timedelta(days=1),
            "next_week": start + timedelta(days=7),
            "half_hour_later": start + timedelta(minutes=30),
            "hour_earlier": start - timedelta(hours=1),
        }.get(how)
        is_relative = moved is not None and moments.is_open(moved, self.details.now)
        said = plan.other_start if start != plan.other_start else plan.start
        self.details.intend(moved if moved and is_relative else said)
        if plan.in_new_conversation:
            return self._say("move", "begin", "move")
        if is_relative:
            return self._say(f"move:{how}", "booked", how)
        return self._say("move", "booked", "move_to", time=self.details.time().whole)

    def _until_told(
        self, done: str, wish: str, first: Say, answer: Callable[[str, Seen], Say]
    ) -> Talk:
        """Go on until the assistant says that the change is made."""
        seen = yield first
        asked_for = Counter[str]()
        while not self.tells(done, seen):
            asked = seen.asked or "nothing"
            asked_for[asked] += 1
            if asked_for[asked] > PATIENCE:
                raise GaveUp(f"the interview is not {done}: {asked} is asked for")
            seen = yield answer(asked, seen) if seen.asked else self._say(wish, "begin", wish)
        return seen

    def _answer_moving(self, asked: str, seen: Seen) -> Say:
        when = plain(speak.moment(self.details.start))
        if asked == "change_confirmed" and when in seen.text:
            return self._agree("confirm_move")
        if asked == "change_confirmed":
            how = self._plan.move if not self._plan.in_new_conversation else "said"
            self.misread.append(f"time to move to, {how}")
            return self._say("correct", "confirm_move", "no_but", time=self.details.time().whole)
        if asked == "change_time":
            return self._say("give:change_time", "move", "give", time=self.details.time().whole)
        return self._prove(asked)

    def _answer_cancelling(self, asked: str, seen: Seen) -> Say:
        if asked == "change_confirmed":
            return self._agree("confirm_cancel")
        if asked == "change_time":
            return self._say("cancel", "begin", "cancel")
        return self._prove(asked)

    def _agree(self, situation: str) -> Say:
        """Say yes in his own way; as plainly as can be where that was not understood."""
        self._agreed += 1
        if self._agreed > 1:
            return Say(("agree",), self.details.speaker.say_plainly(situation, "yes"))
        return self._say("agree", situation, "yes")

    def _prove(self, asked: str) -> Say:
        meaning = {"proof_reference": "both", "proof_email": "email"}.get(asked)
        if meaning is None:
            return self._say("stop", "any", "stop")
        proof = {"reference": self.reference, "email": self._plan.person.email}
        return self._say("prove", "proof", meaning, **proof)

    def _say(self, act: str, situation: str, meaning: str, **gaps: str) -> Say:
        return Say((act,), self.details.speaker.say(situation, meaning, **gaps))
