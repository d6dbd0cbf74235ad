"""Slips in the domain of an e-mail address: « gmial.com » for « gmail.com »."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from french.letters import fold

_MEANT = (
    "gmail.com googlemail.com hotmail.com hotmail.fr outlook.com outlook.fr live.com live.fr "
    "yahoo.com yahoo.fr icloud.com protonmail.com proton.me orange.fr wanadoo.fr free.fr sfr.fr "
    "laposte.net bbox.fr neuf.fr numericable.fr aol.com msn.com"
).split()
"""Where most private addresses in France are: what a slip may have been meant for."""

_OTHERS = frozenset(
    "mail.com email.com ymail.com gmx.com gmx.fr gmx.de mail.fr me.com mac.com pm.me gmail.de "
    "hotmail.be hotmail.ch yahoo.be yahoo.ca live.be outlook.be orange.com free.com".split()
)
"""Places that there are, near to one of those."""

_ONE_DOMAIN = frozenset({"gmail", "icloud", "laposte", "wanadoo"})
"""Names that have one ending only, whatever is written."""

_YES = re.compile(
    r"\W*(?:oui|ouais?|ouaip|yes|yep|si)\b"
    r"(?:\W+(?:oui|si|merci|pardon|desolee?|oups|tout a fait|c.est ca|bien sur|svp))*\W*"
)
_LEAST_LETTERS = 4  # of a name: shorter ones differ from many others by a letter


def likely_meant(address: str) -> str | None:
    """Give the address that was probably meant; None where nothing looks like a slip.

    It is for asking, never for refusing: a school may be called « grange.fr ».
    """
    local, _, written = address.lower().rpartition("@")
    if written in _MEANT or written in _OTHERS:
        return None
    near = min(_MEANT, key=lambda domain: OSA.distance(written, domain))
    return f"{local}@{near}" if _is_slip(written, near) else None


def is_yes_to(meant: str, said: str) -> bool:
    """Tell whether an address that was asked about is agreed to: « oui », « oui, gmail ».

    « oui, c'est la bonne adresse » and « oui, j'en ai un » say yes to something else.
    """
    name, _, ending = meant.rpartition("@")[2].partition(".")
    words = re.sub(rf"\b{re.escape(fold(name))}(?:\W?{ending})?\b", " ", fold(said))
    return _YES.fullmatch(words) is not None


def _is_slip(written: str, meant: str) -> bool:
    name, _, ending = written.rpartition(".")
    meant_name, _, meant_ending = meant.rpartition(".")
    if len(meant_name) < _LEAST_LETTERS or OSA.distance(name, meant_name) > 1:
        return False
    return meant_name in _ONE_DOMAIN or OSA.distance(ending, meant_ending) <= 1
