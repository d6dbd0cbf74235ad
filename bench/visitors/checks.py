"""What is wrong with a conversation: each check reads what was said, seen and booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.visitors.people import Person, is_same_name
from bench.visitors.plans import Plan
from bench.visitors.points import Points
from bench.visitors.seen import Bubble, Turn, plain

NOT_REACHED = "goal not reached"
BOOKED_WRONG = "booked wrong"
LOOP = "asked three times in the same words"
DOUBLED = "same bubble twice in a row"
INVENTED = "invented"
UNANSWERED = "question not answered"
DENIED = "said not to be known, though the page says it"
MISREAD = "read back wrong, then put right"

FAULTS = (NOT_REACHED, BOOKED_WRONG, LOOP, DOUBLED, INVENTED, UNANSWERED, DENIED)
"""What makes a conversation a failed one; `MISREAD` alone does not."""

_MOST = 3

Booking = Mapping[str, Any]
"""An interview, as `./conseiller bookings --json` shows it."""


@dataclass(frozen=True)
class Intended:
    """What the books must hold of a visitor: nothing where `status` is None."""

    person: Person
    gives_phone: bool
    start: datetime
    status: str | None


@dataclass(frozen=True)
class Played:
    """A conversation that was played, to its end or until the visitor gave up."""

    plan: Plan
    turns: tuple[Turn, ...]
    intended: Intended
    gave_up: str | None = None
    misread: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    """What proves each of his conversations to be his."""
    is_answered: bool = True
    """Whether each message was answered: of one that was not, nobody knows what came of it."""


@dataclass(frozen=True)
class Fault:
    """Something wrong: its kind, what exactly, and the number of the turn where it shows."""

    kind: str
    what: str
    turn: int | None = None


def faults(played: Played, bookings: Sequence[Booking], points: Points) -> list[Fault]:
    """Find everything that is wrong with a conversation."""
    found = [*_booked_wrong(played, bookings), *_booked_without_a_yes(played.turns)]
    if played.gave_up:
        found.append(Fault(NOT_REACHED, played.gave_up, len(played.turns) - 1))
    found += loops(played.turns)
    found += doubled(played.turns)
    found += _invented(played.turns, points.invented)
    unanswered = list(_unanswered(played.turns, points))
    found += unanswered
    found += [
        Fault(NOT_REACHED, f"{fault.what} is not learnt", fault.turn)
        for fault in unanswered
        if fault.what in played.plan.points
    ]
    found += [Fault(MISREAD, detail) for detail in dict.fromkeys(played.misread)]
    return found


def _booked_wrong(played: Played, bookings: Sequence[Booking]) -> Iterator[Fault]:
    meant = played.intended
    told = {turn.seen.booked for turn in played.turns} - {None}
    mine = [
        b for b in bookings if b["reference"] in told or b["email"].lower() == meant.person.email
    ]
    confirmed = [booking for booking in mine if booking["status"] == "confirmed"]
    if meant.status == "confirmed" and not confirmed:
        yield Fault(BOOKED_WRONG, "the interview is not in the books")
    elif meant.status == "cancelled" and not mine:
        yield Fault(BOOKED_WRONG, "the cancelled interview is not in the books")
    expected = 1 if meant.status == "confirmed" else 0
    if len(confirmed) > expected:
        yield Fault(BOOKED_WRONG, f"{len(confirmed)} interviews are booked instead of {expected}")
    if expected:
        for booking in confirmed[:1]:
            yield from _differences(meant, booking)


def _booked_without_a_yes(turns: Sequence[Turn]) -> Iterator[Fault]:
    for number, turn in enumerate(turns):
        if turn.seen.booked and "affirm" not in turn.acts:
            yield Fault(BOOKED_WRONG, f"« {turn.said} » is no yes, and books", number)


def _differences(meant: Intended, booking: Booking) -> Iterator[Fault]:
    if datetime.fromisoformat(booking["start"]) != meant.start:
        yield Fault(BOOKED_WRONG, f"time {booking['start']} instead of {meant.start.isoformat()}")
    if not is_same_name(booking["name"], meant.person):
        yield Fault(BOOKED_WRONG, f"name {booking['name']} instead of {meant.person.name}")
    if booking["email"].lower() != meant.person.email:
        yield Fault(BOOKED_WRONG, f"e-mail {booking['email']} instead of {meant.person.email}")
    phone = meant.person.phone if meant.gives_phone else None
    if (booking["phone"] or None) != phone:
        yield Fault(BOOKED_WRONG, f"phone {booking['phone']} instead of {phone}")


def loops(turns: Sequence[Turn]) -> Iterator[Fault]:
    """Find what is asked three times in the same words while the same thing is asked for."""
    asked, said = None, Counter[str]()
    for number, turn in enumerate(turns):
        if turn.seen.asked != asked:
            asked, said = turn.seen.asked, Counter()
        if turn.seen.bubbles and "?" in (last := turn.seen.bubbles[-1].text):
            said[last] += 1
            if said[last] == _MOST:
                yield Fault(LOOP, f"{asked or 'no form'}: {_short(last)}", number)


def doubled(turns: Sequence[Turn]) -> Iterator[Fault]:
    """Find bubbles that are said twice in a row, unless the visitor asked for that."""
    before: Bubble | None = None
    for number, turn in enumerate(turns):
        for bubble in turn.seen.bubbles:
            is_same = before and (before.text, before.buttons) == (bubble.text, bubble.buttons)
            if is_same and "repeat" not in turn.acts:
                yield Fault(DOUBLED, _short(bubble.text), number)
            before = bubble


def _invented(turns: Sequence[Turn], unknown: Callable[[list[str]], list[str]]) -> Iterator[Fault]:
    for number, turn in enumerate(turns):
        for text in unknown([bubble.text for bubble in turn.seen.bubbles]):
            yield Fault(INVENTED, _short(text), number)


def _unanswered(turns: Sequence[Turn], points: Points) -> Iterator[Fault]:
    """Find questions that no answer told of, however often they were asked."""
    for number, turn in enumerate(turns):
        following = turns[number + 1] if number + 1 < len(turns) else None
        if following and "again" in following.acts:
            continue  # he asked again: what came of that counts
        for point in turn.points:
            if not points.tells(point, turn.seen):
                denied = points.denies(point, turn.seen)
                yield Fault(DENIED if denied else UNANSWERED, point, number)


def answered_at_once(turns: Sequence[Turn], points: Points) -> list[bool]:
    """Tell of each question whether the first answer to it told of it."""
    return [
        points.tells(point, turn.seen)
        for turn in turns
        if "again" not in turn.acts
        for point in turn.points
    ]


def _short(text: str) -> str:
    line = plain(text).replace("\n", " ")
    return line if len(line) <= 90 else f"{line[:90]}…"
