"""What is to be mended is said in French, and what to do about it."""

from __future__ import annotations

from staff.accounts import Role
from tests.equipe import words
from web.texts import sentences


def test_what_does_not_answer_is_named_with_what_to_do(desk):
    page = words(desk(Role.ADMINISTRATION).get("/equipe/sante"))

    assert "À réparer L’assistant, qui comprend" in page  # Rasa does not run in this test
    assert "On peut encore réserver par le formulaire" in page
    assert "Les entretiens et les comptes Va bien" in page


def test_everything_that_is_checked_has_its_sentences(desk):
    page = words(desk(Role.ADMINISTRATION).get("/equipe/sante"))
    texts = sentences("equipe/health")

    subjects = [name for name in texts if not name.endswith("_what_to_do")]
    assert {f"{name}_what_to_do" for name in subjects} <= set(texts)
    assert [name for name in subjects if texts[name] not in page] == []
