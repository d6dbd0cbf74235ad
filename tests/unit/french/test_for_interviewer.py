"""What a visitor tells that whoever receives them should know beforehand."""

from __future__ import annotations

import time

import pytest

from french.for_interviewer import LONGEST, Told, takes_note_back, told_to_interviewer


def note_in(typed, **asked):
    told = told_to_interviewer(typed, **asked)
    return told.note if told else None


@pytest.mark.parametrize(
    "typed",
    [
        "mon fils sera là",
        "ma sœur sera là aussi",
        "ma collègue sera là",
        "ma mère assistera à l’entretien",
        "Mon mari et ma fille seront présents",
        "mon interprète sera avec moi",
        "je viendrai avec mon éducateur",
        "je serai accompagnée de ma tutrice",
        "je serai accompagné",
        "ma grand-mère m’accompagnera au rendez-vous",
        "ma mère sera là pour traduire",
        "mon fils sera là à 10 h",
        "je suis sourd",
        "JE SUIS MALENTENDANTE",
        "je suis mal-voyant",
        "je suis muet",
        "je suis en fauteuil roulant",
        "j’entends très mal",
        "je bégaie un peu",
        "je suis sourde et je lis sur les lèvres",
    ],
)
def test_who_comes_along_and_what_makes_speaking_hard_is_for_the_interviewer(typed):
    assert told_to_interviewer(typed) == Told(typed, "")


@pytest.mark.parametrize(
    "typed",
    [
        # a name, an answer, a wish
        "Odile Marchetti",
        "oui",
        "mardi 8 décembre à 10 h",
        "je veux un rendez-vous pour mon fils",
        # taken away, or asked
        "je ne suis pas sourd",
        "oubliez que je suis sourd",
        "ne dites pas que je suis sourd",
        "je suis sourd, n’en parlez pas",
        "laissez tomber, je suis sourd",
        "je suis sourde, annulez",
        "je ne suis pas sourd, arrêtez de répéter",
        "je suis sourd, je plaisante",
        "ma mère ne sera pas là",
        "si je suis sourd",
        "je suis sourd, par écrit ?",
        "est-ce que ma mère peut être là ?",
        "les vidéos sont sous-titrées ?",
        "c’est accessible aux sourds ?",
        "il y aura un prof ?",
        # of somebody else, or of the school's side
        "la conseillère sera là",
        "il y aura un prof",
        "votre mère est sourde",
        "mon frère est sourd",
        "il est sourd ton bot",
        # of something else
        "je vois mal l’intérêt",
        "je parle mal anglais",
        "je dois écrire à qui pour l’entretien",
        "vous pouvez me répondre par écrit",
        "c’est possible de payer par message",
        "je veux être interprète LSF",
        "ma mère est responsable e-commerce",
        "un dialogue de sourds",
        # a figure
        "je suis aveugle d’amour",
        "je suis aveugle, d’amour",
        "je suis sourd à vos arguments",
        "je suis muette d’admiration",
        # another place or event
        "mon fils sera présent à la JPO",
        "samedi à la JPO, ma mère sera là",
        "ma mère m’accompagne à la gare",
        "ma copine assistera au concert",
        "pour le permis, ma mère sera là",
        "à l’aéroport, ma mère sera là",
        "ma mère sera là, si elle peut",
        "ma fille sera là en septembre",
        "on sera deux à postuler",
    ],
)
def test_all_else_is_not(typed):
    assert told_to_interviewer(typed) is None


@pytest.mark.parametrize(
    ("typed", "note", "rest"),
    [
        ("Bonjour. Mon fils sera là. Merci !", "Mon fils sera là.", "Bonjour. Merci"),
        ("lea@example.com. Je suis sourde.", "Je suis sourde.", "lea@example.com"),
        ("Jean Dupont, mon fils sera là", "mon fils sera là", "Jean Dupont"),
        ("Mardi à 11 h, ma mère sera là, merci", "ma mère sera là", "Mardi à 11 h, merci"),
        ("oui, mon fils sera là à 10 h", "mon fils sera là à 10 h", "oui"),
        ("d’accord, ma mère sera là aussi", "ma mère sera là aussi", "d’accord"),
        ("ma mère sera là\u00a0!", "ma mère sera là\u00a0!", ""),
        ("non je suis sourde", "je suis sourde", "non"),
        ("+33 6 39 98 12 34, je suis sourd", "je suis sourd", "+33 6 39 98 12 34"),
        (
            "je suis sourd, mais je lis sur les lèvres",
            "je suis sourd, je lis sur les lèvres",
            "mais",
        ),
        (
            "Je suis sourd. Mon mari me bat. Mon fils sera là.",
            "Je suis sourd. Mon fils sera là.",
            "Mon mari me bat",
        ),
    ],
)
def test_only_what_tells_it_is_taken(typed, note, rest):
    told = told_to_interviewer(typed)

    assert told == Told(note, rest)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("Bègue Marie", None),
        ("Sourd Marie", None),
        ("Je suis Le Bègue", None),
        ("Je suis Bègue", None),
        ("je suis sourde", "je suis sourde"),
        ("Jean Dupont, mon fils sera là", "mon fils sera là"),
    ],
)
def test_where_a_name_is_asked_for_what_can_be_one_is_one(typed, note):
    assert note_in(typed, name_asked=True) == note


@pytest.mark.parametrize(
    "typed",
    [
        "enlevez le mot",
        "non, enlevez le mot svp",
        "Retirez ma note.",
        "supprimer mon message",
        "oubliez que je suis sourd",
        "ne dites pas que je suis sourd",
        "n’en parlez pas",
        "oubliez le mot",
    ],
)
def test_a_word_is_taken_back(typed):
    assert takes_note_back(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "enlevez le numéro",
        "annulez",
        "oubliez",
        "non, oubliez",
        "oubliez mardi",
        "je suis sourd",
        "non",
        "mot",
    ],
)
def test_nothing_else_takes_it_back(typed):
    assert not takes_note_back(typed)


def test_a_letter_is_no_such_word_and_costs_no_time():
    begun = time.perf_counter()

    assert told_to_interviewer("Je suis sourd. " + "x" * LONGEST) is None
    for typed in (
        "mon fils " * 110,
        "je suis " * 120,
        "et oui non " * 90,
        "ma mère, " * 110,
        "ma mère et ma mère sera là aussi " * 30,
        "je suis sourd et " * 55,
    ):
        assert told_to_interviewer(typed) is None
        assert not takes_note_back(typed)
    assert time.perf_counter() - begun < 0.5
