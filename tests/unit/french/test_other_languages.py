"""What is not French is told by its small words; French with borrowed words stays French."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from french.other_languages import is_in_another_language
from runtime.settings import ROOT

_ENGLISH_IN_TRAINING = {
    "can we do it in english",
    "in english possible?",
    "can we do it in englidh ?",
}
_NOT_OURS = {"gibberish", "hostile"}  # where whole messages in other languages belong


def typed() -> set[tuple[str, str]]:
    """List what visitors type by the training data, with what it means."""
    files = [*(ROOT / "data" / "nlu").glob("*.yml"), *(ROOT / "knowledge").glob("*/asks.yml")]
    said = set()
    for file in files:
        for entry in YAML(typ="safe").load(file.read_text())["nlu"]:
            lines = str(entry.get("examples", "")).splitlines()
            said |= {(entry.get("intent", ""), line.removeprefix("- ").strip()) for line in lines}
    return said


@pytest.mark.parametrize(
    "said",
    [
        "Good morning",
        "Hello, how are you?",
        "Do you speak English?",
        "english please",
        "in english possible?",
        "do you speak english?",
        "hello, how much does the school cost per year?",
        "I know how to code and I want to apply",
        "I don't speak french",
        "What is the salary for this job?",
        "I'd like to book an interview",
        "how long is the program",
        "Bonjour, I am looking for the school fees",
        "Hola, ¿cuánto cuesta la escuela?",
        "Guten Tag, was kostet die Schule?",
        "Buongiorno, quanto si guadagna?",
        "Olá, qual é o salário?",
        "Goedemorgen, wat kost de opleiding en hoe lang duurt het?",
        "مرحبا، كم الراتب؟",
        "你好",
        "Здравствуйте, сколько стоит обучение?",
    ],
)
def test_what_is_not_french_is_told(said):
    assert is_in_another_language(said)


@pytest.mark.parametrize(
    "said",
    [
        "le job de traffic manager, c'est full remote ?",
        "ok thanks bye",
        "hello",
        "hi",
        "yes please",
        "thank you",
        "c'est quoi le business model ?",
        "SEO, SEA, social ads : must have ou nice to have ?",
        "je suis full stack dev, what else ?",
        "niveau english ?",
        "english obligatoire ?",
        "quid niveau english",
        "cours in english ?",
        "besoin english courant ?",
        "TOEIC english 900 suffit ?",
        "Wall Street English",
        "Deutsch obligatoire ?",
        "know-how ?",
        "nice to have ?",
        "Responsable click and collect and drive to store",
        "Will May",
        "Maria da Conceição dos Santos",
        "Mohamed El Idrissi",
        "john.smith@you-and-i.com",
        "https://www.example.org/what/is/this",
        "ça va ツ",
        "asdf qwer",
        "",
    ],
)
def test_french_with_borrowed_words_stays_french(said):
    assert not is_in_another_language(said)


def test_nothing_that_visitors_type_in_french_is_taken_for_another_language():
    said = typed()

    assert len(said) > 20_000
    foreign = {text for intent, text in said if is_in_another_language(text)}
    assert foreign - {text for intent, text in said if intent in _NOT_OURS} <= _ENGLISH_IN_TRAINING


def test_most_messages_in_another_language_are_told():
    whole = {text for intent, text in typed() if intent == "gibberish"}

    assert sum(map(is_in_another_language, whole)) > 75
