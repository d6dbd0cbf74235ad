"""What a message gives to the booking form: details, a time, or the answer to its question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from rasa_sdk import Tracker

from actions import conversation
from actions.detail_form import Found
from actions.details import DECLINED, DETAILS, REFUSED, SAME
from actions.intents import COURTESIES, DECISIONS, ENDS, INTERVIEW_WISHES
from actions.present_time import without_present
from actions.wanted_time import WantedTime
from french.address_slips import is_yes_to, likely_meant
from french.corrections import agrees, changes_mind
from french.message_details import Detail, Details, named_detail, read_details
from french.name_spelling import is_rather_speech
from french.names import written_name
from french.names_put_right import completed_name, joined_name
from french.put_right import part_put_right, typed_email_put_right
from french.when import YES, is_undated, missing_day, points_to_time, read_when

_VERY_SURE = 0.8  # a name may look like anything: only a clear question is not one
_CHANGES = frozenset({"deny", "correct_detail", "move_interview"})

# What the first and the second half of a detail look like.
_HALF = {
    "visitor_email": re.compile(r"\S+"),
    "visitor_phone": re.compile(r"\+?[\d\s./-]+"),
}
_NO = re.compile(r"^\W*n(?:on|an|ope|n|o)\b", re.IGNORECASE)  # answers what was asked
_NO_NUMBER = re.compile(
    r"\bpas\s+de\s+(?:t[ée]l(?:[ée]phone)?|portable|num[ée]ro|num)\b", re.IGNORECASE
)
_ASKED_AFTER_NAME = frozenset({"visitor_email", "visitor_phone"})
_NEEDED = frozenset({"visitor_name", "visitor_email"})
_BETWEEN_HALVES = {"visitor_email": "", "visitor_phone": " "}
_NO_ANSWERS = INTERVIEW_WISHES | COURTESIES | DECISIONS


def read_booking(tracker: Tracker, now: datetime) -> Found:
    """Find candidates for any slot of the booking form in the last message; `now` is aware."""
    return _from_button(tracker) or _from_words(tracker, now)


def _from_button(tracker: Tracker) -> Found:
    time = conversation.entity(tracker, "interview_time")
    if time:
        return {"interview_time": time}
    detail = conversation.entity(tracker, "detail")
    return {detail: None} if detail else {}


def _from_words(tracker: Tracker, now: datetime) -> Found:
    if conversation.intent(tracker) in ENDS and conversation.confidence(tracker) >= _VERY_SURE:
        return {}  # « non, mardi j'ai mon permis, annulez tout »
    asked = conversation.asked_by(tracker, "booking_form")
    given = _given(tracker, asked, now)
    found = _only_news(tracker, given, now)
    if found and asked == "consent" and conversation.decision(tracker):
        return {**found, asked: True}  # « oui, et notez quand même mon numéro : 06 … »
    if found or asked is None:
        return found
    if given and asked == "recap_confirmed":  # « oui, lundi 25 » says again what was read back
        decided = conversation.decision(tracker)
        says_yes = _says_again(tracker) if decided is None else decided
        return {asked: says_yes or SAME}
    if "interview_time" in given and conversation.intent(tracker) == "move_interview":
        return given  # which is noted already, and said back
    if "interview_time" in given and asked == "visitor_name":
        return {"interview_time": tracker.get_slot("interview_time")}  # « 15 h » is no name
    return _answer(tracker, asked, now)


def _given(tracker: Tracker, asked: str | None, now: datetime) -> Found:
    """What the message gives of itself, whatever was asked."""
    text = conversation.text(tracker)
    if not text:
        return {}
    asks = conversation.is_question(tracker) and "?" in text  # an odd name may look like a question
    in_part = None if asks else part_put_right(_known(tracker), text)
    if in_part:  # « c'est .fr, pas .com »
        return dict([in_part])
    known = tracker.get_slot("visitor_name")
    corrects = conversation.intent(tracker) in _CHANGES and named_detail(text) == "visitor_name"
    read = partial(
        read_details,
        now=now,
        asked="visitor_name" if corrects else asked,
        name_known=known is not None,
    )
    details = read(text)
    told = conversation.beside_questions(tracker)
    time = details if told == text else read(told)
    found: Found = {}
    if details.email.value:
        mended = typed_email_put_right(details.email.value, text)
        found["visitor_email"] = mended or details.email.value
    if details.phone.value:
        found["visitor_phone"] = details.phone.value
    points = time.points_to_time and tracker.get_slot("wanted_time") is not None
    name = details.name or _name_instead(tracker, asked)
    is_half = known is None and asked != "visitor_name" and name is not None and " " not in name
    if name and not is_half and not points and _is_name(tracker, asked):
        found["visitor_name"] = completed_name(known, text, name) if known else name
    means_time = (time.speaks_of_time or points) and not corrects
    means_time = means_time and not _is_beside(tracker, asked, time, found, now)
    if means_time and (asked == "interview_time" or not conversation.is_question(tracker)):
        found["interview_time"] = _time_said(tracker, time, now)
    return found | _completed(tracker, asked)


def _name_instead(tracker: Tracker, asked: str | None) -> str | None:
    """Read a name that is put right where the detail after it is asked for.

    « PAS DE TELEPHONE » is none: it is written as a name, and said of something else.
    """
    text = conversation.text(tracker)
    is_else = asked not in _ASKED_AFTER_NAME or conversation.intent(tracker) in DECISIONS
    return None if is_else or is_rather_speech(text) else written_name(text)


def _time_said(tracker: Tracker, details: Details, now: datetime) -> str:
    """Give what is said of the time wanted, without a settled one that is left for it."""
    text = conversation.text(tracker)
    soonest = WantedTime.from_slot(tracker.get_slot("wanted_time"), now).soonest(text)
    if soonest:
        return soonest.isoformat()
    rest = _instead_of_settled(tracker, details, now) if changes_mind(text) else None
    return rest or details.when


def _instead_of_settled(tracker: Tracker, details: Details, now: datetime) -> str | None:
    """Give what is said of another time after the settled one, if that is named to be left."""
    settled = tracker.get_slot("interview_time")
    if not settled:
        return None
    rest = without_present(details.when, datetime.fromisoformat(settled), now)
    return None if rest == details.when else rest


def _says_again(tracker: Tracker) -> bool:
    """Tell whether what was read back is agreed to by saying it again: « oui, lundi 25 »."""
    return agrees(conversation.text(tracker), " ".join(_known(tracker).values()))


def _is_beside(
    tracker: Tracker, asked: str | None, details: Details, found: Found, now: datetime
) -> bool:
    """Tell a time that is spoken of beside a detail from one that changes what is settled.

    « non merci, je bosse jusqu'à 18 h », « 06 …, je suis chez moi le matin »; a number beside an
    address, as in « j'ai oublié le 2, c'est lea2@… ».
    """
    text = conversation.text(tracker)
    if changes_mind(_NO.sub("", text)):
        return False
    rest = _instead_of_settled(tracker, details, now)
    if rest and points_to_time(rest) and ("?" in rest or "heure" in rest):
        return False  # « 06 …, mince, le 3 j'ai dentiste ! le lendemain même heure »
    if _is_of_detail(text, found) and _is_number(details, now):
        return True
    if asked not in _ASKED_AFTER_NAME or not tracker.get_slot("interview_time"):
        return False
    refuses = asked == "visitor_phone" and conversation.decision(tracker) is False
    return (asked in found or refuses) and named_detail(details.when) != "interview_time"


def _is_of_detail(text: str, found: Found) -> bool:
    of_detail = named_detail(text) in ("visitor_email", "visitor_phone")
    return of_detail or "visitor_email" in found or "visitor_phone" in found


def _is_number(details: Details, now: datetime) -> bool:
    """Tell a number that alone might name a day."""
    window = read_when(details.when, now)
    return window is not None and window.by_number and window.hours is None


def _known(tracker: Tracker) -> dict[Detail, str]:
    """The visitor's details that the form has, but for what was declined."""
    slots: tuple[Detail, ...] = ("visitor_name", "visitor_email", "visitor_phone")
    values = {slot: tracker.get_slot(slot) for slot in slots}
    return {slot: value for slot, value in values.items() if value not in (None, DECLINED)}


def _completed(tracker: Tracker, asked: str | None) -> Found:
    """Join a detail that came in two messages: « camille.martin », then « @exemple.fr »."""
    if asked is None:
        return {}
    halves = [each.get("text") or "" for each in conversation.answers_to(tracker, asked)[-2:]]
    if len(halves) < 2:
        return {}
    whole = joined_name(*halves) if asked == "visitor_name" else _in_halves(asked, halves)
    return {asked: whole} if whole else {}


def _in_halves(asked: str, halves: Sequence[str]) -> str | None:
    if asked not in _HALF or not all(map(_HALF[asked].fullmatch, halves)):
        return None
    read = DETAILS[asked].read
    return None if read(halves[1]) else read(_BETWEEN_HALVES[asked].join(dict.fromkeys(halves)))


def _is_name(tracker: Tracker, asked: str | None) -> bool:
    if asked != "visitor_name":
        return not conversation.is_question(tracker)
    if written_name(conversation.text(tracker)):
        return True
    is_else = conversation.is_question(tracker) or conversation.intent(tracker) in _NO_ANSWERS
    return not (is_else and conversation.confidence(tracker) >= _VERY_SURE)


def _only_news(tracker: Tracker, found: Found, now: datetime) -> Found:
    """Leave out what only repeats what is known: « lundi 25 » when that is the day already."""
    news = {slot: value for slot, value in found.items() if tracker.get_slot(slot) != value}
    start = tracker.get_slot("interview_time")
    if start and "interview_time" in news:
        before = WantedTime.from_slot(tracker.get_slot("wanted_time"), now)
        wanted = before.and_said(news["interview_time"], now)
        is_missing = missing_day(news["interview_time"], now) is not None
        is_same = wanted is None or (
            wanted.includes(datetime.fromisoformat(start)) and not wanted.has_alternatives
        )
        if is_same and not is_missing:
            del news["interview_time"]
    return news


def _answer(tracker: Tracker, asked: str, now: datetime) -> Found:
    """What the message means as an answer to the question asked."""
    intent = conversation.intent(tracker)
    text = conversation.text(tracker)
    if conversation.entity(tracker, "question") not in (None, asked):
        return {}  # the button of another question, pressed late
    says_no = conversation.decision(tracker) is False
    if asked == "visitor_phone" and (says_no or _NO_NUMBER.search(text)):
        return {asked: DECLINED}  # « non, l'e-mail suffira » finds no fault with the address
    if intent in _CHANGES and text:
        named = named_detail(text)
        if named and tracker.get_slot(named) is not None:
            return {named: None}
    if asked in ("consent", "recap_confirmed"):
        says_yes = conversation.decision(tracker)
        if says_yes is None and intent == "move_interview":
            return {"interview_time": None}  # nothing is booked yet: another time is wanted
        return {} if says_yes is None else {asked: says_yes or REFUSED}
    if asked == "visitor_phone" and _is_asked_in_vain(tracker, asked):
        return {asked: DECLINED}
    if says_no and asked in _NEEDED:
        return {asked: REFUSED}
    if asked == "interview_time":
        wanted = WantedTime.from_slot(tracker.get_slot("wanted_time"), now)
        choice = wanted.choice(text)
        if choice is not None:
            return {asked: choice.isoformat()}
        if wanted.is_asked_about and intent in ("affirm", "deny"):
            return {asked: YES if intent == "affirm" else None}
        if is_undated(text):
            return {asked: text}
        is_time = wanted.and_said(text, now) is not None
        if is_time and not conversation.is_question(tracker):
            return {asked: text}
    if "utter_email_slip" in conversation.said_last(tracker):
        meant = likely_meant(tracker.get_slot("visitor_email") or "")
        if meant and is_yes_to(meant, text):  # « vouliez-vous dire lea@gmail.com ? – oui »
            return {"visitor_email": meant}
    if not text or conversation.is_question(tracker) or intent in _NO_ANSWERS:
        return {}
    return {asked: text}  # its check will say what is wrong with it


def _is_asked_in_vain(tracker: Tracker, asked: str) -> bool:
    """Tell whether an optional detail was asked for twice: a third time would be a wall."""
    is_other = conversation.is_question(tracker) or conversation.intent(tracker) in _NO_ANSWERS
    return not is_other and conversation.times_asked(tracker, asked) > 1
