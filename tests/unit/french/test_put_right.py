import pytest

from french.put_right import email_put_right, name_put_right, part_put_right, phone_put_right


@pytest.mark.parametrize(
    ("known", "text", "address"),
    [
        (
            "yanis.cherif@example.com",
            "jme suis trompé pr le mail c example.org pas example.com",
            "yanis.cherif@example.org",
        ),
        ("yanis@example.com", "c'est .fr pas .com", "yanis@example.fr"),
        ("yanis@example.com", "c’est point fr, pas point com !", "yanis@example.fr"),
        ("yanis@example.com", "pas .com mais .fr", "yanis@example.fr"),
        ("yanis@example.com", "c'est .fr à la fin, pas .com", "yanis@example.fr"),
        ("yanis@example.com", "finalement .fr au lieu de .com", "yanis@example.fr"),
        ("yanis@gmail.com", "pas gmail, outlook", "yanis@outlook.com"),
        ("yanis@gmail.com", "le mail c'est orange.fr et pas gmail", "yanis@orange.fr"),
        ("yanis@gamil.com", "oups j'ai mis gamil au lieu de gmail", "yanis@gmail.com"),
        ("yanis@orange.fr", "free au lieu d'orange", "yanis@free.fr"),
        ("yanis@gmail.com", "non c'est pas gmail c'est outlook", "yanis@outlook.com"),
        ("yanis@gmail.com", "chez outlook et pas chez gmail", "yanis@outlook.com"),
        ("yanis@gmail.com", "c'est hotmail.fr pas gmail.com merci", "yanis@hotmail.fr"),
        ("y.sherif@example.com", "c'est cherif et non sherif", "y.cherif@example.com"),
        ("y.sherif@example.com", "remplacez sherif par cherif", "y.cherif@example.com"),
        ("yanis75@example.com", "c'est 77 pas 75", "yanis77@example.com"),
        ("y.cherif@example.com", "un tiret, pas un point", "y-cherif@example.com"),
        ("y-cherif@example.com", "un tiret du bas au lieu du tiret", "y_cherif@example.com"),
        ("y-cherif@example.com", "un point à la place du tiret", "y.cherif@example.com"),
    ],
)
def test_a_part_of_an_address_is_put_right(known, text, address):
    assert email_put_right(known, text) == address


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ("yanis.cherif@example.com", "c'est .be pas .ch"),
        ("anna.anna@example.com", "c'est elsa pas anna"),
        ("a.a@example.com", "un tiret du bas, pas un tiret"),
        ("yanis@example.com", "non, pas example"),
        ("yanis@example.com", "pas de souci"),
        ("yanis@gmail.com", "pas de mail de confirmation, c'est normal ?"),
        ("yanis@gmail.com", "je ne trouve pas le mail de confirmation"),
        ("petit@gmail.com", "le son marche pas et je n'entends rien"),
        ("yanis@example.com", "c'est @ pas ."),
    ],
)
def test_an_address_stays_where_it_is_not_clear_what_is_to_be_replaced(known, text):
    assert email_put_right(known, text) is None


@pytest.mark.parametrize(
    ("known", "text", "number"),
    [
        ("+33639981281", "le numéro finit par 18 pas 81", "+33639981218"),
        ("+33639981281", "il finit par 18", "+33639981218"),
        ("+33639981281", "la fin c'est 18, pas 81", "+33639981218"),
        ("+33639981281", "mon numéro commence par 07 et non 06", "+33739981281"),
        ("+33639981218", "ça commence par 06 93, pas 06 39", "+33693981218"),
        ("+32470123456", "il se termine par 65 et pas 56", "+32470123465"),
    ],
)
def test_a_part_of_a_number_is_put_right(known, text, number):
    assert phone_put_right(known, text) == number


@pytest.mark.parametrize(
    "text",
    ["le 12 pas le 39", "à 12h pas à 39h", "ça finit à 18h pas 12h", "il finit par 1, pas par 7"],
)
def test_days_and_hours_are_no_part_of_a_number(text):
    assert phone_put_right("+33639981281", text) is None


@pytest.mark.parametrize(
    ("known", "text", "name"),
    [
        ("Thierry Vaseur", "c'est Vasseur pas Vaseur", "Thierry Vasseur"),
        ("Thierry Vaseur", "c vasseur pas vaseur", "Thierry Vasseur"),
        ("Thierry Vaseur", "c'est pas Vaseur mais Vasseur", "Thierry Vasseur"),
        ("Thierry Vaseur", "vous avez écrit Vaseur au lieu de Vasseur", "Thierry Vasseur"),
        ("Thierry Vaseur", "Vasseur et non Vaseur", "Thierry Vasseur"),
        ("Thierry Vaseur", "c'est Thierry Vasseur, pas Vaseur", "Thierry Vasseur"),
        ("Kévin Le Gof", "Le Goff pas Le Gof", "Kévin Le Goff"),
        ("Kévin Legoff", "Le Goff en deux mots, pas Legoff", "Kévin Le Goff"),
        ("Anne Marie Roy", "c'est Anne-Marie pas Anne Marie", "Anne-Marie Roy"),
        ("Karine Peyrissac", "c'est Carine, pas Karine", "Carine Peyrissac"),
        ("Janice Cherif", "non c'est pas Janice c'est Yanis", "Yanis Cherif"),
        ("Jean Durand", "Durant avec un t pas un d", "Jean Durant"),
        ("Mathis Leroy-Bian", "c Mathys avec un y, Mathys Leroy-Bian", "Mathys Leroy-Bian"),
        ("Elsa Morel", "c'est Morelle avec la e à la fin", "Elsa Morelle"),
        ("Hans van 't Hof", "Hoff avec deux f, pas un", "Hans van 't Hoff"),
        ("Hans van 't Hof", "avec deux f", "Hans van 't Hoff"),
        ("Louis Bonnet", "il n'y a qu'un seul n à Bonet", "Louis Bonet"),
        ("Karine Peyrissac", "avec un c, pas un k", "Carine Peyrissac"),
    ],
)
def test_a_part_of_a_name_is_put_right(known, text, name):
    assert name_put_right(known, text) == name


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ("Jean Durand", "avec un t pas un d"),
        ("Jean Bonet", "deux n pas un"),
        ("Thierry Vaseur", "c'est lundi pas mardi"),
        ("Thierry Vaseur", "pas de problème, merci"),
        ("Thierry Vasseur", "vous avez écrit Vaseur au lieu de Vasseur"),
        ("Paul Paul", "c'est Pol pas Paul"),
        ("Marie Petit", "Notez Philippe, deux p, un h au milieu"),
        ("Marie Petit", "on peut être à deux a l'entretien ?"),
        ("Marie Petit", "pardon c'était un Q pas un O dans le code"),
    ],
)
def test_a_name_stays_where_it_is_not_clear_what_is_to_be_replaced(known, text):
    assert name_put_right(known, text) is None


def test_the_detail_that_holds_what_is_wrong_is_put_right():
    known = {
        "visitor_name": "Yanis Sherif",
        "visitor_email": "yanis.sherif@example.com",
        "visitor_phone": "+33639981281",
    }

    assert part_put_right(known, "Cherif, pas Sherif") == ("visitor_name", "Yanis Cherif")
    assert part_put_right(known, "dans le mail c'est cherif, pas sherif") == (
        "visitor_email",
        "yanis.cherif@example.com",
    )
    assert part_put_right(known, "c'est 12, pas 39") is None
    assert part_put_right(known, "c'est 12, pas 39", "visitor_phone") == (
        "visitor_phone",
        "+33612981281",
    )


_CLAIRE = {"visitor_name": "Claire Martin", "visitor_email": "claire.martin@exemple.fr"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je m'appelle Clara pas Claire", "Clara Martin"),
        ("mon prénom s'écrit Clara pas Claire", "Clara Martin"),
        ("je me prénomme Clara pas Claire", "Clara Martin"),
        ("désolée faute de frappe Clara pas Claire", "Clara Martin"),
        ("corrigez Clara pas Claire", "Clara Martin"),
        ("Merci de noter Clara et non Claire", "Clara Martin"),
        ("Clara avec un a pas Claire", "Clara Martin"),
        ("ce n'est pas Claire mais Clara", "Clara Martin"),
        ("pas Martin mais Morel s'il vous plaît", "Claire Morel"),
        ("c'est d'Artagnan et non Martin", "Claire d'Artagnan"),
    ],
)
def test_only_the_name_itself_is_put_in_and_the_address_stays(text, name):
    assert part_put_right(_CLAIRE, text) == ("visitor_name", name)


@pytest.mark.parametrize(
    "text",
    [
        "Claire ne pourra pas, plutôt Martin",
        "c'est Claire à l'appareil, pas Martin",
        "Remplacez Clara pas Claire",
        "Corrigez Clara pas Claire Martin",
        "j'aime pas Martin",
        "je suis Claire, pas Martin",
        "c'est Claire, pas Martin, qui viendra",
        "la question n'est pas claire, c'est quoi ?",
        "le mail n'est pas claire",
        "Claire et pas Clair",
        "il y a 2 n",
        "il faut deux m",
        "mon mail marche pas chez exemple",
        "c'est claire martin pas claire point martin",
        "claire tiret martin, pas claire point martin",
    ],
)
def test_nothing_changes_where_it_is_not_clear_what_is_right(text):
    assert part_put_right(_CLAIRE, text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("c'est clairemartin, pas claire.martin", "clairemartin@exemple.fr"),
        ("claire_martin et non claire.martin", "claire_martin@exemple.fr"),
        ("claire2 pas claire dans le mail", "claire2.martin@exemple.fr"),
    ],
)
def test_the_words_of_an_address_leave_the_name_alone(text, address):
    assert part_put_right(_CLAIRE, text) == ("visitor_email", address)


@pytest.mark.parametrize(
    "text",
    [
        "claire.martin@orange.fr et non claire.martin@exemple.fr",
        "c'est claire.martin1@exemple.fr, pas claire.martin@exemple.fr",
        "claire.martin arobase orange point fr, pas claire",
    ],
)
def test_a_whole_address_is_not_read_by_its_parts(text):
    assert part_put_right(_CLAIRE, text) is None


def test_letters_count_where_the_spelling_of_the_name_is_meant():
    assert name_put_right("Claire Hanot", "il y a 2 n") is None
    assert name_put_right("Claire Hanot", "il y a 2 n", is_meant=True) == "Claire Hannot"
    assert name_put_right("Claire Hanot", "mon nom prend deux n") == "Claire Hannot"


@pytest.mark.parametrize(
    "text", ["à la fin du mois, le 13 pas le 12", "début mai, le 02 et pas le 01"]
)
def test_what_is_said_of_days_puts_no_number_right(text):
    assert part_put_right({"visitor_phone": "+33199004512"}, text) is None
