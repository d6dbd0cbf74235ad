"""Whose name is meant where a visitor speaks of somebody else: « pour ma fille Inès Benali »."""

from __future__ import annotations

import re

from french.everyday import is_everyday

_BETWEEN = r"d[eu]s?|la|le|ben|van|von|el|al|['’]t"  # parts of a name, in small letters
_NAME = rf"[A-ZÀ-Þ][\w'’-]*(?:\s(?:[A-ZÀ-Þ][\w'’-]*|d[’']|{_BETWEEN}))*"
CAPITALISED = re.compile(
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
_OWN_NAME = re.compile(
    r"\b(?:moi\b|j\w*\s?['’]?\s?m\s?['’]?\s?app?el+e|mon\s(?:petit\s)?(?:pr[ée])?nom\b|je\s+suis\s(?-i:[A-ZÀ-Þ]))"
    r"|\bje\s+suis\s+(?P<said>[^\W\d_]+)",
    re.I,
)
# « notez Mathis Bourdin », « au nom de Jade Morvan »
_TO_NOTE = re.compile(
    r"\b(?:[Nn]ote[rz]?|[Mm]et(?:s|tez|tre)|[Ii]nscri(?:s|vez|re)|[ÉéEe]cri(?:s|vez|re)"
    r"|[Mm]arque[rz]?|[Rr][ée]serve[rz]?)\s(?:(?:plut[ôo]t|donc|bien|svp|pour|[àa]?u\snom\sd[e'’])\s?)*"
    rf"(?P<name>{_NAME})"
    rf"|\b[Aa]u\snom\sd(?:e\s|['’]\s?)(?P<under>{_NAME})"
)
_KIN = (
    r"fils|fille|petite?[\s-]fil(?:s|le)|fr[èe]re|s(?:œ|oe)ur|neveu|ni[èe]ce|cousine?|filleule?"
    r"|mari|femme|compagn(?:on|e)|conjointe?|ami|amie|m[èe]re|p[èe]re|maman|papa|copain|copine"
)
_OF_KIN = re.compile(
    rf"(?:\bpour\s+)(?:mon|ma|notre)\s+(?:{_KIN})\s+(?P<name>[^\W\d_][^,;:.!?\n\d]*)$", re.I
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

_SAYS = r"(?:c\s?['’]?\s?est|c|s\s?['’]?\s?app?el+e)"
_ELDER = (
    r"(?:grande?[\s-]|belle?[\s-]|beau[\s-])?(?:m[èe]re|p[èe]re|maman|papa|mam(?:ie|y)|pap[iy]|tante|oncle"
    r"|tut(?:eur|rice)|marraine|parrain|nourrice|[ée]ducat(?:eur|rice)|conseill[èe]re?|coach|prof\w*)"
)
# « Moi c'est Odile Royer, … », « Odile Royer pour moi », « Odile Royer sa grand-mère »: who writes.
_WRITES = re.compile(
    rf"(?<!pour\s)\b(?:moi|je|le\smien)\b,?(?:\s(?:c\s?['’]?\s?est|c|je|suis|m\s?['’]?app?el+e|sa|son|{_ELDER})\b,?)*\s*$",
    re.I,
)
_WRITTEN_BY = re.compile(
    rf"\s*,?\s*(?:(?:pour|c\s?['’]?\s?est)\s+moi\b|(?:sa|son)\s+{_ELDER}\b)", re.I
)
# « lui c’est … », « elle qu’il faut inscrire : … », « , la mère de … », « … pour lui »: for whom.
_FOR_WHOM = re.compile(
    rf"\b(?:lui|elle|le\ssien|la\ssienne|l[ea]\s(?:petite?|jeune|candidate?))(?:\s?,|,?\s{_SAYS}|[^.!?]{{0,30}}:)?\s*$"
    rf"|\bil\s{_SAYS}\s*$|^\s*,?\s*(?:(?:la|le)\s|l['’]){_ELDER}\sde\s*$",
    re.I,
)
_GOES_ON = re.compile(r"\s*[^\W\d_]")  # « lui Tom Roy c'est mon père »
_OF_THE_WRITER = re.compile(r"\b(?:mon|ma|mes|notre|part)\b", re.I)
_BY_ELDER = re.compile(rf"\b(?:sa|son)\s+{_ELDER}\b", re.I)
_IS_FOR = re.compile(r"\s*,?\s*pour\s+(?:lui|elle)\b", re.I)
_NEAR = 60  # characters: who is said to be who is said next to the name
# « moi c'est odile royer, lui gaspard lemoine »
_THIRD = re.compile(
    r"[,;]\s*(?:et\s+)?(?:lui|elle)(?:\s*[,:]|\s+c\s?['’]?\s?est)?\s+"
    r"(?P<name>[^\W\d_]+(?:[\s'’-][^\W\d_]+){1,4})\W*$",
    re.I,
)


def is_for_another(text: str) -> bool:
    """Tell whether the interview is for somebody else, so that a name that signs is not theirs."""
    return bool(_FOR_ANOTHER.search(text))


def without_others(text: str, *, asked: bool) -> str:
    """Leave out who somebody else is, unless that alone may answer what was `asked`.

    « mon père c'est Paul Martin, moi c'est Hugo Martin » tells the visitor's own name.
    """
    own = any(not (each["said"] and is_everyday(each["said"])) for each in _OWN_NAME.finditer(text))
    is_answer = asked and not own
    return text if is_answer or is_for_another(text) else _ABOUT_ANOTHER.sub(" , ", text)


def name_of_another(text: str) -> str | None:
    """Find the name of whom the visitor speaks of, or wants to be noted; as it is written.

    A given name that the text tells in full elsewhere is taken from there.
    """
    found = _OF_ANOTHER.search(text) or _TO_NOTE.search(text)
    if found is None:
        return None
    name = str(found["name"] or found["under"])
    in_full = (each.group() for each in CAPITALISED.finditer(text))
    return next((each for each in in_full if " " not in name and each.startswith(f"{name} ")), name)


def name_of_kin(text: str) -> str | None:
    """Find what follows « pour ma fille » at the end of a text, if that is a name at all."""
    found = _OF_KIN.search(text)
    return found["name"] if found else None


def name_beside_own(text: str) -> str | None:
    """Find the name of whom it is for, in a text that tells the writer's as well.

    « Moi c'est Odile Royer, mais c'est lui qu'il faut inscrire : Gaspard Lemoine. »
    """
    names = list(CAPITALISED.finditer(text))
    if len(names) == 2:
        writers = [each for each in names if _is_writer(each)]
        others = [each for each in names if each not in writers]
        return others[0].group() if len(writers) == 1 and _is_for(*others, *writers) else None
    third = _THIRD.search(text) if not names and _OWN_NAME.search(text) else None
    return third["name"] if third and not any(map(is_everyday, third["name"].split())) else None


def _is_writer(name: re.Match[str]) -> bool:
    before, after = _beside(name)
    return bool(_WRITES.search(before) or _WRITTEN_BY.match(after))


def _is_for(name: re.Match[str], writer: re.Match[str]) -> bool:
    """Tell whom it is for: said to be so, or named first by an elder of theirs."""
    _, after = _beside(name)
    if _IS_FOR.match(after):
        return True
    if name.start() < writer.start():
        is_first = not name.string[: name.start()].strip()
        return is_first and bool(_BY_ELDER.search(" ".join(_beside(writer))))
    between = name.string[writer.end() : name.start()]
    is_said = _FOR_WHOM.search(between[-_NEAR:]) and not _OF_THE_WRITER.search(between)
    return bool(is_said) and not _GOES_ON.match(after)


def _beside(name: re.Match[str]) -> tuple[str, str]:
    text, start, end = name.string, name.start(), name.end()
    return text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
