"""Moments that fit what was said, and moments that do not."""

from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def at(text: str) -> datetime:
    year = 2027 if text < "11" else 2026
    return datetime.fromisoformat(f"{year}-{text}").replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("phrase", "fits", "fails"),
    [
        ("apres paques", "03-29 10:00", "03-28 10:00"),
        ("après le 15 août", "08-16 10:00", "08-15 10:00"),
        ("avant noël", "12-24 10:00", "12-25 10:00"),
        ("à partir du 14", "12-14 10:00", "12-13 10:00"),
        ("jusqu'au 4 inclus", "12-04 10:00", "12-05 10:00"),
        ("du 7 au 9 le matin", "12-08 10:00", "12-08 15:00, 12-10 10:00"),
        ("avant le 4", "12-03 10:00", "12-04 10:00"),
        ("d'ici le 4", "12-04 10:00", "12-05 10:00"),
        ("dans l'heure", "11-25 10:55", "11-25 11:15"),
        ("d'ici une heure ou deux", "11-25 11:55", "11-25 12:15"),
        ("dans les deux prochaines heures", "11-25 11:55", "11-25 12:15"),
        ("avant 48h", "11-27 09:55", "11-27 10:15"),
        ("sous 72 heures", "11-28 09:55", "11-28 10:15"),
        ("lundi j'ai cours jusqu'à 15h, après je suis libre", "11-30 15:00", "11-30 14:30"),
        ("je bosse jusqu'à 14h mardi, libre ensuite", "12-01 14:30", "12-01 10:00"),
        ("je commence le boulot à 14h donc plutôt le matin", "11-30 10:00", "11-30 14:00"),
        ("je suis en cours de 8h à 12h jeudi donc l'après-midi", "11-26 15:00", "11-26 10:00"),
        ("je ne suis libre qu'après 16h", "11-26 16:30", "11-26 15:00"),
        ("je ne suis dispo que le mardi", "12-01 10:00", "12-02 10:00"),
        ("jeudi passé midi", "11-26 12:30", "11-26 11:00"),
        ("jeudi en début de journée", "11-26 09:00", "11-26 15:00"),
        ("jeudi à la première heure", "11-26 09:00", "11-26 11:00"),
        ("jeudi en fin de journée", "11-26 17:00", "11-26 10:00"),
        ("jeudi mi-journée", "11-26 12:30", "11-26 16:00"),
        ("jeudi après manger", "11-26 14:00", "11-26 10:00"),
        ("jeudi avant le déj", "11-26 11:00", "11-26 14:00"),
        ("dans les 10 jours", "12-05 10:00", "12-06 10:00"),
        ("le reste de la journée", "11-25 15:00", "11-26 10:00"),
        ("lundi ou mardi matin", "11-30 10:00, 12-01 10:00", "11-30 15:00"),
        ("lundi après-midi ou mardi", "11-30 15:00, 12-01 10:00", "11-30 10:00"),
        ("soit lundi 10h soit mardi 11h", "11-30 10:00, 12-01 11:00", "11-30 11:00"),
        ("lundi 10h, sinon mardi 15h", "11-30 10:00, 12-01 15:00", "11-30 15:00"),
        ("n'importe quel jour sauf le vendredi", "11-30 10:00", "11-27 10:00"),
        ("tous les matins sauf jeudi", "11-27 10:00", "11-26 10:00, 11-27 15:00"),
        ("le lundi et le mercredi", "11-30 10:00, 12-02 10:00", "12-01 10:00"),
        ("le plus tôt possible la semaine prochaine", "11-30 09:00", "11-27 09:00"),
        ("jeudi mais pas trop tôt", "11-26 15:00", "11-27 09:00"),
        ("jeudi pas avant 10h", "11-26 10:00", "11-26 09:30"),
        ("jeudi 14h ou 15h", "11-26 14:00, 11-26 15:00", "11-27 14:00"),
        ("à 14h jeudi ou vendredi", "11-26 14:00, 11-27 14:00", "11-26 15:00"),
        (
            "je suis disponible tous les jours à partir de 15h sauf le mercredi",
            "11-26 15:00",
            "11-26 14:30, 12-02 15:30",
        ),
        (
            "dispo le mardi et jeudi entre 10 et 12",
            "12-01 10:30, 11-26 11:00",
            "11-27 10:30, 12-01 15:00",
        ),
        (
            "plutot en fin de matinée vendredi si possible",
            "11-27 11:00",
            "11-27 09:00, 11-27 15:00",
        ),
        (
            "je suis libre la semaine du 7 au 11 sauf jeudi",
            "12-08 10:00",
            "12-10 10:00, 12-02 10:00",
        ),
        ("on peut faire ça lundi en début d'aprem ?", "11-30 14:30", "11-30 10:00"),
        ("la semaine pro sauf lundi", "12-01 10:00", "11-30 10:00, 12-08 10:00"),
        (
            "j'suis dispo lun mar et jeu aprem",
            "11-30 15:00, 12-01 15:00, 11-26 15:00",
            "11-27 15:00, 11-30 10:00",
        ),
        ("au plus tard le 4 décembre", "12-04 10:00", "12-05 10:00"),
        ("au plus tôt le 7 décembre", "12-07 10:00", "12-06 10:00"),
        ("pas avant le 7 décembre svp", "12-07 10:00", "12-06 10:00"),
        ("après le 7 décembre", "12-08 10:00", "12-07 10:00"),
        ("d'ici la fin du mois", "11-30 10:00", "12-01 10:00"),
        ("d'ici fin décembre", "12-31 10:00", "01-01 10:00"),
        ("avant la fin de la semaine", "11-27 10:00", "11-28 10:00"),
        (
            "la semaine prochaine, mercredi ou jeudi matin",
            "12-02 10:00, 12-03 10:00",
            "12-03 15:00, 11-26 10:00",
        ),
        ("mardi ou mercredi de la semaine prochaine", "12-01 10:00, 12-02 10:00", "11-30 10:00"),
        ("demain dès 8h", "11-26 09:00", "11-26 07:00"),
        ("demain a partir de 10h30", "11-26 11:00", "11-26 10:00"),
        ("d'ici deux heures", "11-25 11:55", "11-25 12:15"),
        ("sous huitaine", "12-02 10:00", "12-03 10:00"),
        ("d'ici 15 jours", "12-09 10:00", "12-10 10:00"),
        ("ce soir après 18h", "11-25 18:30", "11-25 17:00"),
        ("en soirée demain", "11-26 19:00", "11-26 15:00"),
        ("je ne peux pas le matin", "11-30 15:00", "11-30 10:00"),
        ("tout sauf le matin", "11-30 15:00", "11-30 10:00"),
        ("jamais le vendredi", "11-30 10:00", "11-27 10:00"),
        ("pas dispo demain, après-demain oui", "11-27 10:00", "11-26 10:00"),
        ("demain non, vendredi oui", "11-27 10:00", "11-26 10:00"),
        ("lundi non mardi ok", "12-01 10:00", "11-30 10:00"),
        ("je préfère jeudi plutôt que mercredi", "11-26 10:00", "12-02 10:00"),
        ("le jeudi me va mieux que le vendredi", "11-26 10:00", "11-27 10:00"),
        ("à part le lundi, n'importe quand", "12-01 10:00", "11-30 10:00"),
        ("hormis le 3 décembre", "12-02 10:00", "12-03 10:00"),
    ],
)
def test_slots_fit_what_was_said_and_the_others_do_not(phrase, fits, fails):
    window = read_when(phrase, NOW)

    assert all(window.contains(at(moment)) for moment in fits.split(", "))
    assert not any(window.contains(at(moment)) for moment in fails.split(", "))
