"""With letters twice as large nothing leaves the window, and the panel can be left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, fits

WINDOWS = [(320, 640), (360, 740), (480, 900), (1280, 800)]
_LARGE = {"fontSizes": {"standard": 32, "fixed": 26}}
_OUTSIDE = """() => {
  const panel = document.querySelector("conseiller-chat").shadowRoot.querySelector("#panel");
  const scroller = panel.querySelector(".scroller");
  const seen = [...panel.querySelectorAll("button, textarea, dt, dd, .words, h2")]
    .filter(node => node.checkVisibility() && node.getBoundingClientRect().width > 1);
  return seen.filter(node => {
    const box = node.getBoundingClientRect();
    return box.left < 0 || box.right > innerWidth + 0.5;
  }).map(node => node.className + " " + node.textContent)
    .concat(scroller.scrollWidth > scroller.clientWidth + 1 ? ["the log scrolls sideways"] : []);
}"""
_OVERLAPS = """() => {
  const widget = document.querySelector("conseiller-chat").shadowRoot;
  const rows = widget.querySelectorAll("dl.card > div");
  const range = document.createRange();
  return [...rows].filter(row => {
    const change = row.querySelector(".modify")?.getBoundingClientRect();
    range.selectNodeContents(row.querySelector("dt"));
    const label = range.getBoundingClientRect();
    return change && label.right > change.left && label.bottom > change.top
      && label.left < change.right && label.top < change.bottom;
  }).map(row => row.textContent);
}"""
_BROKEN_WORDS = """() => {
  const heading = document.querySelector("h1");
  const range = document.createRange();
  const broken = [];
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}’]+/gu)) {
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


@pytest.fixture(params=WINDOWS, ids=lambda size: f"{size[0]}x{size[1]}")
def large(conseiller, new_page, request):
    """A window whose letters are twice as large as usual."""
    page = new_page(viewport={"width": request.param[0], "height": request.param[1]})
    page.context.new_cdp_session(page).send("Page.setFontSizes", _LARGE)
    page.goto(conseiller.url)
    return page


def test_an_interview_is_booked_and_nothing_leaves_the_window(large, take_picture):
    chat = Chat(large)
    found = {}

    def look(state: str) -> None:
        large.wait_for_timeout(400)
        found[state] = large.evaluate(_OUTSIDE) + ([] if fits(large) else ["the page scrolls"])
        take_picture(large, state)

    chat.open()
    look("open")
    chat.press("Prendre rendez-vous", "convient")
    expect(chat.picker).to_be_visible()
    look("picker")
    chat.pick(day=2)
    width = large.viewport_size["width"]
    chat.give_details("Inès Marchetti", f"ines.large.{width}@example.com")
    look("recap")
    assert large.evaluate(_OVERLAPS) == []
    chat.confirm()
    look("booked")
    large.get_by_role("button", name="Options de la conversation").click()
    look("options")
    large.get_by_role("button", name="Effacer mes données").click()
    look("question")
    large.get_by_role("button", name="Annuler").click()
    large.get_by_role("button", name="Fermer la conversation").click()

    expect(large.get_by_role("log")).to_have_count(0)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_no_heading_breaks_inside_a_word(large, conseiller):
    broken = {}
    for path in ("/", "/rendez-vous/"):
        large.goto(conseiller.url + path)
        broken[path] = large.evaluate(_BROKEN_WORDS) + ([] if fits(large) else ["it scrolls"])

    assert {path: words for path, words in broken.items() if words} == {}


@pytest.mark.parametrize("letters", [16, 32])
def test_the_calendar_begins_above_the_fold_of_a_laptop(conseiller, new_page, letters):
    page = new_page(viewport={"width": 1280, "height": 800})
    sizes = {"fontSizes": {"standard": letters, "fixed": 13}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    page.wait_for_timeout(400)

    days = chat.picker.locator(".day:not([aria-disabled=true])")
    box = days.first.bounding_box()
    field = page.get_by_role("textbox", name=re.compile("Votre message")).bounding_box()
    assert box["y"] + box["height"] < field["y"]
