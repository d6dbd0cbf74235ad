import pytest

from french.contact import read_email, read_phone, spoken_phone


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("karim.haddad@orange.fr", "karim.haddad@orange.fr"),
        ("mon mail : Karim.Haddad@Orange.FR.", "karim.haddad@orange.fr"),
        ("c'est karim @ orange .fr", "karim@orange.fr"),
        ("karim point haddad arobase orange point fr", "karim.haddad@orange.fr"),
        ("karim_haddad (at) orange.fr", "karim_haddad@orange.fr"),
        ("karim+ecole@orange.fr merci !", "karim+ecole@orange.fr"),
    ],
)
def test_an_address_is_found_however_it_is_written(typed, address):
    assert read_email(typed).value == address


@pytest.mark.parametrize("typed", ["karim@orange", "karim@", "@orange.fr", "karim arobase orange"])
def test_an_incomplete_address_is_an_attempt_and_nothing_more(typed):
    reading = read_email(typed)

    assert reading.value is None
    assert reading.attempted


def test_a_message_without_an_address_is_no_attempt():
    assert not read_email("jeudi à 14h pour le point mensuel").attempted


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 39 98 11 22", "+33639981122"),
        ("0639981122", "+33639981122"),
        ("mon tel 06.39.98.11.22 svp", "+33639981122"),
        ("+33 6 39 98 11 22", "+33639981122"),
        ("01-99-00-11-22", "+33199001122"),
        ("+32 470 12 34 56", "+32470123456"),
    ],
)
def test_a_number_is_found_however_it_is_written(typed, number):
    assert read_phone(typed).value == number


def test_an_incomplete_number_is_an_attempt():
    assert read_phone("06 39 98").attempted
    assert read_phone("06 39 98").value is None


@pytest.mark.parametrize("typed", ["mardi 14h30", "le 12/12/2026 à 9h", "bac+5"])
def test_dates_and_levels_are_no_telephone_numbers(typed):
    assert read_phone(typed).value is None


def test_a_number_is_written_as_its_country_does():
    assert spoken_phone("+33639981122") == "06 39 98 11 22"
    assert spoken_phone("+32470123456").startswith("+32 ")
