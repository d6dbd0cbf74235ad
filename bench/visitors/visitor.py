"""A visitor with an agenda: what he says next, given what he sees.

Each step of the agenda is a generator: it yields what is said, and is sent what is seen then. The
visitor knows what he means, and so what the school's books must hold in the end.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bench.visitors.changing import Changing
from bench.visitors.details import Details, wrong_in
from bench.visitors.plans import Plan
from bench.visitors.seen import Seen
from bench.visitors.speaking import Speaker
from bench.visitors.talk import PATIENCE, GaveUp, Say, Talk, Tells

_CORRECTIONS = 2  # of the same detail in what is read back
_GOES_ON = 0.5  # how likely he is to ask further, where he knows how
_WORDINGS = 5  # tries to find other words for the same
_WISHES = 3  # times that he says again what he came for


@dataclass
class Visitor:
    """Somebody who follows his agenda; `tells` judges whether a point was told."""

    plan: Plan
    now: datetime
    tells: Tells
    misread: list[str] = field(default_factory=list)
    """Details that were read back wrong."""
    status: str | None = None
    """What the books must hold of him: `confirmed`, `cancelled` or nothing."""
    reference: str | None = None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)
        self.speaker = Speaker(self.plan.voice, self.plan.temper, self.chance)
        self.details = Details(self.plan, self.speaker, self.now)

    def talk(self) -> Generator[Say, Seen, None]:
        """Go through the agenda. Raises GaveUp."""
        seen = Seen(())
        if self._happens(0.3):
            seen = yield self._say("greet", "begin", "greet")
        for point in self.plan.points:
            seen = yield from self._ask(point)
            seen = yield from self._follow_up(point, seen)
        if self.plan.goal == "learn":
            if seen.offers_interview:
                seen = yield self._say("deny", "offer", "no")
        elif self.plan.goal == "leave":
            yield from self._leave_in_the_middle(seen)
        else:
            seen = yield from self._book(seen)
            yield from self._change()
        if self._happens(0.3):
            yield self._say("thank", "booked", "thanks")
        if self._happens(0.3):
            yield self._say("goodbye", "booked", "bye")

    # ── Asking ───────────────────────────────────────────────────────────────────────────────────

    def _ask(self, point: str) -> Talk:
        """Ask for a point; once more, in other words, where it is not told."""
        first = self._say(f"ask:{point}", "ask", point)
        first_words = self.speaker.last_words
        seen = yield first
        if self.tells(point, seen):
            return seen
        for _ in range(_WORDINGS):
            again = self._say(f"ask:{point}", "ask", point)
            if self.speaker.last_words != first_words:
                return (yield replace(again, acts=(*again.acts, "again")))
        return seen

    def _follow_up(self, told: str, seen: Seen) -> Talk:
        """Go on from what was just told, with words that mean nothing without it."""
        further = self.plan.voice.follow_ups(told)
        if further and self.tells(told, seen) and self._happens(_GOES_ON):
            point = self.chance.choice(further)
            seen = yield self._say(f"ask:{point}", f"after:{told}", point)
        return seen

    def _aside(self, asked: str) -> Talk | None:
        """What he does once instead of answering."""
        what = self.plan.asides.get(asked)
        if what not in ("ask", "hesitate") or asked in self.details.put_aside:
            return None
        self.details.put_aside.add(asked)
        if what == "ask":
            return self._ask(self._some_point())
        knows_how = self.speaker.can_say(asked, "undecided")
        words = (asked, "undecided") if knows_how else ("any", "wait")
        return self._one(self._say("hesitate", *words))

    def _some_point(self) -> str:
        return self.chance.choice(sorted(set(self.plan.voice.points)))

    # ── Booking ──────────────────────────────────────────────────────────────────────────────────

    def _book(self, seen: Seen) -> Talk:
        seen = yield self._wish(seen)
        wishes, asked_for = 1, Counter[str]()
        while seen.booked is None:
            asked = seen.asked
            if asked is None:
                wishes += 1
                if wishes > _WISHES:
                    raise GaveUp("nothing is asked for, nothing is booked")
                plainly = Say(("book",), self.speaker.say_plainly("begin", "wish"))
                seen = yield plainly if wishes == _WISHES else self._wish(seen)
                continue
            asked_for[asked] += 1
            if asked_for[asked] > PATIENCE + 2 * (asked == "recap_confirmed"):
                raise GaveUp(f"{asked} is asked for again and again")
            seen = yield from self._reply(asked, seen)
        self.reference, self.status = seen.booked, "confirmed"
        return seen

    def _wish(self, seen: Seen) -> Say:
        if seen.offers_interview:
            return self._say("affirm", "offer", "yes")
        if self.plan.who:
            who = self.speaker.say("who", self.plan.who)
            return self._say("book", "begin", "wish_for", who=who)
        wish = self._say("book", "begin", "wish")
        early = self._happens(self.plan.temper.says_early) and self.details.early()
        if not early:
            return wish
        acts = (*wish.acts, *(act for given, _ in early for act in given))
        return Say(acts, ", ".join([str(wish.text), *(text for _, text in early)]))

    def _reply(self, asked: str, seen: Seen) -> Talk:
        self.details.read_back(seen)
        if seen.doubts:
            return (yield self._settle(asked, seen.doubts))
        aside = self._aside(asked)
        if aside:
            return (yield from aside)
        late = self.details.late(asked)
        if late:
            return (yield Say(*late))
        if asked == "recap_confirmed":
            return (yield self._answer_recap(seen))
        if asked == "consent":
            return (yield self._with_question(asked, self._yes(asked)))
        given = self.details.give(asked, seen)
        if given is None:
            return (yield self._wish(Seen(())))
        return (yield self._with_question(asked, Say(*given)))

    def _settle(self, asked: str, doubt: str) -> Say:
        value = self.details.value(asked)
        is_right = value.casefold() in doubt.casefold()
        gaps = {} if is_right else {"value": value}
        return self._say("settle", "any", "doubt_yes" if is_right else "doubt_no", **gaps)

    def _with_question(self, asked: str, answer: Say) -> Say:
        """Add a question to an answer, where he does so."""
        if self.plan.asides.get(asked) != "answer_and_ask" or asked in self.details.put_aside:
            return answer
        self.details.put_aside.add(asked)
        point = self._some_point()
        ask = self._say(f"ask:{point}", "ask", point)
        return Say((*answer.acts, *ask.acts), f"{answer.text}, {ask.text}")

    def _answer_recap(self, seen: Seen) -> Say:
        """Read what is read back; say what is wrong with it, or that all is right."""
        wrong = wrong_in(seen, self.details)
        if wrong:
            self.misread.append(f"{wrong}, {self.details.how[wrong]}")
            self.details.how[wrong] = "corrected"
            if self.details.tries[f"correct {wrong}"] > _CORRECTIONS:
                raise GaveUp(f"{wrong} stays wrong in what is read back")
            return Say(*self.details.correct(wrong))
        still_wavers = not self.details.has_changed_his_mind
        if still_wavers and self._happens(self.plan.temper.changes_his_mind):
            return Say(*self.details.change_mind())
        return self._with_question("recap_confirmed", self._yes("recap_confirmed"))

    def _yes(self, asked: str) -> Say:
        """Say yes in his own way; as plainly as can be where that was not understood."""
        situation = "recap" if asked == "recap_confirmed" else asked
        self.details.tries[asked] += 1
        if self.details.tries[asked] > 1:
            return Say(("affirm",), self.speaker.say_plainly(situation, "yes"))
        return self._say("affirm", situation, "yes")

    # ── Leaving, and changing what was booked ────────────────────────────────────────────────────

    def _leave_in_the_middle(self, seen: Seen) -> Talk:
        seen = yield self._wish(seen)
        for _ in range(2 * PATIENCE):
            if seen.asked in (None, "recap_confirmed", self.plan.leaves_at):
                break
            seen = yield from self._reply(str(seen.asked), seen)
        if seen.asked == "consent" and self._happens(0.5):
            seen = yield self._say("deny", "consent", "no")
        return (yield self._say("stop", "any", "stop"))

    def _change(self) -> Generator[Say, Seen, None]:
        """Move or cancel what was booked, where he wants that."""
        changing = Changing(self.details, str(self.reference), self.tells, self.misread)
        if self.plan.goal == "move":
            yield from changing.move()
        if self.plan.goal == "cancel":
            yield from changing.cancel()
            self.status = "cancelled"

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def _say(self, act: str, situation: str, meaning: str, **gaps: str) -> Say:
        return Say((act,), self.speaker.say(situation, meaning, **gaps))

    def _one(self, said: Say) -> Talk:
        return (yield said)

    def _happens(self, likelihood: float) -> bool:
        return self.chance.random() < likelihood
