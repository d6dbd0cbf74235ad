"""The messages to measure on: read from labelled files, and disturbed.

A file is a TSV whose header tells what it holds: messages (`label`, `text`), messages that ask two
things (`labels`, `text`, `expect1`, `expect2`), or messages that follow another (`first`, `second`,
`label_of_second`). `expect` and `must_not` are regular expressions over the answer.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from french.letters import without_accents
from nlu.understanding.typing_errors import with_typing_error

INTENTS = {
    "missions": "ask_missions",
    "metier_definition": "ask_job_definition",
    "competences": "ask_skills",
    "qualites": "ask_qualities",
    "salaire": "ask_salary",
    "diplomes": "ask_degrees",
    "programme": "ask_programme",
    "rdv_prendre": "book_interview",
    "rdv_prendre_details": "book_interview",
    "rdv_annuler": "cancel_interview",
    "rdv_deplacer": "move_interview",
    "rdv_voir": "recall_interview",
    "rdv_dispos": "ask_free_slots",
    "salutation": "greet",
    "au_revoir": "goodbye",
    "merci": "thank",
    "oui": "affirm",
    "non": "deny",
    "aide": "ask_help",
    "robot": "ask_if_robot",
    "humain": "ask_human",
    "inconnu_ecole": "ask_not_on_page",
    "hors_sujet": "out_of_scope",
    "charabia": "gibberish",
    "hostile": "hostile",
    "rdv_question": "ask_interview",
    "source": "ask_source",
}
"""The intent of each label."""

AS_THEY_STAND = "as_they_stand"
WITHOUT_ACCENTS = "without_accents"
IN_CAPITALS = "in_capitals"
WITH_A_SLIP = "with_a_slip"

_OF_PAIRS = {"labels", "text", "expect1", "expect2"}
_OF_FOLLOW_UPS = {"first", "second", "label_of_second"}


@dataclass(frozen=True)
class Labelled:
    """A visitor's message, and what it asks: one label, or several.

    `before` is what the visitor said first, in the same conversation. `expects` holds, for each
    label, the regular expression that a right answer matches, or nothing: then the label's own rule
    counts. An answer that matches `must_not` is wrong.
    """

    text: str
    labels: tuple[str, ...]
    before: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    must_not: str = ""

    @property
    def intents(self) -> set[str]:
        """The intents of its labels."""
        return {INTENTS[label] for label in self.labels}


def read_messages(path: Path) -> list[Labelled]:
    """Read a file of messages, of any of the formats. Raises ValueError where it has another."""
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = set(rows.fieldnames or ())
        if not any(needed <= columns for needed in ({"label", "text"}, _OF_PAIRS, _OF_FOLLOW_UPS)):
            raise ValueError(f"{path} has not the columns of messages, pairs or follow-ups")
        return [_labelled({name: value or "" for name, value in row.items()}) for row in rows]


def _labelled(row: dict[str, str]) -> Labelled:
    if row.keys() >= _OF_PAIRS:
        labels = tuple(row["labels"].split("+"))
        return Labelled(row["text"], labels, expects=(row["expect1"], row["expect2"]))
    is_second = row.keys() >= _OF_FOLLOW_UPS
    labels = tuple(row["label_of_second" if is_second else "label"].split("+"))
    return Labelled(
        row["second" if is_second else "text"],
        labels,
        before=(row["first"],) if is_second else (),
        expects=(row.get("expect", ""),) * len(labels),
        must_not=row.get("must_not", ""),
    )


def disturbances(seed: int = 2027) -> dict[str, Callable[[str], str]]:
    """What is done to messages to see whether they are still understood, by its name."""
    chance = random.Random(seed)
    return {
        AS_THEY_STAND: lambda text: text,
        WITHOUT_ACCENTS: without_accents,
        IN_CAPITALS: str.upper,
        WITH_A_SLIP: lambda text: with_typing_error(text, chance),
    }


def disturbed(messages: Sequence[Labelled], how: Callable[[str], str]) -> list[Labelled]:
    """Disturb the text of each message."""
    return [replace(message, text=how(message.text)) for message in messages]
