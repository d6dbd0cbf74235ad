"""Simulated visitors know what they mean, follow their agenda, and are judged by it."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import phonenumbers
import pytest

from bench.visitors import moments, people
from bench.visitors.changing import CANCELLED, MOVED
from bench.visitors.plans import GOALS, TEMPERS, plan
from bench.visitors.play import BATCH, batch_of, batches
from bench.visitors.points import Points
from bench.visitors.seen import Bubble, Seen
from bench.visitors.speaking import Speaker, abbreviated
from bench.visitors.talk import GaveUp
from bench.visitors.visitor import Visitor
from bench.visitors.voices import voices
from french import speak
from french.contact import spoken_phone
from french.letters import fold
from french.when import read_when
from testing.running import ROOT
from tests.builders import paris

NOW = paris(2026, 11, 25, 19)
POINTS = Points.load()
ANYONE = voices()[0]
_TELLING = 4  # words, from which on the same text is no accident
PLAIN = next(temper for temper in TEMPERS if temper.name == "plain")


def a_plan(number: int = 1, **changed: object):
    made = plan(number, 1, NOW, voices())
    plainly = {
        **{"goal": "book", "points": (), "who": None, "temper": PLAIN, "asides": {}},
        **{"refused_start": None, "chooses": False},
    }
    return replace(made, **{**plainly, **changed})


def a_visitor(**changed: object) -> Visitor:
    return Visitor(a_plan(**changed), NOW, POINTS.tells)


class GoodAssistant:
    """Asks for one thing after the other, understands everything, and reads it back."""

    def __init__(self, visitor: Visitor, **misread: str) -> None:
        self._visitor = visitor
        self._misread = misread
        self.heard: list[str] = []
        self._slots = ["interview_time", "visitor_name", "visitor_email", "visitor_phone"]
        self._slots += ["consent", "recap_confirmed"]

    def answer(self, acts: tuple[str, ...]) -> Seen:
        self.heard += acts
        if any(act.startswith("correct:") for act in acts):
            self._misread.clear()
            return self._recap()
        if "stop" in acts:
            return Seen((Bubble("C’est noté."),))
        if not self._slots:
            return self._booked()
        slot = self._slots.pop(0)
        if slot == "recap_confirmed":
            return self._recap()
        return Seen((Bubble(f"Et {slot} ?"),), "booking_form", slot)

    def _recap(self) -> Seen:
        details, person = self._visitor.details, self._visitor.plan.person
        lines = {
            "Quand": speak.moment(details.start),
            "Nom": person.name,
            "E-mail": person.email,
            "Téléphone": spoken_phone(person.phone) if self._visitor.plan.gives_phone else "aucun",
            **self._misread,
        }
        data = {
            "kind": "recap",
            "lines": [{"label": label, "value": value} for label, value in lines.items()],
        }
        return Seen((Bubble("Est-ce exact ?", data=data),), "booking_form", "recap_confirmed")

    def _booked(self) -> Seen:
        return Seen((Bubble("Réservé.", data={"kind": "booked", "reference": "K7PD-M4QX"}),))


def hold(visitor: Visitor, assistant) -> list[str]:
    """Hold a conversation to its end; returns what the visitor did."""
    talk, acts = visitor.talk(), []
    said = next(talk)
    while True:
        acts += said.acts
        try:
            said = talk.send(assistant.answer(said.acts))
        except StopIteration:
            return acts


def test_a_number_is_always_the_same_visitor():
    assert plan(7, 1, NOW, voices()) == plan(7, 1, NOW, voices())
    assert plan(7, 1, NOW, voices()) != plan(7, 2, NOW, voices())


def test_there_are_visitors_of_every_goal_and_temper():
    made = [plan(number, 1, NOW, voices()) for number in range(1, 301)]

    assert {each.goal for each in made} == set(GOALS)
    assert {each.temper for each in made} == set(TEMPERS)
    assert {each.voice.name for each in made} == {voice.name for voice in voices()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def test_kept_voices_are_apart_from_the_others():
    kept, trained = voices("kept"), voices("trained")

    assert len(kept) >= 2
    assert not {voice.name for voice in kept} & {voice.name for voice in trained}


@pytest.mark.parametrize("voice", voices("kept"), ids=lambda voice: voice.name)
def test_nothing_that_a_kept_voice_says_is_a_training_example(voice):
    files = [*(ROOT / "data").rglob("*.yml"), *ROOT.glob("knowledge/*/asks.yml")]
    trained = {
        _words(line.strip().removeprefix("- "))
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    said = {_words(text): text for texts in voice.own.values() for text in texts}

    assert [t for words, t in said.items() if len(words) >= _TELLING and words in trained] == []


def test_a_conversation_is_played_again_on_the_evening_of_its_batch():
    first, second = batches(seed=3, count=BATCH + 1)

    assert (first.first, first.last, second.first, second.last) == (1, BATCH, BATCH + 1, BATCH + 1)
    assert batch_of(3, BATCH).now == first.now
    assert batch_of(3, BATCH + 1).now == second.now
    assert first.now != second.now


@pytest.mark.parametrize("voice", voices(), ids=lambda voice: voice.name)
def test_every_voice_asks_only_for_points_that_are_known(voice):
    job = POINTS.job
    known = {*job.facts, *job.silences, *job.topics, "pay_by_month", "unknown", "privacy"}
    known |= {name.removeprefix("utter_") for name in POINTS.responses if "interview_" in name}

    further = {point for told in voice.points for point in voice.follow_ups(told)}
    assert {*voice.points, *further} <= known


@pytest.mark.parametrize("voice", voices(), ids=lambda voice: voice.name)
def test_a_moment_in_words_is_that_moment(voice):
    chance = random.Random(1)
    wrong = []
    for _ in range(100):
        moment = moments.free_moment(chance, NOW)
        said = moments.say(moment, NOW, voice, chance)
        read = read_when(said.whole, NOW)
        if read is None or not read.contains(moment):
            wrong.append((said.whole, moment, read))

    assert wrong == []


def test_a_refused_moment_is_one_at_which_the_school_does_not_receive():
    chance = random.Random(1)

    for _ in range(50):
        assert not moments.is_open(moments.refused_moment(chance, NOW), NOW)
        assert moments.is_open(moments.free_moment(chance, NOW), NOW)


def test_a_number_is_the_same_in_every_form_of_digits():
    for number in range(40):
        person = people.somebody(random.Random(number), number)
        for how, form in people.phone_forms(person).items():
            if "words" not in how:
                digits = f"+{form[3:]}" if form.startswith("00 ") else form
                read = phonenumbers.parse(digits, "FR")
                assert phonenumbers.format_number(read, 0) == person.phone


def test_a_number_in_words_names_each_pair():
    person = people.Person("Lou", "Leroy", "lou@example.org", "+33612749900")

    forms = people.phone_forms(person)

    assert forms["words"] == ("zéro six douze soixante-quatorze quatre-vingt-dix-neuf zéro zéro")
    assert "septante-quatre nonante-neuf" in forms["words_of_belgium"]


def test_values_are_never_misspelt():
    clumsy = replace(PLAIN, slips=1, abbreviates=1)
    speaker = Speaker(ANYONE, clumsy, random.Random(1))

    said = {speaker.say("visitor_email", "give", email="lou@example.org") for _ in range(50)}

    assert all("lou@example.org" in text for text in said)


def test_thumbs_shorten_words():
    assert abbreviated("Qu'est-ce que vous faites, s'il vous plaît ?") == "kesk vs faites, svp ?"


def test_what_is_told_of_a_change_is_known_by_its_response():
    assert {f"utter_{done}" for done in (CANCELLED, MOVED)} <= set(POINTS.responses)


def test_a_visitor_books_what_he_means():
    visitor = a_visitor()
    assistant = GoodAssistant(visitor)

    hold(visitor, assistant)

    assert (visitor.status, visitor.reference) == ("confirmed", "K7PD-M4QX")
    assert visitor.misread == []


@pytest.mark.parametrize(
    ("label", "detail"), [("Quand", "time"), ("Nom", "name"), ("E-mail", "email")]
)
def test_a_visitor_corrects_what_is_read_back_wrong(label, detail):
    visitor = a_visitor()

    acts = hold(visitor, GoodAssistant(visitor, **{label: "autre chose"}))

    assert f"correct:{detail}" in acts
    assert visitor.misread == [f"{detail}, plain"]
    assert visitor.status == "confirmed"


def test_a_visitor_gives_up_where_the_same_is_asked_for_again_and_again():
    class Deaf(GoodAssistant):
        def answer(self, acts: tuple[str, ...]) -> Seen:
            return Seen((Bubble("À quel nom ?"),), "booking_form", "visitor_name")

    visitor = a_visitor()

    with pytest.raises(GaveUp, match="visitor_name"):
        hold(visitor, Deaf(visitor))


def test_a_visitor_who_leaves_says_so_and_means_no_booking():
    visitor = a_visitor(goal="leave", leaves_at="visitor_email")

    acts = hold(visitor, GoodAssistant(visitor))

    assert "stop" in acts
    assert "give:visitor_email" not in acts
    assert visitor.status is None


def test_a_curious_visitor_asks_instead_of_answering_once():
    visitor = a_visitor(asides={"visitor_name": "ask"})

    acts = hold(visitor, GoodAssistant(visitor))

    assert any(act.startswith("ask:") for act in acts)


def test_a_visitor_asks_again_in_other_words_what_was_not_told():
    visitor = a_visitor(goal="learn", points=("salary",), voice=voices("kept")[0])

    acts = hold(visitor, GoodAssistant(visitor))

    assert acts.count("ask:salary") == 2
    assert "again" in acts


def test_a_visitor_goes_on_from_what_was_told():
    class Teller(GoodAssistant):
        def answer(self, acts: tuple[str, ...]) -> Seen:
            return Seen((Bubble(POINTS.job.topics["salary"].answer),))

    made = (a_visitor(number=n, goal="learn", points=("salary",)) for n in range(1, 20))
    held = [hold(visitor, Teller(visitor)) for visitor in made]

    assert any(sum(act.startswith("ask:") for act in acts) == 2 for acts in held)
