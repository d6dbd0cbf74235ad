"""Where somebody lives and when they were born, as far as a text says so in full."""

from __future__ import annotations

import re

from french.phones import NUMBER_WORDS

ADDRESS, DATE = "[adresse]", "[date]"
"""What is read instead of an address and of a date."""

# Words that say little else than that a street is meant, and those that need a number before them:
# « 12 cours Lafayette », but « un cours ».
_STREETS = r"(?:rues?|avenues?|ave?\.?|boulevards?|boul\.?|b(?:lv?)?d\.?)"
_MAY_BE_STREETS = (
    r"(?:all[ée]es?|all\.|impasse|imp\.|chemin|chem\.|ch\.|place|pl\.|route|rte\.?|quai|square|"
    r"cours|cour|passage|sentier|sente|ruelle|voie|venelle|villa|cit[ée]|r[ée]sidence|r[ée]s\.|"
    r"hameau|lotissement|lot\.|lieu[\s-]dit|mont[ée]e|c[ôo]te|esplanade|promenade|faubourg|fbg?\.?|"
    r"rond[\s-]point|parvis|traverse|clos|rocade|chauss[ée]e)"
)
_HOUSE = r"(?:n[°o]\s?)?\b\d{1,4}(?:\s?[-/]\s?\d{1,4})?\s?(?:bis|ter|quater|[a-d])?\b[\s,]*"
_IN_WORDS = rf"(?:\b(?:{'|'.join(NUMBER_WORDS)})[\s-]+(?:et[\s-]+)?)+(?:bis\s+|ter\s+)?"
_WITH_NUMBER = rf"{_HOUSE}(?:{_STREETS}|{_MAY_BE_STREETS})(?!\w)"
_WITHOUT = rf"(?:{_IN_WORDS}|\b){_STREETS}(?![\w’'-])(?=\s+\w)"
_BEGINS_ANEW = (
    r"(?:je|j|tu|vous|nous|on|il|elle|c|ce|est|quel(?:le)?s?|combien|comment|quand|pourquoi|"
    r"qu|que|mais|pour|svp|merci|bonjour)\b"
)
_SHORTENED = r"\b(?:ste?|dr|gal|mal|cdt|pdt)\."  # « av. du gal. Leclerc »
_NAME = rf"(?:\s*(?!\s|{_BEGINS_ANEW})(?:{_SHORTENED}|[^\W_]+|[’'/°-]))*"
_TOWN = rf"(?:\s*,?\s*(?:\d{{5}}|\d\d\s\d{{3}})\b{_NAME})?"
_ADDRESS = re.compile(rf"(?:{_WITH_NUMBER}|{_WITHOUT}){_NAME}{_TOWN}", re.I)

_MONTHS = (
    r"(?:janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|"
    r"sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\b\.?"
)
_NUMBER = rf"(?:{'|'.join(NUMBER_WORDS)}|mil|mille|cents?)"
_WORDS = rf"{_NUMBER}(?:[\s-]+(?:et[\s-]+)?{_NUMBER})*"
_DAY = rf"(?:\b\d{{1,2}}\s?(?:er|re)?|\bpremier|\b{_WORDS})"
_YEAR = rf"(?:\d{{4}}|[’']?\d\d|{_WORDS})\b"
_OF_YEAR = rf"(?:{_DAY}\s+{_MONTHS}\s+(?:de\s+(?:l[’']an\s+)?)?{_YEAR}(?!\s?[h:]))"
_IN_FIGURES = r"(?:\b\d{1,2}\s?([-/.])\s?\d{1,2}\s?\1\s?(?:\d{4}|\d\d)\b)"
_FIGURES_LAST = r"(?:\b(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2}\b)"
_DATE = re.compile(rf"{_OF_YEAR}|{_IN_FIGURES}|{_FIGURES_LAST}", re.I)
# « né le 3 mars », « née en 2008 »: there is no need of the rest.
_BORN = re.compile(
    r"(\bn[ée]{1,2}s?\s+(?:le\s+|en\s+|un\s+)?(?:\w+di\s+)?)"
    rf"(?:(?:{_DAY}\s+)?{_MONTHS}(?:\s+{_YEAR})?|\d{{1,2}}[-/.]\d{{1,2}}\b|(?:19|20)?\d\d\b)",
    re.I,
)


def without_whereabouts(text: str) -> str:
    """Hide postal addresses, and dates that have a year or are somebody's birthday."""
    text = _ADDRESS.sub(ADDRESS, text)
    return _BORN.sub(rf"\1{DATE}", _DATE.sub(DATE, text))
