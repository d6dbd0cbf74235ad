"""What an answer is expected to say, by regular expressions that its author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from french.letters import fold


def plain(texts: Iterable[str]) -> str:
    """Put what was answered on one line, in small letters, without accents and without `**`."""
    return " ".join(fold(" ".join(texts)).replace("**", "").split())


@dataclass(frozen=True)
class Expectation:
    """What an answer must say, and what it must not; an empty expression asks for nothing."""

    expect: str = ""
    must_not: str = ""

    def is_met(self, texts: Iterable[str]) -> bool:
        """Tell whether an answer says what it must, and nothing that it must not."""
        answer = plain(texts)
        says_it = re.search(self.expect, answer) is not None
        return says_it and not (self.must_not and re.search(self.must_not, answer))
