"""Times said by the way, of something else than what is wanted.

« lundi, c'est férié », « je vous réponds demain », « la réunion d'hier », « les cours commencent à
quelle heure le matin ? ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from french.when.busy import ACTIVITY
from french.when.calendar import FEASTS
from french.when.mentions import Item
from french.when.vocabulary import WEEKDAY_RE

_FEAST = "|".join(sorted(map(re.escape, FEASTS), key=len, reverse=True)).replace(r"\-", "[ -]")
_GOOD = (
    r"(?:mieux|ideal\w*|seule?s?|meilleure?s?|bon(?:ne)?s?|top|plus|jours?|jour-la|moment|date|dispo\w*"
    r"|possibilite|option|choix|preferee?|dernier|1er|creneau|heure|cas|repos|conges?|pied|max\w*)\b"
)
_IS = re.compile(r"\b(?:est|etait|sera|tombe|etant)\s")
_IS_NO_DAY_FOR_IT = re.compile(
    r"\s?,?\s?(?:c'est|c'etait|ce sera|ca sera|est|sera|etait|tombe|etant)\s"
    rf"(?:(?:normalement|toujours|encore|aussi|deja)\s)?(?:(?:{_FEAST}|ferie|fermee?|carnaval|ramadan"
    rf"|kippour|{ACTIVITY})\b|(?:l'|(?:le|la|les|un|une|des|mon|ma|mes|notre|son|sa)\s)"
    rf"(?:jour d[eu] (?:la\s|l')?(?!repos|conge)[a-z]+|(?!{_GOOD}|{WEEKDAY_RE})[a-z]+))"
)
"""« le 14, c'est férié », « mardi c'est mon permis »; but « c'est mon jour de repos »."""

_WISHES = re.compile(
    r"\b(?:voudr\w+|ve[ux]\w*|souhait\w*|aimer\w*|reserv\w*|prend\w*|mett\w*|mets|possible|dispo\w*"
    r"|libres?|arrange\w*|convien\w*|pe[ux]\w*|pourr\w*|preferer?\w*|irait|va)\b"
)
_OF_AN_INTERVIEW = re.compile(
    r"\b(?:creneaux?|places?|rdv|rendez-vous|entretiens?|visio|recevoir|recevez)\b"
)
_NAMES_THE_PAST = re.compile(r"^(?=\D*$).*(?:hier|dernier|passe|avant)")
_TELLS = re.compile(r"\b(?!(?:bonjour|bonsoir|merci|svp|vers|les|pour)\b)[a-z]{3,}")

_THEM = r"(?:m[aeo]n?|mes|s[ao]n?|ses|nos|notre|leur|un|une|lui)\b"
_NOT_WITH_YOU = r"\b(?!\s(?:a|avec)\svous)"
_ANSWER = re.compile(
    r"\b(?:je\s|j'(?=en\s)|(?<!-)on\s|nous\s)(?:(?:vous|te|vais|lui|leur|en|y|dois)\s|l'|m'en\s)*"
    r"(?:re(?:pond\w*|di[st]|dirai|contact\w*|ecri\w*|viens|viendrai|flechi\w*)|rappell?e\w*|dirai"
    r"|confirme\s(?:ca|cela|tout)|confirmerai|redonne\w*"
    r"|envoi\w*|enverrai|transme\w+|tien(?:s|drai) au courant"
    rf"|ferai\s(?:signe|savoir)|demande\w*\sa(?=\s{_THEM})|(?<=\ben\s)(?:re)?parle\w*{_NOT_WITH_YOU}"
    rf"|parle\w*\s(?:a|avec)(?=\s{_THEM})|discute\w*{_NOT_WITH_YOU}|voi[sr]\savec(?=\s{_THEM})"
    r"|regarde\w*\smon\s(?:agenda|planning|emploi))"
)
"""« je vous redis ça », « je vais en parler à ma femme »: nothing is wanted then."""
_GOES_ON = (
    r"(?:\s(?!(?:que|qu|pour|si|sur|car|parce|puisque|comme|concernant|donc)\b)[a-z'~-]+){0,7}\s?$"
)
_ANSWER_BEFORE = re.compile(_ANSWER.pattern + _GOES_ON)
_ANSWER_AFTER = re.compile(r"\s?,?\s?" + _ANSWER.pattern)

_PLANNED = re.compile(
    r"\b(?:devais|devions|devait|etais censee?|(?:avais|avions|avait|etait) prevu\w*)\b"
    r"|\b(?:(?:mon|notre|le)\s|l')(?:ancien\s|1er\s)?(?:rdv|rendez-vous|entretien|creneau)\s"
    r"(?:est|etait|prevu|fixe)\b(?!\s(?:possible|faisable|envisageable|dispo))"
)
"""« je devais venir ce matin », « mon rendez-vous est jeudi »."""

_EVENT = (
    r"(?:cours|journees?|portes|jpo|salons?|rentree|resultats?|inscriptions?|bac|examens?|concours"
    r"|secretariat|ecole|campus|accueil|bibliotheque|formation|semestre|vacances|stages?|alternance"
    r"|bachelor|programme|cursus|annee)\b"
)
_EVENTS = re.compile(rf"\b{_EVENT}")
_ASKED_EVENT = re.compile(
    r"(?:^|,|\bque\b|\bquand\b|\by a\b|\ba-t-il\b|\bsont\b)\s?"
    rf"(?:(?:les?|la|des|vos|votre|une?|du)\s|l')?{_EVENT}"
)
_AN_EVENT_IS = re.compile(
    rf"\b(?:(?:les?|la|ma|mon|mes)\s|l'){_EVENT}(?:\s[a-z'-]+){{0,3}}?\s(?:"
    r"(?:commence|debute|demarre|reprend|dure)(?:nt)?|c'est|est|sont|tombent?|a lieu|ont lieu)\s"
    r"(?:[a-z'-]+\s){0,3}$"
)
"""« la formation commence en septembre »."""
_OPENS_OR_CLOSES = r"\b(?:ouvr\w+|ferm\w+|commenc\w+|finiss\w+|termin\w+)"
_OPENING_HOURS = re.compile(
    rf"{_OPENS_OR_CLOSES}\b[^,.;!?]*\bquelle heure|\bquelle heure\b[^,.;!?]*{_OPENS_OR_CLOSES}"
)
_ASKS = re.compile(r"\b(?:quelle heure|quand|quel jour|quelle date|quels? horaires?)\b")
_SENTENCE_END = re.compile(r"[.!;](?!\d)|\?|\b(?:donc|du coup|alors|sinon|plutot)\b")
_TIGHT = re.compile(r"\s?,?\s?(?:(?:a|vers|le|au|de|du|des|d|en|dans)\b[\s']?)*")
_CLAUSE = re.compile(r"[,;.!?]|\b(?:et|mais|donc|sinon)\b")
_SEEN_BEFORE = 70  # letters


def without_asides(items: Sequence[Item], plain: str, today: date) -> list[Item]:
    """Leave out the times that are said of something else than the interview."""
    kept = list(items)
    if _EVENTS.search(plain) or "quelle heure" in plain:
        has_hour = any(item.hours and item.hours.exact for item in kept)
        kept = [item for item in kept if not _is_of_an_event(item, plain, has_hour=has_hour)]
    kept = _without_over(kept, plain, today)
    if _ANSWER.search(plain):
        kept = _without_answers(kept, plain)
    if _PLANNED.search(plain):
        kept = _without_planned(kept, plain)
    return _without_days_off(kept, plain) if _IS.search(plain) else kept


def _without_answers(items: list[Item], plain: str) -> list[Item]:
    """« je vous redis ça demain »; but « on en parle jeudi à 10 h » is a wish."""
    exact = [item for item in items if item.hours and item.hours.exact]
    answers = [
        item
        for item in items
        if item not in exact
        and not any(_is_beside(item, hour, plain) for hour in exact)
        and is_of_an_answer(item.start, item.end, plain)
    ]
    return _without(items, answers, plain)


def _without_planned(items: list[Item], plain: str) -> list[Item]:
    """« je devais venir ce matin, lundi ça irait ? »: what was planned gives way."""
    planned = [item for item in items if _PLANNED.search(_clause_before(item.start, plain))]
    left = _without(items, planned, plain)
    if any(item.days for item in left):
        return left
    return [item for item in items if item.days or item not in planned] if left else items


def _without_days_off(items: list[Item], plain: str) -> list[Item]:
    """« lundi c'est la Toussaint, donc mardi »: Monday is the feast, and not what is wanted."""
    said = {item: _IS_NO_DAY_FOR_IT.match(plain, item.end) for item in items if item.days}
    off = [(item, match.end()) for item, match in said.items() if match]
    if not off:
        return items
    named_again = [
        item for item in items if any(day.end < item.start < end for day, end in off) and item.days
    ]
    days = [item for item, _ in off]
    others = [item for item in items if item.days and item not in (*days, *named_again)]
    dropped = [*named_again, *(days if others else [])]
    return [item for item in items if item not in dropped]


def _without_over(items: list[Item], plain: str, today: date) -> list[Item]:
    """« la réunion d'hier à 18 h »: what is told of a day that is over is no wish.

    « hier » alone stays, for who asked to say that it is over.
    """
    past = [item for item in items if item.days and item.days.days.last < today]
    over = [item for item in past if _NAMES_THE_PAST.search(plain[item.start : item.end])]
    if not over:
        return items
    others = [item for item in items if item.days and item not in over]
    rest = "".join(
        plain[before.end if before else 0 : item.start if item else len(plain)]
        for before, item in zip([None, *items], [*items, None], strict=True)
    )
    if not others and (_TELLS.search(rest) is None or _WISHES.search(rest)):
        return items
    return _without(items, over, plain)


def _without(items: list[Item], aside: list[Item], plain: str) -> list[Item]:
    """Leave out some items, and the day or the hours that are said in one with each."""
    return [
        item
        for item in items
        if item not in aside and not any(_is_beside(item, other, plain) for other in aside)
    ]


def _is_beside(item: Item, other: Item, plain: str) -> bool:
    if (item.hours is None) == (other.hours is None):
        return False
    first, last = sorted((item, other), key=lambda each: each.start)
    return _TIGHT.fullmatch(plain[first.end : last.start]) is not None


def is_of_an_answer(start: int, end: int, plain: str) -> bool:
    """Tell whether a span of plain text is when an answer will come: « je vous redis demain »."""
    before = _clause_before(start, plain)
    return bool(_ANSWER_BEFORE.search(before) or _ANSWER_AFTER.match(plain, end))


def _clause_before(start: int, plain: str) -> str:
    before = plain[max(0, start - _SEEN_BEFORE) : start]
    clauses = list(_CLAUSE.finditer(before))
    return before[clauses[-1].end() :] if clauses else before


def _is_of_an_event(item: Item, plain: str, *, has_hour: bool) -> bool:
    """« c'est quand les résultats, le 2 juin ? » asks about something else.

    A question with an hour is rather a wish, unless it asks when.
    """
    if item.days and _AN_EVENT_IS.search(plain[max(0, item.start - _SEEN_BEFORE) : item.start]):
        return True
    sentence = _sentence_of(item, plain)
    if _WISHES.search(sentence) or _OF_AN_INTERVIEW.search(sentence):
        return False
    asks = _ASKS.search(sentence) or (sentence.endswith("?") and not has_hour)
    return bool((asks and _ASKED_EVENT.search(sentence)) or _OPENING_HOURS.search(sentence))


def _sentence_of(item: Item, plain: str) -> str:
    start = 0
    for match in _SENTENCE_END.finditer(plain):
        if match.end() <= item.start:
            start = match.end()
        elif match.start() >= item.end:
            return plain[start : match.end()]
    return plain[start:]
