"""Times that are named and not wished for: « vous fermez à quelle heure le vendredi ? ».

What is asked about the school's own calendar, an event or a deadline names a time and wants none.
A clause that speaks of a place, or of what somebody can, is a wish: « il reste une place le 12 ? ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from french.when.mentions import Item
from french.when.occupations import ACTIVITY, EVENT
from french.when.vocabulary import MONTH_RE, WEEKDAY_RE

_CUE = re.compile(
    r"\?|ouver|ouvr|ferm|pont\b|quel|quand|vous|faut|peu[xt]|\bd(?:oi[st]|ev)"
    r"|limite|est-ce|-t-|horaires|delai|deadline|butoir|cloture|echeance|lieu"
)
"""What all of it has: a text without it asks nothing of the school."""

_BREAK = re.compile(
    r"[;.!?,](?!\d)|\b(?:mais|donc|alors|sinon|du coup|plutot)\b"
    r"|(?<!que )(?<!qu')(?<!si )\b(?=je\s|j'(?!y\b))"
)
_JUST_A_TIME = re.compile(r"[\s'~-]*(?:\b(?:et|bien|le|la|les|a|au|du|de|l|d|en)\b[\s'~-]*)*")

_WORKS = r"commenc|debut|demarr|repren|termin|fini|travaill|boss|repond|arriv|part"
_WISHES = re.compile(
    r"\b(?:dispo\w*|libres?|creneaux?|places?|rdv|rendez-vous|entretiens?|visios?|appel\w*|rappel\w*"
    r"|possible|possibilites?|moyen|jouable|faisable|recev\w*|recoi\w+|voir|venir|rencontr\w*"
    rf"|reserv\w*|rest\w*|pren\w*|arrang\w*|convien\w*|conviend\w*|quelqu[e']\s?(?:chose|un(?!\s(?:{_WORKS})))|moi"
    r"|peu[xt]|peuvent|pouv\w+|pourr\w+|seriez|serait-il|prefer\w*|mets?|mett\w+|propos\w*"
    r"|accept\w*|plages?|(?<!quelle )dates?|entrevues?"
    r"|encore (?:ouvert|libre)e?s?|toujours (?:ouvert|libre)e?s?)\b"
)
"""What a wish for a time speaks of."""

_OPENING = re.compile(
    r"(?<!j'ai )(?<!on a )\b(?:ouvert|ferme)e?s?\b|\b(?:(?:vous|ils|elles|ca|on)\s|-)?"
    r"(?:ouvr|ferm)(?:ez|ent|e-t-\w+)\b"
    r"|\b(?:les|vos) horaires\b(?! (?:\w+ )?(?:qui|que|vous))"
    r"|\b(?:l'ouverture|fermetures?|heures? d'ouverture)\b"
    r"|\b(?:a|ont|aura|auront)\s(?:bien\s|toujours\s)?lieu\b"
    r"|\bf(?:aites|ait|ont)[\s-](?:vous\s)?le pont\b"
)
"""When the school is open, told or asked: « c'est ouvert le samedi »."""

_APPLYING = (
    r"(?:(?:m'|s'|vous\s|nous\s)?inscri|postul|candidat|depos|rend(?:re|s|e)\b|envo|renvo|pay|regl"
    r"|rempli|complet|constitu|transmet|fourni|valid|finalis|sign|soumet"
    r"|(?:faire|fasse)\s(?:un|une|le|la|ma|mon|sa)\s(?:demande|dossier|candidature|inscription|virement))"
)
_MEETING = (
    r"(?:rdv|rendez-vous|entretien|creneau|visio|appel|date|heure|horaire|place|moment|jour|truc"
    rf"|autre|rencontre|matin|apres-midi|soir|midi|week-end|semaine|debut|fin|{WEEKDAY_RE}"
    r"|[a-z]+(?:[eo]ir|er)\b(?<!dossier))"
)
_DATED = (
    r"(?:avant|jusqu'a?u?|a partir d[eu])\s?(?:(?:le|la|les)\s)?"
    rf"(?:\d\d?(?!\s?h)|fin|debut|{WEEKDAY_RE}|{MONTH_RE})"
)
_DUE = re.compile(
    r"(?:\b(?:faut(?:-il)?"
    r"|d(?:ois|oit|oivent|evons|evez|evrai\w*)(?:-(?:je|on|nous|il|elle))?)"
    rf"\s(?:(?:que|bien|absolument|aussi|je|on|tu|vous|nous|il|elle|ne|les?|la)\s|qu')*{_APPLYING}"
    rf"|\bil\s(?:(?:me|nous|te|vous|lui)\s)?faut\s(?:(?:une?|le|la|les|mon|ma|mes|des)\s|l')(?!{_MEETING})[a-z]{{3,}})"
    rf"|\bpeu[xt](?:-on|-je)?\s(?:encore\s|toujours\s|[ms]e\s|[ms]'|nous\s)*{_APPLYING}(?=.*\b{_DATED})"
    r"|(?:\bdois\s[a-z]+(?:er|ir|re)|\bfaut que (?:je\s|j')[a-z]+)"
    rf"\s(?:une?|le|la|les|mon|ma|mes|des)\s(?!{_MEETING})[a-z]+\s(?:[a-z]+\s){{0,3}}?{_DATED}"
    r"|\b(?:dates? limites?|deadline|date butoir|la cloture|l'echeance|(?:le|un|votre) delai)\b"
)
"""What has to be done by a day: « il faut postuler avant le 15 mars ? »."""

_SCHOOL = (
    r"(?:secretariat|accueil|guichet|ecole|campus|administration|standard|scolarite|bibliotheque|cdi"
    r"|cantine|internat|formations?|plateforme|conseill(?:er|ere)s?|direct(?:eur|rice)s?|responsables?"
    r"|profs?|etudiants?|eleves?|premiere annee|(?:tri|se)mestre|calendrier|candidatures?"
    r"|rattrapages?|epreuves?)"
)
_THING = re.compile(
    rf"(?:(?<!apres )(?<!avant )(?<!pendant )(?<!pour )(?<!dans )(?<!des )(?<!a )(?<!avec )"
    r"(?:\b(?:le|la|les|votre|vos|ce|cette)\s|\bl'|~\s)"
    rf"|\b(?:y|on|ils|elles)\s(?:a|aura|ont|auront)\s(?:un|une|des|du|de la|le|la)?\s?)"
    rf"(?:(?:dernier|1er|prochain)\s)?(?:{EVENT}|{_SCHOOL}|{ACTIVITY})\b"
)
"""What has its own day and hours, where it is spoken of itself: not « après les cours »."""
_IS = re.compile(
    r"\b(?:es?t|sont|c'est|sera|seront|serait|a|ont|aura|auront|lieu|tombe(?:nt)?|quand|quel\w*"
    rf"|(?:{_WORKS}|ouvr|ferm|dur|pass|repond)\w*)\b"
)
_THEY_DO = re.compile(
    r"\bvous\s(?:(?:ne|me|nous|en|y|les?|la)\s|n'|l')*"
    r"(?!(?:av|aur|voul|voudr|pens|all|verr|fer|conseill|trouv|aim)\w*ez\b)(?:[a-z]{3,}ez|faites\s(?!quelque|ca\b|le\b))\b"
    rf"|\bavez(?:-vous)?\s(?:{ACTIVITY})\b|\b(?!av|aur|voul)[a-z]{{3,}}ez-vous\b"
    rf"|\b(?:on|ca|cela|ils|elles|quelqu'un)\s(?:a|ont|(?:{_WORKS})\w*)\b"
)
"""What is done there: asked of a day of every week, it is no wish."""
_POLICY = re.compile(
    rf"\bquelqu'un\s(?:au?\s|a\sl')(?:{_SCHOOL})\b"
    r"|\bchez vous ou pas\b|\ben general\b|\bd'habitude\b|\bou pas du tout\b"
)
_IS_IT = re.compile(
    rf"\b(?:(?:le|la|les|votre)\s|l')(?!{_MEETING})[a-z]{{3,}}(?:\s[a-z']+){{0,3}},?"
    r"\sc'est\s(?:bien|toujours)\b"
    r"|\bles (?:entretiens|rdv|rendez-vous|visios)\s"
    r"(?:se\s|ont\b|sont\s(?!possib)|dur|commenc|termin|fini|c'est)"
)
"""What is asked to be confirmed, or of all interviews: « le bac blanc c'est bien le 8 ? »."""
_ASKS = re.compile(
    r"\b(?:quel(?:le)?s? (?:heures?|jours?|dates?|horaires?)|quand|est-ce|c'est quoi)\b|-t-"
)
_ASKS_BEFORE = re.compile(rf"{_ASKS.pattern}|\bvous\b")
_EVERY = re.compile(
    rf"\b(?:le|les)\s(?:(?:{WEEKDAY_RE})s?(?!\s?(?:\d|prochain))|week-ends?(?! prochain))"
    r"|\blundi de (?:paques|pentecote)\b|\bferies?\b"
)


_OF_INTERVIEW = re.compile(r"\b(?:rdv|rendez-vous|entretiens?|creneaux?|visios?)\b")
_EXACT_HOUR = re.compile(r"\d ?h(?:\d|\b)|\bmidi\b(?! et)")
_IF = re.compile(r"\bsi\b")
_CLOSED = re.compile(r"\bferm")
_OWN = re.compile(r"\b(?:on|je|j'|nous|mon|ma|notre)\b")


def without_questions(items: Sequence[Item], plain: str) -> list[Item]:
    """Leave out the times that a question about the school only names."""
    if not items or _CUE.search(plain) is None:
        return [*items]
    breaks = list(_BREAK.finditer(plain))
    return [item for item in items if not _is_named_only(*_clause(item, items, plain, breaks))]


def _is_named_only(clause: str, is_question: bool) -> bool:
    asks = is_question or _ASKS.search(clause) is not None
    is_habit = _EVERY.search(clause) is not None
    if (_DUE.search(clause) and not _OF_INTERVIEW.search(clause)) or (
        asks and (_IS_IT.search(clause) or (is_habit and _POLICY.search(clause)))
    ):
        return True
    if _WISHES.search(clause):
        return False
    if _OPENING.search(clause):
        is_told = is_habit or (_CLOSED.search(clause) and not _OWN.search(clause))
        is_wish = _EXACT_HOUR.search(clause) or _IF.search(clause)
        return bool((asks or is_told) and not is_wish)
    is_of_thing = _THING.search(clause) is not None and _IS.search(clause) is not None
    they_do = _THEY_DO.search(clause) if is_habit else None
    if they_do is not None and they_do[0].startswith("vous"):
        return True
    return asks and (is_of_thing or they_do is not None)


def _clause(
    item: Item, items: Sequence[Item], plain: str, breaks: Sequence[re.Match[str]]
) -> tuple[str, bool]:
    """Give the clause of a time, and whether it is asked; « le samedi, c'est ouvert ? » is one."""
    before = [match.end() for match in breaks if match.end() <= item.start]
    after = [match.start() for match in breaks if match.start() >= item.end] + [len(plain)]
    begin, end = (before[-1] if before else 0), after[0]
    if _is_just_times(begin, end, items, plain):
        if plain[end : end + 1] == ",":
            end = after[1]
        elif plain[end : end + 1] == "?" and before:
            begin = _begin_of_question([0, *before], items, plain)
    return plain[begin:end], plain[end : end + 1] == "?"


def _begin_of_question(begins: Sequence[int], items: Sequence[Item], plain: str) -> int:
    """« quand est le bac blanc, le 8 février ? » asks in what stands before the comma."""
    start, begin = begins[-2:]
    names_another = any(start <= item.start < begin for item in items)
    asked = not names_another and _ASKS_BEFORE.search(plain, start, begin)
    return start if asked else begin


def _is_just_times(begin: int, end: int, items: Sequence[Item], plain: str) -> bool:
    letters = list(plain[begin:end])
    for item in items:
        if begin <= item.start and item.end <= end:
            letters[item.start - begin : item.end - begin] = " " * (item.end - item.start)
    return _JUST_A_TIME.fullmatch("".join(letters)) is not None
