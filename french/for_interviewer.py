"""What somebody tells of themselves that whoever receives them should know beforehand.

« je suis sourd », « ma mère sera là »: what makes hearing, seeing, speaking or moving hard, and
who comes along. Only plain statements of one's own side, each a clause of its own, are such a
word: to miss one costs little, to pass on what was not meant for it a lot.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from french.letters import fold, one_line
from french.names import is_name

LONGEST = 1000
"""How many characters a message may have that is looked through."""

_SEPARATOR = re.compile(r"(\s*[.!…]+(?=\s|$)|\s*[,;]+(?=\s)|\n)")
_ENDS_SENTENCE = re.compile(r"[.!…\n]")
_EDGES = re.compile(r"^\W+|\W+$")

# « je ne suis pas sourd », « laissez tomber, je suis sourd »: nothing of these is told.
_TAKEN_AWAY = re.compile(
    r"\?|\b(?:n'|(?:ne|pas|jamais|aucune?|rien|ni|sans|stop|faux|blague|rigole|plaisante"
    r"|(?:oubli|laiss|annul|arret|enlev|retir|effac|supprim)\w*)\b)"
)
_LEAD = (
    r"(?:(?:bonjour|bonsoir|salut|et|oui|ouais|non|ok|d'accord|merci(?: beaucoup)?|alors|mais"
    r"|au fait|en fait|par contre|attention|sachez que|je precise que|pour info|car)\b\W*)*"
)

# ── Who comes along to the interview ───────────────────────────────────────────────────────────
_KIN = (
    r"fils|filles?|enfants?|bebe|meres?|peres?|maman|papa|parents?|grand-?(?:mere|pere|s-parents)"
    r"|freres?|soeurs?|cousine?s?|tante|oncle|neveu|niece|marraine|parrain|mari|epou(?:se|x)"
    r"|femme|conjointe?|compagn(?:on|e)|copine?s?|copains?|amie?s?|collegue|voisine?"
    r"|tut(?:eur|rice)|educat(?:eur|rice)|conseillere?|referente?|prof(?:esseure?)?|aesh|avs"
    r"|interprete|traduct(?:eur|rice)|accompagna(?:teur|trice)|assistante?|auxiliaire"
)
_OLDER = r"(?:(?:petite?s?|grande?s?|beau|belle)[ -]|(?:deux|meilleure?) )?"
_ONE = rf"(?:mon|ma|mes|notre|nos) {_OLDER}(?:{_KIN})"
_SOMEBODY = rf"{_ONE}(?: et (?:{_ONE}|moi))?"
_NEAR = (
    r"(?:la|presente?s?|avec (?:moi|nous)|a cote(?: de moi)?|a mes cotes|pres de moi|derriere moi)"
)
_ALSO = r"(?: aussi| egalement)?"
_COMES = (
    rf"(?:(?:sera|seront|seraient?){_ALSO} {_NEAR}|assister(?:a|ont)|participer(?:a|ont)"
    r"|(?:m'|nous )accompagne(?:ra|ront|nt)?|(?:viendra|viendront|vient) avec (?:moi|nous)"
    r"|traduira)"
)
_INTERVIEW = (
    r"(?: (?:a|pour|pendant|durant|lors de) (?:(?:mon|notre|cet) |l')(?:entretien|entrevue|appel)"
    r"| (?:pour|pendant|durant) (?:le|mon|notre|ce) (?:rendez-vous|rdv)"
    r"| (?:a|pour|pendant|durant) la visio| au (?:rendez-vous|rdv))?"
)
_TO_HELP = r"(?: pour (?:m'aider|traduire|me traduire|interpreter|m'accompagner))?"
_AT = r"(?: (?:a|vers) \d{1,2} ?(?:h|heures?)(?: ?\d\d)?)?"
_MANNERS = r"(?: (?:merci|svp|s'il vous plait))?"
_COMPANION = re.compile(
    rf"(?P<lead>{_LEAD})(?:{_SOMEBODY} {_COMES}"
    rf"|(?:je (?:viendrai|viens|serai){_ALSO} avec|je serai accompagnee?s? (?:de|par)) {_SOMEBODY}"
    rf"|je serai accompagnee?){_ALSO}{_INTERVIEW}{_TO_HELP}{_AT}{_MANNERS}"
)
# « samedi à la JPO, ma mère sera là »
_ELSEWHERE = re.compile(
    r"\b(?:ecole|locaux|cours|classe|formation|campus|batiment|examens?|bac|jpo|portes|gare|visite"
    r"|concert|spectacle|salon|forum|stage|atelier|immersion|mariage|fete|rentree|concours|reunion"
    r"|match|maison|ceremonie|diplome|inscription)\b"
)

# ── What makes hearing, seeing, speaking or moving hard ────────────────────────────────────────
_HOW = r"(?:(?:un peu|tres|totalement|completement|presque|quasi|quasiment|profondement) )?"
_IMPAIRED = (
    r"(?:sourde?(?: et muet(?:te)?)?|mal[ -]?entendante?|mal[ -]?voyante?|non[ -]?voyante?|aveugle"
    r"|begue|muet(?:te)?|aphasique|en fauteuil(?: roulant)?)"
)
_OF_MYSELF = (
    rf"(?:(?:je suis|j'?suis|chuis) {_HOW}{_IMPAIRED}"
    r"(?: de naissance| d'une oreille| de l'oreille (?:gauche|droite)| profonde?)?"
    r"|je lis sur les levres|je begai?e(?: un peu| beaucoup)?|j'entends (?:tres )?mal)"
)
_IMPAIRMENT = re.compile(
    rf"(?P<lead>{_LEAD}){_OF_MYSELF}(?: (?:et|mais) {_OF_MYSELF})?{_ALSO}{_MANNERS}"
)

# « je suis aveugle, d’amour », « ma mère sera là, si elle peut », « pour le concert, … »
_BOUND = re.compile(
    rf"{_LEAD}(?:a (?!\d)|(?:au|aux|dans|chez|de|du|en|sur|vers|avec|devant|si|quand|lorsque|sauf"
    r"|comme|pour (?!info)(?!l'entretien$))\b|d'(?!accord)|l')"
)

_TAKES_BACK = re.compile(
    rf"{_LEAD}(?:(?:enlev|retir|effac|supprim)(?:ez|er|e)(?: d'abord)? (?:le|mon|ce|cette|la|ma)"
    r" (?:petit )?(?:mot|note|message)(?: pour .{1,60})?"
    r"|n'en parlez pas|ne le dites pas"
    r"|(?:oubliez|ne (?:(?:le|lui|leur) )?(?:dites|mentionnez|notez)(?: lui| leur)? pas)"
    rf" (?:(?:le|mon|ce) mot|(?:que |qu')?(?:{_OF_MYSELF}|{_SOMEBODY} {_COMES})))"
    rf"{_ALSO}{_MANNERS}"
)


@dataclass(frozen=True)
class Told:
    """A word for whoever receives its writer, and what the message says beside it."""

    note: str
    rest: str


def told_to_interviewer(text: str, *, name_asked: bool = False) -> Told | None:
    """Read the clauses of a message that whoever receives its writer should know; None: none.

    Where a name was asked for, what can be one is one: « Je suis Bègue ».
    """
    text = unicodedata.normalize("NFC", text)
    plain = fold(text)
    if len(text) > LONGEST or _TAKEN_AWAY.search(plain):
        return None
    elsewhere = _ELSEWHERE.search(plain) is not None
    notes, rest = [], ""
    for sentence in _sentences(text):
        told = [_read(clause, elsewhere, name_asked) for clause, _ in sentence]
        others = [
            _core(clause) for (clause, _), each in zip(sentence, told, strict=True) if not each
        ]
        if any(_BOUND.match(fold(other)) for other in others):
            told = [None] * len(told)
        for (clause, end), each in zip(sentence, told, strict=True):
            kept = each[0] if each else clause
            rest += kept + end if kept.strip() else ""
            if each:
                notes.append(each[1] + (end.rstrip() if _ENDS_SENTENCE.search(end) else ","))
    if not notes:
        return None
    return Told(" ".join(notes).rstrip(","), one_line(rest).strip(" ,;.!…"))


def takes_note_back(text: str) -> bool:
    """Tell whether a message takes back what was told: « enlevez le mot », « n’en parlez pas »."""
    return _TAKES_BACK.fullmatch(fold(_core(text))) is not None if len(text) <= LONGEST else False


def _sentences(text: str) -> list[list[tuple[str, str]]]:
    """Part a text into sentences, and each into its clauses, with what ends each."""
    parts = [*_SEPARATOR.split(text), ""]
    sentences: list[list[tuple[str, str]]] = [[]]
    for clause, end in zip(parts[::2], parts[1::2], strict=True):
        sentences[-1].append((clause, end))
        if _ENDS_SENTENCE.search(end):
            sentences.append([])
    return sentences


def _read(clause: str, elsewhere: bool, name_asked: bool) -> tuple[str, str] | None:
    """Read what stands before the word in a clause, and the word."""
    core = _core(clause)
    plain = fold(core)
    found = _IMPAIRMENT.fullmatch(plain) or (not elsewhere and _COMPANION.fullmatch(plain))
    if not found:
        return None
    start = len(found["lead"])  # « œ » stands in none of these
    lead, word = core[:start], core[start:]
    if name_asked and is_name(word):
        return None
    return lead, word


def _core(clause: str) -> str:
    return _EDGES.sub("", one_line(clause))
