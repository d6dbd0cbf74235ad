"""Read a name from a field that asks for nothing else: no list, alphabet or length refuses one."""

from __future__ import annotations

import re
import unicodedata

# What would be a link or markup in an e-mail: « evil.com », « <b> », « [texte](…) », « a@b ».
_LINK = re.compile(r"://|www\.|\w\.[^\W\d_]{2,}|@", re.I)
_MARKUP = re.compile(r"[<>\[\]{}\\|`*_~^=]")
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # some scripts are written with them


def read_whole(written: str) -> str | None:
    """Read a name as it was typed, with composed accents and plain spaces; None where it is none.

    Control signs, those of the direction of writing too, are left out. A name in small letters
    alone is given its capitals.
    """
    composed = unicodedata.normalize("NFC", written)
    name = " ".join("".join(filter(_is_shown, composed)).split())
    if _LINK.search(name) or _MARKUP.search(name) or not any(map(str.isalpha, name)):
        return None
    return name.title() if name.islower() else name


def _is_shown(sign: str) -> bool:
    return sign.isspace() or sign in _JOINERS or not unicodedata.category(sign).startswith("C")
