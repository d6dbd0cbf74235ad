"""Every sentence that a visitor reads is written as French is printed."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from booking.privacy import RETENTION
from entrypoints.routine import CONVERSATIONS_KEPT
from runtime.settings import ROOT

_YAML = YAML(typ="safe")
DOMAIN = _YAML.load((ROOT / "domain.yml").read_text())
ERRORS = _YAML.load((ROOT / "web" / "templates" / "errors.yml").read_text())
QUESTION_PAGE = _YAML.load((ROOT / "web" / "templates" / "question.yml").read_text())
TEXTS = [
    *(variant["text"] for variants in DOMAIN["responses"].values() for variant in variants),
    *(
        button["title"]
        for variants in DOMAIN["responses"].values()
        for variant in variants
        for button in variant.get("buttons", ())
    ),
    *ERRORS.values(),
    *_YAML.load((ROOT / "knowledge" / "notices.yml").read_text()).values(),
    *_YAML.load((ROOT / "web" / "templates" / "quality.yml").read_text()).values(),
    *QUESTION_PAGE.values(),
]


@pytest.mark.parametrize("text", TEXTS)
def test_typography_is_french(text):
    words = re.sub(r"\]\([^)]*\)", "]", text)  # an address is no sentence

    assert "'" not in words
    assert not re.search(r"(?<!\u00a0)[;?!»]", words)
    assert not re.search(r"(?<!\u00a0):", words.replace("**", ""))
    assert not re.search(r"«(?!\u00a0)", words)


def test_visitors_are_told_how_long_their_data_is_kept():
    promise = f"{RETENTION.days}\u00a0jours après l’entretien"

    for name in ("utter_ask_consent", "utter_privacy_while_booking"):
        assert promise in DOMAIN["responses"][name][0]["text"].replace("**", "")


def test_all_that_is_kept_is_named_wherever_it_is_asked_for():
    booking = ("utter_ask_consent", "utter_ask_consent_or_otherwise")
    told = ("utter_privacy", "utter_privacy_while_booking")
    for name in (*booking, *told):
        assert "{kept_of_interview}" in DOMAIN["responses"][name][0]["text"]
    questions = ("utter_ask_question_email", "utter_ask_question_email_known", "utter_ask_call")
    for name in (*booking[:1], *told, *questions, "utter_ask_call_any_time"):
        assert "{kept_in_backups}" in DOMAIN["responses"][name][0]["text"]
    for page in ("booking", "privacy"):
        assert "kept_of_interview" in (ROOT / "web" / "templates" / f"{page}.html").read_text()
    for page in ("booking", "question", "call_back"):
        assert "kept_in_backups" in (ROOT / "web" / "templates" / f"{page}.html").read_text()


def test_visitors_are_told_how_long_their_question_is_kept():
    names = ("utter_ask_question_email", "utter_ask_question_email_known", "utter_privacy")

    for name in names:
        assert f"{RETENTION.days}\u00a0jours" in DOMAIN["responses"][name][0]["text"]


def test_visitors_are_told_how_long_the_conversation_is_kept_and_how_to_erase_it():
    text = DOMAIN["responses"]["utter_privacy"][0]["text"]

    assert f"{CONVERSATIONS_KEPT.days}\u00a0jours" in text
    assert "Effacer mes données" in text
    assert "cnil.fr" in text


def test_a_program_never_says_yes_to_whether_it_is_a_person():
    for name in ("utter_if_robot", "utter_if_robot_while_booking"):
        assert DOMAIN["responses"][name][0]["text"].startswith("Je suis un programme")


def test_no_text_gives_the_assistant_a_name_that_a_page_may_have_changed():
    said = [each["text"] for variants in DOMAIN["responses"].values() for each in variants]
    transcript = (ROOT / "web" / "templates" / "transcript.txt").read_text()

    assert [text for text in (*said, transcript) if "Conseiller" in text] == []


def test_no_text_states_a_length_that_staff_may_change():
    templates = [*(ROOT / "web" / "templates").glob("*.*"), *(ROOT / "notify").rglob("*.html")]
    texts = [(ROOT / "domain.yml").read_text(), *(path.read_text() for path in templates)]

    assert [found for text in texts for found in re.findall(r"\d+\s(?:minutes|min)\b", text)] == []


def test_nothing_is_promised_that_the_school_does_not_say():
    templates = [*(ROOT / "web").rglob("*.html"), *(ROOT / "notify").rglob("templates/*")]
    texts = [(ROOT / "domain.yml").read_text(), *(path.read_text() for path in templates)]

    promised = re.compile(r"sans engagement|sans frais|gratuit de l’entretien|satisfait", re.I)
    assert [found for text in texts for found in promised.findall(text)] == []
