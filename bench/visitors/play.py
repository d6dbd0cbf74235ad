"""Playing conversations against a whole assistant: many visitors at a time.

Each batch has an assistant of its own, on a day of its own, whose clock starts in the evening: so
what is free stays the same as long as the batch takes, and a conversation can be played again.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy.engine import make_url

from bench.measure import session
from bench.visitors.checks import Booking, Intended, Played
from bench.visitors.forms import Forms
from bench.visitors.plans import Plan, plan
from bench.visitors.seen import Bubble, Seen, Turn
from bench.visitors.talk import GaveUp, Tells
from bench.visitors.visitor import Visitor
from bench.visitors.voices import NoWords, Voice
from booking import schedule_editing as office
from french.paris import PARIS
from runtime.database import make_engine
from testing.running import Conseiller, make_conseiller
from web.chat.tokens import Signer

BATCH = 250
"""Conversations that share an assistant."""

_AT_ONCE = 8
_MOST_TURNS = 60
_PAUSE_SECONDS = 2.0  # the widget's first, before it sends again
_PATIENCE_SECONDS = 300.0
_MAY_PASS = frozenset({408, 429})
KEY = "simulated-visitors-and-nobody-else"
"""With which the assistant signs, so that it is known which conversation is whose."""

_FIRST_EVENING = datetime(2026, 11, 24, 18, 45, tzinfo=PARIS)
_DAYS_APART = 11  # so that batches begin on every day of the week, all year round
_YEAR = 365
_INTERVIEWERS = 40


@dataclass(frozen=True)
class Batch:
    """Conversations `first` to `last` of a seed, and the moment at which they begin."""

    seed: int
    first: int
    last: int
    now: datetime


def batches(seed: int, count: int) -> Iterator[Batch]:
    """Divide so many conversations of a seed, which are numbered from 1."""
    for first in range(1, count + 1, BATCH):
        yield Batch(seed, first, min(first + BATCH - 1, count), _evening(seed, first))


def batch_of(seed: int, number: int) -> Batch:
    """The batch in which one conversation is played again, alone."""
    first = (number - 1) // BATCH * BATCH + 1
    return Batch(seed, number, number, _evening(seed, first))


def _evening(seed: int, first: int) -> datetime:
    days = (seed * 31 + first // BATCH) * _DAYS_APART % _YEAR
    return (_FIRST_EVENING + timedelta(days=days)).replace(tzinfo=PARIS)


def play(
    batch: Batch, voices: Sequence[Voice], tells: Tells, told: Callable[[Played], None]
) -> tuple[list[Played], Sequence[Booking]]:
    """Play a batch; returns its conversations and what is booked then; tells of each."""
    plans = [
        plan(number, batch.seed, batch.now, voices) for number in range(batch.first, batch.last + 1)
    ]
    with tempfile.TemporaryDirectory(prefix="visitors-") as home:
        conseiller = _assistant(Path(home), batch.now)
        conseiller.start()
        try:
            add_interviewers(Path(home))
            return play_all(conseiller, plans, batch.now, tells, told), conseiller.bookings()
        finally:
            conseiller.stop()


def _assistant(home: Path, now: datetime) -> Conseiller:
    return make_conseiller(
        home,
        CONFIRM_ADDRESSES="never",  # many more book than people do
        CONSEILLER_NOW=now.isoformat(),
        CONSEILLER_NOW_SET_AT=str(time.time()),
        SECRET_KEY=KEY,
        SMTP_URL="",
    )


def add_interviewers(home: Path) -> None:
    """Have so many receive that whatever visitors want is free, unless the school is closed."""
    engine = make_engine(make_url(f"sqlite:///{home / 'conseiller.db'}"))
    for number in range(_INTERVIEWERS):
        office.add_interviewer(engine, f"Interviewer {number}", None)
    engine.dispose()


def play_all(
    conseiller: Conseiller,
    plans: Sequence[Plan],
    now: datetime,
    tells: Tells,
    told: Callable[[Played], None],
) -> list[Played]:
    """Play visitors against an assistant that runs, whose clock stood at `now` a moment ago."""
    with closing(Forms(conseiller.home)) as forms:
        return asyncio.run(_play_all(conseiller.url, forms, plans, now, tells, told))


async def _play_all(
    url: str,
    forms: Forms,
    plans: Sequence[Plan],
    now: datetime,
    tells: Tells,
    told: Callable[[Played], None],
) -> list[Played]:
    free = asyncio.Semaphore(_AT_ONCE)
    async with session() as http:

        async def one(each: Plan) -> Played:
            async with free:
                played = await _play_one(Chat(http, url, forms), Visitor(each, now, tells))
            told(played)
            return played

        return await asyncio.gather(*map(one, plans))


async def _play_one(chat: Chat, visitor: Visitor) -> Played:
    turns: list[Turn] = []
    gave_up, is_answered = None, True
    talk = visitor.talk()
    try:
        await chat.open()
        said = next(talk)
        while True:
            asked = turns[-1].seen.asked if turns else None
            if said.text is None:
                seen = await chat.open()
            else:
                seen = await chat.say(said.text)
            turns.append(Turn(said.acts, said.text or "", seen, asked))
            if len(turns) >= _MOST_TURNS:
                raise GaveUp(f"{_MOST_TURNS} messages are too many")
            said = talk.send(seen)
    except StopIteration:
        pass
    except (GaveUp, NoWords) as error:
        gave_up = str(error)
    except (aiohttp.ClientError, TimeoutError) as error:
        gave_up, is_answered = str(error) or type(error).__name__, False
    plan = visitor.plan
    intended = Intended(plan.person, plan.gives_phone, visitor.details.start, visitor.status)
    misread, tokens = tuple(visitor.misread), tuple(chat.tokens)
    return Played(plan, tuple(turns), intended, gave_up, misread, tokens, is_answered)


class Chat:
    """One visitor's conversation in the public chat API, and what a form asks him for."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        url: str,
        forms: Forms,
        pause: float = _PAUSE_SECONDS,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        self._http = http
        self._pause = pause
        self._patience = patience
        self._chat = f"{url}/api/chat"
        self._forms = forms
        self._headers: dict[str, str] = {}
        self._id = ""
        self.tokens: list[str] = []
        """What proves each of his conversations to be his."""

    async def open(self) -> Seen:
        """Open a new conversation."""
        answer = await self._post("sessions", {}, {})
        self._headers = {"Authorization": f"Bearer {answer['token']}"}
        self.tokens.append(answer["token"])
        self._id = Signer(KEY).conversation(answer["token"])
        return Seen(tuple(map(Bubble.of, answer["messages"])))

    async def say(self, text: str) -> Seen:
        """Say something, and see what comes of it.

        What is not answered in time is sent again under its id, as the widget does: the assistant
        may have acted on it, and says so then.
        """
        message = {"id": str(uuid.uuid4()), "text": text}
        messages = (await self._post("messages", message, self._headers))["messages"]
        return Seen(tuple(map(Bubble.of, messages)), *self._forms.asking(self._id))

    async def _post(self, path: str, body: object, headers: dict[str, str]) -> dict[str, Any]:
        """Send something until it is answered, or refused for good."""
        until = time.monotonic() + self._patience
        while True:
            try:
                async with self._http.post(
                    f"{self._chat}/{path}", json=body, headers=headers
                ) as answered:
                    answered.raise_for_status()
                    answer: dict[str, Any] = await answered.json()
                    return answer
            except (aiohttp.ClientError, TimeoutError) as error:
                if not _may_pass(error) or time.monotonic() > until:
                    raise
            await asyncio.sleep(self._pause)


def _may_pass(error: aiohttp.ClientError | TimeoutError) -> bool:
    """Tell whether the same may go well later, as `failures.ts` of the widget does."""
    if not isinstance(error, aiohttp.ClientResponseError):
        return True
    return error.status >= 500 or error.status in _MAY_PASS
