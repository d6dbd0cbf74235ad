"""After what cannot be undone there are choices, and no card says what is no longer so."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, faults, fits, focused

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 320, "height": 640}}


@pytest.fixture(params=SIZES)
def page(new_page, request):
    return new_page(viewport=SIZES[request.param])


def option(page, name: str) -> None:
    page.get_by_role("button", name="Options de la conversation").click()
    page.get_by_role("button", name=name).click()


def test_what_cannot_be_undone_is_asked_inside_the_panel(conseiller, page, take_picture):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    option(page, "Effacer mes données")
    question = page.get_by_role("dialog", name="Effacer vos données ?")
    expect(question).to_be_visible()
    take_picture(page, "question")

    inner, outer = question.bounding_box(), page.locator("#panel").bounding_box()
    assert outer["x"] <= inner["x"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
    assert outer["y"] <= inner["y"]
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    assert focused(page) == "Annuler"
    assert faults(page) == []
    page.keyboard.press("Tab")
    assert focused(page) == "Effacer"

    page.keyboard.press("Escape")

    expect(question).to_have_count(0)
    expect(chat.log).to_be_visible()
    assert focused(page) == "Options de la conversation"
    chat.say("quel est le salaire ?", "k€")  # nothing was done


@pytest.mark.parametrize(
    ("choice", "then"),
    [("Nouvelle conversation", "Bonjour"), ("Prendre rendez-vous", "Lequel vous convient")],
)
def test_after_erasing_there_are_choices_again(conseiller, page, choice, then):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    option(page, "Effacer mes données")
    page.get_by_role("button", name="Effacer", exact=True).click()
    chat.wait_for("conversation est effacée")

    choices = page.get_by_role("group", name="Réponses proposées")
    choices.get_by_role("button", name=choice).click()

    chat.wait_for(then)


def test_a_card_of_another_hour_is_marked_as_replaced_and_one_cancelled_as_such(
    conseiller, page, take_picture
):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick(day=2)
    width = page.viewport_size["width"]
    chat.give_details("Ada Roux", f"ada.cards.{width}@example.com")
    reference = chat.confirm()
    cards = chat.log.locator(".booked")

    chat.say("c'est quand déjà mon rendez-vous ?", "est prévu")
    expect(page.get_by_role("button", name="Déplacer l’entretien")).to_be_visible()
    expect(cards).to_have_count(2)
    expect(chat.log.locator(".past")).to_have_count(0)  # the hour is the same

    chat.press("Déplacer l’entretien", "Quand voulez-vous")
    chat.say("lundi 7 décembre à 16h", "Est-ce bien cela")
    chat.press("Oui, c’est cela", "C’est déplacé")
    expect(chat.log.locator(".past")).to_have_count(2)
    expect(cards.nth(0)).to_contain_text("Remplacé")
    expect(cards.nth(0).get_by_role("link")).to_have_count(0)
    expect(cards.nth(2).get_by_role("link", name="Ajouter à mon agenda")).to_be_visible()
    take_picture(page, "moved")
    assert faults(page) == []
    assert fits(page)

    chat.press("Annuler l’entretien", "vraiment annuler")
    chat.press("Oui, annuler", "C’est annulé")
    expect(cards.nth(2)).to_contain_text("Cet entretien est annulé")
    page.reload()
    expect(chat.log.locator(".past")).to_have_count(3)
    (one,) = [b for b in conseiller.bookings() if b["reference"] == reference]
    assert one["status"] == "cancelled"
