"""What a visitor tells that whoever receives them should know beforehand."""

from __future__ import annotations

import time

import pytest

from french.for_interviewer import LONGEST, told_to_interviewer


@pytest.mark.parametrize(
    "typed",
    [
        "mon fils sera là",
        "ma mère assistera à l’entretien",
        "Mon mari et ma fille seront présents",
        "une interprète en langue des signes sera avec moi",
        "je viendrai avec mon éducateur",
        "je serai accompagnée de ma tutrice",
        "il y aura ma grand-mère à côté",
        "on sera deux devant l’écran",
        "est-ce que ma mère peut être là ?",
        "je suis sourd, par écrit ?",
        "JE SUIS MALENTENDANTE",
        "Mon frère est sourd, il signe",
        "j’entends très mal",
        "je bégaie un peu",
        "je lis sur les lèvres",
        "on peut faire l’entretien par écrit ?",
    ],
)
def test_who_comes_along_and_what_makes_speaking_hard_is_for_the_interviewer(typed):
    assert told_to_interviewer(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "Odile Marchetti",
        "oui",
        "mardi 8 décembre à 10 h",
        "je veux un rendez-vous pour mon fils",
        "ma mère est responsable e-commerce",
        "mon mari ne sera pas là mardi",
        "ma fille ne pourra pas assister à l’entretien",
        "mon garçon peut rester à la maison",
        "ma fille sera là où en septembre ?",
        "ma fille est sourde, l’école est-elle adaptée ?",
        "un dialogue de sourds",
        "je vois très mal sur ce petit écran",
        "je parle mal français",
        "l’entretien se passe comment ?",
    ],
)
def test_all_else_is_not(typed):
    assert told_to_interviewer(typed) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Bonjour. Mon fils sera là. Merci !", "Mon fils sera là."),
        ("lea@example.com. Je suis sourde. Écrivez-moi.", "Je suis sourde."),
        ("Jean Dupont, mon fils sera là", "mon fils sera là"),
        ("Mardi à 11 h, ma mère sera là, merci", "ma mère sera là, merci"),
        (
            "Je suis sourd. Je ne parle pas. On peut écrire pendant l’entretien ?",
            "Je suis sourd. Je ne parle pas. On peut écrire pendant l’entretien ?",
        ),
    ],
)
def test_only_what_tells_it_is_taken(typed, told):
    assert told_to_interviewer(typed) == told


def test_a_letter_is_no_such_word_and_costs_no_time():
    begun = time.perf_counter()

    assert told_to_interviewer("Je suis sourd et " + "x" * LONGEST) is None
    for typed in ("mon fils " * 3000, "je suis " * 3000, "ma mère, " * 3000, "je suis. " * 3000):
        assert told_to_interviewer(typed) is None
    assert time.perf_counter() - begun < 0.5
