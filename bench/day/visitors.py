"""Visitors of a bad day: each wants something, and asks again until there is an answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from sqlalchemy.exc import SQLAlchemyError

from bench.day.faults import GONE, Weather
from booking.desk import BookingDesk
from booking.model import (
    BookingRequest,
    Change,
    Interview,
    NotBookable,
    NotOpen,
    Status,
    Visitor,
)

type Act = Callable[[datetime], Interview | None]
"""Asks for something; gives the interview as it is then, or None where it cannot be had."""


@dataclass(frozen=True)
class Answer:
    """What a visitor was told at last: the change is made, and the interview is so."""

    change: Change
    interview: Interview
    minute: int


@dataclass
class Crowd:
    """All visitors, what they still wait for, and what they were answered."""

    desk: BookingDesk
    weather: Weather
    chance: random.Random
    waiting: list[tuple[Change, Act]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    known: dict[str, Interview] = field(default_factory=dict)
    """The interviews as their visitors know them, by reference."""
    _numbers: count[int] = field(default_factory=count)
    _busy: set[str] = field(default_factory=set)

    def wish(self, starts: Sequence[datetime], now: datetime) -> None:
        """Have somebody want something: most book, now and then two the same place at once."""
        if not self.known or self.chance.random() < 0.6:
            start = self.chance.choice(starts)
            for _ in range(1 if self.chance.random() < 0.7 else 2):
                self.waiting.append((Change.BOOKED, self._booking(start, now)))
            return
        free = [reference for reference in self.known if reference not in self._busy]
        if free:
            reference = self.chance.choice(free)
            change = self.chance.choice((Change.MOVED, Change.CANCELLED, Change.CORRECTED))
            self._busy.add(reference)
            self.waiting.append((change, self._changing(change, reference, starts)))

    def ask(self, now: datetime, minute: int) -> None:
        """Have all ask who wait, at the same time; who gets no answer asks again a minute later."""
        asked, self.waiting = self.waiting, []
        with ThreadPoolExecutor(4) as threads:
            outcomes = list(threads.map(lambda wish: self._try(wish[1], now), asked))
        for (change, act), (has_answer, interview) in zip(asked, outcomes, strict=True):
            if not has_answer:
                self.waiting.append((change, act))
            elif interview is not None:
                self.answers.append(Answer(change, interview, minute))
                self.known[interview.reference] = interview
                self._busy.discard(interview.reference)
                if interview.status is Status.CANCELLED:
                    self._busy.add(interview.reference)

    def _try(self, act: Act, now: datetime) -> tuple[bool, Interview | None]:
        try:
            interview = act(now)
        except SQLAlchemyError:
            return False, None
        if self.weather.strikes("answer lost on the way", 0.05):
            return False, None
        return True, interview

    def _booking(self, start: datetime, now: datetime) -> Act:
        number = next(self._numbers)
        domain = GONE if self.chance.random() < 0.05 else "ailleurs.example"
        visitor = Visitor(f"Camille Nº{number}", f"camille{number}@{domain}")
        request = BookingRequest(visitor, start, now, f"key {number}")

        def book(now: datetime) -> Interview | None:
            try:
                return self.desk.book(request, now)
            except NotBookable:
                return None

        return book

    def _changing(self, change: Change, reference: str, starts: Sequence[datetime]) -> Act:
        start = self.chance.choice(starts)
        visitor = self.known[reference].visitor
        corrected = replace(visitor, name=f"{visitor.name} corrigée")

        def act(now: datetime) -> Interview | None:
            try:
                match change:
                    case Change.MOVED:
                        return self.desk.move(reference, start, now)
                    case Change.CORRECTED:
                        return self.desk.correct(reference, corrected, now)
                    case _:
                        return self.desk.cancel(reference, now)
            except NotBookable:
                self._busy.discard(reference)
                return None
            except NotOpen:  # over by the clock; or it was cancelled, and the answer was lost
                found = self.desk.get(reference)
                is_done = change is Change.CANCELLED and found.status is Status.CANCELLED
                return found if is_done else None

        return act
