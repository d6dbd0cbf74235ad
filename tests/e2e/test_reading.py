"""Everything can be read: widely spaced, on a phone's side, and without a style sheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, fits

PAGES = ("/", "/rendez-vous/", "/question/", "/vos-donnees/")
_SPACING = """() => {
  const rule = `* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rule);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const widget = document.querySelector("conseiller-chat")?.shadowRoot;
  if (widget) widget.adoptedStyleSheets = [...widget.adoptedStyleSheets, sheet];
}"""
_CUT = """() => {
  const roots = [document, document.querySelector("conseiller-chat")?.shadowRoot].filter(Boolean);
  return roots.flatMap(root => [...root.querySelectorAll("button, a, p, dt, dd, h1, h2, label")])
    .filter(node => node.checkVisibility() && !node.closest(".heard, .unseen, .skip"))
    .filter(node => {
      const {overflowX, overflowY} = getComputedStyle(node);
      const hides = [overflowX, overflowY].some(value => value === "hidden" || value === "clip");
      return hides && (node.scrollHeight > node.clientHeight + 1
        || node.scrollWidth > node.clientWidth + 1);
    }).map(node => node.textContent.trim());
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_spacing_hides_nothing(conseiller, new_page, take_picture, width):
    page = new_page(viewport={"width": width, "height": 800})
    found = {}
    for path in PAGES:
        page.goto(conseiller.url + path)
        page.evaluate(_SPACING)
        found[path] = page.evaluate(_CUT) + ([] if fits(page) else ["it scrolls sideways"])
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    page.evaluate(_SPACING)
    found["calendar"] = page.evaluate(_CUT) + ([] if fits(page) else ["it scrolls sideways"])
    take_picture(page, "calendar")
    chat.pick(day=2)
    chat.give_details("Inès Marchetti", f"ines.spacing.{width}@example.com")
    found["recap"] = page.evaluate(_CUT)
    take_picture(page, "recap")

    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_phone_on_its_side_keeps_the_field_and_the_way_out(conseiller, new_page, take_picture):
    page = new_page(viewport={"width": 568, "height": 320}, has_touch=True, is_mobile=True)
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("quel est le salaire ?", "k€")
    take_picture(page, "answer")

    expect(chat.field).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Fermer la conversation")).to_be_in_viewport(ratio=1)
    assert fits(page)


@pytest.mark.parametrize("path", PAGES)
def test_without_style_sheets_everything_is_there_in_its_order(conseiller, new_page, path):
    page = new_page()
    page.goto(conseiller.url + path)
    with_styles = page.locator("main").evaluate("node => node.textContent")
    page.route("**/*.css*", lambda route: route.abort())
    page.goto(conseiller.url + path)

    assert page.locator("main").evaluate("node => node.textContent") == with_styles
    tops = page.locator("main").evaluate(
        """main => [...main.querySelectorAll("h1, h2, p, label")]
          .filter(node => node.checkVisibility()).map(node => node.getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)
