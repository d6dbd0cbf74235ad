import pytest

from booking.references import new_reference, read_reference


@pytest.mark.parametrize(
    "text",
    [
        "K7PD-M4QX",
        "k7pd m4qx",
        "ma réf c'est k7pdm4qx",
        "Référence : K7PD – M4QX merci",
        "c'est la k7pd_m4qx et mon mail",
    ],
)
def test_a_reference_is_read_in_any_shape(text):
    assert read_reference(text) == "K7PD-M4QX"


@pytest.mark.parametrize("text", ["k 7 p d m 4 q x", "réf : k7 pd m4 qx", "c'est K.7.P.D.M.4.Q.X"])
def test_a_reference_that_was_asked_for_may_be_spelt(text):
    assert read_reference(text, asked=True) == "K7PD-M4QX"


def test_a_reference_of_letters_alone_is_read_where_it_is_sure():
    assert read_reference("ACDE-FGHJ") == "ACDE-FGHJ"
    assert read_reference("acdefghj", asked=True) == "ACDE-FGHJ"


@pytest.mark.parametrize(
    "text",
    ["c'est kxga qhpc et ", "kxga qhpc, mon mail c'est", "ma réf : kxga qhpc avec l'adresse : "],
)
def test_a_reference_of_small_letters_may_stand_before_an_address(text):
    assert read_reference(text, asked=True) == "KXGA-QHPC"


@pytest.mark.parametrize(
    "text",
    ["je voudrais demander", "annuler mon rendez-vous", "demander", "06 39 98 11 22", "jeudi 14h"],
)
def test_words_are_no_reference(text):
    assert read_reference(text) is None


def test_a_whole_sentence_is_no_reference_even_where_one_was_asked_for():
    assert read_reference("je veux demander autre chose", asked=True) is None


def test_a_reference_has_a_digit_by_which_it_is_known_in_a_sentence():
    for _ in range(200):
        reference = new_reference()
        assert read_reference(f"c'est {reference.lower().replace('-', ' ')} merci") == reference
