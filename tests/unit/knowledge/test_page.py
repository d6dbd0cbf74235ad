"""The page: read into headings, paragraphs, sentences and calls to action."""

from __future__ import annotations

import pytest

from knowledge import parse_page

PAGE = """Les missions
Il répare les vélos. Il règle les freins (avant, arrière, etc.) chaque jour.
Toujours vigilant, il gagne 2 000 € par mois.
La formation
Un CAP suffit.
Découvrir le programme Je prends rendez-vous
"""


def parsed(text=PAGE):
    return parse_page(text, title="Mécanicien", url="/")


def test_a_line_without_a_full_stop_is_the_heading_of_the_paragraphs_below():
    page = parsed()

    assert [section.heading for section in page.sections] == ["Les missions", "La formation"]
    assert len(page.sections[0].paragraphs) == 2


def test_the_last_line_is_the_two_calls_to_action():
    page = parsed()

    assert page.programme_call == "Découvrir le programme"
    assert page.interview_call == "Je prends rendez-vous"


def test_sentences_are_split_at_full_stops_and_not_within_parentheses():
    assert parsed().sentences == (
        "Il répare les vélos.",
        "Il règle les freins (avant, arrière, etc.) chaque jour.",
        "Toujours vigilant, il gagne 2 000 € par mois.",
        "Un CAP suffit.",
    )


@pytest.mark.parametrize("quote", ["il gagne 2 000 € par mois", "Il  répare\nles vélos"])
def test_the_page_says_its_own_words_however_they_are_spaced(quote):
    assert parsed().says(quote)


@pytest.mark.parametrize(
    "quote", ["il répare les vélos", "Il répare les vélo", "Il repare les vélos", "la lune"]
)
def test_the_page_does_not_say_words_changed_by_a_letter_or_cut_in_the_middle(quote):
    assert not parsed().says(quote)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "begin with a heading"),
        ("Il répare.\nDécouvrir Je prends rendez-vous", "begin with a heading"),
        ("Les missions\nIl répare.", "two calls to action"),
        ("Découvrir le programme Je prends rendez-vous", "must stand above"),
        ("Les missions\nLa formation\nUn CAP.\nDécouvrir Je prends", "nothing stands below"),
    ],
)
def test_a_text_of_another_shape_is_refused_with_the_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        parsed(text)
