"""Answering questions: from the job's facts, or honestly without."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation, open_questions
from actions.answer_texts import (
    ALONE,
    BRIEFLY,
    GOES_ON,
    INTERVIEW_KNOWN,
    WHILE_ASKING,
    WHILE_BOOKING,
    answer_on,
)
from actions.answered import Answered, without_what_others_say
from actions.beyond_topics import own_subjects, topic_of_any
from actions.changes import interview_of
from actions.conversation import Ask
from actions.follow_ups import Told, follow_up
from actions.intents import (
    ABOUT_INTERVIEW,
    ASK_SCHOOL,
    FOLLOW_UPS,
    JOB_TOPICS,
    NOT_ON_PAGE,
    QUESTIONS,
)
from actions.interview_notes import InterviewNotes, is_told
from booking.rules_in_words import rule_variables
from french.letters import fold
from runtime.wiring import Services

_EXPLAINED = frozenset({"visitor_name", "visitor_email", "visitor_phone"})
_ABOUT_WHAT_IS_ASKED = frozenset({"ask_privacy", "ask_help", "ask_why"})
_SURELY_ASKED = 0.8
FOR_WHOM = "interview_who_books"
"""The point of an interview that somebody else has."""

# « et à part la curiosité ? » asks for all the others.
_EXCEPT = re.compile(r"\b(?:a part\b|hormis\b|excepte\b|en dehors d|autres? que\b|a l.exception)")


class Answers:
    """Says what answers each thing that a message asks, in the order in which it does.

    Returns events that remember what was told, and the message where something stays open.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._notes = InterviewNotes(services.desk, services.now)

    def say(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer all questions; the last bubble brings buttons."""
        asked = [each for each in self._answered(tracker) if each.intent in QUESTIONS]
        if is_told(tracker):
            return self._say_beside_note(dispatcher, tracker, asked, WHILE_BOOKING)
        if _leaves_open(asked) and self._has_interview(tracker):  # in which all can be asked
            _say_briefly(dispatcher, tracker, asked, WHILE_BOOKING)
            return [each for each in _remember(tracker, asked) if each["name"] != "told"]
        *first, last = asked
        _say_briefly(dispatcher, tracker, first, BRIEFLY)
        still_offers = _leaves_open(first) and not last.is_unknown
        topic = last.told.topic if last.told else JOB_TOPICS.get(last.intent)
        if last.answer and (still_offers or topic is None):
            dispatcher.utter_message(response="utter_answer_while_booking", **last.answer)
        elif last.answer:
            dispatcher.utter_message(response=answer_on(topic, last.answer), **last.answer)
        elif last.responses:
            _say_responses(dispatcher, last)
        else:
            response = ALONE.get(last.intent, "utter_topic_unknown")
            said = {"call_page": self._services.call_page, **(last.variables or {})}
            _say_without_repeating(dispatcher, tracker, asked, response, said)
        if still_offers:
            dispatcher.utter_message(response="utter_offer_for_unknown")
        return _remember(tracker, asked)

    def say_asides(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer the questions of a message that asks for something else besides."""
        wanted = conversation.intent(tracker)
        asides = [each for each in self._answered(tracker) if each.intent != wanted]
        texts = BRIEFLY if wanted == ASK_SCHOOL else WHILE_BOOKING
        return self._say_beside_note(dispatcher, tracker, asides, texts)

    def say_and_go_on(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer the questions besides what leads nowhere else in a form; say where it goes on."""
        events = self.say_asides(dispatcher, tracker)
        if not dispatcher.messages:
            dispatcher.utter_message(response=GOES_ON[tracker.active_loop["name"]])
        return events

    def say_questions(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, found: Collection[str]
    ) -> None:
        """Answer what a message asks beside what was `found` in it: « oui, et où ? »."""
        gives_address = "visitor_email" in found or "visitor_phone" in found
        asks_besides = gives_address and "?" in conversation.text(tracker)
        may_be_odd = len(conversation.asks(tracker)) == 1 and not asks_besides
        if may_be_odd and conversation.confidence(tracker) < _SURELY_ASKED:
            return  # an odd name may look like a question
        asides = [each for each in self._answered(tracker) if each.intent in QUESTIONS]
        self._say_beside_note(dispatcher, tracker, asides, WHILE_BOOKING)

    def say_while_booking(
        self, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Answer everything without leading away from the booking form."""
        return self._say_all(dispatcher, tracker, WHILE_BOOKING)

    def say_while_asking(
        self, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Answer everything without leading away from the question form."""
        return self._say_all(dispatcher, tracker, WHILE_ASKING)

    def _say_all(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, texts: Mapping[str, str]
    ) -> list[EventType]:
        return self._say_beside_note(dispatcher, tracker, self._answered(tracker), texts)

    def _say_beside_note(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        asked: Sequence[Answered],
        texts: Mapping[str, str],
    ) -> list[EventType]:
        """Answer, and then say back what is told to the interviewer, which is no question."""
        if is_told(tracker):
            asked = [each for each in asked if not _is_open_about_interview(each)]
        _say_briefly(dispatcher, tracker, asked, texts)
        self._notes.say(dispatcher, tracker)
        return _remember(tracker, asked)

    def _has_interview(self, tracker: Tracker) -> bool:
        """Tell whether the visitor is known to have an interview that is still to come."""
        with suppress(SQLAlchemyError):
            interview = interview_of(self._services.desk, tracker)
            return interview is not None and interview.is_open(self._services.now())
        return False

    def _answered(self, tracker: Tracker) -> list[Answered]:
        """Answer each thing that is asked; what is said already is not said twice."""
        answered: dict[Any, Answered] = {}
        for place, ask in enumerate(conversation.asks(tracker)):
            each = replace(self._answer(tracker, ask), place=place)
            answered.setdefault(each.responses or ask, each)
        return without_what_others_say(list(answered.values()))

    def _answer(self, tracker: Tracker, ask: Ask) -> Answered:
        asked = conversation.asked_by(tracker, "booking_form")
        if asked in _EXPLAINED and _is_about_what_is_asked(ask):
            return Answered(ask.intent, responses=(f"utter_about_{asked}",))
        if ask.intent in JOB_TOPICS:
            points = () if _EXCEPT.search(fold(conversation.text(tracker))) else ask.points
            return self._of_page(tracker, ask.intent, JOB_TOPICS[ask.intent], points)
        if ask.intent in FOLLOW_UPS:
            return self._going_on(tracker, ask.intent)
        if ask.intent == ABOUT_INTERVIEW:
            return self._of_interview(ask)
        if ask.intent == NOT_ON_PAGE:
            return self._beyond_usual_topics(tracker, ask)
        return Answered(ask.intent)

    def _beyond_usual_topics(self, tracker: Tracker, ask: Ask) -> Answered:
        """Answer what most pages leave open, where this job's page says something of it."""
        job = self._services.job(tracker.get_slot("job"))
        if topic := topic_of_any(job, ask.points):
            return self._of_page(tracker, ask.intent, topic, ask.points)
        if not ask.points and (subjects := own_subjects(job)):  # it may well be on the page
            unsure = ("utter_unsure_on_page",)
            return Answered(ask.intent, responses=unsure, variables={"subjects": subjects})
        return self._unknown(ask.intent, ask.points)

    def _unknown(self, intent: str, points: Sequence[str] = ()) -> Answered:
        named = {"of": self._services.open_questions.named(points)}
        return Answered(intent, variables=named, is_unknown=True)

    def _of_page(
        self, tracker: Tracker, intent: str, topic: str, points: Sequence[str]
    ) -> Answered:
        answer = self._services.answer(tracker.get_slot("job"), topic, points)
        if answer is None:
            return self._unknown(intent)
        return Answered(intent, answer, told=Told(topic, tuple(points)))

    def _going_on(self, tracker: Tracker, intent: str) -> Answered:
        told = Told.from_slot(tracker.get_slot("told"))
        job = self._services.job(tracker.get_slot("job"))
        if told is None or job is None:
            return Answered(intent, responses=("utter_nothing_told",))
        said = follow_up(job, intent, told)
        links = self._services.answer(job.slug, told.topic, told.points) or {}
        if isinstance(said, Told):
            answered = self._of_page(tracker, intent, said.topic, said.points)
            return replace(answered, told=said)
        if said.answer:
            return Answered(intent, {**links, "answer": said.answer}, told=told)
        variables = {**links, "quote": said.quote}
        return Answered(intent, responses=(said.response,), variables=variables, told=told)

    def _of_interview(self, ask: Ask) -> Answered:
        known = [point for point in ask.points if point in INTERVIEW_KNOWN]
        unknown = [point for point in ask.points if point not in INTERVIEW_KNOWN][:1]
        points = [*known, *unknown] or ["interview"]
        return Answered(
            ask.intent,
            responses=tuple(f"utter_{point}" for point in points),
            variables=rule_variables(self._services.free_slots.schedule()),
            is_unknown=bool(unknown),
        )


def _is_open_about_interview(answered: Answered) -> bool:
    return answered.intent == ABOUT_INTERVIEW and answered.is_unknown


def _is_about_what_is_asked(ask: Ask) -> bool:
    """Tell « c'est obligatoire ? », « pour quoi faire ? », « la mienne ou la sienne ? »."""
    return ask.intent in _ABOUT_WHAT_IS_ASKED or FOR_WHOM in ask.points


def _say_briefly(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    asked: Sequence[Answered],
    texts: Mapping[str, str],
) -> None:
    for each in asked:
        if each.answer:
            dispatcher.utter_message(response="utter_answer_while_booking", **each.answer)
        elif each.responses:
            _say_responses(dispatcher, each)
        elif each.is_unknown:
            said, response = each.variables or {}, texts[NOT_ON_PAGE]
            _say_without_repeating(dispatcher, tracker, asked, response, said)
        elif each.intent in texts:
            dispatcher.utter_message(response=texts[each.intent])


def _say_without_repeating(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    asked: Sequence[Answered],
    response: str,
    variables: Mapping[str, str],
) -> None:
    count = len(open_questions.with_one_more(tracker, _left_open(tracker, asked)))
    chosen = open_questions.refusal(tracker, response, count)
    dispatcher.utter_message(response=chosen, count=count, **variables)


def _say_responses(dispatcher: CollectingDispatcher, answered: Answered) -> None:
    for response in answered.responses:
        dispatcher.utter_message(response=response, **(answered.variables or {}))


def _left_open(tracker: Tracker, asked: Sequence[Answered]) -> str:
    """Give, as typed, what of the last message nobody has answered yet."""
    return open_questions.left_open(tracker, {each.place for each in asked if not each.is_unknown})


def _leaves_open(asked: Sequence[Answered]) -> bool:
    return any(each.is_unknown for each in asked)


def _remember(tracker: Tracker, asked: Sequence[Answered]) -> list[EventType]:
    """Remember what was told last, and what stays open as typed, to be put to the school."""
    events: list[EventType] = []
    text = _left_open(tracker, asked)
    if text and _leaves_open(asked):
        gathered = open_questions.with_one_more(tracker, text)
        events.append(SlotSet("unanswered_question", text))
        events.append(SlotSet(open_questions.GATHERED, gathered))
    told = next((each.told for each in reversed(asked) if each.told), None)
    if asked and asked[-1].intent == ABOUT_INTERVIEW:
        events.append(SlotSet("told", {"said": "told:interview"}))
    elif asked and asked[-1].is_unknown:
        events.append(SlotSet("told", Told.offer(told)))
    elif told:
        events.append(SlotSet("told", told.to_slot()))
    return events
