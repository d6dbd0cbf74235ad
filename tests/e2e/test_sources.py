"""« Source » leads to the very sentence, and nothing is a link that leads nowhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat

_IN_SIGHT = """words => {
  const main = document.querySelector("main");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.matches("p") && node.textContent.includes(words)) {
      const box = node.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }
  }
  return false;
}"""
SIZES = {"desk": (1280, 700), "phone": (390, 780)}


@pytest.mark.parametrize("size", SIZES)
def test_the_source_is_shown_on_the_page_that_the_visitor_is_on(
    conseiller, new_page, take_picture, size
):
    width, height = SIZES[size]
    page = new_page(viewport={"width": width, "height": height})
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("et le salaire ?", "k€")

    chat.log.get_by_role("link", name=re.compile("Source")).click()

    expect(page).to_have_url(re.compile(f"^{conseiller.url}"))
    page.wait_for_function(_IN_SIGHT, arg="entre 40 et 80 k€")
    assert len(page.context.pages) == 1
    assert chat.log.count() == (1 if size == "desk" else 0)  # what it would cover is seen
    take_picture(page, "marked")


def test_two_answers_each_have_their_own_source_and_no_bubble_is_only_one(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("quel est le salaire ? et il faut quel diplôme ?", "k€.*bac")

    links = chat.log.get_by_role("link", name=re.compile("Source"))
    addresses = links.evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) == len(set(addresses)) == 2
    bubbles = chat.bubbles().all_inner_texts()
    assert not [text for text in bubbles if re.match(r"(Conseiller\s:\s*)?Source", text.strip())]


def test_no_link_promises_a_programme_whose_address_is_not_known(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("parlez-moi de votre programme grande école", "5 ans")

    expect(page.get_by_role("link", name="Découvrir le programme")).to_have_count(0)
    expect(chat.log.get_by_role("link", name=re.compile("Source"))).to_be_visible()
