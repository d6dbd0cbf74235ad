"""A paragraph for the page is made of what the school answered, without what is for one person."""

from __future__ import annotations

import pytest

from staff.paragraph_draft import Answer, asked_in, drafted

HEADING = "Que faut-il savoir {of} ?"


@pytest.mark.parametrize(
    ("answer", "paragraph"),
    [
        ("Le parking est gratuit.", "Le parking est gratuit."),
        (
            "Bonjour Léa,\n\nLe parking ferme à 20 h.\n\nBien à vous,\nZoé",
            "Le parking ferme à 20 h.",
        ),
        ("Bonjour, oui, le parking est gratuit.", "Oui, le parking est gratuit."),
        ("Merci pour votre question ! Le parking est gratuit.", "Le parking est gratuit."),
        ("Le parking est gratuit. Avez-vous d’autres questions ?", "Le parking est gratuit."),
        ("Le parking est gratuit. Rose Martin y aura sa place.", "Le parking est gratuit."),
        ("Le parking est gratuit. Je note votre 06 39 98 11 22.", "Le parking est gratuit."),
        ("Le parking est gratuit. J’écris à l.dupre@example.org.", "Le parking est gratuit."),
        ("Il est au 27 bis rue du Progrès, ouvert dès le 15 mars 2027.", ...),
        ("Écrivez à admissions@ecole.fr, ou appelez le 01 43 77 22 11.", ...),
        ("Oui.", ""),
        ("", ""),
    ],
)
def test_what_is_written_to_one_person_is_left_out(answer, paragraph):
    asked = "Je suis Rose Martin, 06 39 98 11 22 : y a-t-il un parking ?"
    wanted = answer if paragraph is ... else paragraph

    assert drafted([Answer(answer, asked, "l.dupre@example.org")]) == wanted


def test_several_answers_say_each_thing_once_the_latest_first():
    latest = "Le parking est gratuit. Il ferme à 20 h."
    before = "Bonjour,\nle parking est gratuit.\nOn y entre par la rue des Lilas."

    assert (
        drafted([Answer(latest, ""), Answer(before, "")])
        == f"{latest} On y entre par la rue des Lilas."
    )


@pytest.mark.parametrize(
    ("phrases", "of", "heading"),
    [
        (["y a-t-il un parking ?"], "", "Y a-t-il un parking\u00a0?"),
        (["parking", "y'a un parking?"], "", "Y’a un parking\u00a0?"),
        (["y a-t-il une […] ?"], "du lieu des études", "Que faut-il savoir du lieu des études ?"),
        (
            ["alternance"],
            "de l’alternance ni des stages",
            "Que faut-il savoir de l’alternance et des stages ?",
        ),
        (["le parking"], "", "Le parking\u00a0?"),
        (["une […] ?"], "", ""),
    ],
)
def test_the_heading_is_a_question(phrases, of, heading):
    assert asked_in(phrases, of, HEADING) == heading
