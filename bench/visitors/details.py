"""The details that a visitor gives: which form he gives each in, and how he puts it right."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from bench.visitors import moments, people
from bench.visitors.plans import Plan
from bench.visitors.seen import Seen, plain
from bench.visitors.speaking import Speaker
from french import speak
from french.contact import spoken_phone

Given = tuple[tuple[str, ...], str]
"""What a visitor does by something that he says, and the words."""

_PHONE = re.compile(r"\+?\d(?:[ .]?\d){8,}")
_CHANCE_OF_A_PLAIN_FORM = 0.5
_PLAINEST = 2  # tries, after which he writes a time as plainly as can be


@dataclass
class Details:
    """What a visitor means, and how far he has said it."""

    plan: Plan
    speaker: Speaker
    now: datetime
    put_aside: set[str] = field(default_factory=set)
    """Slots at which he has done something else than to answer."""
    has_changed_his_mind: bool = False
    tries: Counter[str] = field(default_factory=Counter)
    how: dict[str, str] = field(default_factory=lambda: defaultdict(lambda: "plain"))
    """In which form each detail was given last."""

    def __post_init__(self) -> None:
        self.start = self.plan.start
        self._owed: list[tuple[str, str]] = []  # what he still has to put right: slot, meaning
        self._recap: dict[str, str] = {}
        temper, chance = self.plan.temper, self.chance
        slots = ("interview_time", "visitor_name")
        self._in_halves = {slot for slot in slots if chance.random() < temper.says_in_halves}
        is_careless = chance.random() < temper.corrects_himself
        given_wrong = chance.choice(("visitor_email", "interview_time"))
        self._wrong_first = given_wrong if is_careless else ""

    @property
    def chance(self) -> random.Random:
        """Where everything that he does by chance is drawn from."""
        return self.speaker.chance

    def intend(self, start: datetime) -> None:
        """Mean another time from now on."""
        self.start = start

    def time(self) -> moments.Said:
        """Say the time that is meant; plainly, once that was tried a few times."""
        self.tries["time"] += 1
        if self.tries["time"] > _PLAINEST:
            when = plain(speak.moment(self.start))
            return moments.Said(when, when, when)
        return moments.say(self.start, self.now, self.plan.voice, self.chance)

    def value(self, slot: str) -> str:
        """The value of a detail, as it may be asked back."""
        person = self.plan.person
        return {
            "visitor_name": person.name,
            "visitor_email": person.email,
            "visitor_phone": spoken_phone(person.phone),
        }.get(slot, plain(speak.moment(self.start)))

    def early(self) -> list[Given]:
        """Some details, to be said before they are asked for."""
        person, said = self.plan.person, list[Given]()
        if not self.plan.refused_start and not self.plan.chooses and self._coin():
            said.append((("give:interview_time",), self.time().whole))
            self.how["time"] = "early"
        if self._coin():
            given = self._say("visitor_name", "give", name=person.name)
            said.append((("give:visitor_name",), given))
            self.how["name"] = "early"
        if self._coin():
            given = self._say("visitor_email", "give", email=person.email)
            said.append((("give:visitor_email",), given))
            self.how["email"] = "early"
        return said

    def give(self, slot: str, seen: Seen) -> Given | None:
        """Give the detail that is asked for; None where he does not know what to say to that."""
        give = {
            "interview_time": self._give_time,
            "visitor_name": self._give_name,
            "visitor_email": self._give_email,
            "visitor_phone": self._give_phone,
        }.get(slot)
        if give is None:
            return None
        self.tries[slot] += 1
        return give(seen, self.tries[slot] - 1)

    def late(self, asked: str) -> Given | None:
        """Put right, or complete, what he gave before; at one question he does one such thing."""
        if asked in self.put_aside and asked != "recap_confirmed":
            return None
        for slot, meaning in self._owed:
            if slot != asked:
                self._owed.remove((slot, meaning))
                return (f"late:{slot}",), self._late(slot, meaning)
        self._owed = [(slot, meaning) for slot, meaning in self._owed if slot != asked]
        return None

    def _late(self, slot: str, meaning: str) -> str:
        if slot == "interview_time":
            return self._say("late", meaning, time=self.time().whole)
        if slot == "visitor_email":
            return self._say("late", meaning, email=self.plan.person.email)
        return self._say("visitor_name", meaning, last=self.plan.person.last)

    def correct(self, wrong: str) -> Given:
        """Say what is right instead of something that was read back wrong."""
        person = self.plan.person
        self.tries[f"correct {wrong}"] += 1
        if wrong == "phone" and not self.plan.gives_phone:
            return ("correct:phone",), self._say("recap", "remove_phone")
        value = {"name": person.name, "email": person.email, "phone": person.phone}.get(wrong)
        gaps = {wrong: value or self.time().whole}
        return (f"correct:{wrong}",), self._say("recap", f"correct_{wrong}", **gaps)

    def change_mind(self) -> Given:
        """Want another time than the one that was read back."""
        self.has_changed_his_mind = True
        self.how["time"] = "changed at the recap"
        self.intend(self.plan.other_start)
        return ("change:time",), self._say("recap", "change_time", time=self.time().whole)

    def read_back(self, seen: Seen) -> dict[str, str]:
        """What was read back last."""
        self._recap = seen.recap or self._recap
        return self._recap

    # ── One detail each ──────────────────────────────────────────────────────────────────────────

    def _give_time(self, seen: Seen, tries: int) -> Given:
        plan = self.plan
        if tries == 0 and plan.refused_start:
            words = moments.say(plan.refused_start, self.now, plan.voice, self.chance).whole
            return ("give:refused_time",), self._say("interview_time", "give", time=words)
        if tries == 0 and self._wrong_first == "interview_time":
            self._owed.append(("interview_time", "correct_time"))
            self.how["time"] = "put right later"
            words = moments.say(plan.other_start, self.now, plan.voice, self.chance).whole
            return ("give:wrong_time",), self._say("interview_time", "give", time=words)
        if tries == 0 and plan.chooses and seen.offered:
            which = self.chance.choice(("1", "2", "last"))
            self.how["time"] = "chosen"
            place = {"1": 0, "2": min(1, len(seen.offered) - 1), "last": -1}[which]
            self.intend(seen.offered[place])
            return ("choose:interview_time",), self._say("interview_time", f"choose_{which}")
        if tries == 0 and "interview_time" in self._in_halves:
            self.how["time"] = "in halves"
            return ("give:day",), self._say("interview_time", "give", time=self._words().day)
        if tries == 1 and "interview_time" in self._in_halves:
            return ("give:hour",), self._say("interview_time", "give", time=self._words().hour)
        words = self.time().whole
        return ("give:interview_time",), self._say("interview_time", "give", time=words)

    def _words(self) -> moments.Said:
        return moments.say(self.start, self.now, self.plan.voice, self.chance)

    def _give_name(self, seen: Seen, tries: int) -> Given:
        person, plan = self.plan.person, self.plan
        if tries:
            self.how["name"] = "given again"
            return ("give:visitor_name",), person.name
        if "visitor_name" in self._in_halves:
            self._owed.append(("visitor_name", "give_last"))
            self.how["name"] = "in halves"
            return ("give:first_name",), self._say("visitor_name", "give_first", first=person.first)
        name = self._form("name", people.name_forms(person))
        if plan.who and self._coin():
            who = self._say("who", plan.who)
            return ("give:visitor_name",), self._say("visitor_name", "give_for", who=who, name=name)
        if plan.temper.name != "plain" and self.chance.random() < 0.1:
            parts = {"first": person.first, "last": person.last}
            self.how["name"] = "part by part"
            return ("give:visitor_name",), self._say("visitor_name", "give_parts", **parts)
        return ("give:visitor_name",), self._say("visitor_name", "give", name=name)

    def _give_email(self, seen: Seen, tries: int) -> Given:
        email = self.plan.person.email
        if tries:
            return ("give:visitor_email",), email
        if self._wrong_first == "visitor_email":
            self._owed.append(("visitor_email", "correct_email"))
            self.how["email"] = "put right later"
            return ("give:wrong_email",), self._say("visitor_email", "give", email=email[1:])
        email = self._form("email", people.email_forms(self.plan.person))
        return ("give:visitor_email",), self._say("visitor_email", "give", email=email)

    def _give_phone(self, seen: Seen, tries: int) -> Given:
        if not self.plan.gives_phone:
            plainly = self.speaker.say_plainly("visitor_phone", "refuse")
            words = plainly if tries else self._say("visitor_phone", "refuse")
            return ("refuse:visitor_phone",), words
        phone = self.plan.person.phone
        if not tries:
            phone = self._form("phone", people.phone_forms(self.plan.person))
        return ("give:visitor_phone",), self._say("visitor_phone", "give", phone=phone)

    def _form(self, detail: str, forms: people.Forms) -> str:
        plainest = next(iter(forms))
        is_plain = self.plan.temper.name == "plain"
        is_plain = is_plain or self.chance.random() < _CHANCE_OF_A_PLAIN_FORM
        self.how[detail] = plainest if is_plain else self.chance.choice(list(forms))
        return forms[self.how[detail]]

    def _say(self, situation: str, meaning: str, **gaps: str) -> str:
        return self.speaker.say(situation, meaning, **gaps)

    def _coin(self) -> bool:
        return self.chance.random() < 0.5


def wrong_in(seen: Seen, details: Details) -> str | None:
    """Name the first detail that is read back otherwise than it is meant."""
    plan, person = details.plan, details.plan.person
    values = list(details.read_back(seen).values())
    together = "\n".join(values)
    if plain(speak.moment(details.start)) not in values:
        return "time"
    if not any(people.is_same_name(value, person) for value in values):
        return "name"
    if person.email not in together.lower():
        return "email"
    shown = _PHONE.search(together.replace(person.email, ""))
    if plan.gives_phone:
        return None if plain(spoken_phone(person.phone)) in together else "phone"
    return "phone" if shown else None
