from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("je finis à 17h jeudi, donc 17h30", "11-26 17:30/"),
        ("jeudi elle finit a 16h mets 16h30", "11-26 16:30/"),
        ("jeudi je sors à 14h prenez 15h", "11-26 15:00/"),
        ("jeudi il finit a 12h prends 14h", "11-26 14:00/"),
        ("je sors de cours à 16h, disons 16h30 demain", "11-26 16:30/"),
        ("je travaille jusqu'à 15h, dispo après 15h30 jeudi", "11-26 15:30/"),
        ("j'ai cours jusqu'à 11h mardi, libre à partir de midi", "12-01 12:00/"),
        ("cours jusqu'à 15h demain, possible après 15h30", "11-26 15:30/"),
        ("jeudi je termine à 16h", "11-26 16:00/"),
        ("je suis en vacances jusqu'au 3 janvier", "01-04 00:00/"),
        ("j'ai un shooting à 17h. 11h30 jeudi plutôt", "11-26 11:30/"),
        ("elle a danse jeudi à 14h, jeudi 16h alors", "11-26 16:00/"),
        ("j'ai cours demain matin, on peut mettre vendredi 10h", "11-27 10:00/"),
        ("elle a conduite le jeudi... vendredi 4 à 16h plutôt", "12-04 16:00/"),
        ("on a un repas de famille vendredi, lundi 9h alors", "11-30 09:00/"),
        ("je dors jusqu'à 14h donc après, disons jeudi", "11-26 14:00/"),
        ("la crèche ferme à 17h, jeudi 15h ça irait", "11-26 15:00/"),
        ("jeudi 15h, la nounou part à 16h", "11-26 15:00/"),
        ("la crèche ferme à 17 h donc jeudi 16 h", "11-26 16:00/"),
        ("mon train part à 15h mais 11h jeudi", "11-26 11:00/"),
        ("jeudi, la session de 16 h", "11-26 16:00/"),
        ("j'avais un tournoi ce vendredi soir. lundi 30 à 9 h de Paris également", "11-30 09:00/"),
        ("elle aura danse jeudi à 14h, jeudi 16h alors", "11-26 16:00/"),
        ("vendredi matin j'ai cours en fait, mettez lundi 9h30", "11-30 09:30/"),
        ("vendredi 14h elle a danse, plutôt lundi à 10h", "11-30 10:00/"),
        ("jeudi l'appel de 10 h", "11-26 10:00/"),
        ("je prends le rendez-vous de 11 heures jeudi", "11-26 11:00/"),
        ("ma sœur arrive par le train de 10 h, plutôt jeudi à 16 h", "11-26 16:00/"),
        ("j'ai mon cours de 14h jeudi, 16h c'est mieux", "11-26 16:00/"),
        ("mon train de Lyon arrive à 10h40, plutôt 11h30 jeudi", "11-26 11:30/"),
        ("elle travaille à l'hôpital jusqu'à 13h, jeudi", "11-26 13:00/"),
        ("je suis sur les routes jusqu'au 27, le vendredi 4 décembre à 11h", "12-04 11:00/"),
        ("jeudi mais jfinis les cours a 15h donc après", "11-26 15:00/"),
        ("j'ai yoga jusqu'à 18h, après ça va", "11-25 18:00/"),
        ("on a conseil de classe jusqu'à 17h jeudi", "11-26 17:00/"),
        ("j'ai une réunion jusqu'à 11h30", "11-25 11:30/"),
        ("j'ai stage jusqu'au 11 décembre", "12-12 00:00/"),
        ("jeudi j'ai un TD est-ce qu'on peut mettre vendredi 16h30", "11-27 16:30/"),
        ("j'ai un oral on peut décaler à 16h", "11-25 16:00/"),
        ("j'ai piscine pouvez-vous mettre jeudi 17h", "11-26 17:00/"),
        ("jeudi plutôt 16 heures parce que 15 heures je serai à peine levée", "11-26 16:00/"),
        ("vendredi 10h vu que jeudi 10h je passe mon permis", "11-27 10:00/"),
        ("je ne peux pas jeudi parce que j'ai cours, mardi 15h", "12-01 15:00/"),
        ("jeudi je ne peux pas car j'ai dentiste. Mardi 15h ?", "12-01 15:00/"),
        ("jeudi, j'ai un rdv médical reporté à 15h, plutôt mardi 10h", "12-01 10:00/"),
        ("jeudi puisque mercredi je suis en stage", "11-26 00:00/"),
        ("mardi g foot, mercredi 17h", "12-02 17:00/"),
    ],
)
def test_when_one_is_busy_is_not_offered(phrase, read):
    window = read_when(phrase, NOW)

    assert not window.others
    assert f"{window.start:%m-%d %H:%M}/{window.end or ''}" == read


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("je bosse le matin", "2026-11-26 15:00", "2026-11-26 10:00"),
        ("je travaille le matin, plutôt l'aprem", "2026-11-26 15:00", "2026-11-26 10:00"),
        ("je suis en cours l'après-midi", "2026-11-26 10:00", "2026-11-26 15:00"),
        ("je travaille le mardi", "2026-11-26 10:00", "2026-12-01 10:00"),
        ("mardi j'ai mon permis", "2026-11-26 10:00", "2026-12-01 10:00"),
        ("mercredi mon fils a foot", "2026-11-26 10:00", "2026-12-02 10:00"),
        ("j'ai piscine le lundi", "2026-11-26 10:00", "2026-11-30 10:00"),
        ("je suis en stage le jeudi et le vendredi", "2026-12-01 10:00", "2026-11-26 10:00"),
        ("lundi je voyage", "2026-11-26 10:00", "2026-11-30 10:00"),
        ("lundi je suis en déplacement", "2026-11-26 10:00", "2026-11-30 10:00"),
        ("mardi je suis de garde", "2026-11-26 10:00", "2026-12-01 10:00"),
        ("je suis d'astreinte jeudi", "2026-11-27 10:00", "2026-11-26 10:00"),
        ("mercredi je garde mes enfants", "2026-11-26 10:00", "2026-12-02 10:00"),
        ("mardi je prends l'avion", "2026-11-26 10:00", "2026-12-01 10:00"),
        ("mercredi nous partons en vacances", "2026-11-26 10:00", "2026-12-02 10:00"),
        ("lundi je vais chez le dentiste", "2026-11-26 10:00", "2026-11-30 10:00"),
        ("je passe mon bac en juin 2027", "2026-11-26 10:00", "2027-06-07 10:00"),
        ("lundi je suis en déplacement mardi ça marche", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("lundi je suis pas là mardi 10h", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("lundi je bosse, mardi aussi, mercredi 9h", "2026-12-02 09:00", "2026-12-01 09:00"),
        ("je travaille du lundi au jeudi", "2026-11-27 10:00", "2026-12-08 10:00"),
        ("je révise lundi, mardi je peux", "2026-12-01 10:00", "2026-11-30 10:00"),
        ("lundi on bosse, mais mardi aprem nickel", "2026-12-01 15:00", "2026-11-30 15:00"),
        ("je prends mon service à 20h", "2026-11-26 10:00", "2026-11-26 20:30"),
        ("ma prof me laisse partir à 15h jeudi", "2026-11-26 15:30", "2026-11-26 14:30"),
    ],
)
def test_when_one_is_busy_is_refused(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert window.contains(datetime.fromisoformat(fits).replace(tzinfo=PARIS))
    assert not window.contains(datetime.fromisoformat(fails).replace(tzinfo=PARIS))


@pytest.mark.parametrize(
    "phrase", ["la crèche ferme à 17h", "mon fils commence à 10h", "le magasin ouvre à 9h30"]
)
def test_the_hour_of_something_else_is_no_wish(phrase):
    assert read_when(phrase, NOW) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "jeudi, un créneau qui commence à 10h",
        "jeudi, l'entretien commence à 10h",
        "j'ai un créneau jeudi à 10h",
        "j'ai réservé jeudi 10h",
        "j'ai vu que jeudi 10h était libre",
        "jeudi 10h j'ai un bts mco",
        "j'ai un entretien jeudi à 10h avec vous",
        "jeudi je ne travaille pas, 10h",
        "jeudi je suis en télétravail, 10h",
        "jeudi je suis chez moi à 10h",
        "jeudi je passe vous voir à 10h",
        "jeudi je vais prendre 10h",
        "jeudi je suis en congé à 10h",
    ],
)
def test_what_one_has_may_be_just_what_is_wanted(phrase):
    assert read_when(phrase, NOW).start == datetime(2026, 11, 26, 10, tzinfo=PARIS)


@pytest.mark.parametrize(
    "phrase",
    [
        "j'ai un peu de temps jusqu'à 16h",
        "on a une disponibilité jusqu'à 16h",
        "j'ai un trou jusqu'à 16h",
        "j'ai jusqu'à 16h",
        "je suis libre jusqu'à 16h",
    ],
)
def test_what_one_has_free_lasts_until_then(phrase):
    window = read_when(phrase, NOW)

    assert window.start is None
    assert f"{window.end:%m-%d %H:%M}" == "11-25 16:00"


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("je cherche un créneau jusqu'à vendredi", "/2026-11-28"),
        ("je serai joignable jusqu'à 18h jeudi", "/2026-11-26 18:00"),
        ("je voudrais jusqu'à 12h mardi", "/2026-12-01 12:00"),
        ("mercredi 2 j'ai juste besoin de 30 minutes, 15h", "12-02 15:00/"),
        ("jeudi j'ai de la dispo à 10h", "11-26 10:00/"),
        ("jeudi mon fils a accepté, 10h", "11-26 10:00/"),
        ("mercredi 2 il a judo, mais le matin ça irait", "12-02 09:00/"),
        ("ok pour jeudi j'ai hâte", "11-26 00:00/"),
        ("j'ai regardé mon planning et jeudi à 10h ça irait", "11-26 10:00/"),
        ("j'ai décidé de prendre jeudi 10h", "11-26 10:00/"),
        ("j'ai seulement jeudi à 10h", "11-26 10:00/"),
        ("mon conseiller a suggéré jeudi à 10h", "11-26 10:00/"),
        ("j'ai une matinée jeudi", "11-26 09:00/"),
        ("jeudi je suis de service jusqu'à 17h, mettez vendredi à 11h", "11-27 11:00/"),
    ],
)
def test_what_one_has_or_does_until_then_may_be_no_hindrance(phrase, read):
    window = read_when(phrase, NOW)

    start = window.start and f"{window.start:%m-%d %H:%M}"
    if read.startswith("/"):
        assert f"/{window.end:%Y-%m-%d %H:%M}".startswith(read)
    else:
        assert f"{start}/" == read
