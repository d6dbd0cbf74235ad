"""What somebody tells of themselves that whoever receives them should know beforehand.

« je suis sourd, par écrit ? », « ma mère sera là »: who comes along, and what makes hearing,
seeing or speaking hard. What an interview cannot be changed by (a wheelchair, an exam) is left.
"""

from __future__ import annotations

import re

from french.letters import fold, one_line

LONGEST = 300
"""How many characters of a message may be such a word; more is a letter."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\s*\n\s*")
_CLAUSE_END = re.compile(r"\s*[,;]\s+")

# ── Who comes along ────────────────────────────────────────────────────────────────────────────
_KIN = (
    r"fils|filles?|gamine?s?|gosses?|enfants?|bebe|garcons?|meres?|peres?|mamans?|papas?|mamie|papi"
    r"|parents?|freres?|s(?:oe|o)urs?|frangine?|cousine?s?|tante|oncle|neveu|niece|marraine|parrain"
    r"|filleule?|maris?|epou(?:se|x)|femme|conjointe?|compagn(?:on|e)|chum|blonde|copine?s?"
    r"|copains?|potes?|amie?s?|voisine?|tut(?:eur|rice)|educat(?:eur|rice)|conseillere?|referente?"
    r"|prof(?:esseure?)?s?|aesh|avs|interprete|traduct(?:eur|rice)|accompagna(?:teur|trice)"
    r"|assistante?|auxiliaire|ainee?|cadette?"
)
_OF_WHOM = r"(?:mon|ma|mes|notre|nos|son|sa|ses|leurs?|votre|une?|l[ea']|les|des)"
_OLDER = r"(?:(?:petite?s?|grande?s?|beaux?|belles?)[ -]|(?:deux|meilleure?|vieux|vieille)\s)?"
_SOMEBODY = (
    rf"(?:{_OF_WHOM}\s?{_OLDER}(?:{_KIN})|quelqu'un|une? (?:autre )?personne"
    r"|mamie|papi|maman|papa)\b"
)
_WORDS_BETWEEN = r"(?:\s[^\s,.;!?]+){0,5}?\s"
_NEAR = (
    r"(?:(?<! a )la(?! ou\b)|present(?:e|s|es)?|avec (?:moi|nous|lui|elle)|a cote"
    r"|a mes cotes|pres de|dans la piece|derriere moi|devant l'ecran)\b"
)
_STAYS = (
    r"(?:sera|seront|sera[it]+|restera(?:it|ient)?|(?:peut(?:-\w+)?|peuvent|pourra(?:it)?"
    r"|veut|voudrait|souhaite(?:rait)?)(?: \w+)? (?:etre|rester))"
)
_COMES = (
    rf"(?:{_STAYS}(?:\s\w+){{0,2}}?\s{_NEAR}"
    r"|assist(?:e|era|erait|ent|eront|er)\b|(?:m'|nous )accompagne(?:ra|rait|ront|r)?\b|traduira\b"
    r"|(?:participe|ecoute)(?:ra|ront|rait)\b"
    r"|(?:viendra|vient|viendront|venir)(?: \w+)? avec (?:moi|nous)\b"
    r"|(?:peut|peuvent|pourra\w*|veut|veulent|voudrait)(?: \w+)?"
    r" (?:ecouter|participer|assister|traduire)\b)"
)
_BROUGHT = (
    r"\bje (?:viens|viendrai|serai|serais|peux (?:venir|etre))(?: \w+)? avec|\bj'amene(?:rai)?"
    r"|\baccompagnee?s? (?:de|par)|\bil y aura(?: \w+)?"
)
_TOGETHER = r"\b(?:on|nous) (?:sera|serons|serait|serions) (?:a )?(?:deux|trois|[23])\b"

# ── What makes hearing, seeing or speaking hard ────────────────────────────────────────────────
_IMPAIRED = (
    r"(?:sourde?s?|mal ?entendante?s?|malvoyante?s?|non[ -]?voyante?s?|aveugles?|muet(?:te)?s?"
    r"|begues?|aphasi(?:que|e)s?)\b(?! a (?!l'oreille)\w)"
)
_IS = (
    r"(?:\b(?:je|j'?|il|elle|on|qui|c'est|j?chui[st]?|jsui[st]?)\s?(?:suis|sui|est|etes|sommes)?"
    rf"|{_SOMEBODY}(?: \w+)? est)(?:\s\w+){{0,3}}?\s"
)
_HARDLY = (
    r"\b(?:j'entends?|je n'entends?|(?:il|elle) entend|je vois|je parle)(?: \w+)? (?:tres )?mal\b"
    r"(?! (?:le )?francais| sur\b)"
    r"|\b(?:j'ai|avec) (?:une|ma|mon|mes|deux|des)?\s?(?:surdite|begaiement|appareils? auditifs?)"
    r"|\b(?:je|il|elle|fille|fils) beg(?:aie|aye|eye)s?\b"
)
_HELPED_BY = (
    r"\b(?:je|il|elle) signe en (?:lsf|langue)|\blsf\w?\b|\blangue des signes\b"
    r"|\blis sur les levres\b|\bsous[ -]?titr\w+"
)
_BY_WRITING = r"(?:par ecrit|a l'ecrit|en ecrivant|par messages?|par (?:le )?tchat)\b"
_IN_WRITING = (
    r"\b(?:faire|passer|repondre|visio|echanger?|communiquer|possible|avoir lieu|appel)\b"
    rf"[^.!?]{{0,40}}\b{_BY_WRITING}(?! ou\b)"
    r"|\b(?:par ecrit|a l'ecrit|ecrire)\b[^.!?]{0,40}"
    r"\b(?:pendant|au lieu de parler|entretien|visio|appel)\b"
)

_TELLS = re.compile(
    rf"\b{_SOMEBODY}(?:{_WORDS_BETWEEN}|\s){_COMES}|(?:{_BROUGHT}) (?:d')?{_SOMEBODY}|{_TOGETHER}"
    rf"|{_IS}{_IMPAIRED}|^\W*{_IMPAIRED}|{_HARDLY}|{_HELPED_BY}|{_IN_WRITING}"
)
# « un dialogue de sourds »; « mon mari ne sera pas là mardi » is a matter of hours.
_IDIOM = re.compile(r"\bdialogue de sourds?|\ba l'aveugle|\bfa(?:is|it|ire) la sourde\b")
_ABSENT = re.compile(
    r"\bpas (?:assister|venir|etre|pouvoir)\b"
    r"|\bpas\b.*(?:\d|\b(?:lun|mar|mercre|jeu|vendre|same)di|demain|matin|midi|soir)"
)
_SCHOOL = re.compile(r"\b(?:ecole|locaux|cours|classe|formation|campus|batiment|examens?|bac)\b")


def told_to_interviewer(text: str) -> str | None:
    """Give the sentences of a message that whoever receives its writer should know; None: none."""
    sentences = _SENTENCE_END.split(text)
    told = [place for place, each in enumerate(sentences) if _is_for_interviewer(each)]
    if not told:
        return None
    first, last = told[0], told[-1]
    said = one_line(
        " ".join([_from_where_it_tells(sentences[first]), *sentences[first + 1 : last + 1]])
    )
    return said if len(said) <= LONGEST else None


def _from_where_it_tells(sentence: str) -> str:
    """Leave out what stands before it: « Jean Dupont, mon fils sera là » gives the second half."""
    clauses = _CLAUSE_END.split(sentence)
    first = next((place for place, each in enumerate(clauses) if _is_for_interviewer(each)), 0)
    return ", ".join(clauses[first:])


def _is_for_interviewer(sentence: str) -> bool:
    if len(sentence) > LONGEST:
        return False
    plain = " ".join(_IDIOM.sub(" ", fold(sentence)).split())
    if _SCHOOL.search(plain) or _ABSENT.search(plain):
        return False
    return _TELLS.search(plain) is not None
