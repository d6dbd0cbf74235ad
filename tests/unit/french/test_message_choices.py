import pytest

from french.message_details import chosen_value

ADDRESSES = ("ana@example.fr", "ana.roy@gmail.com")
NUMBERS = ("+33639984761", "+33199003562")


@pytest.mark.parametrize(
    ("said", "offered", "meant"),
    [
        ("la première", ADDRESSES, "ana@example.fr"),
        ("deuxième", ADDRESSES, "ana.roy@gmail.com"),
        ("la dernière svp", ADDRESSES, "ana.roy@gmail.com"),
        ("gmail", ADDRESSES, "ana.roy@gmail.com"),
        ("celle en .fr", ADDRESSES, "ana@example.fr"),
        ("peu importe", ADDRESSES, "ana@example.fr"),
        ("les deux", ADDRESSES, "ana@example.fr"),
        ("le 2", NUMBERS, "+33199003562"),
        ("le 06", NUMBERS, "+33639984761"),
        ("le fixe plutôt", NUMBERS, "+33199003562"),
        ("mon portable", NUMBERS, "+33639984761"),
        ("celle d'ana", ADDRESSES, None),
        ("non", ADDRESSES, None),
        ("pas de portable", NUMBERS, None),
        ("la troisième", ADDRESSES, None),
        ("la première", (), None),
    ],
)
def test_of_several_values_one_is_chosen_by_few_words(said, offered, meant):
    assert chosen_value(said, offered) == meant
