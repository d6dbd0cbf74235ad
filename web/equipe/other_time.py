"""A time that the school's rules do not offer, which staff choose once they read what it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booking import schedule_editing
from booking.exceptional import Departures, LeavesRules
from booking.model import Interview, Interviewer, NotBookable, Refusal
from booking.rules import Exceptionally
from french import speak
from french.paris import PARIS
from runtime.wiring import Services
from web.context import Request
from web.equipe.hours_forms import read_hour
from web.equipe.sentences import departures_in_words, problem_sentence
from web.equipe.views import typed
from web.pages.no_script import read_date, read_moment

_CHOSEN = "autre"  # what the field of the slot says where none of those offered is wanted
_STEP = 5  # minutes


@dataclass(frozen=True)
class OtherTime:
    """What was typed, as it was typed; `slot` is what was chosen among the slots."""

    slot: str
    day: str
    hour: str
    who: str
    agreed: str
    """What was shown of the rules that are left, and agreed to."""
    moving: int | None
    """The number of the interview that is moved there."""
    people: Sequence[Interviewer]

    @classmethod
    def read(cls, request: Request, moving: Interview | None = None) -> OtherTime:
        """Read what a browser sent; who is moved stays with the same person, if not said.

        Who was chosen for all slots (`chez`) is meant here too, if nobody is.
        """
        names = ("creneau", "jour", "heure", "avec", "chez", "quand_meme")
        slot, day, hour, who, wished, agreed = (typed(request, name) for name in names)
        who = who or wished
        people = schedule_editing.interviewers(request.app.ctx.services.engine)
        if not who:
            theirs = [each for each in people if moving and each.id == moving.interviewer.id]
            alone = theirs or (people if len(people) == 1 else [])
            who = str(alone[0].id) if alone else ""
        return cls(slot, day, hour, who, agreed, moving.id if moving else None, people)

    @property
    def is_chosen(self) -> bool:
        """Tell whether it is this time that is wanted, and none of the slots."""
        return self.slot == _CHOSEN or (not self.slot and self._is_typed)

    @property
    def wanted(self) -> datetime | None:
        """The time that is wanted: this one, or a slot; None for what cannot be read."""
        return self.start if self.is_chosen else read_moment(self.slot)

    @property
    def start(self) -> datetime | None:
        """When it is, on Paris' wall clock; None for what cannot be read."""
        day, hour = read_date(self.day), read_hour(self.hour)
        return datetime.combine(day, hour, PARIS) if day and hour is not None else None

    def problems(self) -> dict[str, str]:
        """Say what is wrong with it."""
        if not self.is_chosen:
            return {"other": problem_sentence("other_or_slot")} if self._is_typed else {}
        if self.start is None or self.start.minute % _STEP:
            return {"other": problem_sentence("other_unreadable")}
        return {} if self.person else {"other": problem_sentence("other_who")}

    def problem_of(self, error: NotBookable) -> str:
        """Name the field that an hour which cannot be had is said beside."""
        return "other" if self.is_chosen and error.reason is not Refusal.TAKEN else "slot"

    def exceptionally(self, services: Services, now: datetime) -> Exceptionally | None:
        """Give the choice that was made, of what was agreed to. Raises NotBookable, LeavesRules."""
        left = self._departures(services, now)
        if left is None or self.person is None:
            return None
        unread = self._unread(services)
        is_agreed = self.agreed == self._agreement(left, unread)
        if unread and not is_agreed:
            raise LeavesRules(left)
        return Exceptionally(self.person.id, frozenset(left) if is_agreed else frozenset())

    def shown(self, services: Services, now: datetime, *, is_lost: bool) -> dict[str, Any]:
        """Give what the page says of it; nothing of what was typed for one that `is_lost`."""
        try:
            left = None if is_lost else self._departures(services, now)
        except NotBookable:
            left = None
        words = departures_in_words(_pairs(left), self.start) if left and self.start else ""
        unread = self._unread(services) if left is not None else ""
        return {
            "other": None if is_lost else self,
            "people": self.people,
            "other_moment": speak.moment(self.start) if self.start else "",
            "other_person": self.person and self.person.name,
            "leaves": words,
            "unread": unread,
            "asks": bool(words or unread),
            "agreement": self._agreement(left or {}, unread),
        }

    @property
    def _is_typed(self) -> bool:
        return bool(self.day or self.hour)

    @property
    def person(self) -> Interviewer | None:
        """With whom it is; None where nobody is chosen yet."""
        return next((each for each in self.people if str(each.id) == self.who), None)

    def _departures(self, services: Services, now: datetime) -> Departures | None:
        start, person = self.start, self.person
        if not self.is_chosen or start is None or person is None:
            return None
        return services.free_slots.departures(start, now, person.id, self.moving)

    def _unread(self, services: Services) -> str:
        """Say that the calendar of who was chosen is not read so far ahead; empty where it is."""
        start, person = self.start, self.person
        calendar = services.calendars.of(person.id) if person else None
        if start is None or person is None or calendar is None:
            return ""
        rules = services.free_slots.schedule().rules_of(person.id)
        until = calendar.read_until(rules.horizon)
        if until is None:
            return problem_sentence("calendar_unread")
        if start + rules.slot <= until:
            return ""
        return problem_sentence("calendar_unread_beyond").format(day=speak.day(until))

    def _agreement(self, left: Departures, unread: str) -> str:
        rules = sorted(f"{rule}-{period or ''}" for rule, period in left)
        calendar = ["agenda"] if unread else []
        return " ".join([self.day, self.hour, self.who, *rules, *calendar])


def _pairs(left: Departures) -> list[tuple[str, str | None]]:
    return [(departure.rule, name) for departure, name in left.items()]
