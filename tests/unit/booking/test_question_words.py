"""What is read in an answer to « À quelle adresse peut-elle vous répondre ? », and shown back."""

from __future__ import annotations

import pytest

from actions.conversation import quoted
from french.contact import declines_email


@pytest.mark.parametrize(
    "text",
    [
        "sans réponse par mail",
        "Sans e-mail svp",
        "pas d'adresse",
        "pas de réponse par e-mail",
        "je préfère ne pas laisser mon adresse",
        "aucun mail",
        "je n'ai pas d'adresse mail",
        "pas besoin qu'on me réponde",
        "de façon anonyme",
        "envoyez sans mon adresse",
        "je ne veux pas donner mon mail",
    ],
)
def test_a_visitor_declines_an_answer_by_email(text):
    assert declines_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "ce n'est pas cette adresse",
        "pas mon adresse, celle de ma mère",
        "vous n'avez pas d'adresse ?",
        "est-ce que c'est anonyme",
        "qu'est ce que vous faites de mon mail",
        "léa point martin arobase exemple point fr",
        "c'est quoi les compétences",
    ],
)
def test_other_answers_decline_nothing(text):
    assert not declines_email(text)


def test_what_is_shown_back_makes_no_link_and_no_bold_text():
    shown = quoted("**Gratuit** : [ici](https://exemple.fr) ?")

    assert "**" not in shown
    assert "](" not in shown
    assert "Gratuit" in shown
