"""The messages to measure on: read from a labelled file, and disturbed."""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
}
"""The intent of each label."""

AS_THEY_STAND = "as_they_stand"
WITHOUT_ACCENTS = "without_accents"
IN_CAPITALS = "in_capitals"
WITH_A_SLIP = "with_a_slip"


@dataclass(frozen=True)
class Labelled:
    """A visitor's message, and what it asks: one label, or several."""

    text: str
    labels: tuple[str, ...]

    @property
    def intents(self) -> set[str]:
        """The intents of its labels."""
        return {INTENTS[label] for label in self.labels}


def read_messages(path: Path) -> list[Labelled]:
    """Read a TSV with the columns `label` (several joined by +) and `text`."""
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Labelled(row["text"], tuple(row["label"].split("+"))) for row in rows]


def without_accents(text: str) -> str:
    """Leave every accent out, as hurried thumbs do."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in decomposed if not unicodedata.combining(sign))
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
