"""What the programs say of themselves, in French: for whoever looks after the server.

Problems are told in English where they are found, for logs and for developers; here they are said
in French to those who read them elsewhere. Their French is in `templates/machine.yml`.
"""

from __future__ import annotations

import re
from functools import cache

from web.sentences import sentences

_FIELD = re.compile(r"\{(\w+)\}")
_BETWEEN = "; "
_NOT_FRENCH = "(?<!\N{NO-BREAK SPACE})"  # which stands before a French colon


def in_french(said: str) -> str:
    """Say in French what a program said; what nobody has put into French stays as it is."""
    whole = sentences("machine").get(said) or sentences("equipe/reasons").get(said)
    return whole or _filled(said, _BETWEEN in said) or said


def _filled(said: str, is_joined: bool) -> str | None:
    """Say a sentence that has gaps; of several, those that go together before each alone."""
    for english, pattern, french in _patterns():
        found = pattern.fullmatch(said)
        if found and (_BETWEEN in english or not is_joined):
            return french.format(
                **{name: _inside(part) for name, part in found.groupdict().items()}
            )
    if not is_joined:
        return None
    return f"\N{NO-BREAK SPACE}{_BETWEEN}".join(map(_inside, said.split(_BETWEEN)))


def _inside(part: str) -> str:
    """Say a part of a sentence: it begins with no capital."""
    said = in_french(part)
    is_sentence = part in sentences("equipe/reasons")
    return said[0].lower() + said[1:] if is_sentence else said


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], str]]:
    """Give the sentences that have gaps; those that say most come first."""
    gapped = [each for each in sentences("machine").items() if _FIELD.search(each[0])]
    gapped.sort(key=lambda each: -len(_FIELD.sub("", each[0])))
    return [(english, _as_pattern(english), french) for english, french in gapped]


def _as_pattern(english: str) -> re.Pattern[str]:
    first, *rest = _FIELD.split(english)  # text and the names of gaps take turns
    gaps = zip(rest[::2], rest[1::2], strict=True)
    written = (f"(?P<{name}>.*?){_NOT_FRENCH}{re.escape(text)}" for name, text in gaps)
    return re.compile(re.escape(first) + "".join(written), re.DOTALL)
