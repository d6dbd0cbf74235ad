from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.mark.parametrize(
    "phrase",
    [
        "ma sœur finit à 17h",
        "mon mari rentre à 18h",
        "ma mère veut être là et elle travaille jusqu'à 18h",
        "mon mari travaille de 8 h à 17 h, il ne pourra pas venir",
        "mon frère travaille samedi et dimanche",
        "ma copine a un exam vendredi matin",
        "mon mari est en déplacement jeudi",
        "lundi mon mari travaille",
        "l'aprem ma sœur a cours",
        "mon mari est routier, il rentre vendredi soir",
        "les parents de ma copine arrivent samedi",
        "ma collègue reprend le 4 janvier",
        "mon coloc dort jusqu'à midi",
        "ma belle-mère arrive à 14h",
        "mon père prend son service à 6h",
        "j'ai mon cousin qui passe lundi",
        "j'ai vu sur le site que les inscriptions ferment le 30 juin",
        "est-ce que la rentrée est bien le 6 septembre ?",
        "la JPO du 29 mai est maintenue ?",
        "le conseil de classe de mon fils est le 7 à 18h",
        "les cours finissent le 12 juin",
        "j'ai mon oral de bac le 21 juin à 8h, stress !",
        "mon père est mort en janvier, désolée de répondre si tard",
        "ça m'est égal tant que ça dure 2 heures au plus",
        "je cherche une alternance pour septembre",
        "mon bus passe à 7h10",
        "le train est à 15h",
        "on ferme le magasin à 19h30",
        "ma fille finit à 16h30 le lundi",
        "mon gamin sort de l'école à 15h40 le vendredi",
        "mes enfants rentrent à 16h45",
        "mon daron part à 18h",
        "ma grand mère est hospitalisée jusqu'à vendredi",
        "mon prof principal part à la retraite en juin",
        "mon épouse termine à 17h30 et mon fils à 16h",
        "ma fille a cours jusqu'à 17h tous les jours sauf le mercredi",
        "ma sœur travaille jusqu'à 18h tous les jours sauf le mercredi",
        "mon frère finit à 17h mardi et à 18h jeudi",
        "mon pote a son entretien jeudi à 14h chez vous",
    ],
)
def test_somebody_elses_timetable_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "le matin c'était bien mais maintenant j'ai cours",
        "lundi ça m'allait mais plus maintenant",
        "hier à 14h j'étais en ligne et rien",
        "j'étais libre jeudi dernier",
        "la semaine dernière ça m'allait mieux",
        "j'étais en cours ce matin",
        "on travaillait le samedi avant",
        "j'avais rdv mardi mais personne ne m'a appelé",
        "ma sœur a eu son entretien à 10h",
        "mon copain a passé le sien lundi à 14h",
        "j'ai eu mon entretien jeudi à 10h",
        "la réunion d'hier à 18 h",
        "ce matin j'ai raté votre appel",
        "j'ai appelé 3 fois entre 9h et 10h sans réponse",
        "on m'a dit que c'était fermé à 17h",
        "mon ancien entretien était le 12 mai à 10h",
        "en janvier j'ai fait un stage chez vous, là je cherche un créneau",
    ],
)
def test_what_is_over_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "je vous redis demain",
        "je vous rappelle lundi",
        "Je vous remercie, je reviens vers vous lundi.",
        "je vous tiens au courant jeudi",
        "je vous confirme ça demain",
        "je vous dirai mardi",
        "demain je vous redis",
        "on vous rappelle mardi",
        "ma mère vous rappellera lundi",
        "je regarde mon agenda et je vous dis ça ce soir",
        "je repasse vous voir dans la soirée",
        "j'en parle à mes parents ce week-end",
        "je demande à mon chef demain",
        "j'aurai mon emploi du temps lundi",
        "je ne sais pas encore, mon planning sort jeudi",
        "je ne saurai que jeudi",
        "on verra ça la semaine prochaine",
        "je vous envoie mes disponibilités par mail d'ici vendredi",
        "je reçois mes résultats Parcoursup le 2 juin",
        "je ne reçois mon planning que le vendredi",
    ],
)
def test_when_an_answer_comes_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "ma sœur finit à 17h, jeudi 10h pour moi",
        "et jeudi 10h ? vendredi ma sœur a cours",
        "ma mère peut garder les petits jeudi à 10h",
        "jeudi 10h mon mari garde le petit",
        "ma mère sera là jeudi à 10h",
        "mon chef est d'accord pour jeudi 10h",
        "mon mari est en congé jeudi, donc jeudi 10h",
        "ma sœur finit à 17h jeudi 10h c'est mieux",
        "ma mère a un créneau jeudi à 10h",
        "jeudi 10h mon mari travaille mais moi je suis libre",
        "je vous propose jeudi 10h",
        "je vous rappelle que jeudi 10h me convient",
        "je vous confirme jeudi 10h",
        "je vous dis jeudi 10h",
        "je vous réponds : jeudi 10h",
        "je reviens vers vous pour prendre jeudi 10h",
        "rappelez-moi jeudi à 10h",
        "je dirais mercredi 2. Non, jeudi 26. À 10h.",
        "après la JPO du 12, non, jeudi 26 à 10h",
        "je cherche un créneau pour jeudi 10h",
        "mon bac est fini, jeudi 10h",
        "je vous retrouve jeudi à 10h",
        "je regarde mon agenda, jeudi 10h",
        "je voulais jeudi 10h",
        "je me demandais si jeudi 10h était libre",
        "si c'était possible jeudi à 10h",
        "si vous aviez jeudi 10h",
        "on avait dit jeudi 10h",
        "j'avais pensé à jeudi 10h",
        "jeudi 10h c'était parfait",
        "ça serait bien jeudi 10h",
        "je sais que jeudi 10h c'est bon",
        "j'avais rdv mardi à 15h, je voudrais déplacer à jeudi 10h",
        "hier j'étais malade, jeudi 10h alors",
    ],
)
def test_what_is_wanted_beside_it_is_read(phrase):
    window = read_when(phrase, NOW)

    assert not window.others
    assert (window.start, window.end) == (datetime(2026, 11, 26, 10, tzinfo=PARIS), None)


def test_a_visitor_may_write_for_somebody_else():
    window = read_when("c'est pour mon frère, il finit à 17h jeudi", NOW)

    assert window.contains(datetime(2026, 11, 26, 17, 30, tzinfo=PARIS))
    assert not window.contains(datetime(2026, 11, 26, 16, 30, tzinfo=PARIS))


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("ma sœur finit à 17h, donc après", "11-26 17:30", "11-26 16:30"),
        ("mon petit frère sort de l'école à 16h30, je peux qu'après", "11-26 16:30", "11-26 16:00"),
        ("la crèche ferme à 17h donc avant", "11-26 16:30", "11-26 17:00"),
        (
            "le cours de ma fille commence à 17h donc avant ça vendredi",
            "11-27 16:30",
            "11-27 17:00",
        ),
        ("j'ai cours de 8h à 12h jeudi donc après", "11-26 12:00", "11-26 11:00"),
        ("en stage jusqu'au 4 décembre, après ça n'importe quand", "12-07 10:00", "12-03 10:00"),
        ("dispo jusqu'à 16h, après je travaille", "11-26 15:30", "11-26 16:30"),
        ("vendredi c'est l'anniversaire de ma mère", "11-26 10:00", "11-27 10:00"),
        ("jeudi c'est le mariage de mon frère, vendredi oui", "11-27 10:00", "11-26 10:00"),
        ("je serai en Corse du 1er au 15 décembre", "12-16 10:00", "12-08 10:00"),
        (
            "ma fille a son bac blanc du 7 au 11 décembre donc la semaine d'après",
            "12-15 10:00",
            "12-08 10:00",
        ),
        ("le train arrive à 10h40, après ça jeudi", "11-26 11:00", "11-26 10:00"),
        ("l'examen d'entrée est le 10, donc après", "12-11 10:00", "12-10 10:00"),
        ("mon daron part à 18h donc après stp", "11-26 18:00", "11-26 17:00"),
        ("ma fille finit à 16h30 donc après", "11-26 16:30", "11-26 16:00"),
        ("jeudi ma fille finit à 16h", "11-26 16:30", "11-26 15:30"),
        ("ma fille finit à 17h, quoi après cette heure-là ?", "11-26 17:00", "11-26 16:00"),
        ("mon fils dort de 13h à 15h, ce serait l'idéal", "11-26 13:30", "11-26 12:30"),
        ("ma fille finit à 16h30, 17h c'est bon ?", "11-25 17:00", "11-25 16:30"),
        ("mon fils est en cours le lundi ; le mardi oui", "12-01 10:00", "11-30 10:00"),
        ("le 14 c mon dernier partiel, le 15 oui", "12-15 10:00", "12-14 10:00"),
    ],
)
def test_what_is_told_may_bound_what_is_wanted(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert window.contains(datetime.fromisoformat(f"2026-{fits}").replace(tzinfo=PARIS))
    assert not window.contains(datetime.fromisoformat(f"2026-{fails}").replace(tzinfo=PARIS))


@pytest.mark.parametrize(
    "phrase",
    [
        "j'ai rendez-vous chez mon cardiologue mardi à 10h, donc jeudi à la même heure",
        "mardi 10h je peux pas, jeudi même heure",
        "mardi 10h je peux pas, jeudi 10h oui",
    ],
)
def test_the_same_hour_may_be_one_that_is_not_wanted(phrase):
    window = read_when(phrase, NOW)

    assert not window.others
    assert window.start == datetime(2026, 11, 26, 10, tzinfo=PARIS)
    assert window.contains(window.start)
