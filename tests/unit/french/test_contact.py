import time

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
        ("karim tiret du bas haddad arobase orange point fr", "karim_haddad@orange.fr"),
        ("karim tiret bas haddad arrobase orange point fr", "karim_haddad@orange.fr"),
        ("karim tiret du 8 haddad arobase orange point fr", "karim_haddad@orange.fr"),
        ("karim underscore haddad a commercial orange point fr", "karim_haddad@orange.fr"),
        ("karim haddad tout attaché arobase orange point fr", "karimhaddad@orange.fr"),
        ("mon mail c'est karim haddad en un seul mot arobase orange.fr", "karimhaddad@orange.fr"),
        ("c karim haddad arobase orange point fr tout attaché", "karimhaddad@orange.fr"),
        ("tout attaché karim haddad arobase orange point fr", "karimhaddad@orange.fr"),
        ("k a r i m arobase orange point fr", "karim@orange.fr"),
        ("tout en minuscules karim point haddad arobase orange point fr", "karim.haddad@orange.fr"),
        ("karim point haddad chez gmail point com", "karim.haddad@gmail.com"),
        ("mon adresse est karim.haddad chez orange.fr", "karim.haddad@orange.fr"),
        ("karim.haddad AT orange DOT fr", "karim.haddad@orange.fr"),
        ("karim [point] haddad [arobase] orange [point] fr", "karim.haddad@orange.fr"),
        ("karim . haddad @ orange . fr", "karim.haddad@orange.fr"),
        ("karim point haddad@orange.fr", "karim.haddad@orange.fr"),
        ("karim.haddad@orange point fr", "karim.haddad@orange.fr"),
        ("karim.haddad\n@orange.fr", "karim.haddad@orange.fr"),
        ("karim.haddad@\norange.fr", "karim.haddad@orange.fr"),
        ("Karim Haddad karim.haddad arobase orange point fr", "karim.haddad@orange.fr"),
    ],
)
def test_an_address_is_found_however_it_is_written(typed, address):
    assert read_email(typed).value == address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("o'connor@example.fr", "o'connor@example.fr"),
        ("mon mail est o'connor@example.fr", "o'connor@example.fr"),
        ("o’connor@example.fr", "o'connor@example.fr"),
        ("D'Angelo@example.fr", "d'angelo@example.fr"),
        ("r&d@example.fr", "r&d@example.fr"),
        ("!moi@example.fr", "!moi@example.fr"),
        ("a=b@example.fr", "a=b@example.fr"),
        ("a/b@example.fr", "a/b@example.fr"),
        ("'ines@example.fr'", "ines@example.fr"),
        ("« ines@example.fr ».", "ines@example.fr"),
        ("Inès <ines@example.fr>", "ines@example.fr"),
        ("mailto:ines@example.fr", "ines@example.fr"),
        ("ines@example.fr, 06 39 98 11 22", "ines@example.fr"),
        ("ines@example.fr/06 39 98 11 22", "ines@example.fr"),
        ("he\u0301le\u0300ne@example.fr", "hélène@example.fr"),
        ("o apostrophe connor arobase example point fr", "o'connor@example.fr"),
        ("INES @example.fr", "ines@example.fr"),
        ("o'connor @ example .fr", "o'connor@example.fr"),
    ],
)
def test_an_address_is_taken_whole(typed, address):
    assert read_email(typed).value == address


@pytest.mark.parametrize(
    "typed",
    [
        "dupont,jean@example.fr",
        "l'adresse d'ines@example.fr",
        "écrivez à r&d@example.fr",
        "mail=ines@example.fr svp",
        "ines@marchetti@example.fr",
        "pas ines@example.fr",
        "karim haddad arobase orange point fr",
        "jean petit tout attaché arobase orange point fr",
    ],
)
def test_an_address_whose_beginning_is_not_clear_is_asked_for(typed):
    reading = read_email(typed)

    assert reading.value is None
    assert reading.attempted


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("b @exemple . com. Ah non, il change tout !", "b@exemple.com"),
        ("b@uni . lyon . fr. Merci", "b@uni.lyon.fr"),
        ("b@exemple. com", "b@exemple.com"),
    ],
)
def test_a_full_stop_ends_an_address_and_a_slip_does_not(typed, address):
    assert read_email(typed).value == address


@pytest.mark.parametrize(
    "typed",
    [
        "pas a@example.fr mais b@example.fr",
        "n'écrivez plus à a@example.fr, c'est b@example.fr",
        "b@example.fr et pas a@example.fr",
        "b@example.fr plutôt que a@example.fr",
        "au lieu de a@example.fr mettez b@example.fr",
        "a@example.fr, pardon, b@example.fr",
        "remplacez a@example.fr par b@example.fr",
        "b@example.fr,a@example.fr",
    ],
)
def test_of_several_addresses_the_one_that_is_meant_is_taken(typed):
    assert read_email(typed).value == "b@example.fr"


def test_a_long_text_is_read_in_no_time():
    began = time.process_time()

    for text in (
        "a" * 50_000,
        "a " * 25_000 + "@",
        "a.b@" * 10_000,
        "x@y" * 10_000,
        "a." * 25_000,
        "point " * 9_000,
    ):
        read_email(text)

    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("typed", ["karim@orange", "karim@", "@orange.fr", "karim arobase orange"])
def test_an_incomplete_address_is_an_attempt_and_nothing_more(typed):
    reading = read_email(typed)

    assert reading.value is None
    assert reading.attempted


@pytest.mark.parametrize(
    "typed",
    [
        "je suis chez orange.fr comme opérateur",
        "je travaille chez vente-privee.com",
        "j'ai vu votre offre à exemple.fr",
    ],
)
def test_whose_customer_somebody_is_makes_no_address(typed):
    assert not read_email(typed).attempted


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
        ("+33 (0)6 39 98 11 22", "+33639981122"),
        ("0033 6 39 98 11 22", "+33639981122"),
        ("06/12/34/56/78", "+33612345678"),
        ("06'12'34'56'78", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("0596 50 12 34", "+596596501234"),
        ("+41 21 821 51 08", "+41218215108"),
        ("+221 77 123 45 67", "+221771234567"),
        ("+225 07 07 12 34 56", "+2250707123456"),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678"),
        ("zéro six soixante et un quatre-vingt-dix-sept quinze zéro trois", "+33661971503"),
        ("c'est le zéro un quarante deux soixante douze zéro zéro dix huit", "+33142720018"),
        ("jeudi à 14h, 06 12 34 56 78", "+33612345678"),
        ("le 06/11/2026, tel 06 12 34 56 78", "+33612345678"),
    ],
)
def test_a_number_is_found_however_it_is_written(typed, number):
    assert read_phone(typed).value == number


@pytest.mark.parametrize(
    "typed",
    [
        "06 39 98 47 60, non, pardon, 06 39 98 47 61",
        "0639984760 euh 0639984761",
        "06 39 98 47 6 oups 06 39 98 47 61",
        "06 39 98 47 61 ou 06 39 98 47 60",
        "06 39 98 47 61 par sms, sinon 01 99 00 35 62",
        "06 39 98 47 61 en journée mais 01 99 00 35 62 le soir",
    ],
)
def test_of_several_numbers_a_correction_is_the_one_that_is_meant(typed):
    assert read_phone(typed).value == "+33639984761"


def test_an_incomplete_number_is_an_attempt():
    assert read_phone("06 39 98").attempted
    assert read_phone("06 39 98").value is None


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 7",
        "06 12 34 56 78 9",
        "021/821’51’08",
        "079 123 45 67",
        "0612 345 678",
        "0470 12 34 56",
        "77 123 45 67",
        "07 07 12 34 56",
        "+33 6 12 34 56 7",
        "+32 470 12",
        "zéro six douze trente-quatre cinquante-six sept",
    ],
)
def test_a_number_without_its_end_or_its_country_is_asked_for(typed):
    reading = read_phone(typed)

    assert reading.value is None
    assert reading.attempted


@pytest.mark.parametrize(
    "typed",
    ["le 06/11/2026 à 14h", "06.11.2026 14h30", "mardi 14h30", "le 12/12/2026 à 9h", "bac+5"],
)
def test_dates_and_levels_are_no_telephone_numbers(typed):
    assert read_phone(typed).value is None


def test_a_number_is_written_as_its_country_does():
    assert spoken_phone("+33639981122") == "06 39 98 11 22"
    assert spoken_phone("+32470123456").startswith("+32 ")


@pytest.mark.parametrize(
    "typed",
    [
        "vu à 14h30 à etudes.fr",
        "vu le 12.05 à etudes.fr",
        "vu sur studyrama.com à etudes.fr",
        "j'ai vu l'annonce 2027 chez studyrama.com",
        "je suis en BTS-SIO chez openclassrooms.com",
        "en 1ère à moncollege.fr",
        "apprenti chez exemple.com",
        "l'adresse de l'annonce 2027 chez studyrama.com",
    ],
)
def test_what_stands_before_a_site_makes_no_address(typed):
    assert not read_email(typed).attempted


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mon mail jean2027 chez gmail.com", "jean2027@gmail.com"),
        ("jean.roy chez gmail.com", "jean.roy@gmail.com"),
        ("06 12 34 56 78 jean.roy arobase gmail.com", "jean.roy@gmail.com"),
        ("mon gmail jean.roy arobase gmail.com", "jean.roy@gmail.com"),
        ("sophie roy jean.roy arobase gmail.com", "jean.roy@gmail.com"),
        ("jean pierre.roy arobase gmail.com", None),
    ],
)
def test_what_stands_beside_a_dictated_address_is_told_from_it(typed, address):
    assert read_email(typed).value == address
