from datetime import datetime

import pytest

from french.message_details import read_details
from french.name_spelling import is_rather_speech
from french.names import name_as_typed, read_name
from french.names_put_right import completed_name, joined_name
from french.paris import PARIS

NOW = datetime(2027, 4, 5, 10, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Inès Marchetti", "Inès Marchetti"),
        ("ines marchetti", "Ines Marchetti"),
        ("INES MARCHETTI", "Ines Marchetti"),
        ("moi c ines marchetti", "Ines Marchetti"),
        ("je m'appelle jean-luc de la tour", "Jean-Luc de la Tour"),
        ("jmappelle Samir", "Samir"),
        ("João Pedro de Souza e Silva", "João Pedro de Souza e Silva"),
        ("Maria do Carmo de Souza e Silva", "Maria do Carmo de Souza e Silva"),
        ("Juan Carlos de la Cruz y Gómez", "Juan Carlos de la Cruz y Gómez"),
        ("Maria das Dores Pereira", "Maria das Dores Pereira"),
        ("Giovanni dalla Chiesa", "Giovanni dalla Chiesa"),
        ("Sara bint Ahmed", "Sara bint Ahmed"),
        ("je m'appelle Ruy de Castro e Costa", "Ruy de Castro e Costa"),
        ("ana da costa e silva", "Ana da Costa e Silva"),
        ("d'accord Nolwenn Le Goff", "Nolwenn Le Goff"),
        ("moi c'est kelly, kelly da costa", "Kelly da Costa"),
        ("c'est Le Goff, Yann Le Goff", "Yann Le Goff"),
        ("Le Goff... Yann Le Goff", "Yann Le Goff"),
        ("Dupont, Marie Dupont-Martin", "Marie Dupont-Martin"),
        ("alors c'est Didier Caron Caron comme le parfum", "Didier Caron"),
        ("Marie Petit, Petit avec un t", "Marie Petit"),
        ("Ben Ali, Ali", "Ben Ali"),
        ("Jean Jean", "Jean Jean"),
        (
            "Yanis Delorme. ah non pardon Delorme c'est ma collègue, lui c'est Yanis Traoré",
            "Yanis Traoré",
        ),
        ("Yanis Delorme, non pardon, Yanis Traoré", "Yanis Traoré"),
        ("Lea Petit, enfin non, Léa Petitjean", "Léa Petitjean"),
        ("Marie Blanc pardon Marie Leblanc", "Marie Leblanc"),
        ("Jean Pardon", "Jean Pardon"),
        ("Yanis Delorme, oups j'ai oublié de vous dire merci", "Yanis Delorme"),
        (
            "Moi c'est Odile Roy, mais c'est lui qu'il faut inscrire : Gaspard Lenoir.",
            "Gaspard Lenoir",
        ),
        ("moi c'est odile royer, lui gaspard lemoine", "Gaspard Lemoine"),
        ("Je suis Odile Royer, la mère de Gaspard Lemoine", "Gaspard Lemoine"),
        ("je suis sa mamie Odile Royer, le petit c'est Gaspard Lemoine", "Gaspard Lemoine"),
        ("Odile Royer pour moi, Gaspard Lemoine pour lui", "Gaspard Lemoine"),
        ("Le mien c'est Odile Royer, le sien c'est Gaspard Lemoine", "Gaspard Lemoine"),
        ("Gaspard Lemoine, moi je suis Odile Royer sa grand-mère", "Gaspard Lemoine"),
        ("Je suis Paul Durand, c'est Sophie Martin qui m'a parlé de vous", "Paul Durand"),
        ("mon père c'est Paul Martin, moi c'est Hugo Martin", "Hugo Martin"),
        ("je m'appelle Aissatou Bah", "Aissatou Bah"),
        ("BAH Mamadou Lamine", "Mamadou Lamine Bah"),
        ("BAH, Mamadou Lamine", "Mamadou Lamine Bah"),
        ("je m'appelle Minh Le", "Minh Le"),
        ("je m'appelle Thi Van", "Thi Van"),
        ("LY VAN", "Ly Van"),
        ("Je me nomme Ndeye Fatou Sarr, Ndeye Fatou étant mon prénom", "Ndeye Fatou Sarr"),
        ("C EST THIERRY GAUDIN", "Thierry Gaudin"),
        ("JE M APPELLE THIERRY GAUDIN ET JE SUIS BOULANGER", "Thierry Gaudin"),
        (
            "\N{MATHEMATICAL BOLD CAPITAL M}\N{MATHEMATICAL BOLD CAPITAL A}",
            "\N{MATHEMATICAL BOLD CAPITAL M}\N{MATHEMATICAL BOLD CAPITAL A}",
        ),
        ("c'est lea petit g 15 ans", "Lea Petit"),
        ("je m'appelle Dac Nguyen", "Dac Nguyen"),
        ("D'Accord Julie", "Julie D'Accord"),
        ("moi c mathis leroy-bian g 16 ans", "Mathis Leroy-Bian"),
        ("Ndeye Fatou Diop svp", "Ndeye Fatou Diop"),
        ("toujours Inès Marchetti", "Inès Marchetti"),
        ("c'est Owen O'Brien", "Owen O'Brien"),
        ("Inès M.", "Inès M."),
        ("El Mansouri Yasmine", "Yasmine El Mansouri"),
        ("Ben Slimane Yacine", "Ben Slimane Yacine"),
        ("Jeanne Bonjour", "Jeanne Bonjour"),
        ("Désiré Merci", "Désiré Merci"),
        ("Victor Midi", "Victor Midi"),
        ("ÉRIC Ô, je vous prie", "Éric Ô"),
        ("Écrivez Yu Li", "Yu Li"),
        ("une de mes élèves s'appelle camille dupont", "Camille Dupont"),
        ("elle sappelle lina ferrero", "Lina Ferrero"),
        ("pour lui donc Bastien Roques", "Bastien Roques"),
        ("Le rendez-vous sera pour Madame Odile Royer", "Odile Royer"),
        ("alors ce sera le petit Yanis El Amrani je pense", "Yanis El Amrani"),
        ("mon prénom c'est Yanis et mon nom Delmas", "Yanis Delmas"),
        ("nom Delmas et prénom Yanis", "Yanis Delmas"),
        ("Le prénom c'est Naïg (breton, oui) et le nom Le Bihan", "Naïg Le Bihan"),
        ("Fabienne... Fabienne Quéré, avec deux accents", "Fabienne Quéré"),
        ("Éric Ô", "Éric Ô"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("MARTIN, Zoé", "Zoé Martin"),
        ("Bonjour Sophie Amrani", "Sophie Amrani"),
        ("prénom Ana, nom Cruz", "Ana Cruz"),
        ("mon prénom s'écrit Anaïs", "Anaïs"),
        ("le nom est mal écrit, c'est Arjun Patel", "Arjun Patel"),
    ],
)
def test_a_name_that_was_asked_for_is_found(typed, name):
    assert read_name(typed, asked=True) == name


@pytest.mark.parametrize(
    "typed",
    [
        "oui merci",
        "c'est quoi le salaire ?",
        "je ne sais pas encore",
        "je suis étudiante",
        "pourquoi mon nom ?",
        "😀😀",
        "12345",
        "pour l'heure, je préfère attendre",
        "mon nom à moi ou celui de ma fille ?",
        "Oui Merci",
        "peut-être",
        "moi-même",
        "après-midi peut-être",
        "",
    ],
)
def test_what_no_one_is_called_is_no_name(typed):
    assert read_name(typed, asked=True) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jveux un rdv, moi c ines", "Ines"),
        ("Bonjour, Inès Marchetti, je voudrais un entretien", "Inès Marchetti"),
        ("RDV NOM MARCHETTI", "Marchetti"),
        ("Bonjour, je souhaite un entretien", None),
        ("Bonjour, Ève Roy, je voudrais un entretien pour une élève", None),
        ("Bonjour, Ève Roy, ce n'est pas pour moi, c'est un cadeau", None),
        ("Bonjour, Ève Roy, je voudrais un rdv pour mon neveu", None),
        ("Bonjour, Ève Roy, je voudrais un rdv pour ma reconversion", "Ève Roy"),
        ("Je suis en reconversion", None),
    ],
)
def test_unasked_only_what_is_said_to_be_a_name_is_one(typed, name):
    assert read_name(typed, asked=False) == name


@pytest.mark.parametrize(
    ("known", "text", "said", "name"),
    [
        ("Jean Dupont", "c'est Dupond avec un d", "Dupond", "Jean Dupond"),
        ("Ana", "et mon nom de famille c'est Cruz", "Cruz", "Ana Cruz"),
        ("Ana Crux", "mon prénom s'écrit Anna", "Anna", "Anna Crux"),
        ("Jean Dupont", "c'est pour ma fille Inès", "Inès", "Inès"),
        ("Jean Dupont", "non, c'est Inès Benali", "Inès Benali", "Inès Benali"),
        ("Jean Dupont", "prénom Inès, nom Roy", "Inès Roy", "Inès Roy"),
        ("Jo Le Goff", "c'est pas Le Goff c'est Le Geff G E F F", "Le Geff", "Jo Le Geff"),
        ("Ana", "Cruz c'est mon nom", "Cruz", "Ana Cruz"),
        ("Ana Belmonte", "le nom c'est Cruz", "Cruz", "Ana Cruz"),
    ],
)
def test_a_part_of_a_name_is_put_where_it_belongs(known, text, said, name):
    assert completed_name(known, text, said) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("C'est PARFAITEMENT juste", None),
        ("c'est NICKEL merci", None),
        ("c'est LEA MARTIN", "Lea Martin"),
        ("je m'appelle PETIT", "Petit"),
    ],
)
def test_what_is_said_loudly_is_no_name(said, name):
    assert read_name(said, asked=False, known=True) == name


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Rosalie", "Garnier pour le nom de famille", "Rosalie Garnier"),
        ("moi c'est Hugo", "Lefort", "Hugo Lefort"),
        ("Garnier", "Rosalie pour le prénom", "Rosalie Garnier"),
        ("moi c Ibrahim", "diallo de famille", "Ibrahim Diallo"),
        ("Marie", "finalement c'est pour Paul", None),
        ("Marie", "je m'appelle Marion", None),
        ("Anna", "non Anne", None),
        ("Dupond", "Dupont", None),
        ("Hugo", "mon nom c'est Hugot", "Hugo Hugot"),
        ("Hugo", "Hugo", "Hugo"),
        ("attends", "Jean Dupont", None),
        ("Hugo", "pourquoi ?", None),
    ],
)
def test_a_name_in_two_messages_is_one(first, second, name):
    assert joined_name(first, second) == name


@pytest.mark.parametrize(
    ("typed", "is_speech"),
    [
        ("Tu Supportes Lom Toi Au Moins", True),
        ("On Verra Ca Demain Avec Papa", True),
        ("Papa Diop", False),
        ("Aimé Césaire", False),
        ("Marie Et Paul Roy", False),
        ("प्रिया शर्मा", False),
    ],
)
def test_speech_is_told_from_a_name_whatever_words_that_has(typed, is_speech):
    assert is_rather_speech(typed) is is_speech


def test_a_given_name_in_passing_leaves_the_name_to_be_asked_for():
    text = "Je souhaiterais un rendez-vous pour ma fille Sohane, je serai à côté d'elle."

    assert read_name(text, asked=False) is None
    assert read_name("un rendez-vous pour ma fille Inès Benali", asked=False) == "Inès Benali"


@pytest.mark.parametrize(
    "text", ["non, on m'apelle deja assez pour le cpf", "qu'on m'appelle plutôt le soir"]
)
def test_who_is_called_up_tells_no_name(text):
    assert read_name(text, asked=False, known=True) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("non, mon prénom c'est pas Janice c'est Yanis Y A N I S", "Yanis"),
        ("c'est pas Dupond, c'est Dupont, D U P O N T", "Dupont"),
        ("Elle s'appelle Inaya Belkacem. Je suis pour ma part M. Rousselot", "Inaya Belkacem"),
    ],
)
def test_the_name_that_is_put_right_or_introduced_is_read(text, name):
    assert read_name(text, asked=False) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("alors moi c'est Karim Belhadj B E L H A D J", "Karim Belhadj"),
        ("Karim Belhadj, B-E-L-H-A-D-J", "Karim Belhadj"),
        ("donc c'est Sonia Ferhat F E R H A T comme ferme", "Sonia Ferhat"),
        ("Lea Roux R.O.U.X.", "Lea Roux"),
        ("alors c'est Marie Dupont-Le Goff", "Marie Dupont-Le Goff"),
        ("Tolkien J. R. R.", "Tolkien J. R. R."),
        ("Ferhat, F E R H A T, Sonia", "Sonia Ferhat"),
        ("moi c'est Belhadj B E L H A D J Karim", "Karim Belhadj"),
        ("mon nom c'est Ferhat F E R H A T et mon prénom Sonia S O N I A", "Sonia Ferhat"),
        ("Nom Ferhat F E R H A T prénom Sonia", "Sonia Ferhat"),
        ("Paul M A R T I N", "Paul Martin"),
        ("moi c'est Karim Belaj B E L H A D J", "Karim Belhadj"),
    ],
)
def test_letters_that_spell_a_name_again_are_not_part_of_it(text, name):
    assert read_details(text, NOW, "visitor_name").name == name


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (
            "alors mon nom c'est Vasseur Thierry enfin Thierry le prénom et Vasseur le nom",
            "Thierry Vasseur",
        ),
        ("Mon prénom c'est Aïssatou et mon nom de famille Ndiaye", "Aïssatou Ndiaye"),
        ("Peyrissac Karine, karine c'est le prénom", "Karine Peyrissac"),
        ("Belkacem Lina (Lina étant le prénom)", "Lina Belkacem"),
        ("prénom Lina nom Belkacem", "Lina Belkacem"),
        ("c'est Nguyen mon nom et Thi Mai mon prénom", "Thi Mai Nguyen"),
        ("Ndiaye (nom) Fatou (prénom)", "Fatou Ndiaye"),
        ("Nom de famille : Tremblay, prénom : Élodie", "Élodie Tremblay"),
        ("petit nom : Maïté, nom de famille : Janssens", "Maïté Janssens"),
        ("Prénom : Élodie / Nom : Tremblay", "Élodie Tremblay"),
        ("nom de jeune fille Dubois, nom Martin, prénom Claire", "Claire Martin"),
        ("prénom Claire, nom de naissance Dubois", "Claire Dubois"),
        ("Hans c'est le prénom, van 't Hoff c'est le nom", "Hans van 't Hoff"),
        ("mon nom est Le Dantec et mon prénom est Kévin", "Kévin Le Dantec"),
        ("vasseur c'est mon nom, thierry mon prénom", "Thierry Vasseur"),
        ("Thierry, c'est le prénom, et Vasseur, c'est le nom", "Thierry Vasseur"),
        ("Thierry en prénom et Vasseur en nom", "Thierry Vasseur"),
        ("Vasseur = nom, Thierry = prénom", "Thierry Vasseur"),
        ("prénom Marie, deuxième prénom Anne, nom Roy", "Marie Roy"),
        ("Prénom Soline, nom Guégan", "Soline Guégan"),
        (
            "c'est pour mon fils euh il s'appelle théo prénom et lefèvre nom de famille",
            "Théo Lefèvre",
        ),
        ("Mon nom : Oumar. Mon nom de famille : Ba.", "Oumar Ba"),
        ("NOM : BELKACEM PRÉNOM : LINA", "Lina Belkacem"),
    ],
)
def test_a_name_told_in_parts_is_put_in_its_order(typed, name, asked):
    assert read_name(typed, asked=asked) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Le Dantec, Kévin.", "Kévin Le Dantec"),
        ("c'est Le Dantec, Kévin", "Kévin Le Dantec"),
        ("Je m'appelle Le Dantec, Kévin", "Kévin Le Dantec"),
        ("belkacem, lina", "Lina Belkacem"),
        ("van 't Hoff, Hans", "Hans van 't Hoff"),
        ("Diop, Ndeye Fatou svp", "Ndeye Fatou Diop"),
        ("DE LA TOUR, Jean-Luc", "Jean-Luc de la Tour"),
        ("Garcia Lopez, Maria", "Maria Garcia Lopez"),
        ("FAUCHER Sylvie", "Sylvie Faucher"),
        ("LE GOFF Yann-Ber", "Yann-Ber Le Goff"),
        ("Faucher Sylvie", "Sylvie Faucher"),
        ("JB Martin", "JB Martin"),
        ("Je m'appelle Sophie Amrani, étudiante", "Sophie Amrani"),
        ("Je m'appelle Sophie, enchantée", "Sophie"),
        ("Sophie Amrani, Bordeaux", "Sophie Amrani"),
        ("Marie-Claude Bouchard, de Rimouski", "Marie-Claude Bouchard"),
        ("Marguerite, Da Silva Ferreira", "Marguerite Da Silva Ferreira"),
    ],
)
def test_a_comma_or_capitals_tell_the_familys_name_and_nothing_is_cut(typed, name):
    assert read_name(typed, asked=True) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Marie-Line Jean-Baptiste, oui oui deux traits d'union", "Marie-Line Jean-Baptiste"),
        ("Thi O, c'est court je sais", "Thi O"),
        ("Zoé Lemaître avec un accent circonflexe", "Zoé Lemaître"),
        ("zoé lemaître avec un accent circonflexe", "Zoé Lemaître"),
        ("Jo Li (oui c'est tout)", "Jo Li"),
        ("Kévin Le Goff avec deux f", "Kévin Le Goff"),
        ("yann bris en deux mots", "Yann Bris"),
        ("moi c manon lafaye", "Manon Lafaye"),
        ("Le Dantec, Kévin, sans h", "Kévin Le Dantec"),
        ("Claire Martin, nom de jeune fille Dubois", "Claire Martin"),
        ("Claire Martin (née Dubois)", "Claire Martin"),
        ("Désiré Comme", "Désiré Comme"),
        ("le candidat c'est Mathis Bourdin", "Mathis Bourdin"),
    ],
)
def test_a_remark_on_a_name_is_no_part_of_it(typed, name):
    assert read_name(typed, asked=True) == name


def test_a_remark_is_no_part_of_what_is_taken_as_typed():
    assert name_as_typed("Thi O, c'est court je sais") == "Thi O"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("L'entretien est pour mon fils, Baptiste Castaing", "Baptiste Castaing"),
        ("c'est Corinne, la maman, mais notez Mathis Bourdin", "Mathis Bourdin"),
        ("au nom de ma petite-fille Jade Morvan, moi c'est Odette", "Jade Morvan"),
        ("moi c'est Odette mais c'est pour ma petite-fille Jade Morvan", "Jade Morvan"),
        ("mettez plutôt au nom de Mathis Bourdin, moi c'est Corinne", "Mathis Bourdin"),
        ("C'est pour mon fils Mathis, Mathis Bourdin", "Mathis Bourdin"),
        ("pour ma fille lina belkacem", "Lina Belkacem"),
        ("inscrivez mon frère Sami Haddad, je suis Nadia Haddad", "Sami Haddad"),
        ("Corinne Bourdin, mais c'est pour mon fils Mathis Bourdin", "Mathis Bourdin"),
    ],
)
def test_whoever_the_interview_is_for_gives_its_name(typed, name):
    assert read_name(typed, asked=True) == name


@pytest.mark.parametrize(
    "typed",
    [
        "Le prénom est faux",
        "mon nom est mal orthographié",
        "c obligé le nom ?? pr koi",
        "je peux réserver au nom d'un tiers ?",
        "le nom de famille et le prénom sont inversés",
        "prénom ou nom en premier ?",
        "la JPO c'est quand ?",
        "changez l'adresse",
        "j'hésite",
        "pour ma fille, s'il vous plaît",
        "j'ai ça dans mon courriel : R3TN-8WLC",
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_what_is_said_of_names_and_more_is_none(typed, asked):
    assert read_name(typed, asked=asked) is None


@pytest.mark.parametrize("typed", ["allez, supprimez", "c'est propre, envoie", "ouin, correct"])
def test_two_words_with_a_comma_are_no_whole_name_where_everybody_types_them(typed):
    assert " " not in (read_name(typed, asked=True) or "")


@pytest.mark.parametrize(
    "text",
    [
        "Je m'appelle Odette Le Bihan, je suis la grand-mère de Malo, qui n'ose pas écrire.",
        "Bonsoir, moi c'est Paul Roche, je suis le père de Zoé",
        "Je m'appelle Anne Vidal, j'aimerais lui prendre un rendez-vous",
    ],
)
def test_who_writes_for_another_is_not_whom_the_interview_is_for(text):
    assert read_name(text, asked=False) is None
    assert read_name("il s'appelle Malo Le Bihan, c'est pour lui", asked=False) == "Malo Le Bihan"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("un entretien pour Mlle Yi Xu", "Yi Xu"),
        ("c'est au nom de Mme Ghislaine Tshibangu", "Ghislaine Tshibangu"),
        ("je m'appelle juste Min-ji O", "Min-ji O"),
    ],
)
def test_a_title_is_no_part_of_a_name(text, name):
    assert read_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    ["Castagnet Bruno (nom puis prénom)", "Castagnet Bruno, nom et puis prénom"],
)
def test_the_order_of_a_name_may_be_told(text):
    assert read_name(text, asked=True) == "Bruno Castagnet"


def test_what_is_said_of_the_rest_is_no_name():
    said = "une erreur dans le courriel : c'est  Le reste est juste."

    assert read_name(said, asked=False, known=True) is None
    assert read_name("c'est Le Goff Yann", asked=False) == "Le Goff Yann"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Marie Dupont, erreur de frappe", "Marie Dupont"),
        ("Marie Dupont, pardon du dérangement", "Marie Dupont"),
        ("Je suis Paul Durand et j'aimerais un rdv, pardon pour le bazar", "Paul Durand"),
        ("Bonjour, erreur de frappe", None),
        ("Marie Dupont, pardon, pas Marie Durand", "Marie Dupont"),
        ("Marie Leblanc et pas Marie Blanc, pardon erreur de saisie", "Marie Leblanc"),
        ("C'est Yanis Traoré, pardon moi c'est sa mère Awa Traoré", "Yanis Traoré"),
        ("Je suis Paul Durand, né à Saint Malo, il y a 20 ans", "Paul Durand"),
        ("Bonsoir Monsieur Martin, je suis Paul Durand, s'il vous plaît", "Paul Durand"),
        ("Moi c'est Odile Roy, elle m'a été conseillée par Sophie Martin", "Odile Roy"),
        ("Je suis Paul Durand, le fils de Marc Durand", "Paul Durand"),
        ("Je suis Léa Petit, la copine de Sophie Martin", "Léa Petit"),
        ("Moi je suis Gaspard Lenoir et ma mère c'est Odile Roy, elle sera là", "Gaspard Lenoir"),
        ("nom thomas, prénom thomas", "Thomas Thomas"),
        ("Je suis LE", None),
        ("salut bah", None),
        ("Paul Martin, Paul Martin", "Paul Martin"),
        ("Marie Claire Dubois. Marie Claire Dubois", "Marie Claire Dubois"),
        ("Kelly Da Costa, Da Costa", "Kelly Da Costa"),
        ("Lucas Martin, Léa Martin", "Lucas Martin"),
        ("Lucas Martin, Julie Martin sa mère", "Lucas Martin"),
        ("Zhang Wei, Wei Zhang", "Wei Zhang"),
        ("Julie Martin, Madame Martin", "Julie Martin"),
        ("Lucas Martin, comme Ricky Martin", "Lucas Martin"),
        ("MARC PARENT, LYON", "Marc Parent"),
        ("LEA MARTIN 17 ANS", "Lea Martin"),
        ("Je m'appelle Léa Martin et le père de Tom Roy m'a parlé de vous", "Léa Martin"),
        ("Je suis Léa Martin, le prof de Tom Roy m'a conseillé", "Léa Martin"),
        ("Je m'appelle Tom Roy, la mère de Léa Martin est ma prof", "Tom Roy"),
        ("Moi c'est Léa Martin, lui Tom Martin c'est mon père", "Léa Martin"),
        ("Je suis Léa Martin, mon frère a déjà un rdv, lui c'est Tom Martin", "Léa Martin"),
        ("Je suis Léa Martin. Elle c'est Zoé Roux qui m'accompagne", "Léa Martin"),
        ("Marie Dupont, ah non Marie Durand c'est ma soeur", "Marie Dupont"),
        ("Tom Roy, pardon, le père Marc Roy viendra", "Tom Roy"),
        ("Léa Martin, pardon Léa sera accompagnée par Paul Martin", "Léa Martin"),
        ("Yanis Roy, pardon, Le Roy", "Yanis Roy"),
        ("Maria da Silva, pardon, da Costa", "Maria da Silva"),
        ("le patron c'est moi", None),
        ("si on me nomme chef de projet", None),
        ("Je m'appelle Léa Martin Du 93", "Léa Martin"),
    ],
)
def test_what_is_said_beside_a_name_is_no_other_name(typed, name):
    assert read_name(typed, asked=True) == name


def test_a_name_of_former_days_that_is_not_told_is_no_name():
    said = "lui il est resté à mon nom de jeune fille : "

    assert read_name(said, asked=False, known=True) is None
    assert read_name(said, asked=True) is None


def test_a_town_is_no_name():
    assert read_name("Bonjour de Nouméa (enfin bonsoir)", asked=False) is None


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mon père c'est Paul Martin, moi c'est Hugo Martin", "Hugo Martin"),
        ("je suis Hugo Petit et ma mère c'est Anne Petit", "Hugo Petit"),
        ("je m'appelle hugo petit et mon père c'est Paul Petit", "Hugo Petit"),
        ("mon nom est Martin, mon père est Paul Martin", "Martin"),
        ("Ma petite-fille s'appelle Louise Morvan, moi c'est Jacqueline", "Louise Morvan"),
        ("un rendez-vous pour ma fille Inès Benali", "Inès Benali"),
    ],
)
def test_who_somebody_else_is_does_not_hide_the_visitor(text, name, asked):
    assert read_name(text, asked=asked) == name


def test_who_somebody_else_is_answers_only_where_a_name_was_asked_for():
    assert read_name("mon père c'est Paul Martin", asked=False) is None
    assert read_name("mon fils c'est Louis Petit", asked=True) == "Louis Petit"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je suis Youssef Trabelsi de Tunis, je voudrais un entretien", "Youssef Trabelsi"),
        ("je m'appelle Anne de La Tour", "Anne de La Tour"),
    ],
)
def test_where_somebody_comes_from_is_no_part_of_the_name(text, name):
    assert read_name(text, asked=False) == name


@pytest.mark.parametrize(
    "text", ["Cordialement, Anne Vidal", "de la part de Anne Vidal", "désolée, Anne Vidal"]
)
def test_what_is_written_before_a_name_is_no_part_of_it(text):
    assert read_name(text, asked=True) == "Anne Vidal"
