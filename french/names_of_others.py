"""Whose name is meant where a visitor speaks of somebody else: « pour ma fille Inès Benali »."""

from __future__ import annotations

import re

_BETWEEN = r"d[eu]s?|la|le|ben|van|von|el|al|['’]t"  # parts of a name, in small letters
_NAME = rf"[A-ZÀ-Þ][\w'’-]*(?:\s(?:[A-ZÀ-Þ][\w'’-]*|d[’']|{_BETWEEN}))*"
_CAPITALISED = re.compile(
    rf"(?<![^\W\d_])[A-ZÀ-Þ][\w'’-]+(?:\s(?:(?:{_BETWEEN})\s)*[A-ZÀ-Þ][\w'’-]*)+"
)
"""Two words or more that are written as a name: « pour lui donc Bastien Roques »."""

_ANOTHER = (
    r"\b(?:[Mm]on|[Mm]a|[Nn]otre)\s(?!part\b|(?:petit\s)?(?:pr[ée])?nom\b)(?:petite?[\s-])?\w+"
)
# « pour ma fille Inès Benali », « Ma petite-fille s'appelle Louise, moi c'est Jacqueline »
_OF_ANOTHER = re.compile(
    rf"{_ANOTHER}(?:\s?,|\s?:|\ss\s?['’]?\s?app?el+e|\sest|\sc\s?['’]?\s?est)?\s(?P<name>{_NAME})"
)
# « mon père c'est Paul Martin », beside « moi c'est Hugo Martin »
_ABOUT_ANOTHER = re.compile(rf"{_ANOTHER}(?:\s?,)?\s(?:est|c\s?['’]?\s?est|c)\s{_NAME}")
# « notez Mathis Bourdin », « au nom de Jade Morvan »
_TO_NOTE = re.compile(
    r"\b(?:[Nn]ote[rz]?|[Mm]et(?:s|tez|tre)|[Ii]nscri(?:s|vez|re)|[ÉéEe]cri(?:s|vez|re)"
    r"|[Mm]arque[rz]?|[Rr][ée]serve[rz]?)\s(?:(?:plut[ôo]t|donc|bien|svp|pour|[àa]?u\snom\sd[e'’])\s?)*"
    rf"(?P<name>{_NAME})"
    rf"|\b[Aa]u\snom\sd(?:e\s|['’]\s?)(?P<under>{_NAME})"
)
# « pour ma sœur, pas pour moi », « non pour moi mais pour un élève »: the visitor's name is not it.
_FOR_ANOTHER = re.compile(
    r"\b(?:pas|non)\s+pour\s+moi\b"
    r"|\bpour\s+(?:mon|ma|mes|notre|nos|son|sa|une?\s+de\s+mes)\s"
    r"(?!\w*[st]ion\b|projet|avenir|études|carri)"
    r"|\bje\s+suis\s+(?:sa|son|(?:la|le|l['’]|une?)\s?(?:\w+[\s-])?(?:m[èe]re|p[èe]re|maman|papa|mamie|papi"
    r"|tante|oncle|tuteur|tutrice|marraine|parrain|conseill\w+))\b"
    r"|\b(?:lui|leur)\s+(?:prendre|r[ée]server|trouver|avoir)\b|\bpour\s+(?:lui|elle)\b"
    r"|\bpour\s+une?\s+(?:[ée]l[èe]ve|[ée]tudiant|ami|pote|copain|copine|proche|coll[èe]gue|enfant|jeune)",
    re.I,
)

# « Je m'appelle Tom Roy, la mère de Léa Martin est ma prof »: who says so at once, and nothing of
# anybody for whom it is, or that it was a slip.
_OWN = re.compile(
    r"\W*(?:(?:[Bb]onjour|[Bb]onsoir|[Ss]alut|[Aa]lors|[Oo]ui)\W+)?"
    r"(?:[Mm]oi,?\s(?:c['’\s]?est|je\s(?:suis|m['’]appelle))|[Jj]e\s(?:m['’]appelle|suis|me\snomme))\s"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)+)(?P<rest>.*)",
    re.S,
)
_NOT_SURE = re.compile(
    r"\b(?:pour|inscri\w*|not(?:e|ez|er)|met(?:s|tez|tre)|candidate?|concern\w+|[ée]l[èe]ve|jeune"
    r"|r[ée]serv\w+|fils|fille|petite?|neveu|ni[èe]ce|non|pardon|enfin|oups"
    r"|c['’]est\s(?:lui|elle)\sq)"
    r"|^\W*(?:l[ae]|l['’]|sa|son)\s?(?:grand[e]?[-\s]|belle-|beau-)?(?:m[èe]re|p[èe]re|maman|papa|mam(?:ie|y)|pap[iy]"
    r"|tante|oncle|tut\w+|marraine|parrain|conseill\w+|[ée]ducat\w+)\b(?!.*\sest\s)",
    re.I,
)


def own_name(text: str) -> str | None:
    """Give the name with which a visitor begins, where all that follows is of other people."""
    said = _OWN.fullmatch(text)
    if said is None or is_for_another(text) or _NOT_SURE.search(said["rest"]):
        return None
    return said["name"] if re.search(r"[A-ZÀ-Þ][a-zà-ÿ]+\s[A-ZÀ-Þ]", said["rest"]) else None


def is_for_another(text: str) -> bool:
    """Tell whether the interview is for somebody else, so that a name that signs is not theirs."""
    return bool(_FOR_ANOTHER.search(text))


def without_others(text: str) -> str:
    """Leave out who somebody else is, where the interview is for the visitor.

    « mon père c'est Paul Martin, moi c'est Hugo Martin » tells the visitor's own name.
    """
    return text if is_for_another(text) else _ABOUT_ANOTHER.sub(" , ", text)


def name_of_another(text: str) -> str | None:
    """Find the name of whom the visitor speaks of, or wants to be noted; as it is written.

    A given name that the text tells in full elsewhere is taken from there.
    """
    found = _OF_ANOTHER.search(text) or _TO_NOTE.search(text)
    if found is None:
        return None
    name = str(found["name"] or found["under"])
    in_full = (each.group() for each in _CAPITALISED.finditer(text))
    return next((each for each in in_full if " " not in name and each.startswith(f"{name} ")), name)
