"""Times that are told and not wanted: « ma sœur finit à 17 h », « je vous redis demain ».

Whose time it is shows in the clause around it: somebody else's timetable, what is over, and when
an answer will come are no wish. What keeps the visitor busy is read by `told`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from french.when.day_hours import Hours
from french.when.mentions import Item
from french.when.occupations import ACTIVITY, CHILD, RELATIVE, TIME_TO_SPARE
from french.when.vocabulary import WEEKDAY_RE

_GAP = r"(?:\s(?!que\b|qu'|pour\b|si\b)[a-z'~-]+){0,5}"
"""Words between a verb and its time; « que » and « pour » begin something else."""
_NOT = r"(?!\s(?:pas|plus|jamais)\b)"
_PRONOUNS = r"(?:(?:ne|me|te|se|y|en|le|la|les|nous|vous|lui|leur)\s|[nmtsl]')*"

_DOES = (
    r"(?:(?:finit|finissent|termine|commence|debute|sort|rentre|part|arrive|revient|travaille|bosse"
    r"|taffe|embauche|debauche|reprend|quitte|dort|joue|voyage|passe|deplace|marie|reveille|leve|mange)"
    r"(?:nt)?"
    r"|(?:a|ont|aura|auront)\s(?:son|sa|leur)\s(?:entretien|rdv|rendez-vous|visio|oral)"
    rf"|(?:a|ont|aura|auront|avait)\s(?:(?:deja|aussi|encore|toujours|eu)\s)*(?:(?:{ACTIVITY})"
    rf"|(?:une?|des|son|sa|ses|leurs?|le|la|les|l')\s?(?!(?:{TIME_TO_SPARE})\b)[a-z-]+)"
    r"|(?:est|sont|sera|seront|etait|etaient)\s(?:(?:aussi|deja|encore|toujours)\s)?"
    r"(?!(?:en (?:conges?|repos|visio|ligne|vacances)|d'accord|de repos"
    r"|a (?:la maison|l'ecoute))\b)"
    r"(?:en|au|aux|a|de|d'|chez|dans|sur|prise?s?|occupee?s?|hospitalis\w+|absente?s?|indispo\w*|malade"
    r"|(?:morte?|decedee?|nee?|partie?|venue?|arrivee?|rentree?|sortie?|passee?)s?)"
    r"|(?:passe(?:nt)?|prend|prennent)\s(?:son|sa|ses|leur|le|la|les|un|une)"
    r"|va\s(?:a|au|en|chez)|fait\s(?:du|de|son|sa|un))"
    rf"\b{_NOT}"
)
_THEIR = (
    r"\b(?:mon|ma|mes|son|sa|ses|notre|nos|leurs?)\s(?:(?:petit|grand|jeune|meilleur|futur)e?s?\s)?"
)
_SOMEBODY = rf"{_THEIR}(?:{RELATIVE})\b"
_HE = r"\b(?:il|elle|ils|elles)"
_SOMEBODY_DOES = rf"{_SOMEBODY}(?:\s(?!peut|veut|qui\b)[a-z]+)?\s(?:qui\s)?{_PRONOUNS}{_DOES}"
_HE_DOES = rf"{_HE}\s{_PRONOUNS}{_DOES}"
# « mon fils dort de 13 h à 15 h, ce serait l'idéal »
_SUITS_AFTER = re.compile(
    r"[\s,;.]*(?:donc\s|alors\s)?(?:(?:ce|ca|cela)\s(?:serait|sera|m'|nous\s|me\s|irait|va\b)|c'est\s)"
    r"\s?(?:irait|arrang\w*|convien\w*|bien|mieux|parfait|top|nickel|l'ideal|ideal|le\smieux)"
)
_A_CHILD = re.compile(rf"\b(?:{CHILD})\b")
_RELATIVE = re.compile(_SOMEBODY)
_FOR_WHOM = re.compile(rf"\bpour {_THEIR[2:]}(?:{RELATIVE})\b(?!,? je\b)")
_BUT_I = re.compile(
    r"\b(?:moi|je (?:suis|serai|peux|pourrai\w*) (?!pas|plus|pris)|donc (?:je|on))\b"
)

_SOMETHING = (
    r"\b(?:(?:mon|ma|mes|le|la|les|notre|votre|ce|cette|son|sa)\s|l')"
    r"(?!creneau|date)[a-z]+(?:\s[a-z]{4,})?"
)
_IN_THE_PAST = (
    rf"(?:{_SOMETHING}\setai(?:t|ent)\b"
    rf"|(?<!\bsi )\b(?:(?:je|tu|il|elle|on|ils|elles|ca|cela)\s|[jc]'){_PRONOUNS}"
    r"(?!(?:s(?:ais|ait)|f(?:ais|ait)|vais|plait|par(?:ais|ait)|n(?:ais|ait)|conn(?:ais|ait))\b"
    r"|(?:voul|souhait|pens|cherch|compt|propos|demand|dis|voy|imagin|song|envisag|parl|hesit|aim)ai"
    r"|(?:ete|etai)[st]\s(?:parti\w*\s)?sur\b|(?:avais|avait|avions|avaient)\s(?:(?:deja|bien)\s)?"
    r"(?:dit|pense|prevu|note|demande|propose|choisi|mis|coche|convenu|fixe|cale|reserve|pris|donne"
    rf"|opte|vu|repere|en tete|besoin|envie|une?\s(?:creneau|question)|{WEEKDAY_RE}))"
    r"[a-z]+(?<!r)ai(?:s|t|ent)\b)"
)
_SUITED = re.compile(
    r"(?:c'etai[st](?! (?:ferme|complet|prevu|annule|occupe))"
    r"|(?:all|conven|arrange|march|parfait)ai)"
)
_NO_MORE = re.compile(r"\b(?:mais|sauf que|seulement|maintenant|malheureusement|dommage|avant)\b")
_HAD_ONE = re.compile(r"\bavai\w+ (?:une? |mon |pris )?(?:rdv|rendez-vous|entretien)")
_OWN_INTERVIEW = (
    r"\b(?:a|ont|ai|avons)\s(?:(?:deja|bien|aussi)\s)*(?:eu|passe|fait|rate|manque|loupe|termine)\s"
    r"(?:(?:son|sa|leur|mon|ma|notre)\s(?:entretien|rdv|rendez-vous|oral|visio|jury)"
    r"|l[ae]s?\s(?:sien|mien|leur)\w*)"
)
_YOU_GAVE = re.compile(
    r"\bvous\s(?:m'|nous\s)?avez\s(?:mis|donnee?|notee?|inscrite?|placee?)\b[^,]{0,9}$"
)
_OF_A_PAST_DAY = re.compile(r"\b[a-z]{3,}\s(?:de\s|d'|du\s)$")

_REPLIES = (
    r"(?:(?:re(?:dis?t?|dirai|dirons|ponds?|pondrai|contacte\w*|viens|vient|viendrai|tourne\w*"
    r"|ecri[st]|fais|ferai|donne\w*|confirme\w*|parle\w*|lance\w*)|rappel\w+|renv\w+|recri[st])"
    r"|tien(?:s|t|drai|drons)\s(?:au courant|informee?s?|au jus)"
    r"|(?:dis|dit|fais|fait|donne|confirme|transmets|communique|envoie)\s(?:tout\s)?"
    r"(?:ca|cela|signe|savoir|un retour|(?:une|ma|la) reponse|mon choix|l'heure|la date)"
    r"|(?:envoie|transmets|enverrai)\s(?:mes dispo\w*|mes horaires|mon (?:planning|emploi du))"
    r"|(?!(?:propos|sugger|prefer|ver|attend|se|conseille|demande|rencontre|retrouve|rejoind)r)"
    r"[a-z]{2,}r(?:ai|a|ons|ont))\b"
)
_PLAN = r"(?:plannings?|emploi du temps|edt|horaires?|reponses?|convocation|resultats?)"
_ANSWERS = (
    rf"(?:\b(?:je|j'|on|nous|il|elle|{RELATIVE})\s?(?:(?:vous|te|lui|leur)\s|t')(?:(?:en|le|la|les|l'|y)\s?)?"
    rf"{_REPLIES}"
    r"|\bje\s(?:reviens|reviendrai|retourne)\s(?:vers|vous|ici|plus tard|sur)\b"
    r"|\b(?:on|nous)\s(?:en\s)?(?:verra|verrons|avisera|decidera|reparle\w*)\b"
    r"|\bje\s(?:me\s)?(?:regarde|verifie|repasse|reconnecte|retente|reessa[iy]e|reflechis|consulte"
    r"|demande(?:rai)?\s(?:a|au|aux|l'|la|le|mon|ma)|vois\s(?:ca|cela|avec))\b"
    r"|\bj'en\s(?:re)?(?:parle|discute|cause)(?:rai)?\b"
    r"|\b(?:je|on|nous)\s(?:ne\s|n'|le\s|l'|la\s)*(?:sau(?:rai|ra|rons)|connaitrai)\b(?:\sque\b)?"
    rf"|\b(?:j'(?:aurai|ai)|je\s(?:n'(?:aurai|ai)|(?:ne\s)?reco(?:is|vrai)|(?:ne\s)?recevrai))\s(?:mon|ma|mes|le|la|les)\s(?:nouveaux?\s)?{_PLAN}(?:\sque\b)?"
    rf"|\b(?:mon|ma|mes|le|la|les)\s{_PLAN}\s(?:sor|tomb|arriv|change|est publie|me)\w*)"
)

_OTHERS_BEFORE = re.compile(rf"{_SOMEBODY_DOES}{_GAP}[\s,']*$")
_CHILDS_BEFORE = re.compile(
    rf"{_THEIR}(?:{CHILD})(?:\s[a-z]+)?\s(?:qui\s)?{_PRONOUNS}{_DOES}{_GAP}[\s,']*$"
)
_HIS_BEFORE = re.compile(rf"{_HE_DOES}{_GAP}[\s,']*$")
_OTHERS_AFTER = re.compile(rf"\s?,?\s{_SOMEBODY_DOES}")
_PAST_BEFORE = re.compile(rf"(?P<verb>{_IN_THE_PAST}){_GAP}\s?$")
_PAST_AFTER = re.compile(rf"\s?,?\s(?P<verb>{_IN_THE_PAST})")
_OWN_BEFORE = re.compile(rf"{_OWN_INTERVIEW}{_GAP}\s?$")
_ANSWER_BEFORE = re.compile(rf"{_ANSWERS}{_GAP}\s?$")
_ANSWER_AFTER = re.compile(rf"\s?,?\s{_ANSWERS}(?!\s(?:que|qu'|:))")
_PAST_TENSE = re.compile(
    rf"{_IN_THE_PAST}|\b(?:ai|a|ont|avez|avons)\s(?:[a-z]+ment\s|deja\s|bien\s|pas\s)*"
    r"(?:[a-z]+[ie]e?s?|eu|vu|pu|du|recu|fait|dit|ecrit|mis|pris|attendu)\b"
)
_SEEN = 90  # letters on either side of a time among which its verb stands
_SHORTEST = 5  # letters of a clause that tells whose time it is
_CUE = re.compile(
    rf"ai[st]\b|aient\b|\b(?:{RELATIVE}|{CHILD}|vous|te|lui|leur|on|nous|hier|dernier|passe|eu|t'|je|j'|{_PLAN})"
)
"""What all of it has: a text without it has no asides."""
_BREAK = re.compile(r"[;.!?:,]|\b(?:mais|donc|alors|sinon|plutot)\b")
_ALONG = re.compile(
    rf"\s?(?:tous les (?:jours?|soirs?)\s?)?(?:,?\s?(?:sauf|hormis|excepte|a part)\s)?"
    rf"(?:(?P<and>et|ou|puis|a|au|-)\s?)?(?:{_THEIR[2:]}(?:{RELATIVE}|{CHILD})\s)?"
    r"(?:(?:de|du|des|a|au|le|la|les|vers)\s|[dl]')*"
)
# « donc après », « avant ça, vendredi »: what it counts from was said before.
_FROM_IT = re.compile(
    r"\b(?:(?P<after>apres|ensuite)|avant)\b(?!-)"
    r"(?:\s(?:ca|cela|lui|elle|cette heure(?:[\s-]la)?|ce moment(?:[\s-]la)?))?"
    rf"(?=\s*(?:$|[,.;!?)]|svp|stp|merci|si\spossible|c'est|ca\s|je\s|le\s(?:{WEEKDAY_RE})|{WEEKDAY_RE}))"
)
_NOT_THEN = re.compile(
    r"[\s,]*(?:non|pas|plus|je (?:suis (?!dispo|libre|la\b)|pars|ne|n'|travaille|bosse|reprends"
    r"|vous|peux pas)|j'ai|c'est (?:mort|fini|trop|non|complique)|ce sera|ca va pas)"
)


def without_asides(items: Sequence[Item], plain: str, today: date) -> list[Item]:
    """Leave out the times that are somebody else's, over, or those of an answer to come."""
    if _CUE.search(plain) is None:
        return [*items]
    kept: list[Item] = []
    aside: list[Item] = []  # the last that was left out, with what goes on from it
    for item, following in zip(items, (*items[1:], None), strict=False):
        if aside and _goes_on(aside, item, following, plain):
            aside.append(item)
        elif _is_aside(item, items, plain, today):
            aside = [item]
        else:
            kept.append(item)
            aside = []
    return kept


def with_its_bound(wanted: Sequence[Item], found: Sequence[Item], plain: str) -> list[Item]:
    """Give the hour or day that « donc après » begins at: one that is not wanted itself."""
    bound = _FROM_IT.search(plain)
    if bound is None:
        return [*wanted]
    if len(wanted) == 1 and bound["after"] and wanted[0].end <= bound.start():
        return [_past_its_end(wanted[0], plain[bound.end() :])]
    if any(item.hours for item in wanted):
        return [*wanted]
    days = [item.days for item in found if item.days and item.end <= bound.start()]
    if bound["after"] and days and not wanted and not any(item.hours for item in found):
        return [Item(bound.start(), bound.end(), days=replace(days[-1], bound="after"))]
    told = [item.hours for item in found if item.hours and item.end <= bound.start()]
    if not told:
        return [*wanted]
    if bound["after"]:
        hours = Hours(told[-1].last or told[-1].first, None)
    else:
        hours = Hours(None, told[-1].first)
    if hours == Hours(None):
        return [*wanted]
    bounded = Item(bound.start(), bound.end(), hours=hours)
    return sorted([*wanted, bounded], key=lambda item: item.start)


def _past_its_end(item: Item, after: str) -> Item:
    """« en stage jusqu'au 26, après ça oui »; but « dispo jusqu'à 16 h, après non »."""
    if _NOT_THEN.match(after):
        return item
    if item.days is not None and item.days.bound == "until":
        return replace(item, days=replace(item.days, bound="after"))
    if item.hours is not None and not item.hours.exact and item.hours.first is None:
        return replace(item, hours=Hours(item.hours.last, None))
    return item


def _goes_on(aside: list[Item], item: Item, following: Item | None, plain: str) -> bool:
    """« finit à 17 h le lundi et le mardi »; but « finit à 17 h jeudi 18 h » wants Thursday."""
    along = _ALONG.fullmatch(plain, aside[-1].end, item.start)
    if along is None:
        return False
    if any((each.days is None) == (item.days is None) for each in aside):
        is_pair = len(aside) > 2 and (aside[-1].days is None) != (item.days is None)
        return along["and"] is not None or is_pair  # « à 17 h mardi et à 18 h jeudi »
    is_another = following is not None and following.start - item.end <= 1
    return not (item.days and is_another)


def _is_aside(item: Item, items: Sequence[Item], plain: str, today: date) -> bool:
    before = _before(item, items, plain)
    after = _after(item, items, plain)
    if len(before) < _SHORTEST:
        before = ""
    if not before and len(after) < _SHORTEST:
        return False
    return (
        _is_of_another(before, after, plain)
        or _is_of_a_child(item, items, before, after, plain)
        or _is_over(item, items, before, after, plain, today)
        or _ANSWER_BEFORE.search(before) is not None
        or _ANSWER_AFTER.match(after) is not None
    )


def _before(item: Item, items: Sequence[Item], plain: str) -> str:
    """Give what stands in the same clause before a time, from the time before it on."""
    begin = max(0, item.start - _SEEN)
    begin = max((other.end for other in items if other.end <= item.start), default=begin)
    breaks = [match.end() for match in _BREAK.finditer(plain, begin, item.start)]
    return plain[breaks[-1] if breaks else begin : item.start]


def _after(item: Item, items: Sequence[Item], plain: str) -> str:
    """Give what stands after a time, and after what is said in one with it."""
    end = item.end
    for other in items:
        if other.start >= end and not plain[end : other.start].strip(" a"):
            end = other.end
    return plain[end : end + _SEEN]


def _is_of_another(before: str, after: str, plain: str) -> bool:
    """Tell whether it is somebody else's timetable; a visitor may write for a child."""
    if _SUITS_AFTER.match(after):
        return False
    if _OTHERS_BEFORE.search(before):
        return _FOR_WHOM.search(plain) is None
    if _OTHERS_AFTER.match(after):
        return _FOR_WHOM.search(plain) is None and _BUT_I.search(after) is None
    is_his = _RELATIVE.search(plain) and not _A_CHILD.search(plain)
    return bool(is_his and _HIS_BEFORE.search(before) and not _FOR_WHOM.search(plain))


def _is_of_a_child(item: Item, items: Sequence[Item], before: str, after: str, plain: str) -> bool:
    """Tell whether it is a child's timetable; « jeudi elle finit à 16 h » proposes Thursday."""
    if (
        item.hours is None
        or _SUITS_AFTER.match(after)
        or not _CHILDS_BEFORE.search(before)
        or _FOR_WHOM.search(plain)
    ):
        return False
    return not any(other.days and other.end <= item.start for other in items)


def _is_over(
    item: Item, items: Sequence[Item], before: str, after: str, plain: str, today: date
) -> bool:
    """Tell whether it is told of what was: « le matin c'était bien mais », « hier j'étais là »."""
    if item.days is not None and item.days.days.last < today:
        return bool(_PAST_TENSE.search(plain) or _OF_A_PAST_DAY.search(before))
    if _OWN_BEFORE.search(before):
        return True
    if _YOU_GAVE.search(before):
        return any(
            other is not item and (other.days is None) == (item.days is None) for other in items
        )
    was = _PAST_BEFORE.search(before) or _PAST_AFTER.match(after)
    if was is None:
        return False
    if _HAD_ONE.search(was["verb"] + after) or _HAD_ONE.search(before):
        return len(items) == 1  # « j'avais rdv mardi, décalez-le »: `refusing` reads it
    verb = (was["verb"] + was.string[was.end("verb") :]) if was["verb"] else ""
    return not _SUITED.search(verb) or _NO_MORE.search(after) is not None
