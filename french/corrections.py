"""Where a visitor takes back what was just said (« 06 …, non, pardon, 07 … »), or agrees to it."""

from __future__ import annotations

import re

from french.letters import fold
from french.slips import NO, SLIP
from french.when.vocabulary import MONTH_RE, WEEKDAY_RE

_TAKES_BACK = re.compile(
    rf"\b(?:(?:{NO}|pardon|enfin|euh+|oups|plutot)\b[^.@]*|{SLIP}\b(?:(?!\bet\b)[^.@]){{0,25}})$"
)
_CHANGES_MIND = re.compile(
    r"\b(?:plutot|finalement|en fait|chang(?:e|er|ez|eons)|au lieu|a la place|met(?:s|tez|tre|tons)"
    rf"|{NO}|pardon|enfin|oups)\b"
)
_YES = (
    r"(?:oui|ouais?|ouaip|ouep|wi|yes|yep|ok|okay|d.accord|voila|parfait|nickel|tout a fait"
    r"|exact(?:ement)?|c\s?.?\s?(?:est)?\s?(?:bien\s)?(?:sa|ca|cela|bon|exact|juste|correct))"
)
_AGREES = re.compile(rf"^\W*{_YES}\b|\b{_YES}\W*$")
# All else that may stand beside a yes: a day, an hour, courtesies.
_SAID_AGAIN = re.compile(
    rf"\b(?:{_YES}|{WEEKDAY_RE}|{MONTH_RE}|\d+(?:er|h\d*|:\d\d)?|h|heures?|midi|demie?|matin|aprem"
    r"|apres.midi|soir|demain|prochaine?|le|la|l|a|au|du|de|pour|vers|en|et|est|je|vous|on|tout"
    r"|bien|rdv|rendez.vous|entretien|visio|confirmes?|valides?|reserve[rz]?|allez.y|vas.y|merci"
    r"|svp|stp|super|top|madame|monsieur|paris|heure|mon|nom|mail|e.mail|telephone|numero)\b"
)
_ANOTHER = re.compile(r"\b(?:autre|deuxieme|seconde?|2e|2eme|aussi|encore une?|nouveau|nouvel)\b")
_REPLACES = re.compile(r"\b(?:mais|par|desormais|maintenant)\b[^.@]*$")


def takes_back(said: str) -> bool:
    """Tell whether words between two values make the second a correction of the first."""
    return bool(_TAKES_BACK.search(fold(said)))


def replaces(said: str) -> bool:
    """Tell whether words before the second of two values may also put it in the first's place.

    Of two numbers, « … mais 01 … le soir » gives both.
    """
    return takes_back(said) or bool(_REPLACES.search(fold(said)))


def changes_mind(said: str) -> bool:
    """Tell whether something said beside an answer is to change what was settled before.

    « 01 99 00 45 12, je suis chez moi le matin » is not.
    """
    return bool(_CHANGES_MIND.search(fold(said)))


def agrees(said: str, known: str = "") -> bool:
    """Tell whether what says again what was read back is a yes: a yes, the same, and courtesies.

    « oui, mercredi 17 à 16 h », « mercredi à 16 h, c'est ça »; `known` are the details that may be
    said again. Any other word may be an objection: « ok, 14 h c'est trop tôt ».
    """
    words = fold(said)
    if "?" in words or not _AGREES.search(words):
        return False
    rest = _SAID_AGAIN.sub(" ", words)
    again = {*re.findall(r"[^\W_]+", fold(known))}
    return all(word in again for word in re.findall(r"[^\W_]+", rest)) and rest.isascii()


def wants_another(said: str) -> bool:
    """Tell whether one more is wanted: « un deuxième rendez-vous », « et un pour elle aussi »."""
    return bool(_ANOTHER.search(fold(said)))
