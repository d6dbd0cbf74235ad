"""The question form on trackers as Rasa sends them: what is begun, read, refused and sent."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from sqlalchemy import text

from actions.answer_actions import ActionAdmitUnknown, ActionAnswer
from actions.answers import Answers
from actions.conversation import questions_asked
from actions.question_actions import ActionOfferPerson, ActionSendQuestion, ActionStartQuestion
from actions.question_form import ActionAskQuestionEmail, ValidateQuestionForm
from booking.questions import LONGEST, MOST
from french.callback import CallBack
from runtime.wiring import Services
from tests.form_talk import FormTalk

ASKED = "Combien coûte l'école ?"


class Conversation(FormTalk):
    """What visitors do with the question form."""

    def __init__(self, services: Services) -> None:
        super().__init__("question_form")
        self.services = services
        self.answers = Answers(services)
        self.slots["job"] = "responsable-ecommerce"

    def ask(self, typed: str = ASKED) -> list[str]:
        """Ask what the page does not say."""
        action = ActionAdmitUnknown(self.answers)
        return self.run(action, typed, "ask_not_on_page", is_active=False)

    def begin(self, typed: str = "/ask_school") -> list[str]:
        """Have the school asked."""
        services = self.services
        action = ActionStartQuestion(services.desk, services.questions, self.answers, services.now)
        return self.run(action, typed, "ask_school", is_active=False)

    def say(self, typed: str, intent: str = "inform", **entities: str) -> list[str]:
        """Answer the form."""
        form = ValidateQuestionForm(self.services.now)
        return self.run(form, typed, intent, entities, asked="question_email")

    def send(self) -> list[str]:
        """Reach the end of the form."""
        action = ActionSendQuestion(self.services.questions, self.services.now)
        return self.run(action, "", "inform", is_active=False)

    def prompt(self) -> list[str]:
        action = ActionAskQuestionEmail(self.services.now)
        return self.run(action, "", "inform", asked="question_email")


@pytest.fixture
def talk(services):
    return Conversation(services)


def kept(services: Services) -> list[tuple[str, str | None]]:
    return [(question.text, question.email) for question in services.questions.questions()]


def test_the_question_that_was_just_asked_is_sent_as_it_was_typed(talk, services):
    talk.ask()
    talk.begin()
    assert talk.followup == "question_form"
    assert talk.prompt() == ["utter_ask_question_email"]

    talk.say("LEA @exemple.fr")

    assert talk.send() == ["utter_question_sent"]
    assert kept(services) == [(ASKED, "lea@exemple.fr")]


def test_a_refusal_is_said_at_length_once_and_then_briefly(talk):
    assert talk.ask() == ["utter_not_on_page"]
    assert talk.ask() == ["utter_not_on_page_again"]
    assert talk.ask("et le logement ?") == ["utter_not_on_page_gathered"]
    assert talk.ask("et la cantine ?") == ["utter_not_on_page_gathered"]


def test_what_is_open_is_put_to_the_school_in_one_message(talk, services):
    for asked in (ASKED, "et le   logement ?", ASKED):
        talk.ask(asked)
    talk.begin()
    talk.say("lea@exemple.fr")

    assert talk.send() == ["utter_question_sent"]
    assert kept(services) == [(f"et le logement ? / {ASKED}", "lea@exemple.fr")]

    assert talk.ask("et la cantine ?") == ["utter_not_on_page_again"]
    talk.begin()
    talk.say("lea@exemple.fr")
    talk.send()
    assert kept(services)[1:] == [("et la cantine ?", "lea@exemple.fr")]


JOB, OPEN, PAY = "ask_missions", "ask_not_on_page", "ask_salary"


@pytest.mark.parametrize(
    ("typed", "asks", "put"),
    [
        (
            "quelles sont les missions ? et le prix ?",
            ((JOB, "quelles sont les missions ?"), (OPEN, "le prix ?")),
            "le prix ?",
        ),
        (
            "bonjour madame, c'est combien l'école ?et les missions ?",
            ((OPEN, "bonjour madame, c'est combien l'école ?"), (JOB, "les missions ?")),
            "bonjour madame, c'est combien l'école ?",
        ),
        (
            "prix de l'école/salaire ?",
            ((OPEN, "prix de l'école"), (PAY, "salaire ?")),
            "prix de l'école",
        ),
        (
            "le prix ? le salaire ? un internat ?",
            ((OPEN, "le prix ?"), (PAY, "le salaire ?"), (OPEN, "un internat ?")),
            "le prix ? un internat ?",
        ),
        # What points back is not understood alone: nothing is lost.
        (
            "Le salaire ? Et est-ce qu'il est négociable ?",
            ((PAY, "Le salaire ?"), (OPEN, "est-ce qu'il est négociable ?")),
            None,
        ),
        ("le prix, et aussi pour deux ans", ((OPEN, "le prix, et aussi pour deux ans"),), None),
    ],
)
def test_what_was_answered_at_once_is_not_put_to_the_school(talk, services, typed, asks, put):
    understood = [
        {"intent": intent, "points": [], "confidence": 0.9, "text": part} for intent, part in asks
    ]
    talk.run(ActionAnswer(talk.answers), typed, asks[0][0], is_active=False, asks=understood)
    talk.begin()
    talk.say("lea@exemple.fr")

    assert talk.send() == ["utter_question_sent"]
    assert kept(services) == [(put or typed, "lea@exemple.fr")]


def test_what_is_asked_again_counts_once(talk):
    parts = ((PAY, "le salaire ?"), (OPEN, "le prix ?"))
    asks = [{"intent": i, "points": [], "confidence": 0.9, "text": part} for i, part in parts]
    for said in ("utter_not_on_page", "utter_not_on_page_again"):
        typed = "le salaire ? le prix ?"
        action = ActionAnswer(talk.answers)
        assert said in talk.run(action, typed, PAY, is_active=False, asks=asks)


def test_of_too_much_the_oldest_is_left_out(talk):
    for letter in "abc":
        talk.ask(letter * (LONGEST // 2 - 5))
    talk.begin()

    assert talk.slots["school_question"].startswith("b")
    assert len(talk.slots["school_question"]) <= LONGEST


def test_without_an_open_question_there_is_nothing_to_send(talk):
    assert talk.begin() == ["utter_ask_me_first"]
    assert talk.followup is None


@pytest.mark.parametrize(
    ("typed", "intent", "entities"),
    [
        ("", "deny", {"question": "question_email"}),
        ("non", "deny", {}),
        ("sans réponse par mail", "out_of_scope", {}),
        ("je ne veux pas laisser mon mail", "stop_form", {}),
    ],
)
def test_an_answer_by_email_may_be_declined(talk, services, typed, intent, entities):
    talk.ask()
    talk.begin()

    talk.say(typed, intent, **entities)

    assert talk.send() == ["utter_question_sent_no_email"]
    assert kept(services) == [(ASKED, None)]


def test_an_address_that_is_not_valid_is_asked_for_again(talk):
    talk.ask()
    talk.begin()

    assert talk.say("lea@exemple") == ["utter_email_invalid"]
    assert talk.slots["question_email"] is None


@pytest.mark.parametrize(
    ("typed", "intent", "entities"),
    [
        ("et ça paye combien ?", "ask_salary", {}),
        ("oui", "affirm", {}),
        ("", "deny", {"question": "consent"}),
        ("bonjour", "greet", {}),
        ("stop, n'envoyez rien à lea@exemple.fr", "stop_form", {}),
    ],
)
def test_what_is_no_answer_leaves_the_form_where_it_was(talk, typed, intent, entities):
    talk.ask()
    talk.begin()

    assert talk.say(typed, intent, **entities) == []
    assert talk.slots["question_email"] is None


@pytest.mark.parametrize(
    ("answer", "intent", "sent_to"),
    [("oui", "affirm", "lea@gmail.com"), ("lea@gmial.com", "inform", "lea@gmial.com"),
     ("lea@laposte.net", "inform", "lea@laposte.net")],
)  # fmt: skip
def test_a_slip_in_the_address_is_asked_about_before_anything_is_sent(
    talk, services, answer, intent, sent_to
):
    talk.ask()
    talk.begin()
    assert talk.say("lea@gmial.com") == ["utter_question_email_slip"]
    assert talk.prompt() == ["utter_ask_question_email_known"]

    assert talk.say(answer, intent) == []

    assert talk.send() == ["utter_question_sent"]
    assert kept(services) == [(ASKED, sent_to)]


def test_an_address_in_the_question_is_proposed_and_taken_by_a_yes(talk, services):
    asked = "Combien coûte l'école ? Répondez à lea@exemple.fr"
    talk.ask(asked)
    talk.begin()
    assert talk.prompt() == ["utter_ask_question_email_known"]

    talk.say("oui", "affirm")

    assert talk.send() == ["utter_question_sent"]
    assert kept(services) == [(asked, "lea@exemple.fr")]


def test_no_to_the_address_proposed_asks_for_another(talk, services):
    talk.slots["visitor_email"] = "lea@exemple.fr"
    talk.ask()
    talk.begin()

    talk.say("non pas celle-là", "deny")
    assert talk.prompt() == ["utter_ask_question_email"]
    talk.say("max@exemple.fr")
    talk.send()

    assert kept(services) == [(ASKED, "max@exemple.fr")]


def test_a_question_of_too_many_words_is_refused_before_an_address_is_asked_for(talk):
    talk.ask("a" * (LONGEST + 1))

    assert talk.begin() == ["utter_question_too_long"]
    assert talk.followup is None


def test_the_same_question_is_not_begun_again(talk):
    talk.ask()
    talk.begin()
    talk.say("lea@exemple.fr")
    talk.send()

    assert talk.begin() == ["utter_question_already_sent"]


def test_a_conversation_sends_a_few_questions(talk):
    for number in range(MOST):
        talk.ask(f"question {number} ?")
        talk.begin()
        talk.say("lea@exemple.fr")
        talk.send()

    talk.ask("une de plus ?")

    assert talk.begin() == ["utter_too_many_questions"]


def test_where_the_database_fails_nothing_is_said_to_be_sent_and_a_yes_tries_again(talk, services):
    talk.ask()
    talk.begin()
    talk.say("lea@exemple.fr")
    with services.engine.begin() as connection:
        connection.execute(text("ALTER TABLE school_question RENAME TO away"))

    assert talk.send() == ["utter_question_failed"]
    assert talk.followup == "question_form"

    with services.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO school_question"))
    talk.say("oui", "affirm")
    assert talk.send() == ["utter_question_sent"]
    assert kept(services) == [(ASKED, "lea@exemple.fr")]


def test_a_question_said_with_the_wish_is_among_those_of_an_interview(talk):
    def said(words: str, *asks: str) -> dict[str, Any]:
        understood = {"intent": {"name": asks[0]}, "asks": [{"intent": ask} for ask in asks]}
        return {"event": "user", "text": words, "parse_data": understood}

    both = said("demandez-leur s'il y a un internat", "ask_school", "ask_not_on_page")
    wish = said("posez-leur la question", "ask_school")
    tracker = Tracker("visitor", {}, {}, [both, wish], False, None, {}, "action_listen")

    assert questions_asked(tracker) == ("demandez-leur s'il y a un internat",)


CALL = "Rappelez-moi au 06 39 98 12 34, mardi après 17 h"


def test_a_call_that_is_asked_for_is_read_back_and_kept_with_number_and_time(talk, services):
    action = ActionOfferPerson(talk.answers, services.now)
    assert talk.run(action, CALL, "ask_human", is_active=False) == []
    assert talk.followup == "question_form"
    assert talk.prompt() == ["utter_ask_call"]

    talk.say("/affirm", "affirm", question="question_email")
    assert talk.send() == ["utter_call_asked_for"]

    (question,) = services.questions.questions()
    assert question.callback == CallBack("+33639981234", "mardi après 17 h")
    assert question.text == CALL


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("oui volontiers, rappelez-moi au 06 39 98 12 34", "affirm"),
        ("non merci, appelez-moi plutôt au 06 39 98 12 34", "deny"),
        ("rappelez-moi au 06 39 98 12 34 ou écrivez à lea@example.com", "ask_human"),
    ],
)
def test_a_call_is_read_back_whatever_its_message_begins_with(talk, services, said, intent):
    talk.run(ActionOfferPerson(talk.answers, services.now), said, "ask_human", is_active=False)
    talk.run(ValidateQuestionForm(services.now), said, intent, asked="question_email", begins=True)

    assert talk.slots["question_email"] is None
    assert talk.prompt() == ["utter_ask_call_any_time"]


@pytest.mark.parametrize(("said", "intent"), [("non", "deny"), ("non merci", "deny")])
def test_a_call_that_is_not_confirmed_is_not_asked_for(talk, services, said, intent):
    talk.run(ActionOfferPerson(talk.answers, services.now), CALL, "ask_human", is_active=False)
    talk.say(said, intent)

    assert talk.send() == ["utter_question_stopped"]
    assert services.questions.questions() == []


def test_a_wish_for_a_person_without_a_number_offers_an_interview(talk, services):
    action = ActionOfferPerson(talk.answers, services.now)

    assert talk.run(action, "je veux parler à quelqu’un", "ask_human", is_active=False) == [
        "utter_human"
    ]
    assert talk.followup is None


@pytest.mark.parametrize(
    "said", ["je peux parler à quelqu’un jeudi ?", "on peut s'appeler en visio mardi à 10h"]
)
def test_a_wish_for_a_person_at_some_time_begins_a_booking(talk, services, said):
    action = ActionOfferPerson(talk.answers, services.now)

    assert talk.run(action, said, "ask_human", is_active=False) == []
    assert talk.followup == "booking_form"


@pytest.mark.parametrize(("booked", "next_one"), [(None, "booking_form"), ("K7PD-M4QX", None)])
def test_who_asks_to_book_for_another_is_told_how_and_led_on(talk, booked, next_one):
    talk.slots["booking_reference"] = booked
    asks = [{"intent": "ask_interview", "points": ["interview_who_books"], "confidence": 0.9}]

    said = talk.run(
        ActionAnswer(talk.answers),
        "je peux prendre l'entretien pour mon fils ?",
        "ask_interview",
        is_active=False,
        asks=asks,
    )

    assert said == ["utter_interview_who_books"]
    assert talk.followup == next_one
