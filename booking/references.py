"""The reference of an interview: how one is made, written, and found in what a visitor typed."""

from __future__ import annotations

import re
import secrets

from french.letters import fold

# Clear when read out over the phone: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, nor U/V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"

_LETTER = f"[{ALPHABET.lower()}]"
_SEPARATED = r"[\s._/\-–—]*"
_GROUPS = re.compile(rf"(?<![^\W_])({_LETTER}{{4}}){_SEPARATED}({_LETTER}{{4}})(?![^\W_])")
_SPELT = re.compile(rf"(?<![^\W_])({_LETTER}(?:{_SEPARATED}{_LETTER}){{7}})(?![^\W_])")
_INTRODUCED = re.compile(
    r"^.*?\b(?:reference|ref|numero|code|c'est|c’est|est|voici|voila)\b[\s:.°#n]*"
)

# « … et mon mail c'est », left over where an address was read before
_LEADS_ON = re.compile(
    r"[\s,;:]*\b(?:et|avec|puis|mon|ma|mes|l|mail|e-?mail|adresse|c'est|c’est|est|merci|svp)\b"
    r"[\s,;:.'’]*$"
)


def new_reference() -> str:
    """Make a reference such as `K7PD-M4QX`: 8 characters of 23, drawn by a secure generator.

    One in seven would have no digit, and is drawn again: a digit tells it from a word.
    """
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if any(map(str.isdigit, letters)):
            return f"{letters[:4]}-{letters[4:]}"


def normal_reference(typed: str) -> str:
    """Put a reference typed by hand (« k7pd m4qx ») into the form in which it is stored."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:]}"


def read_reference(text: str, asked: bool = False) -> str | None:
    """Find a reference in what a visitor typed (« ma réf : k7pd m4qx »), as it is stored.

    Many French words consist of a reference's letters (« demander »). Without a digit, a hyphen or
    capitals, they count only if a reference was `asked` for and little else was said.
    """
    plain = fold(text)
    if len(plain) != len(text):  # one letter became two, so that positions differ
        text = plain
    found = [
        (
            bool(re.search(r"\d", match[0])),
            "-" in match[0],
            text[slice(*match.span())].isupper(),
            match,
        )
        for match in _GROUPS.finditer(plain)
    ]
    sure = [
        match for *signs, match in sorted(found, key=lambda f: f[:3], reverse=True) if any(signs)
    ]
    if sure:
        return normal_reference(sure[0][1] + sure[0][2])
    if not asked:
        return None
    said = _INTRODUCED.sub("", _without_end(plain)).strip(" .,;:!?«»\"'")
    spelt = _SPELT.fullmatch(said)
    return normal_reference(spelt[1]) if spelt else None


def _without_end(plain: str) -> str:
    """Drop last words that only introduce what came after them."""
    while (shorter := _LEADS_ON.sub("", plain)) != plain:
        plain = shorter
    return plain
