"""What is typed to machines: code, commands and strings of signs, in which nobody asks anything."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_SURE = re.compile(
    r"""
    </?[a-z!][^>]*> | <[a-z]+\s[^>]*=      # a tag
  | \{\{ | \}\} | \$\{ | \$[a-z_]{2} | => | && | \|\|
  | (?:^|\s)(?:\.\./|/\w+/\w+)             # a path
  | [a-z]\s\*\s[a-z]                       # all columns of a table
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[{}]",
        r"[\[\]]",
        r"=",
        r"\w;(?:\s|$)",
        r"\*",
        r"(?<!\d)[$^~`|\\#@]",
        r"\w\(",
        r"\)[:;{]",
        r"['\"]\s*[=:,]\s*['\"]",
        r"\w\.\w+\(",
        r"--|(?:^|\s)-[a-z]{1,2}\s",
        r"\s/(?:\s|$)",
        r"[<>]",
        r"_",
    )
)
"""Signs and pairs of them that a sentence has seldom, and two of them hardly ever."""

_LEAST = 2
_FACE = re.compile(r"(?:^|\s)[<>^_:;=.'-]{1,2}[\w^.-]?[<>^_()]{0,2}(?=\s|$)")  # « ^_^ », « :D »


def is_code(text: str) -> bool:
    """Tell what is no sentence: code, a path, an address alone, a run of signs."""
    rest = _ADDRESS.sub(" ", text)
    if rest != text and not any(sign.isalnum() for sign in rest):
        return True
    words = _FACE.sub(" ", _MAIL.sub(" ", rest))
    return bool(_SURE.search(words)) or sum(bool(s.search(words)) for s in _SIGNS) >= _LEAST
