"""Nothing that tells who typed a text is found in what is kept of it."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.visitors.people import email_forms, name_forms, phone_forms, somebody
from booking.references import new_reference
from french.letters import fold
from french.masking import masked, without_details, words_of
from testing.running import ROOT

_CHANCE = random.Random(20261127)
_SAYS = (
    "Bonjour, je m’appelle {}, quel est le salaire ?",
    "moi c'est {} et je veux connaître les études",
    "slt c {}, combien ça paye ?",
    "bonjour quel est le salaire merci {}",
    "Bonjour, {}, 17 ans, en terminale. Quel bac faut-il ?",
    "ma fille {} voudrait faire ce métier, il faut quoi ?",
    "Quelle est la durée de la formation ? Cordialement, {}",
    "{} voudrait connaître les qualités",
    "mon prof, monsieur {}, dit qu'il faut un master",
    "nom : {}, quelles sont les compétences ?",
    "{}\nquel est le salaire",
    "est-ce que {} peut venir avec moi à l'entretien",
)
_NAMES = [
    tuple(line.split("\t"))
    for file in ("tests/data/names.tsv", "bench/visitors/people.tsv")
    for line in (ROOT / file).read_text().splitlines()
    if not line.startswith("#")
]
_STYLES = (str, str.lower, str.upper)


def words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", fold(text)) if len(word) > 2]


def everyday_words() -> tuple[set[str], set[str]]:
    """The words that are kept: those that are nobody's name, and all of them."""
    listed = (ROOT / "french" / "everyday_words.txt").read_text().split()
    plain = {fold(word) for word in listed if not word.endswith("*")}
    return plain, plain | {fold(word.removesuffix("*")) for word in listed}


def test_no_name_of_any_origin_is_found_back():
    tried, found, said_anyway = 0, [], set(words(" ".join(_SAYS)))
    plain, everyday = everyday_words()
    for first, last in _NAMES:
        for style in _STYLES:
            for name in (f"{first} {last}", f"{last} {first}", first):
                said = _CHANCE.choice(_SAYS).format(style(name))
                kept = set(words(masked(said) or "")) - said_anyway
                kept -= plain if " " in name else everyday  # « jolie » alone is a word
                tried += 1
                found += [(word, said) for word in words(name) if word in kept]

    assert tried > 4000
    assert found == []


def test_a_name_of_everyday_words_is_hidden_where_it_is_given_as_one():
    for said in (
        "Bonjour, je m'appelle Pierre Petit, quel est le salaire ?",
        "je m'appelle pierre petit, quel est le salaire ?",
        "Rose Blanc, 17 ans : quel bac faut-il ?",
        "je suis monsieur petit, et quel est le salaire",
        "ma prof Madame Marchand dit qu'il faut un master",
        "martine boulanger voudrait savoir le salaire",
    ):
        kept = words(masked(said) or "")
        names = "pierre petit rose blanc marchand martine boulanger"
        assert not set(kept) & set(names.split()), said


def a_number(kind: str) -> str:
    def digits(count: int) -> str:
        return "".join(_CHANCE.choice("0123456789") for _ in range(count))

    pairs = [digits(2) for _ in range(4)]
    match kind:
        case "telephone":
            separator = _CHANCE.choice((" ", ".", "-", "", " / "))
            return _CHANCE.choice(
                (
                    separator.join((f"0{_CHANCE.randint(1, 9)}", *pairs)),
                    f"+33 {_CHANCE.randint(1, 9)} {' '.join(pairs)}",
                    f"+33 (0){_CHANCE.randint(1, 9)} {' '.join(pairs)}",
                    f"+32 470 {pairs[0]} {pairs[1]} {pairs[2]}",
                )
            )
        case "iban":
            groups = [digits(4) for _ in range(5)]
            return _CHANCE.choice(
                (f"FR{digits(2)} {' '.join(groups)} {digits(3)}", f"fr{digits(25)}")
            )
        case "social security":
            parts = ("1", digits(2), f"0{_CHANCE.randint(1, 9)}", digits(2), digits(3), digits(3))
            return _CHANCE.choice((" ", "")).join((*parts, digits(2)))
        case "reference":
            reference = new_reference()
            return _CHANCE.choice((reference, reference.lower(), " ".join(reference)))
        case "e-mail":
            first, last = (words(part) for part in _CHANCE.choice(_NAMES))
            local = f"{''.join(first)}.{''.join(last)}{digits(2)}" if first and last else "zoe.k"
            return (
                f"{local}{_CHANCE.choice(('@', ' @ '))}{_CHANCE.choice(('gmail.com', 'free.fr'))}"
            )
        case _:
            return f"{_CHANCE.randint(1, 28):02}/{_CHANCE.randint(1, 12):02}/19{digits(2)}"


@pytest.mark.parametrize(
    "kind", ["telephone", "iban", "social security", "reference", "e-mail", "birthday"]
)
def test_no_number_and_no_address_is_found_back(kind):
    for _ in range(500):
        number = a_number(kind)
        said = f"Bonjour, quel est le salaire ? {number} merci de votre réponse"
        kept = masked(said) or ""
        bare = re.sub(r"[\W_]+", "", number).lower()
        assert bare not in re.sub(r"[\W_]+", "", kept).lower(), said
        assert not re.search(r"\d{3}", kept), (said, kept)
        assert "@" not in kept
        assert "quel est le salaire" in kept


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("639K-37H9", False),
        ("639k-7h39", False),
        ("12ER-4MIN", False),
        ("9h-10h30", True),
        ("35k-40k", True),
        ("2e-3e", True),
        ("14h05", True),
        ("1500e", True),
        ("37h9", False),
    ],
)
def test_a_code_is_not_taken_for_hours_or_amounts(code, shown):
    assert (code in (masked(f"quel est le salaire ? {code} merci beaucoup") or "")) is shown


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("j'habite 12 rue de la paix à lyon", "j'habite [adresse]"),
        ("j'habite 14 rue de la gare", "j'habite [adresse]"),
        ("J’habite au 3 bis, avenue de la République, 69007 Lyon", "J’habite au [adresse]"),
        ("j'habite 4 place du marché", "j'habite [adresse]"),
        ("j'habite 8 impasse de la poste et je travaille", "j'habite [adresse] je travaille"),
        ("14, bd. st. Michel, quel est le salaire ?", "[adresse], quel est le salaire ?"),
        ("chez moi, 12-14 chemin vert, 31 000 Toulouse : bac ?", "chez moi, [adresse] : bac ?"),
        ("j'habite rue de la gare", "j'habite [adresse]"),
        ("j'habite douze rue de la gare", "j'habite [adresse]"),
        ("j'habite vingt et un avenue de la mer", "j'habite [adresse]"),
    ],
)
def test_where_somebody_lives_is_hidden_though_its_words_are_everyday_ones(said, kept):
    assert without_details(said) == kept
    assert not {"paix", "gare", "lyon", "marche", "poste"} & set(words(masked(said) or ""))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("je suis né le 3 mars 1998 à paris", "je suis né le [date] à paris"),
        ("née le 1er août 2007, je suis en terminale", "née le [date], je suis en terminale"),
        ("je suis née le 3 mars", "je suis née le [date]"),
        ("je suis ne en 2008", "je suis ne en [date]"),
        ("je suis né en mars 98", "je suis né en [date]"),
        ("je suis né le 3/4/98", "je suis né le [date]"),
        ("ma date de naissance : 13.12.2001", "ma date de naissance : [date]"),
        ("ma date de naissance, 2001-12-13", "ma date de naissance, [date]"),
        ("le trois mars mille neuf cent quatre-vingt-dix-huit", "le [date]"),
        ("le premier avril deux mille sept", "le [date]"),
        ("le 14 févr. 1999", "le [date]"),
    ],
)
def test_a_day_with_its_year_is_hidden_and_a_birthday_without(said, kept):
    assert without_details(said) == kept


def test_what_is_dictated_is_hidden_too():
    for said in (
        "mon mail c'est fatou point ndiaye arobase gmail point com",
        "zéro six trente-neuf quatre-vingt-dix-huit douze quarante-cinq",
        "N-G-U-Y-E-N",
    ):
        kept = words(masked(f"{said}. Quel est le salaire du métier ?") or "")
        assert not {"fatou", "ndiaye", "gmail", "trente", "douze", "quarante"} & set(kept), said


@pytest.mark.parametrize(
    "said",
    [
        "cb ca paye",
        "c koi le taf en gros",
        "Je gagne 45 000 € par an, et ici ?",
        "il faut un BTS ou un CV sur Parcoursup ?",
        "Bonjour, un rendez-vous mardi à 17h30 est-il possible ?",
        "Y a-t-il des stages ?",
        "bac+5 ou pas",
        "C'EST QUOI LE SALAIRE",
        "la rentrée 2026-2027, c'est quand ?",
        "je voudrais venir le 3 mars à 14h",
        "est-ce que le 12 mai 10h est possible ?",
        "c'est combien de cours par semaine ?",
        "il y a une place ou pas ?",
        "je suis à la rue",
        "en mai on a quoi",
    ],
)
def test_what_names_nobody_is_kept_as_it_was_typed(said):
    assert masked(said) == said


def test_nobody_types_what_stands_for_something_hidden():
    assert masked("quel est le salaire [Zorglub] [nom] ?") == "quel est le salaire [nom] ?"


def test_a_person_may_write_the_word_that_was_hidden_but_no_detail():
    assert without_details("c'est quoi le blé [nom] ici") == "c'est quoi le blé [nom] ici"
    assert "@" not in without_details("le blé de zoe@free.fr au 06 39 98 12 34, […]")


def test_a_slip_is_mended_so_that_no_strange_word_is_kept():
    assert masked("quel est le salairre ?") == "quel est le salaire ?"
    assert masked("quel est le xqzzy ?") == "quel est le […] ?"


def test_the_words_of_the_page_are_kept():
    said = "c'est quoi le zorglub exactement"

    assert "zorglub" not in (masked(said) or "")
    assert masked(said, words_of("Le Zorglub de la page.")) == said


@pytest.mark.parametrize("said", ["Inès Benali", "qsdf jklm poiu", "06 39 98 12 34", "🦑🪁", ""])
def test_nothing_is_kept_of_what_says_little_else(said):
    assert masked(said) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_and_only_listed_words_are_kept(said):
    kept = masked(said) or ""
    _, known = everyday_words()
    hidden = {"mail", "numero", "nom", "reference", "lien", "adresse", "date"}

    assert {word for word in words(kept) if not word[0].isdigit()} <= known | hidden


def test_nothing_of_three_thousand_simulated_visitors_is_found_back():
    frames = (
        "Bonjour, {} : quel est le salaire ?",
        "quel bac faut-il ? mon contact : {}",
        "je voudrais un entretien, {}, c'est possible jeudi à 14h ?",
    )
    plain, _ = everyday_words()
    said_anyway = set(words(" ".join(frames)))
    found = []
    for number in range(3000):
        person = somebody(_CHANCE, number)
        secret = set(words(person.name)) | set(words(person.email.partition("@")[0]))
        forms = {**name_forms(person), **email_forms(person), **phone_forms(person)}
        written = _CHANCE.choice(list(forms.values()))
        kept = masked(_CHANCE.choice(frames).format(written)) or ""
        leaks = secret & (set(words(kept)) - said_anyway - plain)
        if leaks or re.search(r"\d{3}", kept) or "@" in kept:
            found.append((written, kept))

    assert found == []
