"""Names of days and months, their short forms, and numbers in words; all in plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from french.places import zone_of_place
from french.slips import NO
from french.when.sounds import Heard

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
WEEKDAY_RE = "|".join(WEEKDAYS)
"""The weekdays, for an expression; in groups, since the names end where another may begin."""
MONTH_RE = "|".join(MONTHS)
DAY_RE = r"1er|3[01]|[12]\d|0?[1-9]"
"""The number of a day in its month."""
YEAR_RE = r"(?:19|20)\d\d"

CORRECTED = (*WEEKDAYS, *(month for month in MONTHS if len(month) > 5), "demain", "prochain")
_NEAR = "jeux mardis main mains mari maris samia samir vendre vendra vendrai vendent vendus vendue"
RIGHT = frozenset((*CORRECTED, *MONTHS, *_NEAR.split()))
"""Words that are near a name and are meant as they stand."""

_SHORT_DAYS = {
    "lundi": "lun",
    "mardi": "mar",
    "mercredi": "mer|mercr",
    "jeudi": "jeu|jeud",
    "vendredi": "ven|vend|vendr",
    "samedi": "sam",
    "dimanche": "dim",
}
_SHORT_MONTHS = {
    "janvier": "janv|jan",
    "fevrier": "fevr|fev",
    "avril": "avr",
    "juillet": "juil|juill",
    "octobre": "oct",
    "novembre": "nov",
    "decembre": "dec|dece",
}
_DAY_OF_SHORT = {short: day for day, forms in _SHORT_DAYS.items() for short in forms.split("|")}
_MONTH_OF_SHORT = {
    short: month for month, forms in _SHORT_MONTHS.items() for short in forms.split("|")
}
_THREE_LETTERS = "lun|mar|mer|jeu|ven|sam|dim"
_JOINS = (" et ", " ou ", ", ", "/")
# « mar », « mer », « sam » are words or names too: a number, a part or another day is near.
_AFTER_SHORT_DAY = (
    r"(?:\.?(?=,?\s*(?:le\s)?(?:\d|1er|midi|matin|mat\b|apres|aprem|soir|proch|pro\b|vers\s\d"
    rf"|a\s\d|en\s(?:8|15|huit|quinze)|(?:et\s|ou\s|/\s?)?(?:{_THREE_LETTERS})\b))"
    rf"|(?:{'|'.join(f'(?<=(?:{_THREE_LETTERS}|.di){join}[a-z]{{3}})' for join in _JOINS)}"
    r"|(?<=\dh [a-z]{3})|(?<=\dh\d\d [a-z]{3}))\.?(?!\w))"
)
_RANKED = rf"(?=[\s-](?:{WEEKDAY_RE}|{MONTH_RE}|sem|quinzaine|week|we\b|jours?\b|moitie))"
_RANKS = {"deuxieme": "2", "second": "2", "seconde": "2"}
_RANKS |= {"troisieme": "3", "quatrieme": "4", "cinquieme": "5"}
_RUN_TOGETHER = {
    "apartir": "a partir",
    "apre": "apres",
    "jusque": "jusqu'a",
    "avant midi": "avant-midi",
}
_HOUR_WORDS = tuple(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
)
_MINUTE_WORDS = tuple("cinq dix quinze vingt trente quarante cinquante demie quart".split())
_NO_NUMBERS = "demi mont vent tente des ces ses cet cette dit dis peux veux car dans".split()
_UNMENDED = frozenset((*_HOUR_WORDS, *_MINUTE_WORDS, *_NO_NUMBERS))
_HOUR_BEFORE = re.compile(r"(?:heures?|\d ?h) $")
_HEARD = {words: Heard(words) for words in (_HOUR_WORDS, _MINUTE_WORDS)}
_TOMORROW = "2m1|2 ?main|dem1?|dm1|dmain"

Replacement = str | Callable[[re.Match[str]], str]


def _and_space(match: re.Match[str]) -> str:
    return f"{match[0]} "


def _of_place(match: re.Match[str]) -> str:
    """« 16 h de Paris » is an hour of its clocks, and no number of hours."""
    place = re.match(r"[a-z-]+(?: [a-z]+)?", match.string[match.end() :])
    words = place[0] if place else ""
    known = zone_of_place(words) or zone_of_place(words.partition(" ")[0])
    return f"{match[1]} heure de " if known else match[0]


def _long_day(match: re.Match[str]) -> str:
    return _DAY_OF_SHORT[match[0].rstrip(".")]


def _long_month(match: re.Match[str]) -> str:
    return _MONTH_OF_SHORT[match[0].rstrip(".")]


def _minutes_word(match: re.Match[str]) -> str:
    """Mend a number said with « heures », misspelt or as it sounds: « quinze heures trante »."""
    word, before = match[0], match.string[max(0, match.start() - 7) : match.start()]
    rights = _MINUTE_WORDS if before.rstrip().endswith(("heure", "heures")) else _HOUR_WORDS
    near = (right for right in rights if OSA.distance(word, right, score_cutoff=1) <= 1)
    if word in _UNMENDED:
        return word
    return _HEARD[rights].word(word) or next(near, word)


def _minutes_word_joined(match: re.Match[str]) -> str:
    """« 10 heures et quar », « 10 h é demi »."""
    if not _HOUR_BEFORE.search(match.string, max(0, match.start() - 7), match.start()):
        return match[0]
    word = match[0].partition(" ")[2]
    mended = word if word in _UNMENDED else _HEARD[_MINUTE_WORDS].word(word)
    return f"et {mended}" if mended else match[0]


def _as_hour(match: re.Match[str]) -> str:
    return f"{match[0]}h"


_SHORT_FORMS: tuple[tuple[str, Replacement], ...] = (
    (  # what stands without its apostrophe: « jusqua », « laprem », « d ici »
        r"\b(?:(?:[cdjlmnst]|qu|jusqu) (?=(?:[aeiou]|h[aeiou])[a-z])|jusqu ?(?=(?:aux?|a)\b|a\d)"
        r"|(?:[dl]|qu)(?=(?:apres|apre?m|avant|ici)\b|apr[es]{0,2} ?mi?di\b)|n(?=importe\b))",
        lambda match: f"{match[0].rstrip()}'",
    ),
    (
        r"\b(?:apartir|(?:apre|jusque)(?= ?\d))\b|(?:(?<=\bl')|(?<=\ben ))avant midi\b",
        lambda match: _RUN_TOGETHER[match[0]],
    ),
    (rf"\b(?!non\b){NO}\b", "non"),
    (
        r"\bcest\b|\bc(?= (?:le|la|les|un|ferie|ma|mon|trop|mort|chaud|complique"
        r"|pas (?:ouf|top|terrible|bon|ok)|impossible|possible|ok|bon|complet|ferme)\b| l')",
        "c'est",
    ),
    (rf"\b(?:apres|ap|apre|aprs|apr)[ -]?(?:demain|demin|{_TOMORROW})\b", "apres-demain"),
    (rf"\b(?:{_TOMORROW})\b\.?", "demain"),
    (
        r"\b(?:auj|ajd|ojd|ajrd|aujourd ?' ?hui|aujourd hui|aujourdhui|aujourdui|aujordui)\b",
        "aujourd'hui",
    ),
    (
        r"\b(?:apres|ap|apre|aprs|apr)[ -]?mi?di\b"
        r"|\b(?:aprem|aprems|aprm|apm|apremidi|apresmidi|apres midis)\b",
        "apres-midi",
    ),
    (r"(?:(?<=\d )|(?<=\d)|(?<=[a-z] ))(?:heurs?|eures?)\b", "heures"),
    (r"\bet? [a-z]{3,9}\b", _minutes_word_joined),
    (r"\b[a-z]{3,9}(?= heures?\b)|(?<=heure )[a-z]{3,9}\b|(?<=heures )[a-z]{3,9}\b", _minutes_word),
    (r"\bj ?(?:peux?|pe|pouvai[st])\b", "je peux"),
    (r"\bke\b", "que"),
    (r"\b(?:jsuis|chuis?|chui)\b", "je suis"),
    (r"\bjai\b|\bg(?=\s(?!fini|ecri|mis|pris|dit|vu|eu|ete)[a-z])", "j'ai"),
    (r"\bj(?=[bcdfghklmnpqrstvxz][a-z]{2})", "je "),  # « jfinis a 15h »
    (r"\b(?:we|wk|wkend|week ?-?ends?|fin de semaine a venir)\b", "week-end"),
    # where it names one of its days, it is the Canadian week-end
    (r"\bfin de semaine\b(?=(?: aussi)?[ ,:(]*(?:le )?(?:samedi|dimanche)\b)", "week-end"),
    (r"\b(?:sem|smaine|semane|semaines|semiane)\b\.?", "semaine"),
    (r"\b(?:proch|pro|prochin|prochaines?|prochains|procahine?)\b\.?", "prochain"),
    (r"\b(?:1er|1ere?|1re|1e|premiere?s?)\b", "1er"),
    (r"\bderni(?:ere?s|ere|ers)\b", "dernier"),
    (rf"\b(?:{'|'.join(_RANKS)}){_RANKED}", lambda match: _RANKS[match[0]]),
    (rf"(?<=\d)(?:i?eme|e|nde?|d){_RANKED}", ""),
    (r"\b(?:mat|matin ?nee|mattin)\b\.?", "matin"),
    (r"\b(?:une? )?1/2[ -]?h(?:eure)?\b", "une demi heure"),
    (r"\b(?:un )?1/4 ?d'? ?h(?:eure)?\b", "un quart d'heure"),
    (r"\b3/4 ?d'? ?h(?:eure)?\b", "3 quarts d'heure"),
    (r"(?<=\dh) ?1/2\b", "30"),
    (r"(?:(?<=dans une )|(?<=d'ici une ))(?:petite|bonne|grosse) (?=heure|demi)", ""),
    (r"\b(?:mn|min|mins|minutes?)\b\.?", "min"),
    (r"(?:(?<=\d h)|(?<=\dh))\.(?= ?\d\d?(?!\d| ?h))", ""),
    (r"(?<=[\d ])a\s?\.\s?m\b\.?", "am"),
    (r"(?<=[\d ])p\s?\.\s?m\b\.?", "pm"),
    (r"\bnoels\b", "noel"),
    (rf"\b(?:{WEEKDAY_RE}|demain)(?=a ?\d|matin|soir|midi|apres|aprem)", _and_space),
    (rf"\b(?:{WEEKDAY_RE}|demain|matin|soir|midi)(?=\d)", _and_space),
    (
        r"\b1er (?:(?:creneau|rdv|rendez-vous|horaire) )?(?:de )?"
        r"(?:dispo\w*|libre|venue?|possible|que (?:vous|tu)\b|qui (?:vient|est|se)\b)",
        "1er creneau dispo",
    ),
    (  # « 15 h 30 heure de Paris » counts no thirty hours
        r"\b(\d\d?) ?(?:h|heures?|:) ?([0-5]\d)"
        r"(?= (?:heure (?:d[eu] |d'|locale|fr|chez|ici)|heures (?:de paris|locale|fr)"
        r"|de [a-z]{4}))",
        lambda match: f"{match[1]}h{match[2]}",
    ),
    (r"\b((?:0?[7-9]|1\d|20) ?h(?:[0-5]\d)?) de (?=[a-z]{4})", _of_place),
    (
        r"\b((?:avanc|repouss|recul|retard|decal|report)\w*) (?:l'|mon |notre |cet |ce |le )"
        r"(?:entretien|rdv|rendez-vous)(?= d[e'])",
        lambda match: match[1],  # « repousser l'entretien d'une heure » names no length of it
    ),
    (rf"\b(?:\d\d?|1er) ?(?:{MONTH_RE})(?=\d)", _and_space),
    (r"\ba(?=\d\d? ?h)", _and_space),
    (r"(?<=\ba )(0[89]|1\d)(?=[0-5][05]\b(?! ?(?:[\d.,/%]|[a-z]{2})))", _as_hour),
    (rf"\b(?:{'|'.join(_DAY_OF_SHORT)}){_AFTER_SHORT_DAY}", _long_day),
    (rf"\b(?:{WEEKDAY_RE})(?=\d)", _and_space),
    (rf"(?:\b|(?<=\d))(?:{'|'.join(_MONTH_OF_SHORT)})\b\.?", _long_month),
    # « sept » is a month only after a number: « 11 sept. », but « vingt-sept ».
    (r"(?<=\d )sept\b\.?(?!\s?h)|(?<=\d)sept\b\.?|\bsept\.", "septembre"),
)
SHORT = tuple((re.compile(pattern), word) for pattern, word in _SHORT_FORMS)
"""Short forms and what they stand for; tried in this order, each on what those before it left."""

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NUMBERS = {word: value for value, word in enumerate(_UNITS.split(), 1)}
_TENS = {"dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_TENS_WORDS = "|".join(_TENS)
_UNIT_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
NUMBER = re.compile(
    rf"\b(?:({_TENS_WORDS})(?:[ -](?:et[ -])?(une?|{_UNIT_WORDS}))?|({_UNIT_WORDS})"
    rf"|zero(?: ({_UNIT_WORDS}))?|(une))\b"
)
_COUNTED = re.compile(r" (?:heure|h|minute|min)\b")


def read_number(match: re.Match[str]) -> str:
    """Write a number in words as digits; « un » and « une » only before an hour."""
    tens, unit, alone, after_zero, une = match.groups()
    if une:
        return "1" if _COUNTED.match(match.string, match.end()) else "une"
    if alone == "un":
        return "un"
    if alone:
        return str(_NUMBERS[alone])
    if tens:
        return str(_TENS[tens] + (_NUMBERS.get(unit or "", 0) if unit != "une" else 1))
    return f"0{_NUMBERS[after_zero]}" if after_zero else "0"
