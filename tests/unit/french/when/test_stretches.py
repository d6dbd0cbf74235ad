from datetime import datetime

import pytest

from french.paris import PARIS
from french.when import read_when

WEDNESDAY = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def days(phrase: str) -> str:
    window = read_when(phrase, WEDNESDAY)
    assert window is not None
    assert window.kind == "range"
    return f"{window.start:%Y-%m-%d}/{window.end:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("cette semaine", "2026-11-25/2026-11-30"),
        ("dans la semaine", "2026-11-25/2026-11-30"),
        ("la semaine prochaine", "2026-11-30/2026-12-07"),
        ("la sem pro", "2026-11-30/2026-12-07"),
        ("la semaine qui vient", "2026-11-30/2026-12-07"),
        ("début de semaine prochaine", "2026-11-30/2026-12-02"),
        ("en début de semaine", "2026-11-30/2026-12-02"),
        ("en fin de semaine", "2026-11-26/2026-11-28"),
        ("à la fin de semaine mais pas samedi", "2026-11-26/2026-11-28"),
        ("fin de semaine. Samedi je bosse", "2026-11-26/2026-11-28"),
        ("fin de semaine prochaine", "2026-12-03/2026-12-05"),
        ("semaine du 7", "2026-12-07/2026-12-14"),
        ("la semaine du lundi 7 décembre", "2026-12-07/2026-12-14"),
        ("semaine 50", "2026-12-07/2026-12-14"),
        ("ce weekend", "2026-11-28/2026-11-30"),
        ("ce we", "2026-11-28/2026-11-30"),
        ("ce mois-ci", "2026-11-25/2026-12-01"),
        ("le mois prochain", "2026-12-01/2027-01-01"),
        ("en mars", "2027-03-01/2027-04-01"),
        ("au mois de mars", "2027-03-01/2027-04-01"),
        ("mars 2027", "2027-03-01/2027-04-01"),
        ("en mars 2027", "2027-03-01/2027-04-01"),
        ("courant décembre", "2026-12-01/2027-01-01"),
        ("début décembre", "2026-12-01/2026-12-11"),
        ("mi décembre", "2026-12-10/2026-12-20"),
        ("fin décembre", "2026-12-21/2027-01-01"),
        ("fin du mois", "2026-11-25/2026-12-01"),
        ("début du mois prochain", "2026-12-01/2026-12-11"),
        ("début novembre", "2027-11-01/2027-11-11"),
        ("première quinzaine de janvier", "2027-01-01/2027-01-16"),
        ("première quinzaine de novembre", "2027-11-01/2027-11-16"),
        ("deuxième quinzaine de novembre", "2026-11-25/2026-12-01"),
        ("les deux premières semaines de novembre", "2027-11-01/2027-11-15"),
        ("la dernière semaine de janvier", "2027-01-25/2027-02-01"),
        ("deuxième semaine de janvier", "2027-01-11/2027-01-18"),
        ("du 7 au 9 décembre", "2026-12-07/2026-12-10"),
        ("entre le 7 et le 9 décembre", "2026-12-07/2026-12-10"),
        ("du 30 novembre au 2 décembre", "2026-11-30/2026-12-03"),
        ("du 28 décembre au 4 janvier", "2026-12-28/2027-01-05"),
        ("du lundi 7 au mercredi 9", "2026-12-07/2026-12-10"),
        ("7-9 décembre", "2026-12-07/2026-12-10"),
        ("entre lundi et mercredi", "2026-11-30/2026-12-03"),
        ("de jeudi à samedi", "2026-11-26/2026-11-29"),
        ("dans 2 ou 3 jours", "2026-11-27/2026-11-29"),
        ("dans un jour ou deux", "2026-11-26/2026-11-28"),
    ],
)
def test_weeks_months_and_their_parts_are_stretches_of_days(phrase, read):
    assert days(phrase) == read
