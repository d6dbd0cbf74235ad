"""spaCy's tokenizers with Latin letters, instead of those of all scripts.

spaCy writes its rules with every letter of twenty scripts, in French some seventy times over, which
Python compiles for 6 s at every start. With Latin letters alone it takes 0.3 s, and a text in them
is cut into the same words (tests/integration/nlu/test_unused_imports.py compares the two).
"""

from __future__ import annotations

import spacy.lang.char_classes

_LETTERS = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x250))))


def use_latin_letters() -> None:
    """Have languages that are imported from here on write their rules with Latin letters."""
    classes = spacy.lang.char_classes
    classes.ALPHA_LOWER = "a-z" + "".join(filter(str.islower, _LETTERS))
    classes.ALPHA_UPPER = "A-Z" + "".join(filter(str.isupper, _LETTERS))
    classes.ALPHA = "a-zA-Z" + _LETTERS
