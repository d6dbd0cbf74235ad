"""« Rappelez-moi au 06 39 98 12 34, mardi après 17 h »: the number, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from french.contact import read_phone
from french.letters import fold
from french.when import spans

# « rappelez-moi », « me rappeler », « qu'on m'appelle », « joignable »; not « je m'appelle », nor
# « je vous rappelle »: nobody wants to be called there.
_CALL = r"(?:r?appel|contact|recontact|telephon|joign|joind)"
_WISH = re.compile(
    rf"\b{_CALL}\w*[ -](?:moi|nous)\b"
    rf"|(?<!\bje )\b(?:me|nous|m['’]|etre)[ ]?{_CALL}\w*"
    r"|\bjoignables?\b"
)


@dataclass(frozen=True)
class CallBack:
    """A wish to be called: the number (E.164), and when, in the visitor's words if they said so."""

    phone: str
    when: str | None = None


def read_callback(text: str, now: datetime) -> CallBack | None:
    """Find a wish to be called at a number; None where either is missing. `now` is aware."""
    number = read_phone(text)
    if number.value is None or not _WISH.search(fold(text)):
        return None
    rest = re.sub(r"\b(?:au|a|le)? {2,}", ", ", number.rest)  # « au », of the number, is no date's
    said = spans(rest, now)
    if not said:
        return CallBack(number.value)
    first, last = min(start for start, _ in said), max(end for _, end in said)
    return CallBack(number.value, " ".join(rest[first:last].split()) or None)
