"""An interview that is booked is recalled, moved, corrected and cancelled in the chat."""

from __future__ import annotations

import re

import pytest

from testing.running import Talk


def book(conseiller, email: str, when: str) -> tuple[Talk, str]:
    talk = Talk(conseiller.url, start="booking")
    talk.say(when)
    talk.say("Inès Marchetti")
    talk.say(email)
    talk.say("non")
    talk.say("oui")
    answer = talk.say("oui")
    return talk, re.search(r"référence est \**(\w{4}-\w{4})", answer)[1]


def booking(conseiller, reference: str) -> dict[str, str]:
    return next(b for b in conseiller.bookings() if b["reference"] == reference)


def words(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def booked(conseiller):
    return book(conseiller, "ines.change@example.com", "lundi 11 janvier à 10h")


def test_another_conversation_needs_reference_and_address(conseiller, booked):
    _, reference = booked
    talk = Talk(conseiller.url)

    assert "référence" in talk.say("c'est quand déjà mon rendez-vous ?")
    wrong = talk.say(f"c'est {reference.lower().replace('-', ' ')} et other@example.com")
    assert "Je ne trouve pas" in words(wrong)
    right = words(talk.say(f"pardon : ines.change@example.com, réf {reference.replace('-', '')}"))

    assert "lundi 11 janvier 2027 à 10 h" in right
    assert "https://" in right


def test_a_visitor_moves_with_a_question_in_the_middle(conseiller, booked):
    _, reference = booked
    talk = Talk(conseiller.url)

    talk.say("on peut décaler mon rendez-vous ?")
    assert "k€" in talk.say("au fait c'est quoi le salaire ?")
    offered = words(talk.say(f"{reference} ines.change@example.com"))
    assert "Quand voulez-vous le déplacer" in offered
    assert "mardi 5 janvier 2027 à 11 h" in words(talk.say("mardi 5 janvier à 11h"))
    assert "C’est déplacé" in talk.say("oui")

    assert booking(conseiller, reference)["start"] == "2027-01-05T11:00:00+01:00"


def test_a_wrong_address_is_corrected_instead_of_booking_twice(conseiller):
    talk, reference = book(conseiller, "ines.faux@example.com", "lundi 11 janvier à 15h")
    before = len(conseiller.bookings())

    assert "bonne adresse" in talk.say("je me suis trompée d'email")
    assert "ines.juste@example.com" in talk.say("ines.juste@example.com")
    assert "C’est corrigé" in talk.say("oui")

    assert len(conseiller.bookings()) == before
    assert booking(conseiller, reference)["email"] == "ines.juste@example.com"


def test_a_visitor_cancels_what_was_booked_here_without_proof(conseiller):
    talk, reference = book(conseiller, "ines.annule@example.com", "jeudi 14 janvier à 9h")

    assert "vraiment annuler" in talk.say("je voudrais annuler mon rendez-vous")
    assert "maintenu" in talk.say("non")
    talk.say("en fait si, annulez mon rendez-vous")
    assert "C’est annulé" in talk.say("oui")

    assert booking(conseiller, reference)["status"] == "cancelled"


def test_guesses_end_politely(conseiller):
    talk = Talk(conseiller.url)
    talk.say("je voudrais annuler mon rendez-vous")

    answers = [talk.say(f"ACDE-FGH{number} x{number}@example.com") for number in (3, 4, 6, 7, 9)]
    last = talk.say("ACDE-FGHA x@example.com")

    assert all("Je ne trouve pas" in words(answer) for answer in answers)
    assert "trop d’essais" in last


def test_a_visitor_leaves_the_interview_as_it_is(conseiller):
    talk = Talk(conseiller.url)
    talk.say("je voudrais annuler mon rendez-vous")

    assert "je ne change rien" in talk.say("laisse tomber")
    assert "k€" in talk.say("c'est quoi le salaire ?")


def test_the_place_is_held_while_the_visitor_finishes(conseiller):
    first = Talk(conseiller.url, start="booking")
    first.say("vendredi 4 décembre à 16h")
    first.say("Nour Haddad")
    second = Talk(conseiller.url, start="booking")

    assert "déjà pris" in second.say("vendredi 4 décembre à 16h")
