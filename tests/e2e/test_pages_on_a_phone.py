"""What pages are made of comes packed and once, and their words stay whole on a small phone."""

from __future__ import annotations

import pytest

from tests.e2e.chat import Chat, fits

_RESOURCES = """() => performance.getEntriesByType("resource").map(
  ({ name, transferSize, encodedBodySize, decodedBodySize }) =>
    ({ name: new URL(name).pathname, named: name.includes("?v="), sent: transferSize,
       packed: encodedBodySize, plain: decodedBodySize }))"""

# Words with a hyphen of at most 16 letters that stand in two lines.
_BROKEN = r"""() => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.parentElement.closest("textarea, script, style, conseiller-chat")) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\d’]+(?:-[\p{L}\d’]+)+/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (word.length <= 16 && lines.size > 1) broken.push(word);
    }
  }
  return broken;
}"""
_PAGES = (
    "/",
    "/rendez-vous",
    "/question",
    "/rappel",
    "/vos-donnees",
    "/vos-donnees/effacer/",
    "/nulle-part",
)


def resources(page) -> dict[str, dict]:
    page.wait_for_load_state("networkidle")
    return {each["name"]: each for each in page.evaluate(_RESOURCES)}


def test_a_second_visit_asks_the_network_for_no_file_again(conseiller, page):
    page.goto(conseiller.url)
    Chat(page).open()
    first = resources(page)
    files = [name for name in first if name.startswith("/static/")]
    assert files
    for name in files:
        assert first[name]["named"], name
        assert 0 < first[name]["packed"] < first[name]["plain"], name
    assert first["/widget.js"]["packed"] <= 25_000
    assert sum(each["packed"] for each in first.values()) < 60_000

    page.goto(f"{conseiller.url}/rendez-vous")
    page.goto(conseiller.url)
    again = resources(page)

    assert [again[name]["sent"] for name in files] == [0] * len(files)
    assert again["/widget.js"]["sent"] < 1_000  # asked whether it changed, and not sent again


@pytest.mark.parametrize("path", _PAGES)
def test_no_word_with_a_hyphen_is_broken(conseiller, new_page, path):
    page = new_page()
    page.goto(f"{conseiller.url}{path}")

    broken = {}
    for width in range(320, 480, 7):
        page.set_viewport_size({"width": width, "height": 740})
        broken[width] = page.evaluate(_BROKEN)
        assert fits(page), width
    assert {width: words for width, words in broken.items() if words} == {}
