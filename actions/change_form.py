"""The change form: proof that an interview is the visitor's, then what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.change_reading import read_change
from actions.changes import (
    NEEDS,
    NOTHING_MORE,
    PROOF,
    interview_of,
    interviews_to_come,
    known_interviews,
    meant_of,
    part_corrected,
    say_closed,
    with_known,
)
from actions.detail_form import DetailForm, Domain, Found
from actions.details import DETAILS, EMAIL, REFERENCE
from actions.present_time import without_present
from actions.time_check import TimeCheck
from actions.wanted_time import WantedTime, window_of
from booking.desk import BookingDesk
from booking.model import TooManyGuesses, UnknownReference
from booking.proof import Proof
from french.contact import read_email
from french.when import points_to_time


class ValidateChangeForm(DetailForm):
    """Takes from each message what proves the interview and what is to become of it."""

    def __init__(
        self,
        desk: BookingDesk,
        proof: Proof,
        times: TimeCheck,
        now: Callable[[], datetime],
        cannot_reach: Callable[[str], bool],
    ) -> None:
        """`cannot_reach` tells of an address that no e-mail from here can arrive at."""
        self._cannot_reach = cannot_reach
        self._desk = desk
        self._proof = proof
        self._times = times
        self._now = now

    def name(self) -> str:
        return "validate_change_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Domain,
    ) -> list[str]:
        """Ask for the proof and for what the wish needs; for nothing once there is no wish."""
        wanted = tracker.get_slot("change_wanted")
        return ["change_wanted", *PROOF, *NEEDS[wanted]] if wanted in NEEDS else []

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates for the slots that the form asks for."""
        which = self._which(tracker)
        if which:
            return {"proof_reference": which}
        found = read_change(tracker, self._now())
        if found.get("change_wanted", tracker.get_slot("change_wanted")) != "correct":
            return found
        return found | part_corrected(self._desk, tracker, found.get("change_detail"))

    def _which(self, tracker: Tracker) -> str | None:
        """Tell which of several interviews is meant, where that was asked."""
        pressed = conversation.entity(tracker, "reference")
        if pressed or conversation.asked_by(tracker, "change_form") != "proof_reference":
            return pressed
        to_come = interviews_to_come(self._desk, tracker, self._now())
        meant = meant_of(to_come, conversation.text(tracker), self._now())
        return meant.reference if meant else None

    def validate_proof_reference(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept what has a reference's form; with the address, prove it."""
        reference = REFERENCE.check(value, dispatcher)
        if value and reference is None:
            return {"proof_reference": None}
        known = known_interviews(self._desk, tracker)
        proved = next((each for each in known if each.reference == reference), None)
        if proved is not None:
            return {
                "proof_reference": proved.reference,
                "proof_email": proved.visitor.email,
                "booking_reference": proved.reference,
            }
        if read_email(conversation.text(tracker)).value:
            return {"proof_reference": reference}  # the address of this message proves it, once
        return self._prove(reference, tracker.get_slot("proof_email"), dispatcher, tracker)

    def validate_proof_email(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept an address of valid form; with the reference, prove it."""
        email = EMAIL.check(value, dispatcher)
        if value and email is None:
            return {"proof_email": None}
        return self._prove(tracker.get_slot("proof_reference"), email, dispatcher, tracker)

    def _prove(
        self,
        reference: str | None,
        email: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Found:
        both = {"proof_reference": reference, "proof_email": email}
        if reference is None or email is None:
            return {**both, "booking_reference": None}
        if reference == tracker.get_slot("booking_reference"):
            return both
        now = self._now()
        try:
            interview = self._proof.check(
                reference, email, tracker.sender_id, now, conversation.source(tracker)
            )
            can_change = self._desk.can_change(interview, now)
        except UnknownReference:
            dispatcher.utter_message(response="utter_proof_wrong")
            return {"proof_reference": None, "proof_email": None, "booking_reference": None}
        except TooManyGuesses:
            dispatcher.utter_message(response="utter_proof_used_up")
            return NOTHING_MORE
        except SQLAlchemyError:
            dispatcher.utter_message(response="utter_change_failed")
            return {"proof_reference": reference, "proof_email": None}
        found = {
            **both,
            "booking_reference": interview.reference,
            "known_references": with_known(tracker, interview.reference),
        }
        if tracker.get_slot("change_wanted") != "recall" and not can_change:
            say_closed(dispatcher, interview, now)
            return found | NOTHING_MORE
        return found

    def validate_change_time(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept a free exact time other than the present one; otherwise remember what was said."""
        if value is None:
            return {"change_time": None}
        interview = interview_of(self._desk, tracker)
        if interview:
            value = without_present(value, interview.start, self._now(), is_moving=True)
        window = window_of(value, self._now())
        if window and interview and window.contains(interview.start):
            if window.is_exact and tracker.get_slot("requested_slot") == "change_time":
                dispatcher.utter_message(response="utter_move_same_time")
            return {"change_time": None}  # « mon rendez-vous de jeudi » names the one to be moved
        before = tracker.get_slot("wanted_time")
        is_first = WantedTime.from_slot(before, self._now()).is_empty
        if is_first and interview and points_to_time(value):
            before = WantedTime(self._now(), interview.start).to_slot()
        moving = interview.id if interview else None
        found = self._times.check("change_time", value, dispatcher, tracker, before, moving)
        return {**found, "change_confirmed": None}

    def validate_change_value(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept a detail that is valid for what it is."""
        detail = DETAILS.get(tracker.get_slot("change_detail"))
        if value is None or detail is None:
            return {"change_value": None}
        valid = detail.check(value, dispatcher)
        if valid and detail is EMAIL and self._cannot_reach(valid):
            dispatcher.utter_message(response="utter_email_with_accents")
            valid = None
        return {"change_value": valid, "change_confirmed": None}

    def validate_change_confirmed(
        self, value: bool | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept yes; no keeps a cancelled interview, and asks anew for any other change."""
        wanted = tracker.get_slot("change_wanted")
        if value is False and wanted == "move":
            return {"change_confirmed": None, "change_time": None, "wanted_time": None}
        if value is False and wanted == "correct":
            return {"change_confirmed": None, "change_detail": None, "change_value": None}
        return {"change_confirmed": value}
