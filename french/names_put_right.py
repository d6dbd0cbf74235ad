"""Put right a part of a name that is known: « Vasseur et non Vaseur », « Hoff avec deux f »."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from french.everyday import is_everyday
from french.instead import Pair, beside, pairs
from french.letters import fold
from french.name_spelling import is_particle, spelt
from french.name_words import NOT_NAMES
from french.names import read_name, tells_both_parts

_NAME_WORD = re.compile(r"['’]?[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MOST_WORDS = 4

_DOUBLED = re.compile(
    r"\b(?:deux|2)\s+(?P<letter>[^\W\d_])s?"
    r"(?=\s*(?:$|[,;.!?)]|(?:et|pas|non|[àa]|au|dans|comme)\b(?!')(?!\s+l')))",
    re.I,
)
_SINGLE = re.compile(r"\b(?:un\s+seul|qu'un(?:\s+seul)?|1\s+seul)\s+(?P<letter>[^\W\d_])\b", re.I)
# « Mathys avec un y »
_WITH_LETTER = re.compile(r"\bavec\s+(?:une?|l[ea])\s+(?P<letter>[^\W\d_])\b", re.I)
_ALIKE = 0.6  # of two spellings of a name
_LEAST_LETTERS = 3  # of a word that is another's spelling
_NEARLY_SAME = 0.8  # of a name in one word and in two: « Legoff », « Le Goff »

# « l'appareil », « s'écrit »: no name, where « d'Artagnan » may be one
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)['’][a-zà-ÿ]")
_WITH_LETTERS = re.compile(r"(?:^|\s)(?:avec|sans)\s.*$", re.I)  # « Clara avec un a pas Claire »
# What says that letters are those of a name: « mon nom prend deux n », « avec deux f ».
_OF_SPELLING = re.compile(
    r"\b(?:pr[ée])?noms?\b|\b[ée]cri(?:t|re|vez|s)\b|\borthographe|\b[ée]pel|app?el+e\b"
    r"|(?:^|[,;:.(]|\bc\s?['’]?\s?est|\bmais)\s*avec\b",
    re.I,
)

# What may stand beside the second half of a name: « Garnier pour le nom de famille ».
_PART_LABEL = re.compile(
    r"\b(?:et|(?:(?:pour|c'est|mon|le|la)\s?)*(?:nom|prenom)(?:\sde\sfamille)?(?:\s(?:c'est|est))?"
    r"|de famille)\b"
)
_NEARLY_HALF = 0.7  # « Dupond », then « Dupont », is one word written twice
_OF_FAMILY = re.compile(r"\bnom\s+de\s+famille\b", re.I)
_GIVEN_NAME = re.compile(r"\bpr[ée]nom\b", re.I)
_NAME = re.compile(r"\bnom\b(?!\s+complet)", re.I)


def completed_name(known: str, text: str, said: str) -> str:
    """Put the part of a name that was `said` in `text` into the name that is `known`.

    « mon nom, c'est Lefèvre » and « prénom : Inès » say which part; a word that is
    nearly one of the name is its right spelling. Anything else is another name.
    """
    first, *others = known.split()
    if tells_both_parts(text):
        return said
    mended = name_put_right(known, text, is_meant=True)
    if mended and {*fold(said).split()} <= {*fold(mended).split()}:
        return mended
    if _OF_FAMILY.search(text):
        return f"{first} {said}"
    if _GIVEN_NAME.search(text):
        return " ".join((said, *others))
    likeness = [_likeness(word, said) for word in (first, *others)]
    nearest = likeness.index(max(likeness))
    if " " in said:
        return said
    if not others or likeness[nearest] < _ALIKE:
        return f"{first} {said}" if _NAME.search(text) else said
    return " ".join(said if place == nearest else word for place, word in enumerate(known.split()))


def joined_name(first: str, second: str) -> str | None:
    """Join the halves of a name: « moi c'est Rosalie », « Garnier pour le nom de famille ».

    None where one of the two answers is no half.
    """
    given, said = (read_name(answer, asked=True) for answer in (first, second))
    if not (given and said and _is_one_part(given) and _is_one_part(said)):
        return None
    beside = _PART_LABEL.sub(" ", fold(second).replace(fold(said), " ", 1))
    if given == said:
        return given
    is_labelled = _NAME.search(second) or _GIVEN_NAME.search(second)
    is_likely = is_labelled or _likeness(given, said) <= _NEARLY_HALF
    if not is_likely or any(map(str.isalpha, beside)):
        return None  # « Dupont » after « Dupond », « non, Paul », « je m'appelle Paul »
    return read_name(f"{given} {second}", asked=True)


def _is_one_part(name: str) -> bool:
    return all(map(is_particle, name.split()[:-1]))


def name_put_right(known: str, text: str, *, is_meant: bool = False) -> str | None:
    """Replace the words or letters of a name that `text` puts right; None where that is unclear.

    Unless the name `is_meant` already, letters count only where the text speaks of spelling or
    has a word of the name: « il y a 2 n » may be said of anything.
    """
    for pair in pairs(text.replace("’", "'")):
        mended = _words_replaced(known, pair)
        if mended:
            return mended
    if (letter := _WITH_LETTER.search(text)) and not any(map(_is_of_letters, pairs(text))):
        return _respelt_with(known, text, letter["letter"])
    letters = [*_DOUBLED.finditer(text), *_SINGLE.finditer(text)]
    if not letters and not any(_is_of_letters(pair) for pair in pairs(text)):
        return None
    if not (is_meant or _OF_SPELLING.search(text) or speaks_of_name(known, text)):
        return None
    others = {fold(word) for word in _unusual(text)} - {*fold(known).split()}
    return _letters_replaced(known, text) if not others else _respelt(known, text)


def speaks_of_name(known: str, text: str) -> bool:
    """Tell whether a text has a word of the name that is known, or nearly one."""
    return any(_likeness(name, word) >= _ALIKE for name in known.split() for word in _unusual(text))


def _words_replaced(known: str, pair: Pair) -> str | None:
    names, wrongs = known.split(), _NAME_WORD.findall(pair.wrong)[:_MOST_WORDS]
    folded = [fold(name) for name in names]
    for length in range(len(wrongs), 0, -1):
        wrong = [fold(word) for word in wrongs[:length]]
        places = [at for at in range(len(names)) if folded[at : at + length] == wrong]
        if len(places) != 1:
            continue
        before, after = names[: places[0]], names[places[0] + length :]
        kept = {fold(word) for word in (*before, *after)}
        right = _right_words(pair, wrongs[:length], kept)
        if not right:
            return None  # rather than a part of what is wrong
        if [fold(word) for word in right] != wrong:
            return " ".join((*before, *spelt(right).split(), *after))
    return None


def _right_words(pair: Pair, wrong: list[str], kept: set[str]) -> list[str]:
    """Take the words of a name next to « pas », but for those that are in the name anyway.

    None are taken where it is not clear that they, and all of them, stand for the wrong ones.
    """
    words = _NAME_WORD.findall(_WITH_LETTERS.sub("", pair.right))
    run = _run_of_name(words[::-1] if pair.wrong_follows else words, wrong)
    run = run[::-1] if pair.wrong_follows else run
    right = [word for word in run if fold(word) not in kept]
    is_same = _likeness("".join(right), "".join(wrong)) >= _NEARLY_SAME
    if not is_same and not any(map(is_particle, wrong)):
        while right and is_particle(right[0]) and right[0].islower():
            right = right[1:]  # « au nom de Clara, pas Claire »
    while right and is_particle(right[-1]):
        right.pop()
    is_as_long = _length(right) == _length(wrong)
    return right if is_as_long or is_same else []


def _run_of_name(words: list[str], wrong: list[str]) -> list[str]:
    """Take words, the nearest to « pas » first, for as long as they are written as a name."""
    run: list[str] = []
    for word in words[:_MOST_WORDS]:
        is_alike = any(_likeness(word, each) >= _ALIKE for each in wrong)
        nearest = run[0] if run else wrong[0]  # « je me prénomme Clara pas Claire »
        is_written = nearest.islower() or not word.islower()
        may_be_name = is_alike or (is_written and not is_everyday(word))
        is_speech = fold(word) in NOT_NAMES or bool(_ELISION.match(word))
        if not is_particle(word) and (is_speech or not may_be_name):
            break
        run.append(word)
    return run


def _length(words: list[str]) -> int:
    return sum(not is_particle(word) for word in words)


def _likeness(one: str, other: str) -> float:
    first, second = (re.sub(r"\W", "", fold(each)) for each in (one, other))
    return SequenceMatcher(None, first, second).ratio()


def _is_of_letters(pair: Pair) -> bool:
    """Tell « avec un t, pas un d »."""
    right, wrong = beside(pair, _NAME_WORD)
    return len(right) == len(wrong) == 1


def _respelt(known: str, text: str) -> str | None:
    """Take a word that is nearly one of the name for its right spelling: « Durant avec un t »."""
    names = known.split()
    folded = [fold(name) for name in names]
    for word in _unusual(text):
        if fold(word) in folded:
            continue
        likeness = [SequenceMatcher(None, name, fold(word)).ratio() for name in folded]
        nearest = likeness.index(max(likeness))
        if likeness[nearest] >= _ALIKE:
            return " ".join((*names[:nearest], spelt([word]), *names[nearest + 1 :]))
    return None


def _respelt_with(known: str, text: str, letter: str) -> str | None:
    """Take the words that are nearly those of the name, of which one has the letter, for right.

    None where the text has a word that is near none of them, which may be of another name.
    """
    names = known.split()
    folded = [fold(name) for name in names]
    changed: dict[int, str] = {}
    for word in _unusual(text):
        likeness = [SequenceMatcher(None, fold(name), fold(word)).ratio() for name in names]
        nearest = likeness.index(max(likeness))
        if fold(word) in folded:  # perhaps with the accent that was left out
            names[folded.index(fold(word))] = spelt([word])
        if fold(word) in folded or word in changed.values():
            continue
        if likeness[nearest] >= _ALIKE and nearest not in changed:
            changed[nearest] = word
        elif not word.islower() or all(map(str.islower, changed.values())):
            return None
    has_letter = any(fold(letter) in fold(word) for word in changed.values())
    right = (
        spelt([changed[place]]) if place in changed else name for place, name in enumerate(names)
    )
    return " ".join(right) if has_letter else None


def _unusual(text: str) -> list[str]:
    """List the words that may be a name's: not those that everybody types."""
    words = [re.sub(r"^(?:[cdjlmnst]|qu)['’]", "", word) for word in _NAME_WORD.findall(text)]
    return [word for word in words if len(word) >= _LEAST_LETTERS and not is_everyday(word)]


def _letters_replaced(known: str, text: str) -> str | None:
    for found in _DOUBLED.finditer(text):
        letter = found["letter"].lower()
        return _one_run(known, letter, length=1, instead=letter * 2)
    for found in _SINGLE.finditer(text):
        letter = found["letter"].lower()
        return _one_run(known, letter, length=2, instead=letter)
    for pair in filter(_is_of_letters, pairs(text)):
        right, wrong = beside(pair, _NAME_WORD)
        return _one_run(known, wrong.lower(), length=1, instead=right.lower())
    return None


def _one_run(known: str, letter: str, *, length: int, instead: str) -> str | None:
    """Replace a letter, or a double one, where it stands once in the name."""
    found = [run for run in re.finditer(f"{letter}+", known, re.I) if len(run.group()) <= 2]
    if len(found) != 1 or len(found[0].group()) != length:
        return None
    start, end = found[0].span()
    written = instead.capitalize() if known[start].isupper() else instead
    return known[:start] + written + known[end:]
