"""Whether what a visitor reads is a right answer, by the label of the message.

Where a message comes with what a right answer says, that counts. The other rules are those of the
labels (see `bench/samples/README.md`): a question about the job gets facts of its topic, one that
the page leaves open gets no fact but an honest word, and a wish starts what it is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ruamel.yaml import YAML

from bench.expectations import Expectation
from bench.understanding.known_texts import KnownTexts
from bench.understanding.messages import Labelled
from knowledge import Job, OpenQuestions
from testing.running import ROOT

_TOPICS = {
    "missions": ("missions", "definition"),  # the page tells both under the title of the missions
    "metier_definition": ("definition",),
    "competences": ("skills",),
    "qualites": ("qualities",),
    "salaire": ("salary",),
    "diplomes": ("degrees",),
    "programme": ("programme",),
}

_SAID = {
    "salutation": {"utter_greet"},
    "au_revoir": {"utter_goodbye"},
    "merci": {"utter_thank"},
    "oui": {"utter_what_next"},
    "non": {"utter_no_problem", "utter_no_interview"},
    "aide": {"utter_help"},
    "robot": {"utter_if_robot", "utter_if_robot_while_booking"},
    "humain": {"utter_human", "utter_human_while_booking"},
    "inconnu_ecole": {
        "utter_not_on_page",
        "utter_not_on_page_again",
        "utter_not_on_page_gathered",
        "utter_not_on_page_briefly",
        "utter_not_on_page_while_booking",
        "utter_not_on_page_while_booking_again",
        "utter_not_on_page_while_booking_gathered",
        "utter_topic_unknown",
    },
    "hors_sujet": {"utter_out_of_scope"},
    "charabia": {"utter_rephrase"},
    "hostile": {"utter_hostile"},
}
"""What is said, by the names of the responses, where no fact and no booking is wanted."""

_STARTED = {
    "rdv_annuler": "cancel_interview",
    "rdv_deplacer": "move_interview",
    "rdv_voir": "recall_interview",
    "rdv_dispos": "ask_free_slots",
    "source": "ask_source",
}
"""What is started, by the intent that starts it."""

_ABOUT_INTERVIEW = "utter_interview"  # the names of these responses begin so
_DETAILS = ("interview_time", "wanted_time", "visitor_name", "visitor_email", "visitor_phone")


@dataclass(frozen=True)
class Reply:
    """What the assistant understood, said and started at the last message, from Rasa's tracker."""

    intent: str
    texts: tuple[str, ...]
    responses: frozenset[str]
    active_form: str | None
    slots: dict[str, Any]

    @classmethod
    def of(cls, tracker: dict[str, Any]) -> Reply:
        """Read it from a tracker, as Rasa's HTTP API gives it."""
        events = tracker["events"]
        *_, place = (place for place, event in enumerate(events) if event["event"] == "user")
        said = events[place]
        bot = [event for event in events[place:] if event["event"] == "bot"]
        return cls(
            intent=said["parse_data"]["intent"]["name"],
            texts=tuple(event["text"] or "" for event in bot),
            responses=frozenset(str(event["metadata"].get("utter_action")) for event in bot),
            active_form=(tracker.get("active_loop") or {}).get("name"),
            slots=tracker["slots"],
        )


@dataclass(frozen=True)
class Judged:
    """A message, the reply to it, and what is to be said of that.

    `is_right` is whether what the visitor reads answers all that the message asks, `states_a_fact`
    whether a fact of the page is among it, and `invented` holds what cannot be made of known texts.
    """

    message: Labelled
    reply: Reply
    is_right: bool
    states_a_fact: bool
    invented: tuple[str, ...]

    @property
    def is_understood(self) -> bool:
        """Whether the intent is right; of several labels, any will do."""
        return self.reply.intent in self.message.intents


class Judge:
    """Judges replies by the facts of a job, and by all that the assistant may say."""

    def __init__(self, job: Job, known_texts: KnownTexts) -> None:
        self._known_texts = known_texts
        self._facts = {
            label: {
                said
                for topic in topics
                if topic in job.topics
                for said in (
                    job.topics[topic].answer,
                    *(job.facts[fact].says for fact in job.topics[topic].facts_told),
                )
            }
            for label, topics in _TOPICS.items()
        }

    def judged(self, message: Labelled, reply: Reply) -> Judged:
        """Judge a reply in every respect."""
        return Judged(
            message,
            reply,
            is_right=self.is_right(message, reply),
            states_a_fact=self.states_a_fact(reply),
            invented=tuple(self._known_texts.unknown(reply.texts)),
        )

    def is_right(self, message: Labelled, reply: Reply) -> bool:
        """Tell whether a reply answers everything that the message asks."""
        answered = (
            Expectation(expect).is_met(reply.texts)
            if expect
            else self._answers(label, message, reply)
            for label, expect in zip_longest(message.labels, message.expects, fillvalue="")
        )
        return all(answered) and Expectation("", message.must_not).is_met(reply.texts)

    def states_a_fact(self, reply: Reply) -> bool:
        """Tell whether any fact of the page was stated."""
        return any(self._tells(label, reply) for label in _TOPICS)

    def _answers(self, label: str, message: Labelled, reply: Reply) -> bool:
        if label in _TOPICS:
            return self._tells(label, reply)
        if label == "rdv_prendre":
            return reply.active_form == "booking_form"
        if label == "rdv_prendre_details":
            kept = any(reply.slots.get(name) for name in _DETAILS)
            return reply.active_form == "booking_form" and kept
        if label in _STARTED:
            return reply.intent == _STARTED[label]
        if label == "rdv_question":
            about = any(name.startswith(_ABOUT_INTERVIEW) for name in reply.responses)
            return about or bool(_SAID["inconnu_ecole"] & reply.responses)
        alone = len(message.labels) == 1
        said = bool(_SAID[label] & reply.responses)
        if label == "inconnu_ecole" and alone:
            return said and not self.states_a_fact(reply)
        return said or (label == "non" and not alone)  # « non merci, par contre… »: the rest counts

    def _tells(self, label: str, reply: Reply) -> bool:
        return any(fact in text for fact in self._facts[label] for text in reply.texts)


def make_judge(job: Job, said_of_it: Mapping[str, str] | None = None) -> Judge:
    """Make a judge who knows a job's facts and all that may be said of it.

    `said_of_it` are the slots that a conversation about it begins with, besides domain.yml's own.
    """
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    left_open = OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml")
    return Judge(job, KnownTexts(domain, [job], left_open, said_of_it or {}))
