"""The month itself, and what is found of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx

from bench.month import pages
from bench.month.calendar import MONTH, Day, days, night_after
from bench.month.known import Known
from bench.month.pages import Shown
from bench.month.postbox import Postbox
from bench.month.school import STAFF, School
from bench.month.traces import Trace, Visitors, in_files, in_tables
from bench.visitors.checks import Played
from bench.visitors.plans import plan
from bench.visitors.play import add_interviewers, play_all
from bench.visitors.points import Points
from bench.visitors.voices import voices
from runtime.database import migrate
from runtime.erasing import erase_address
from staff.audit import COMMAND_LINE
from testing.running import Conseiller

_DATABASES = ("conseiller.db", "trackers.db")
_NAMELESS = ("phrase", "turn", "count_by_day", "delivery", "audit_event")
_LONGEST_DAY = timedelta(minutes=55)  # so that nobody comes in the next hour


type Totals = list[tuple[object, ...]]


@dataclass
class Found:
    """What came of the month; what is wrong is a sentence each."""

    conversations: int = 0
    messages: int = 0
    booked: int = 0
    cancelled: int = 0
    gave_up: int = 0
    unanswered: int = 0
    """Visitors of whom nobody knows what the assistant did in the end."""
    compared: int = 0
    """Numbers of the nightly totals that were compared."""
    figures: int = 0
    phrases: int = 0
    untrue: list[str] = field(default_factory=list)
    """Figures that are not what happened, or differ between page, picture and file."""
    changed: list[str] = field(default_factory=list)
    """What erasing has changed."""
    in_the_books: int = 0
    """Traces in the table of interviews, before anybody was erased."""
    traces_before: list[Trace] = field(default_factory=list)
    """What stood in phrases, turns, totals or logs before anybody was erased."""
    traces: list[Trace] = field(default_factory=list)
    minutes: float = 0.0

    @property
    def wrong(self) -> list[str]:
        """Everything that must not be."""
        return [*self.untrue, *self.changed, *map(str, self.traces_before), *map(str, self.traces)]


def trial(
    home: Path, conversations: int, seed: int, speaking: str, told: Callable[[str], None]
) -> Found:
    """Let the month pass in an empty folder."""
    begun = time.monotonic()
    found, postbox, points = Found(), Postbox(STAFF), Points.load()
    known = Known(points.tells)
    planned = list(days(conversations, seed))
    with postbox.open() as smtp_url:
        school = School(home, planned[0].now, smtp_url, seed)
        migrate(school.services.engine)
        add_interviewers(home)
        everybody: list[Played] = []
        for day in planned:
            everybody += _pass(school, day, seed, speaking, known, points)
            told(_progress(day, conversations, known, time.monotonic() - begun))
        for audience in ("visitor", "staff"):
            way = f"{audience}_email"
            known.deliver(way, postbox.arrived[audience], postbox.refused[audience])
        _sum_up(found, known, everybody)
        people = Visitors(played.plan.person for played in everybody)
        with school.open(night_after(MONTH.last)) as running:
            shown, totals = _compare(school, running, known, found)
            told("the figures are compared")
            _look_before(school, people, found)
            _erase(school, running, everybody)
            told("everybody is erased")
        _look_after(school, people, found, shown, totals)
        school.services.engine.dispose()
    found.minutes = (time.monotonic() - begun) / 60
    return found


def _sum_up(found: Found, known: Known, everybody: Sequence[Played]) -> None:
    found.conversations = known.counts["visits_opened", ""]
    found.messages = known.counts["said", ""]
    found.booked = known.counts["booked", "visitor"]
    found.cancelled = known.counts["cancelled", "visitor"]
    found.gave_up = sum(played.gave_up is not None for played in everybody)
    found.unanswered = sum(not played.is_answered for played in everybody)
    if found.unanswered:
        found.untrue.append(f"{found.unanswered} visitors were not answered, in minutes")


def _pass(
    school: School, day: Day, seed: int, speaking: str, known: Known, points: Points
) -> Sequence[Played]:
    """Let a day pass."""
    voice = voices(speaking)
    plans = [plan(number, seed, day.now, voice) for number in range(day.first, day.last + 1)]
    begun = time.monotonic()
    with school.open(day.now) as running:
        school.close_interviews(known)
        come = play_all(running, plans, day.now, points.tells, told=lambda _: None)
        school.wait_for_messages()
    if time.monotonic() - begun > _LONGEST_DAY.total_seconds():
        raise TimeoutError("the visitors of a day took longer than an hour")
    for played in come:
        known.add(played, day.now)
    known.count_turns(day.now.date(), school.turns_of(day.now.date()))
    return come


def _compare(
    school: School, running: Conseiller, known: Known, found: Found
) -> tuple[Shown, Totals]:
    """Let the last night pass, and compare the month with what is known of it."""
    school.wait_for_the_night()
    shown, totals = _show(school, running), school.totals(MONTH.last)
    found.untrue += _miscounted(known, totals, found)
    for expected in known.figures():
        found.figures += 1
        found.untrue += pages.disagreements(expected, shown)
    return shown, totals


def _show(school: School, running: Conseiller) -> Shown:
    cookie = school.services.sessions.open(school.secretary(), "bench", school.services.now())
    return pages.take(running.url, cookie, f"{MONTH.first:%Y-%m}")


def _miscounted(known: Known, totals: Totals, found: Found) -> Iterator[str]:
    """Compare each number that is known with the sum of the nights."""
    summed: dict[tuple[object, object], int] = {}
    for _, _, measure, topic, number, _ in totals:
        summed[measure, topic] = summed.get((measure, topic), 0) + int(str(number))
    for (measure, topic), number in sorted(known.counts.items()):
        if measure == "said":
            continue
        found.compared += 1
        counted = summed.get((measure, topic), 0)
        if counted != number:
            yield f"{measure} {topic}: {counted} were counted, {number} happened"


def _progress(day: Day, conversations: int, known: Known, seconds: float) -> str:
    left = seconds / max(1, day.last) * (conversations - day.last) / 60
    booked = known.counts["booked", "visitor"]
    return (
        f"{day.now:%d %B %H h}, {day.last} of {conversations} visitors, {booked} interviews, "
        f"{left:.0f} min to go"
    )


# ── Erasing ──────────────────────────────────────────────────────────────────────────────────────


def _erase(school: School, running: Conseiller, everybody: Sequence[Played]) -> None:
    """Erase everybody: those whose address the school has by staff, the others by themselves.

    Of those whose address is known, one in two erases the conversations in the chat first.
    """
    school.cancel_what_is_to_come()
    kept = {interview.visitor.email for interview in school.services.desk.interviews()}
    for played in everybody:
        email = played.plan.person.email
        if email not in kept or played.plan.number % 2:
            _erase_in_the_chat(running, played)
        if email in kept:
            erase_address(school.services, email, COMMAND_LINE)


def _erase_in_the_chat(running: Conseiller, played: Played) -> None:
    for token in played.tokens:
        address = f"{running.url}/api/chat/sessions"
        answer = httpx.delete(address, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        if answer.status_code != httpx.codes.UNAUTHORIZED:  # not kept any more
            answer.raise_for_status()


def _look_before(school: School, people: Visitors, found: Found) -> None:
    """Look through what must name nobody at any time; in the books, the search must find them."""
    found.phrases = school.phrases()
    for trace in in_tables(school.home / _DATABASES[0], people):
        table = trace.where.rpartition(" ")[2]
        found.traces_before += [trace] * (table in _NAMELESS)
        found.in_the_books += table == "interview"
    found.traces_before += in_files(school.home, people, lambda path: path.suffix == ".txt")
    if found.in_the_books < found.booked:
        found.untrue.append("the search for visitors does not find those who booked")


def _look_after(
    school: School,
    people: Visitors,
    found: Found,
    shown: Shown,
    totals: Totals,
) -> None:
    """Look through everything, and at the figures once more, after another night."""
    with school.open(night_after(MONTH.last) + timedelta(days=1)) as running:
        school.wait_for_the_night()
        again = _show(school, running)
    found.changed += [
        f"{path} is another page" for path in shown.pages if not _same(path, shown, again)
    ]
    found.changed += [
        f"{name} is another file" for name in shown.files if shown.files[name] != again.files[name]
    ]
    if school.totals(MONTH.last) != totals:
        found.changed.append("the nightly totals are others")
    school.services.forget_erased()
    for database in _DATABASES:
        found.traces += in_tables(school.home / database, people)
    found.traces += in_files(school.home, people, lambda path: not path.is_symlink())


def _same(path: str, shown: Shown, again: Shown) -> bool:
    return pages.read_sheets(shown.pages[path]) == pages.read_sheets(again.pages[path])
