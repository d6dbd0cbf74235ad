"""A number that answers the offer of a call is to be called: it begins no booking."""

from __future__ import annotations

import pytest

from actions.answer_actions import ActionRephrase, ActionSay
from actions.answers import Answers
from actions.calls import UnlessNumberIsLeft
from actions.change_actions import ActionStartChange
from actions.interview_notes import InterviewNotes
from actions.question_actions import ActionOfferPerson, ActionSendQuestion, ActionStartQuestion
from actions.question_form import ActionAskQuestionEmail, ValidateQuestionForm
from french.callback import CallBack
from tests.form_talk import FormTalk

NUMBER = "06 39 98 12 34"
FRENCH, BELGIAN = "+33639981234", "+32470123456"


class Visitor(FormTalk):
    """Somebody who was offered a call after `wish`, and leaves a number."""

    def __init__(self, services, wish="rappelez-moi", offer="utter_human"):
        super().__init__("question_form")
        self.services = services
        self.slots["job"] = "responsable-ecommerce"
        self.before = [user(wish)]
        self.said = [offer]

    def leave(self, typed, intent="inform", action=None):
        """Say something that no form asks for."""
        return self.run(action or start_change(self.services), typed, intent, is_active=False)

    def confirm(self):
        """Say yes to what is read back; returns the call that the school is asked for."""
        form = ValidateQuestionForm(self.services.now)
        self.run(form, "oui", "affirm", asked="question_email")
        send = ActionSendQuestion(self.services.questions, self.services.now)
        assert self.run(send, "", "inform", is_active=False) == ["utter_call_asked_for"]
        (question,) = self.services.questions.questions()
        return question.callback, question.text

    def prompt(self):
        ask = ActionAskQuestionEmail(self.services.now)
        return self.run(ask, "", "inform", asked="question_email")


def user(typed):
    return {"event": "user", "text": typed, "parse_data": {"intent": {"name": "ask_human"}}}


def bot(response):
    return {"event": "bot", "metadata": {"utter_action": response}}


def start_change(services):
    return ActionStartChange(services.desk, services.now, Answers(services))


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "0639981234",
        "+33 6 39 98 12 34",
        f"mon numéro c'est {NUMBER}",
        f"voici mon tel : {NUMBER}, merci",
        f"non, {NUMBER}",
        f"Léa Martin, {NUMBER}",
        "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre",
    ],
)
@pytest.mark.parametrize("intent", ["inform", "correct_detail"])
def test_a_number_after_the_offer_is_to_be_called(services, typed, intent):
    visitor = Visitor(services)

    assert visitor.leave(typed, intent) == []
    assert visitor.followup == "question_form"
    assert visitor.prompt() == ["utter_ask_call_any_time"]
    assert visitor.confirm() == (CallBack(FRENCH), f"rappelez-moi / {typed}")


@pytest.mark.parametrize(
    ("wish", "typed", "when"),
    [
        ("rappelez-moi demain matin", NUMBER, "demain matin"),
        ("rappelez-moi", f"{NUMBER}, mardi après 17 h", "mardi après 17 h"),
        ("je veux parler à quelqu’un", f"{NUMBER} lundi matin", "lundi matin"),
    ],
)
def test_when_to_call_is_read_of_wish_and_number(services, wish, typed, when):
    visitor = Visitor(services, wish)
    visitor.leave(typed)

    assert visitor.prompt() == ["utter_ask_call"]
    assert visitor.confirm() == (CallBack(FRENCH, when), f"{wish} / {typed}")


def test_a_question_before_the_yes_changes_nothing(services):
    visitor = Visitor(services, "je veux parler à quelqu’un")
    visitor.leave(NUMBER)
    begun = [{"event": "active_loop", "name": "question_form"}, bot("utter_ask_call_any_time")]
    visitor.before += [bot("utter_human"), user(NUMBER), *begun, user("quel salaire ?")]
    visitor.said = ["utter_answer_while_booking", "utter_ask_call_any_time"]

    assert visitor.confirm() == (CallBack(FRENCH), f"je veux parler à quelqu’un / {NUMBER}")


def test_what_was_said_before_the_wish_is_not_put_to_the_school(services):
    visitor = Visitor(services)
    visitor.before = [user("je passe le bac demain"), bot("utter_react"), *visitor.before]
    visitor.leave(NUMBER)

    assert visitor.confirm() == (CallBack(FRENCH), f"rappelez-moi / {NUMBER}")


def test_what_a_pressed_button_said_is_not_put_to_the_school(services):
    visitor = Visitor(services, "/ask_human")
    visitor.leave(NUMBER)

    assert visitor.confirm() == (CallBack(FRENCH), NUMBER)


@pytest.mark.parametrize(
    "typed", ["0470 12 34 56", "c'est 06399812", f"{NUMBER} ou 01 39 98 12 34"]
)
def test_a_number_that_is_none_or_two_is_asked_for_again_and_nothing_is_lost(services, typed):
    visitor = Visitor(services, "rappelez-moi demain matin")

    assert visitor.leave(typed) == ["utter_call_needs_phone"]
    assert visitor.followup is None

    visitor.before += [bot("utter_human"), user(typed)]
    visitor.said = ["utter_call_needs_phone"]
    visitor.leave("+32 470 12 34 56")
    call, put = visitor.confirm()
    assert call == CallBack(BELGIAN, "demain matin")
    assert put.startswith("rappelez-moi demain matin / ")


@pytest.mark.parametrize(
    "typed", ["rappelez-moi au 0470 12 34 56", f"appelez-moi au {NUMBER} ou au 01 39 98 12 34"]
)
def test_with_the_wish_itself_too(services, typed):
    visitor = Visitor(services, "bonjour", offer="utter_greet")
    offer = ActionOfferPerson(Answers(services), services.now)

    assert visitor.leave(typed, "ask_human", offer) == ["utter_call_needs_phone"]
    assert visitor.followup is None


@pytest.mark.parametrize(
    "typed", ["pouvez-vous me rappeler demain matin ?", "rappelez-moi lundi à 10 h"]
)
def test_who_wishes_a_call_at_some_time_is_offered_one_and_no_booking(services, typed):
    visitor = Visitor(services, "bonjour", offer="utter_greet")
    offer = ActionOfferPerson(Answers(services), services.now)

    assert visitor.leave(typed, "ask_human", offer) == ["utter_human"]
    assert visitor.followup is None


@pytest.mark.parametrize("make", ["offer", "start", "thank", "rephrase"])
def test_whatever_the_number_is_said_with(services, make):
    answers, notes = Answers(services), InterviewNotes(services.desk, services.now)
    actions = {
        "offer": ActionOfferPerson(answers, services.now),
        "start": ActionStartQuestion(services.desk, services.questions, answers, services.now),
        "thank": UnlessNumberIsLeft(ActionSay("action_thank", "utter_thank", notes)),
        "rephrase": UnlessNumberIsLeft(ActionRephrase(notes)),
    }
    visitor = Visitor(services)

    assert visitor.leave(f"merci, {NUMBER}", "thank", actions[make]) == []
    assert visitor.followup == "question_form"


@pytest.mark.parametrize(
    ("typed", "intent"),
    [(f"lea@exemple.fr, {NUMBER}", "inform"), ("Léa Martin", "inform"), ("jeudi à 15 h", "inform")],
)
def test_what_is_given_for_an_interview_begins_a_booking(services, typed, intent):
    visitor = Visitor(services)
    visitor.leave(typed, intent)

    assert visitor.followup == "booking_form"
    assert visitor.slots["school_question"] is None


def test_a_wish_about_an_interview_that_names_a_number_is_still_one(services):
    visitor = Visitor(services)
    visitor.leave(f"annulez mon entretien, mon numéro est le {NUMBER}", "cancel_interview")

    assert visitor.followup == "change_form"


@pytest.mark.parametrize("said", ["utter_greet", "utter_answer_salary", "utter_not_on_page"])
def test_a_number_after_anything_else_is_given_for_an_interview(services, said):
    visitor = Visitor(services, offer=said)
    visitor.leave(NUMBER)

    assert visitor.followup == "booking_form"
