"""What French typography does not break at the end of a line, kept whole on the pages."""

from __future__ import annotations

import re

# Tried at the beginning of each word only, so that a long one takes no longer than its length.
_WHOLE = re.compile(
    r"(?<![\w’])(?:[^\W_][\w’]*(?:-[\w’]+)+|\+?\d+(?: \d+)+|\+ \d+|\w+ [:?!»]+|« \w+)"
)
_LONGEST = 16  # letters, as in web/widget/src/whole.ts

# Tags; what no element may stand in goes with its own.
_TAG = re.compile(
    r"<!--.*?-->|<(?P<apart>script|style|title|textarea|option|svg)\b.*?</(?P=apart)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<given>[^>]*)>",
    re.S,
)
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# Where text flows; elsewhere it may be laid out piece by piece (`display: flex`).
_FLOWING = frozenset(
    "caption dd dt em h1 h2 h3 h4 legend li p small span strong summary td th".split()
)
_FLOWING_BARE = frozenset({"a", "label"})  # unless their class makes a button of them
_KEPT = 'class="whole"'


def unbroken(page: str) -> str:
    """Keep « e-mail », « rendez-vous », « bac + 5 » and the like in one line, in a page's HTML."""
    written, holders, end = [], [("", False)], 0
    for tag in _TAG.finditer(page):
        text = page[end : tag.start()]
        written += [_kept_whole(text) if holders[-1][1] else text, tag[0]]
        end, name = tag.end(), tag["name"]
        if tag["end"]:
            while len(holders) > 1 and holders.pop()[0] != name:
                pass
        elif name and name not in _VOID:
            is_bare = "class=" not in tag["given"]
            flows = name in _FLOWING or (name in _FLOWING_BARE and is_bare)
            holders.append((name, flows and _KEPT not in tag["given"]))
    return "".join([*written, page[end:]])


def _kept_whole(text: str) -> str:
    def whole(found: re.Match[str]) -> str:
        return f"<span {_KEPT}>{found[0]}</span>" if len(found[0]) <= _LONGEST else found[0]

    return _WHOLE.sub(whole, text)
