import pytest

from french.address_slips import likely_meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.fr", "gmail.com"),
        ("hotmial.fr", "hotmail.fr"),
        ("hotmal.com", "hotmail.com"),
        ("outlok.fr", "outlook.fr"),
        ("orrange.fr", "orange.fr"),
        ("orange.ft", "orange.fr"),
        ("wanado.fr", "wanadoo.fr"),
        ("yaho.fr", "yahoo.fr"),
        ("iclou.com", "icloud.com"),
        ("laposte.fr", "laposte.net"),
        ("freee.fr", "free.fr"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(written, meant):
    assert likely_meant(f"Camille.Martin@{written}") == f"camille.martin@{meant}"


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com", "hotmail.fr", "hotmail.be", "yahoo.ca", "mail.com", "ymail.com", "orange.com",
        "hetic.net", "example.org", "ecole.example", "ac-paris.fr", "sfr.fr", "sfa.fr", "gmx.de",
        "univ-lyon2.fr", "student.hetic.net", "proton.me", "dupont.fr", "aol.fr", "etu.free.org",
    ],
)  # fmt: skip
def test_an_address_that_may_well_be_right_is_not_doubted(domain):
    assert likely_meant(f"camille@{domain}") is None
