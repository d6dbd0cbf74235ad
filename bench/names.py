"""How many answers to « À quel nom dois-je réserver ? » are read rightly.

    python -m bench.names [ANSWERS.tsv]

ANSWERS.tsv has a text, a given name and a family name on each line; both are empty where the text
tells no name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bench.intervals import wilson
from french.learning.answers import Answer, read_answers
from french.letters import fold
from french.message_details import read_details
from french.paris import PARIS

_SAMPLES = Path(__file__).parent / "samples" / "names.tsv"
_NOW = datetime(2027, 1, 11, 10, tzinfo=PARIS)


def misread(answers: list[Answer]) -> Iterator[tuple[Answer, str]]:
    """Give the answers that are read wrongly, and what is read in each."""
    for answer in answers:
        read = read_details(answer.text, _NOW, "visitor_name").name or ""
        if fold(read) != fold(f"{answer.given} {answer.family}".strip()):
            yield answer, read


def main() -> None:
    """Print what is read wrongly, and how many answers are right."""
    answers = read_answers(Path(sys.argv[1]) if sys.argv[1:] else _SAMPLES)
    wrong = list(misread(answers))
    for answer, read in wrong:
        expected = f"{answer.given} {answer.family}".strip()
        print(f"{answer.text!r}: {read or 'no name'}, instead of {expected or 'no name'}")
    right = len(answers) - len(wrong)
    low, high = wilson(right, len(answers))
    print(f"{right} of {len(answers)} are read rightly ({low:.0f} to {high:.0f} % at 95 %)")


if __name__ == "__main__":
    main()
