"""What is typed to machines: code, commands and strings of signs, in which nobody asks anything.

What may be meant for a person is no code: Rasa reads it then, and asks if it must.
"""

from __future__ import annotations

import re

from french.other_languages import french_words

_LINK = re.compile(r"\b(?:https?://|www\.)\S+")
_REACHES_SOMEBODY = re.compile(
    r"""
    [\w.+-]+ \s? (?: @ | [\[(]\s?(?:at|arobase)\s?[\])] ) \s? \w[\w-]* \s? \. \s? [a-z]{2,}
  | (?: \+ | 00 | \b0 ) (?: [\s.()/-]* \d ){9}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""An e-mail address, however it is spelled, or a telephone number."""

_CODE = re.compile(
    r"""
    </?(?:script|iframe|svg|style|img|object|embed)\b | <[a-z]+\s[^<>]*\w=   # tags that do things
  | \{\{.*\}\} | \$\{ | [{\[]\s*["'][\w-]+["']\s*[:,\]}]          # templates, JSON
  | \bfunction\s*\w*\( | \bdef\s\w+\( | \)\s*=>\s*[{(\w] | \w\([^()]*\)\s*\{
  | \w\((?:["'].*["'])?\)\s*;
  | ^\s*(?:echo\s+)?\$[A-Z_]{2,}\b
  | \bselect\b.+\bfrom\b.+[*=;] | \bselect\s+\*\s+from\b | \bunion\s+select\b
  | \bdrop\s+table\b | \binsert\s+into\b.+\( | \bdelete\s+from\b
  | ['"]\s*\b(?:or|and)\b\s*['"]?\d+['"]?\s*=                     # queries
  | (?:^|\s)(?:\.\./)+\w | (?:^|\s)/(?:etc|bin|usr|var|root|proc|dev)/\w
  | ^\s*(?:sudo\s+)?(?:rm|chmod|chown)\s+-\w+\s+\S | ^\s*sudo\s
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_WRAPPED = re.compile(r"\s*<([a-z]\w*)>\s*[\w-]*\s*</\1>\s*", re.IGNORECASE)
_RUN_OF_SIGNS = re.compile(r"[!-/:-@\[-`{-~]{6,}")
_DIFFERENT_SIGNS = 5
_MOST_FRENCH_WORDS = 1


def is_code(text: str) -> bool:
    """Tell what is plainly no sentence: code, a path, a link alone, a run of signs."""
    if _REACHES_SOMEBODY.search(text) or len(french_words(text)) > _MOST_FRENCH_WORDS:
        return False
    rest = _LINK.sub(" ", text)
    if not any(sign.isalnum() for sign in rest):
        return rest != text or _is_run_of_signs(rest)
    return bool(_CODE.search(rest) or _WRAPPED.fullmatch(rest))


def _is_run_of_signs(text: str) -> bool:
    return any(len(set(run)) >= _DIFFERENT_SIGNS for run in _RUN_OF_SIGNS.findall(text))
