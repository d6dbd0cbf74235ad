"""Messages in another language than French, told by its small words.

A language's small words (its articles, pronouns, prepositions, auxiliaries) are few, do not change,
and make up half of what anybody writes; what is borrowed is nouns and courtesies. So « le job,
c'est full remote ? » has small words of French alone, « what does the job pay? » of English alone.
Words that a language shares with French tell nothing.
"""

from __future__ import annotations

import re

from french.letters import fold, is_latin

_FRENCH = frozenset(
    """
    a ai ainsi alors apres as au aucun aucune aussi autre autres aux avant avec avez avoir avons
    beaucoup bien bonjour bonsoir bref c ca ce cela celle celui ces cet cette ceux chez com combien
    comment d dans de deja depuis des deux dire dit dois doit donc du elle elles en encore entre es
    et etait ete etes etre eux faire fait faut il ils j jamais je juste l la le les leur leurs lui m
    ma mais me meme merci mes moi moins mon n ne ni no notre nous on ont ou oui parce pas peu peut
    peux plus plutot pour pourquoi puis qu quand que quel quelle quelles quels qui quoi rdv rien s
    sa sans se ses si soit sommes son sont sous stp suis sur svp ta te tes toi ton toujours tous
    tout toute toutes tres trop tu un une vers veut veux voila vos votre voudrais vous y
    """.split()
)
_OTHERS = {
    "English": """
        about afternoon am and any are been but by can could did does english evening for from get
        give good had has have he help her here his how i is it its know like make many more morning
        much my need of our possible she should some speak than that the their them then there these
        they this those to us want was we were what when where which who whose why will with would
        you your
        """,
    "German": """
        abend aber auf bei bin bitte das dem den deutsch die du ein eine einen es fur geht gibt
        guten habe haben hat ich ihr ihre ist kann kein keine konnen man mein meine mit mochte
        morgen nicht nur oder sie sind tag uber und verstehe viel wann warum was welche wer wie will
        wir wo zum zur
        """,
    "Spanish": """
        al buenas buenos como con cual cuando cuanta cuanto cuantos cuesta de dias donde en es
        espanol esta estan estoy gracias hablo hay hola la las lo los mas mi mis muy nada necesito
        no noches para pero por puede puedo que quien quiero quisiera se si son soy su sus tardes te
        tengo tiene tu un una usted ustedes y yo
        """,
    "Italian": """
        anche avere buonasera buongiorno che chi come con cosa costa dei delle dove e gli grazie hai
        ho il in italiano la le lo ma mi nel nella niente non ogni parlo per perche piu posso puo
        qual quale quali quando quanti quanto se sei si son sono tu un una vorrei
        """,
    "Portuguese": """
        ao aos as boa bom com como custa de dia ela ele em esta estou eu falo fica foi mais me meu
        minha muito na nada nao no noite num o obrigada obrigado ola onde os para pelo portugues
        posso preciso quais qual quando quanto que quero sao se sim sobre tarde tem tenho uma voce
        """,
    "Dutch": """
        aan alles ben bij dag dat de dit een en goede goedemorgen heb hebben heeft het hoe hoeveel
        ik ja je jullie kan kunt maar met mijn moet naar nederlands niet nog of ook over te uit van
        veel voor waar wanneer wat welke wie wij wil wilt worden zijn
        """,
}
"""Small words, with what a first question has besides (a greeting, « how much », the language's
name), without those of borrowed phrases and of names (« da Silva »)."""

_OTHERS_WORDS = [frozenset(words.split()) for words in _OTHERS.values()]
_ITS_NAMES = frozenset("english deutsch espanol italiano portugues nederlands".split())
_BESIDE_ITS_NAME = frozenset(
    """
    bitte can do don chat favor hello hey hi i in is it only ok please pls por possible sorry speak
    t thanks version we you
    """.split()
)
"""What a wish to speak a language has besides its name; « niveau english » is French."""

_BORROWED = frozenset("and by for from have how know like make more of to".split())
"""Small words of what French borrows: « know-how », « click and collect », « drive to store »."""

_LEAST = 2  # small words, or letters of another writing: one alone may be anything
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"\S*(?:@|://|www\.)\S*")


def is_in_another_language(text: str) -> bool:
    """Tell what is plainly not French; what cannot be told is taken for French."""
    plain = fold(_NO_WORDS.sub(" ", text))
    letters = [letter for letter in plain if letter.isalpha()]
    foreign = sum(not is_latin(letter) for letter in letters)
    if foreign >= _LEAST and 2 * foreign > len(letters):
        return True
    words = set(_WORD.findall(plain))
    is_named = bool(words & _ITS_NAMES) and words <= _ITS_NAMES | _BESIDE_ITS_NAME
    return is_named or any(_is_in(language, words) for language in _OTHERS_WORDS)


def french_words(text: str) -> set[str]:
    """Give the small words of French in a text, but for those of one letter."""
    return {word for word in _WORD.findall(fold(text)) if len(word) > 1} & _FRENCH


def _is_in(language: frozenset[str], words: set[str]) -> bool:
    its, french = words & (language - _FRENCH), words & (_FRENCH - language)
    if not its - _BORROWED:
        return False
    return len(its) >= _LEAST and len(its) > 2 * len(french) and 4 * len(its) >= len(words)
