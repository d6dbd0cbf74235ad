"""A paragraph for the page, drafted from what the school answered: its own sentences, no others.

What is written to one person is left out: the greeting, the thanks, the signature, and whatever
sentence holds something of who asked (a name, an address, a number). A person reads it all the same
before it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from french.letters import fold
from french.masking import without_details

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SALUTATION = re.compile(
    r"^(?:bonjour|bonsoir|salut|ch[eè]re?s?|madame|monsieur)\b[^,.!?]{0,60}[,.!]\s*", re.I
)
_SIGN = re.compile(r"\[[^][]{1,12}\]")  # of french.masking: « [nom] »
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d(?:[\s.-]?\d){5,}")
_SHORT = 2  # letters, which tell nobody
_LEAST_WORDS = 3  # « Oui. » is on any page
_BEFORE_SIGNS = re.compile(r"\s*([?!:;])")


@dataclass(frozen=True)
class Answer:
    """An answer to a visitor, and the question, with the address where the answer went."""

    text: str
    question: str
    email: str | None = None

    @property
    def of_visitor(self) -> frozenset[str]:
        """The words that tell who asked: what is hidden of the question, and of the address."""
        hidden = _words(self.question) - _words(without_details(self.question))
        name = (self.email or "").partition("@")[0].replace("_", " ")
        return frozenset(word for word in hidden | _words(name) if len(word) > _SHORT)


def drafted(answers: Iterable[Answer]) -> str:
    """Give the sentences of answers that a page may say, the first answer's first, none twice."""
    found: dict[str, str] = {}
    for answer in answers:
        for sentence in sentences_of(answer.text):
            if _is_for_all(sentence) and not answer.of_visitor & _words(sentence):
                found.setdefault(_plain(sentence), sentence)
    return " ".join(found.values())


def sentences_of(text: str) -> list[str]:
    """Split a text into its sentences; a line ends one too, and a salutation is none."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [
        sentence
        for line in lines
        for sentence in _SENTENCE_END.split(_capital(_SALUTATION.sub("", line)))
        if sentence
    ]


def asked_in(phrases: Sequence[str], of: str, heading: str) -> str:
    """Make a heading: a phrase that is a question, or what it asks of (« du prix des études »).

    `heading` asks for that: « Que faut-il savoir {of} ? ». Empty where neither is known.
    """
    whole = [phrase for phrase in phrases if not _SIGN.search(phrase)]
    question = next((phrase for phrase in whole if phrase.rstrip().endswith("?")), "")
    if question:
        return _printed(question)
    if of:
        return heading.format(of=of.replace(" ni ", " et "))
    return _printed(f"{whole[0].rstrip(' .!')} ?") if whole else ""


def says_something(sentence: str) -> bool:
    """Tell whether a sentence has words enough to be found by them."""
    return len(_plain(sentence).split()) >= _LEAST_WORDS


def _is_for_all(sentence: str) -> bool:
    """Tell a statement from manners, questions and signatures."""
    return sentence.endswith((".", "…")) and says_something(sentence)


def _plain(sentence: str) -> str:
    return " ".join(_WORD.findall(fold(sentence)))


def _words(text: str) -> frozenset[str]:
    """List the words, and long numbers without what stands between their digits."""
    numbers = (re.sub(r"\D", "", number) for number in _NUMBER.findall(text))
    return frozenset((*_WORD.findall(fold(text)), *numbers))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _printed(question: str) -> str:
    """Write a question as French prints it."""
    spaced = _BEFORE_SIGNS.sub("\u00a0\\1", " ".join(question.split()))
    return _capital(spaced.replace("'", "’"))
