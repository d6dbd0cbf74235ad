"""The booking form on trackers as Rasa sends them: how a time is taken and refused."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions.answers import Answers
from actions.booking_asking import ActionAskInterviewTime
from actions.booking_form import ValidateBookingForm
from actions.details import DECLINED
from actions.free_times import SlotOffer
from actions.time_check import TimeCheck
from actions.wanted_time import WantedTime
from french.paris import PARIS
from runtime.settings import Settings
from runtime.wiring import Services
from testing.running import ROOT
from testing.sqlite import make_tables

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)
DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text())


class Conversation:
    """A tracker in the middle of booking, as Rasa would keep it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slots: dict[str, Any] = dict.fromkeys(DOMAIN["slots"])
        self.offered: dict[str, Any] = {}
        self._said: list[str] = []  # since the visitor's last message

    def say(self, text: str, intent: str = "inform", **entities: str) -> list[str]:
        """Answer the form; returns the responses that its checks utter."""
        services = self.services
        times = TimeCheck(services.desk, services.free_slots, services.now)
        form = ValidateBookingForm(
            services.desk, times, services.now, Answers(services), services.reach.excludes
        )
        return self._run(form, text, intent, entities)

    def ask_time(self) -> list[str]:
        offer = SlotOffer(self.services.free_slots, self.services.now)
        action = ActionAskInterviewTime(offer, self.services.now)
        return self._run(action, "", "inform", {})

    def why_none(self) -> str:
        """Ask for the time; returns why none of what is wanted can be had."""
        assert self.ask_time() == ["utter_no_free_slot_wanted"]
        return self.offered["why"]

    def _run(self, action: Any, text: str, intent: str, entities: dict[str, str]) -> list[str]:
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        }
        needed = DOMAIN["forms"]["booking_form"]["required_slots"]
        asked = next((slot for slot in needed if self.slots[slot] is None), None)
        slots = {**self.slots, "requested_slot": asked}
        said = [{"event": "bot", "metadata": {"utter_action": each}} for each in self._said]
        events = [*said, {"event": "user", "text": text}]
        loop = {"name": "booking_form"}
        tracker = Tracker("visitor", slots, message, events, False, None, loop, "action_listen")
        dispatcher = CollectingDispatcher()
        done = action.run(dispatcher, tracker, DOMAIN)
        for event in asyncio.run(done) if asyncio.iscoroutine(done) else done:
            self.slots[event["name"]] = event["value"]
        self.offered = dispatcher.messages[-1] if dispatcher.messages else {}
        responses = [message["response"] for message in dispatcher.messages]
        self._said = [*(() if text else self._said), *responses]
        return responses


@pytest.fixture
def talk(tmp_path, monkeypatch):
    monkeypatch.setenv("CONSEILLER_HOME", str(tmp_path))
    services = Services(Settings(_env_file=None), now=lambda: NOW)
    make_tables(services.engine)
    return Conversation(services)


def test_the_time_of_a_button_is_kept_as_it_is(talk):
    talk.say("/book_interview", "book_interview", interview_time="2026-11-27T14:00:00Z")

    assert talk.slots["interview_time"] == "2026-11-27T15:00:00+01:00"


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ("ines@example.com euh nan attends c'est .org pas .com", "ines@example.org"),
        ("ines@example.com, non pardon example.fr pas example.com", "ines@example.fr"),
        ("ines@example.com, mercredi et pas mardi", "ines@example.com"),
        ("ines@example.com, c'est pour Anne pas Ines", "ines@example.com"),
        ("Ines pas Anne, ines@example.com", "ines@example.com"),
        ("ines@example.com, j'avais mis .fr au lieu de .com", "ines@example.com"),
        ("ines@example.com, mon ancien c'était .fr, pas .com", "ines@example.com"),
        ("ines@example.com, votre site finit par .fr et pas .com ?", "ines@example.com"),
        ("ines@example.com, désolée j'avais écrit ines.fr au lieu de ines.com", "ines@example.com"),
    ],
)
def test_an_address_that_is_put_right_in_one_breath_is_kept_right(talk, said, email):
    talk.slots |= {"interview_time": "2026-11-27T15:00:00+01:00", "visitor_name": "Inès Roy"}

    talk.say(said)

    assert talk.slots["visitor_email"] == email


@pytest.mark.parametrize(
    ("said", "intent"),
    [("PAS DE TELEPHONE", "inform"), ("Pas De Portable", "inform"), ("Que Nenni", "deny")],
)
def test_a_refusal_that_is_written_as_a_name_is_no_other_name(talk, said, intent):
    talk.slots |= {"interview_time": "2026-11-27T15:00:00+01:00", "visitor_name": "Inès Roy"}
    talk.slots["visitor_email"] = "ines@example.org"

    talk.say(said, intent)

    assert talk.slots["visitor_name"] == "Inès Roy"


def test_an_offered_time_is_chosen_by_its_place(talk):
    talk.say("vendredi après-midi")
    assert talk.ask_time() == ["utter_free_slots_wanted"]

    talk.say("le deuxième")

    assert talk.slots["interview_time"] == "2026-11-27T14:30:00+01:00"


@pytest.mark.parametrize("said", ["le plus tôt possible svp", "le premier créneau libre"])
def test_the_first_of_what_is_offered_is_chosen_where_the_soonest_is_wished(talk, said):
    talk.say("vendredi après-midi")
    talk.ask_time()

    talk.say(said)

    assert talk.slots["interview_time"] == "2026-11-27T14:00:00+01:00"


def test_a_chosen_time_that_is_closed_is_refused_and_what_was_wanted_stays(talk):
    said = talk.say("/book_interview", "book_interview", interview_time="2026-11-28T10:00+01:00")

    assert said == []
    assert talk.why_none() == (
        "Samedi 28 novembre 2026 à 10\N{NO-BREAK SPACE}h, l’école ne reçoit pas\N{NO-BREAK SPACE}: "
        "les entretiens ont lieu du lundi au vendredi."
    )
    assert talk.slots["interview_time"] is None
    talk.say("plutôt lundi")
    assert talk.slots["interview_time"] == "2026-11-30T10:00:00+01:00"


def test_a_typed_date_is_one_of_paris(talk):
    talk.say("2026-11-27 15:00")

    assert talk.slots["interview_time"] == "2026-11-27T15:00:00+01:00"


def test_a_day_that_there_is_not_is_said_not_to_exist(talk):
    assert talk.say("le 31 novembre à 10h") == ["utter_time_missing_day"]
    assert talk.slots["interview_time"] is None


def test_a_weekday_that_is_not_the_dates_is_asked_about(talk):
    assert talk.say("lundi 1er décembre à 10h") == ["utter_time_weekday_differs"]
    assert talk.slots["interview_time"] is None
    talk.say("mardi 1er décembre à 10h")
    assert talk.slots["interview_time"] == "2026-12-01T10:00:00+01:00"


def test_an_hour_of_another_place_is_said_in_paris_too(talk):
    assert talk.say("vendredi 9h heure de Montréal") == [
        "utter_time_in_zone",
        "utter_noted",
    ]
    assert talk.slots["interview_time"] == "2026-11-27T15:00:00+01:00"


def test_what_points_to_what_was_said_before_is_understood(talk):
    talk.say("vendredi 15h")
    talk.say("une heure plus tôt")
    assert talk.slots["visitor_name"] is None
    assert talk.slots["interview_time"] == "2026-11-27T14:00:00+01:00"
    talk.say("l’autre que j’avais dit")
    assert talk.slots["interview_time"] == "2026-11-27T15:00:00+01:00"


def test_no_time_at_all_is_said_to_be_unclear_and_forgets_nothing(talk):
    talk.say("vendredi")

    assert talk.say("quand vous y êtes") == ["utter_time_unclear"]
    talk.say("à 15h")

    assert talk.slots["interview_time"] == "2026-11-27T15:00:00+01:00"


@pytest.mark.parametrize(
    ("said", "answer", "start"),
    [
        ("lundi 1er décembre à 10h", "oui c'est ça", "2026-12-01T10:00:00+01:00"),
        ("lundi 1er décembre à 10h", "lundi", "2026-11-30T10:00:00+01:00"),
        ("lundi 1er décembre à 10h", "le 2", "2026-12-02T10:00:00+01:00"),
        ("lundi 1er décembre à 10h", "oui mardi", "2026-12-01T10:00:00+01:00"),
        ("demain vendredi 14h", "vendredi", "2026-11-27T14:00:00+01:00"),
        ("demain vendredi 14h", "oui", "2026-11-26T14:00:00+01:00"),
    ],
)
def test_a_day_that_was_asked_about_is_settled_by_the_answer(talk, said, answer, start):
    assert talk.say(said) == ["utter_time_weekday_differs"]
    assert talk.say(answer, "affirm" if answer.startswith("oui") else "inform") == ["utter_noted"]
    assert talk.slots["interview_time"] == start


def test_a_no_to_a_day_that_was_asked_about_asks_for_another(talk):
    talk.say("lundi 1er décembre à 10h")
    assert talk.say("non", "deny") == []
    assert talk.slots["wanted_time"] is None
    assert talk.ask_time() == ["utter_free_slots"]


@pytest.mark.parametrize("words", ["le plus tard possible", "plus tôt", "même jour"])
def test_words_that_complete_a_time_do_whatever_else_they_look_like(talk, words):
    talk.say("vendredi 15h")
    talk.slots["interview_time"] = None
    talk.say(words, "nlu_fallback")

    assert talk.slots["wanted_time"]["said"] == ["vendredi 15h", words]


def test_a_yes_to_nothing_that_was_asked_chooses_no_time(talk):
    talk.say("vendredi")
    talk.say("oui", "affirm")

    assert talk.slots["interview_time"] is None


@pytest.mark.parametrize("said", ["en fait le 31 novembre", "plutôt le 30/02 à 10h"])
def test_a_day_that_there_is_not_is_not_dropped_where_a_time_is_chosen(talk, said):
    talk.say("vendredi 15h")
    assert talk.say(said) == ["utter_time_missing_day"]
    assert talk.slots["interview_time"] is None


def test_the_days_near_one_that_there_is_not_are_offered(talk):
    talk.say("le 31 novembre")
    assert talk.ask_time() == ["utter_free_slots_wanted"]
    offered = {start[:10] for start in talk.slots["wanted_time"]["offered"]}
    assert offered == {"2026-11-30", "2026-12-01"}
    talk.say("le 1er à 10h")
    assert talk.slots["interview_time"] == "2026-12-01T10:00:00+01:00"


def test_an_hour_of_a_place_that_is_not_known_is_asked_for(talk):
    assert talk.say("vendredi 9h heure du Canada") == ["utter_time_zone_unknown"]
    talk.ask_time()
    assert len(talk.slots["wanted_time"]["offered"]) == 6
    talk.say("16h")
    assert talk.slots["interview_time"] == "2026-11-27T16:00:00+01:00"


def test_a_time_whose_date_only_the_visitor_knows_is_said_to_be_unclear(talk):
    assert talk.say("avant les vacances", "ask_salary") == ["utter_time_unclear"]


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("même heure le lendemain", "2026-12-01T15:00:00+01:00"),
        ("plutôt le lendemain", "2026-12-01T15:00:00+01:00"),
        ("une heure plus tôt", "2026-11-30T14:00:00+01:00"),
        ("le même jour à 16h", "2026-11-30T16:00:00+01:00"),
        ("à la même heure mais mercredi", "2026-12-02T15:00:00+01:00"),
        ("le même jour mais plus tard", None),
        ("lundi 15 h j'ai un TD, mettez 16 h 30 plutôt", "2026-11-30T16:30:00+01:00"),
        ("en fait lundi à quinze heures j'ai un oral, 17 h plutôt", "2026-11-30T17:00:00+01:00"),
        ("pardon, lundi je ne peux plus, plutôt mardi 9 h", "2026-12-01T09:00:00+01:00"),
        ("lundi 15 h c'est parfait en fait, j'ai cours à 17 h", "2026-11-30T15:00:00+01:00"),
    ],
)
def test_a_time_that_was_chosen_can_be_counted_from(talk, said, start):
    talk.slots |= {"visitor_name": "Zoé Lambert", "visitor_email": "z@example.org"}
    talk.say("/book_interview", "book_interview", interview_time="2026-11-30T15:00+01:00")
    talk.slots |= {"visitor_phone": "declined", "consent": True}
    talk.say(said)

    assert talk.slots["interview_time"] == start


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("samedi", "Samedi 28 novembre 2026, l’école ne reçoit pas"),
        ("samedi à 10h", "Samedi 28 novembre 2026 à 10 h, l’école ne reçoit pas"),
        ("ce week-end", "Samedi 28 novembre 2026, l’école ne reçoit pas"),
        ("le jour de Noël", "Vendredi 25 décembre 2026, c’est un jour férié"),
        ("en mars", "Lundi 1er mars 2027, c’est trop loin"),
        ("à partir du 1er mars", "Lundi 1er mars 2027, c’est trop loin"),
        ("demain soir", "Jeudi 26 novembre 2026, l’école ne reçoit pas à cette heure-là"),
        ("demain à 23h", "Jeudi 26 novembre 2026 à 23 h, l’école ne reçoit pas à cette heure-là"),
        ("demain à 10h10", "Jeudi 26 novembre 2026 à 10 h 10, aucun entretien ne commence"),
        ("aujourd'hui à 11h", "Mercredi 25 novembre 2026 à 11 h, c’est trop proche"),
        ("hier", "Mardi 24 novembre 2026, c’est déjà passé"),
        ("samedi ou dimanche", "Il n’y a rien de libre à ce moment-là."),
    ],
)
def test_a_wish_that_no_slot_fits_is_told_why_with_what_is_offered_instead(talk, wish, why):
    talk.say(wish)

    assert talk.why_none().replace("\N{NO-BREAK SPACE}", " ").startswith(why)


def test_why_nothing_is_free_is_told_once(talk):
    talk.say("samedi à 10h")
    talk.why_none()
    assert talk.ask_time() == ["utter_no_free_slot_wanted_again"]

    talk.say("dimanche alors")

    assert "Dimanche 29 novembre" in talk.why_none()


def test_each_of_several_days_is_among_what_is_offered(talk):
    talk.say("jeudi ou mardi matin")
    talk.ask_time()

    offered = talk.slots["wanted_time"]["offered"]
    assert {start[:10] for start in offered} == {"2026-11-26", "2026-12-01"}
    assert len(offered) == 6
    assert offered == sorted(offered)


def test_a_slip_in_an_address_is_asked_about_and_stops_nothing(talk):
    talk.say("/book_interview", "book_interview", interview_time="2026-11-27T14:00:00Z")
    talk.say("Camille Martin")

    assert "utter_email_slip" in talk.say("camille.martin@gmial.com")
    assert talk.slots["visitor_email"] == "camille.martin@gmial.com"
    assert "utter_email_slip" not in talk.say("camille.martin@gmail.com")
    assert talk.slots["visitor_email"] == "camille.martin@gmail.com"


def give_odd_address(talk, asked, address="camille@gmial.com"):
    """Give an address that looks like a slip, which is asked about once."""
    talk.slots |= {
        "interview_time": "2026-11-27T15:00:00+01:00",
        "visitor_name": "Camille Martin",
        asked: None,
    }
    assert talk.say(address) == ["utter_email_slip"]


@pytest.mark.parametrize("asked", ["visitor_phone", "visitor_name", "interview_time"])
@pytest.mark.parametrize("said", ["oui", "oui pardon, c'est ça", "oui, gmail.com"])
def test_a_yes_to_what_was_probably_meant_takes_that_address(talk, asked, said):
    give_odd_address(talk, asked)

    talk.say(said, "affirm")

    assert talk.slots["visitor_email"] == "camille@gmail.com"
    assert talk.slots[asked] is None


@pytest.mark.parametrize(
    "said",
    [
        "oui c'est la bonne adresse",
        "si si c'est bon",
        "c'est exact, grange.fr",
        "oui, grange.fr c'est mon école",
        "oui j'en ai un",
        "oui je veux bien",
        "oui pour le téléphone",
        "ok continuons",
        "oui par mail ça suffit",
    ],
)
def test_a_yes_that_means_something_else_leaves_the_address(talk, said):
    give_odd_address(talk, "visitor_phone", "camille@grange.fr")

    talk.say(said, "affirm")

    assert talk.slots["visitor_email"] == "camille@grange.fr"


def test_a_yes_after_something_else_was_said_leaves_the_address(talk):
    give_odd_address(talk, "interview_time", "camille@grange.fr")
    talk.say("euh", "react")

    talk.say("oui", "affirm")

    assert talk.slots["visitor_email"] == "camille@grange.fr"


def test_a_yes_to_something_else_leaves_an_odd_address(talk):
    talk.slots |= {
        "interview_time": "2026-11-27T15:00:00+01:00",
        "visitor_name": "Camille Martin",
        "visitor_email": "camille@gmial.com",
        "visitor_phone": DECLINED,
    }
    talk.say("oui", "affirm")

    assert talk.slots["visitor_email"] == "camille@gmial.com"
    assert talk.slots["consent"] is True


@pytest.mark.parametrize(
    ("first", "then", "offered"),
    [
        ("lundi à 22h", "mardi", "2026-12-01T09:00:00+01:00"),
        ("lundi à 3h du matin", "plutôt le lendemain", "2026-12-01T09:00:00+01:00"),
        ("lundi à 22h", "le 8 décembre", "2026-12-08T09:00:00+01:00"),
    ],
)
def test_an_hour_at_which_nobody_is_received_does_not_go_to_another_day(talk, first, then, offered):
    talk.say(first)
    talk.ask_time()

    talk.say(then)

    assert talk.ask_time() == ["utter_free_slots_wanted"]
    assert talk.slots["wanted_time"]["offered"][0] == offered


def test_an_hour_at_which_people_are_received_goes_from_one_day_to_the_next(talk):
    for said in ("samedi à 15h", "dimanche", "mardi"):
        talk.say(said)
        talk.ask_time()

    assert talk.slots["interview_time"] == "2026-12-01T15:00:00+01:00"


@pytest.mark.parametrize(("then", "hour"), [("à 23h", "23"), ("mardi à 22h", "22")])
def test_an_hour_that_is_said_itself_is_refused_for_what_it_is(talk, then, hour):
    talk.say("lundi à 22h")
    talk.ask_time()

    talk.say(then)

    assert f"à {hour}" in talk.why_none()


@pytest.mark.parametrize("beside", ["je suis chez moi le matin", "joignable après 18h", "le midi"])
def test_when_a_number_can_be_called_changes_no_interview(talk, beside):
    talk.slots |= {
        "interview_time": "2026-12-02T14:00:00+01:00",
        "visitor_name": "Yanis Berkane",
        "visitor_email": "yanis@example.org",
    }

    talk.say(f"Vous pouvez noter le mien, le 01 99 00 45 12, {beside}.")

    assert talk.slots["visitor_phone"] == "+33199004512"
    assert talk.slots["interview_time"] == "2026-12-02T14:00:00+01:00"


@pytest.mark.parametrize(
    ("wish", "start"),
    [
        ("et finalement plutôt jeudi 3 décembre à 15h", "2026-12-03T15:00:00+01:00"),
        ("mince, le 2 on a le pédiatre ! le lendemain même heure ?", "2026-12-03T14:00:00+01:00"),
        ("oh, mercredi j'ai foot, le jour d'après à la même heure", "2026-12-03T14:00:00+01:00"),
        ("plutôt 14 heures parce que 13 heures je dors", "2026-12-02T14:00:00+01:00"),
    ],
)
def test_another_time_wanted_beside_a_number_is_heard(talk, wish, start):
    talk.slots |= {
        "interview_time": "2026-12-02T14:00:00+01:00",
        "wanted_time": WantedTime(NOW, datetime(2026, 12, 2, 14, tzinfo=PARIS)).to_slot(),
        "visitor_name": "Yanis Berkane",
        "visitor_email": "yanis@example.org",
    }

    talk.say(f"01 99 00 45 12, {wish}")

    assert talk.slots["interview_time"] == start


@pytest.mark.parametrize(
    "said",
    [
        "Non pas de téléphone, avec le décalage on va me réveiller à 4h du matin",
        "non merci, je bosse jusqu'à 18h",
    ],
)
def test_a_reason_not_to_give_a_number_changes_no_time(talk, said):
    talk.say("vendredi à 14h, je m'appelle Inès Marchetti, ines@example.com")

    talk.say(said, "deny")

    assert talk.slots["interview_time"] == "2026-11-27T14:00:00+01:00"
    assert talk.slots["visitor_phone"] == DECLINED


@pytest.mark.parametrize("intent", ["stop_form", "cancel_interview"])
def test_who_gives_all_up_is_offered_no_other_day(talk, intent):
    talk.say("vendredi à 14h")

    assert talk.say("ah non, mardi j'ai mon permis, annulez tout", intent) == []


@pytest.mark.parametrize(
    "said",
    [
        "non le mail est faux j'ai oublié le 2, c'est ines2@example.com",
        "ines2@example.com, avec le 2",
    ],
)
def test_a_number_in_an_address_is_no_day(talk, said):
    talk.say("vendredi à 14h, je m'appelle Inès Marchetti, ines@example.com, 06 39 98 12 34")

    talk.say(said, "correct_detail")

    assert talk.slots["visitor_email"] == "ines2@example.com"
    assert talk.slots["interview_time"] == "2026-11-27T14:00:00+01:00"


@pytest.mark.parametrize(
    ("said", "confirmed"),
    [
        ("ouaip vendredi 27 a 14h c ca", True),
        ("oui vendredi à 14h", True),
        ("vendredi à 14h", None),
        ("ok mais vendredi à 14h", None),
        ("oui non vendredi à 14h", None),
        ("ok attendez, vendredi à 14h", None),
        ("vendredi à 14h c'est bon ?", None),
    ],
)
def test_what_was_read_back_is_agreed_to_where_it_is_said_again_with_a_yes(talk, said, confirmed):
    talk.say("vendredi à 14h, je m'appelle Inès Marchetti, ines@example.com, 06 39 98 12 34")
    talk.say("oui", "affirm")

    talk.say(said)

    assert talk.slots["recap_confirmed"] is confirmed


def test_a_given_name_in_passing_leaves_the_whole_name_to_be_asked(talk):
    talk.say("je peux avoir un rdv vendredi à 14h ? moi c'est Maëva", "book_interview")

    assert talk.slots["interview_time"] == "2026-11-27T14:00:00+01:00"
    assert talk.slots["visitor_name"] is None


def test_a_number_that_is_not_given_need_not_be_refused_with_a_no(talk):
    talk.say("vendredi à 14h, je m'appelle Inès Marchetti, ines@example.com")

    talk.say("on capte mal dans le camion, pas de téléphone", "react")

    assert talk.slots["visitor_phone"] == DECLINED


def test_a_detail_beside_a_yes_takes_nothing_from_it(talk):
    talk.say("vendredi à 14h, je m'appelle Inès Marchetti, ines@example.com")
    talk.say("non", "deny")

    talk.say("oui, et notez quand même mon numéro : 06 39 98 71 03", "affirm")

    assert talk.slots["consent"] is True
    assert talk.slots["visitor_phone"] == "+33639987103"
